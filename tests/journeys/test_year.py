"""A year's other work through the windows: goods signed for, a list of the poor walked through, and the report of it all."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, text

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.family import id_number
from tests.office.payroll.payroll_course import WEST, add_home
from tests.papers.readback import text_of
from zqdesk.office.hall.spreadsheets.writing import Column, workbook
from zqdesk.records.register import Register
from zqdesk.ui.pages.figures.page import FiguresPage
from zqdesk.ui.pages.goods.page import GoodsPage
from zqdesk.ui.pages.people.household import HouseholdPage
from zqdesk.ui.pages.seeking.page import SeekingPage

LONG, RARE = "阿依古丽·买买提吐尔逊", "张𬭎𠅤"
UNKNOWN = id_number(date(1951, 4, 5), 77)


@pytest.fixture
def on_roll(engine: Engine, clock: town.Clock) -> Register:
    """Three households on the roll since October, of five persons."""
    clock.set(date(2026, 11, 30))
    register = Register(engine, town.CLERK, town.DESK_ID, clock)
    register.do(add_home, RARE, 1, persons=2)
    register.do(add_home, LONG, 2, persons=2, village_id=WEST)
    register.do(add_home, "李某", 3)
    clock.set(date(2026, 12, 3))
    return register


def rows_of(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.mark.usefixtures("on_roll")
def test_goods_by_keyboard(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    """A kind, a batch, a list; one takes less than is due, the others all; the sheet has a place to sign for each."""
    clerk.sign_in("01")
    clerk.enter("goods")
    page = clerk.front(GoodsPage)
    clerk.press("Ctrl+PgDown")
    clerk.click("新品种")
    clerk.fill(["牛奶", "箱"])
    clerk.press("Ctrl+Return")
    clerk.click("入库")
    clerk.go_on_to("品种")
    clerk.fill(["牛奶", "10", "", "捐赠", "某企业", "600", "收据1号"])
    clerk.press("Ctrl+Return")
    assert rows_of(engine, "SELECT quantity, way, source, worth_fen FROM goods_receipts") == [
        (10, "donated", "某企业", 60_000)
    ]
    clerk.press("Ctrl+PgUp")
    clerk.click("制作发放单")
    clerk.go_on_to("发放单名称")
    clerk.fill(["春节慰问", "低保：期末在册人数", "每人", "2"])
    clerk.press("Ctrl+Return")
    assert [row.line.name for row in page.lines.rows.rows] == [RARE, "李某", LONG]
    clerk.press("Ctrl+P")
    clerk.save_paper(tmp_path / "签收表.pdf")
    printed = text_of((tmp_path / "签收表.pdf").read_bytes())
    assert all(name in printed for name in (RARE, LONG, "李某", "春节慰问"))
    page.lines.selectRow(0)
    clerk.press("Ctrl+Return")
    clerk.go_on_to("牛奶（箱，未领 4）")
    clerk.fill(["1"])
    clerk.press("Ctrl+Return")
    clerk.click("列出的全部领取")
    clerk.press("Ctrl+Return")
    handed = "SELECT name, sum(quantity) FROM goods_handouts JOIN goods_lines ON goods_lines.id = line_id"
    assert rows_of(engine, f"{handed} GROUP BY position ORDER BY position") == [
        (RARE, 4),
        ("李某", 2),
        (LONG, 4),
    ]
    assert {row.state for row in page.lines.rows.rows} == {"已领完"}


@pytest.mark.usefixtures("on_roll")
def test_a_list_of_the_poor_is_compared_and_walked(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    """Who is on a roll is told from whom nobody knows, and the visit to those says what became of them."""
    sent = [[RARE, id_number(date(1960, 1, 2), 1)], ["李某", ""], ["欧阳𬭎", UNKNOWN]]
    path = tmp_path / "乡村振兴局名单.xlsx"
    path.write_bytes(workbook("名单", [Column("姓名"), Column("身份证号")], sent))
    clerk.sign_in("01")
    clerk.enter("seeking")
    clerk.answer_file_dialog(str(path))
    clerk.press("Ctrl+O")
    page = clerk.front(SeekingPage)
    clerk.wait_until(lambda: page.place.panel is not None)
    clerk.go_on_to("种类")
    clerk.fill(["建档立卡", "", "", "区乡村振兴局"])
    clerk.press("Ctrl+Return")
    assert page.covered.text() == "在册 1 / 3 = 33.3%"
    unknown = next(n for n, row in enumerate(page.table.rows.rows) if row.name == "欧阳𬭎")
    page.table.selectRow(unknown)
    clerk.press("Ctrl+Return")
    clerk.go_on_to("结果")
    clerk.fill(["不符合条件"])
    clerk.write("有退休金")
    clerk.press("Ctrl+Return")
    assert rows_of(engine, "SELECT findings FROM seek_visits") == [("有退休金",)]
    assert page.table.rows.rows[unknown].visit_result
    page.table.selectRow(next(n for n, row in enumerate(page.table.rows.rows) if row.name == RARE))
    page.table.setFocus()
    clerk.press("Return")
    clerk.front(HouseholdPage)


@pytest.mark.usefixtures("on_roll")
def test_the_report_of_a_month_is_closed_printed_and_exported(clerk: Clerk, tmp_path: Path) -> None:
    """A figure opens its list, the list its household; what is closed, printed and exported says the same."""
    clerk.sign_in("01")
    clerk.enter("figures")
    page = clerk.front(FiguresPage)
    page.period.setCurrentIndex(page.period.findText("2026年11月"))
    page.period.activated.emit(page.period.currentIndex())
    clerk.settle()
    clerk.press("Ctrl+F")
    clerk.write("期末在册户数")
    clerk.wait_until(lambda: {row.figure.title for row in page.table.rows.rows} == {"期末在册户数"})
    page.table.selectRow(0)
    assert page.table.rows.rows[0].words == "3"
    assert {item.name for item in page.list_table.rows.rows} == {RARE, LONG, "李某"}
    clerk.click("定稿")
    clerk.press("Ctrl+Return")
    assert "定稿" in page.state.text()
    clerk.click("打印报告")
    clerk.save_paper(tmp_path / "报告.pdf")
    assert "期末在册3户5人" in text_of((tmp_path / "报告.pdf").read_bytes()).replace("\n", "")
    clerk.answer_file_dialog(str(tmp_path / "报告.xlsx"))
    clerk.press("Ctrl+E")
    clerk.wait_until((tmp_path / "报告.xlsx").exists)
    sheet = openpyxl.load_workbook(tmp_path / "报告.xlsx").worksheets[0]
    told = {(row[0].value, row[1].value): row[3].value for row in sheet.iter_rows()}
    assert told["低保", "期末在册户数"] == 3
    page.list_table.selectRow(0)
    page.list_table.setFocus()
    clerk.press("Return")
    clerk.front(HouseholdPage)
