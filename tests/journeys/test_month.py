"""One month by keyboard: the list made, a row held, signed by three, given to the bank, answered, the failed row paid again."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.payroll.payroll_course import CARDS, WEST, add_home
from zqdesk.office.payroll import standing
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.person import Person
from zqdesk.ui.pages.payroll.list_page import ListPage
from zqdesk.ui.pages.payroll.page import PayrollPage

LONG = "阿依古丽·买买提吐尔逊"
CLERK, SECOND, APPROVER = "01", "02", "03"


@pytest.fixture
def on_roll(engine: Engine, clock: town.Clock) -> Register:
    """A few households on the roll; one of them has no account."""
    clock.set(date(2026, 11, 30))
    register = Register(engine, town.CLERK, town.DESK_ID, clock)
    for number, name in enumerate(("张𬭎𠅤", LONG, "李某", "王小五", "赵某")):
        village = {"village_id": WEST} if number > 2 else {}
        account = "" if name == "赵某" else None
        register.do(add_home, name, number + 1, 50_000 + number * 1_237, account=account, **village)  # type: ignore[arg-type]
    clock.set(date(2026, 12, 3))
    return register


def test_a_month_by_keyboard(on_roll: Register, clerk: Clerk, tmp_path: Path) -> None:
    clerk.sign_in(CLERK)
    clerk.enter("payroll")
    clerk.front(PayrollPage)
    clerk.press("Ctrl+Return")
    clerk.press("Ctrl+Return")
    page = clerk.front(ListPage)
    assert page.seen is not None
    assert page.seen.grave == 1
    assert page.table.rows.rows[0].name == "赵某", "what needs a look stands first"
    clerk.click("暂缓须改正的各户")
    clerk.press("Ctrl+Return")
    assert "待复核" in page.next.text()
    list_id = page.list_id
    sign(clerk, SECOND, "复核")
    dies(on_roll, "王小五")
    release_by_name(clerk, "王小五")
    clerk.hand_over(CLERK)
    open_list(clerk)
    page = clerk.front(ListPage)
    file = tmp_path / "代发.csv"
    page._drawn(lambda made: page.save_to(file, made, record=True))
    clerk.settle()
    assert "待回盘" in page.next.text()
    answered = answer(file, tmp_path / "回盘.csv", failing="李某")
    clerk.clock.set(date(2026, 12, 8))
    page.read_file(answered)
    clerk.wait_until(lambda: page.place.panel is not None)
    clerk.press("Ctrl+Return")
    assert "全额到账2" in page.next.text()
    assert page.table.rows.rows[0].name == "李某"
    clerk.press("Esc", "Esc")  # the word that it was done, then the page
    pay_again(clerk)
    states = on_roll.read(standing.of_list, list_id).values()
    assert sorted(str(each.state) for each in states) == ["held", "paid", "paid", "reissued", "stopped"]


def sign(clerk: Clerk, login: str, word: str) -> None:
    clerk.hand_over(login)
    open_list(clerk)
    assert f"待{word}" in clerk.front(ListPage).next.text()
    clerk.press("Ctrl+Return")
    assert f"待{word}" not in clerk.front(ListPage).next.text()


def dies(register: Register, name: str) -> None:
    """The village reports a death of last month, when two have signed already."""

    def act(work: Work) -> None:
        person = work.session.scalars(select(Person).filter_by(name=name)).one()
        person.died_on = date(2026, 11, 28)

    register.do(act)


def release_by_name(clerk: Clerk, name: str) -> None:
    """Whoever releases it sees who it is, and cannot but stop the row."""
    clerk.hand_over(APPROVER)
    open_list(clerk)
    page = clerk.front(ListPage)
    assert f"签字以后有变化：{name}" in page.next.text()
    assert (page.table.rows.rows[0].name, page.table.rows.rows[0].state) == (name, "须停发")
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert page.place.panel is not None, "it is asked until it is decided"
    clerk.write("停发")
    clerk.press("Ctrl+Return")
    assert "待批准" not in page.next.text()


def open_list(clerk: Clerk) -> None:
    clerk.enter("payroll")
    clerk.press("Return")


def answer(given: Path, path: Path, *, failing: str) -> Path:
    """What the bank sends back for the file it was given: one card was closed."""
    _, heads, *rows = given.read_bytes().decode("gb18030").splitlines()
    assert heads.startswith("序号,收款人姓名,收款账号")
    lines = ["序号,户名,账号,金额,处理结果,到账日期,失败原因"]
    for row in rows:
        number, name, account, _, amount, *_ = row.split(",")
        bad = name == failing
        tail = "失败,,账户已销户" if bad else "成功,2026-12-08,"
        lines.append(f"{number},{name},{account},{amount},{tail}")
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def pay_again(clerk: Clerk) -> None:
    """The household brings another card; what failed is paid again by a list of its own."""
    page = clerk.front(PayrollPage)
    clerk.press("Ctrl+PgDown")
    rows = page.owed.rows.rows
    assert {(row.name, str(row.state)) for row in rows} == {
        ("李某", "failed"), ("赵某", "held"), ("王小五", "stopped"),
    }  # fmt: skip
    page.owed.selectRow(next(n for n, row in enumerate(rows) if row.name == "李某"))
    clerk.press("Return")
    clerk.click("变更账户")
    clerk.go_on_to("账号")
    clerk.fill([CARDS[88]])
    clerk.write("原卡已销户")
    clerk.press("Ctrl+Return")
    clerk.press("Esc", "Esc")  # the word that it was done, then the page
    clerk.press("Space", "Ctrl+Return", "Ctrl+Return")
    again = clerk.front(ListPage)
    assert again.seen is not None
    assert [(row.name, row.state) for row in again.seen.rows] == [("李某", "")]
    clerk.press("Ctrl+Return")
    for login, word in ((SECOND, "复核"), (APPROVER, "批准")):
        sign(clerk, login, word)
