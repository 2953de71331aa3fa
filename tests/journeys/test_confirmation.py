"""A couple applies, and three weeks later is on the roll: every step in the windows, by those who may take it."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, text

from tests.journeys.clerk import Clerk
from zqdesk.office.across.dossier import Dossier
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage

CLERK, APPROVER = "01", "03"


def test_a_couple_applies_and_is_confirmed(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    clerk.clock.set(date(2026, 11, 4))
    clerk.sign_in(CLERK)
    take_application(clerk)
    case = clerk.front(CasePage)
    assert case.number.text().startswith("370114001-2026-DB-00001")
    verify(clerk)
    print_to_file(clerk, "申请表", tmp_path / "application.pdf")

    clerk.clock.set(date(2026, 11, 13))
    take_step(clerk, APPROVER)
    assert state(clerk) == "opinion_given"

    clerk.clock.set(date(2026, 11, 16))
    take_step(clerk, CLERK)
    assert state(clerk) == "posted"
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert state(clerk) == "posted", "the notice runs until the end of its seventh day"
    clerk.clock.set(date(2026, 11, 24))
    clerk.press("F5", "Ctrl+Return", "Ctrl+Return")
    assert state(clerk) == "deciding"

    take_step(clerk, APPROVER)
    assert state(clerk) == "confirmed"
    print_to_file(clerk, "审核确认表", tmp_path / "approval.pdf")

    clerk.clock.set(date(2026, 11, 25))
    take_step(clerk, CLERK)
    assert state(clerk) == "on_roll"
    assert_kept(engine, tmp_path)


def take_application(clerk: Clerk) -> None:
    """The whole entry in one pass, without a mouse."""
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.fill(["", "示例东村", "", "示例路1号", "13000000001", "", "", "年老患病"])
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "３７０１１４１９０００１０１００１４", "本人", "", "完全丧失"])
    clerk.press("Ins")
    clerk.fill(["李四某", "370181190002150027", "配偶", "", "无"])
    clerk.go_on_to("收入·成员")
    clerk.fill(["张三某", "养老金", "", "208"])
    clerk.wait_until(lambda: "1,400.00" in page.trace.words())
    for button in page.entry.materials.fields():
        button.setFocus()
        while page.entry.materials.missing() and "未交" in button.text():  # type: ignore[attr-defined]
            clerk.press("Space")
    clerk.go_on_to("户名")
    clerk.fill(["张三某", "示例农商银行", "6222000000000000004"])
    clerk.press("F10")


def verify(clerk: Clerk) -> None:
    """Cross-check asked and returned, and the visit by two."""
    clerk.press("Ctrl+Return", "Ctrl+Return")
    clerk.clock.set(date(2026, 11, 6))
    clerk.press("F5", "Ctrl+Return")
    clerk.go_on_to("调查人（两人以上）")
    clerk.fill(["王小某、赵小某", "张三某", "本人"])
    clerk.press("Ctrl+Return")
    assert case_view(clerk).visits, "the visit is recorded"
    clerk.press("Ctrl+Return")
    clerk.go_on_to("核对结果")
    clerk.fill(["与申报一致"])
    clerk.press("Ctrl+Return")
    assert case_view(clerk).cross_checks[-1].result == "fits"


def take_step(clerk: Clerk, login: str) -> None:
    """The next person signs in, opens the case from today's work and takes the step it proposes."""
    clerk.hand_over(login)
    open_case(clerk)
    clerk.press("Ctrl+Return", "Ctrl+Return")


def open_case(clerk: Clerk) -> None:
    """From today's work: the first line is the case that is due first."""
    clerk.enter("today")
    clerk.press("Return")
    clerk.front(CasePage)


def case_view(clerk: Clerk) -> Dossier:
    seen = clerk.front(CasePage).seen
    assert seen is not None
    return seen.dossier


def state(clerk: Clerk) -> str:
    return str(case_view(clerk).case.state)


def print_to_file(clerk: Clerk, title: str, path: Path) -> None:
    clerk.press("Ctrl+P")
    clerk.choose(title)
    clerk.save_paper(path)


def assert_kept(engine: Engine, folder: Path) -> None:
    """What stands in the database, the change log and on paper."""
    with engine.connect() as connection:
        roll = connection.execute(
            text("SELECT from_month, allowance_fen, person_count FROM roll_entries")
        ).all()
        acts = connection.execute(text("SELECT act, actor_name FROM changes ORDER BY seq")).all()
        papers = connection.execute(
            text("SELECT kind, copy_count FROM papers WHERE digest <> '' ORDER BY id")
        ).all()
    assert [tuple(row) for row in roll] == [("2026-12", 140_000, 2)]
    taken = [(act.partition(".")[2], name) for act, name in acts]
    assert ("confirm", "李大某") in taken
    assert ("give_opinion", "李大某") in taken
    assert ("deliver_decision", "王小某") in taken
    assert [tuple(row) for row in papers] == [("application", 1), ("approval", 1)]
    for name in ("application.pdf", "approval.pdf"):
        assert (folder / name).read_bytes().startswith(b"%PDF-")
    assert json.dumps(taken).count("record_application") == 1
