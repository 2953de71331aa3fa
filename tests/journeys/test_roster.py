"""Last year's Excel becomes the roll: looked at, brought in, exported again, and taken back."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from sqlalchemy import Engine, text

from tests.journeys.clerk import Clerk
from tests.office.people import roster_files
from zqdesk.ui.desk.messages import Banner
from zqdesk.ui.pages.allowance.roll import RollPage
from zqdesk.ui.pages.people.importing import ImportPage

ROWS: list[list[str | int | float]] = [
    ["2025年度农村低保名册"],
    ["村居", "户主", "身份证号码", "保障人数", "户月保障金(元)", "享受时间"],
    ["示例东村", "张某", "370114190001010014", 1, 804, "2025-07"],
    ["示例西村", "𬭎某", "37018119000215002７", 2, "1,200.50", "2025年7月"],
    ["示例西村", "李某", "370114190001231998", 1, 600, "2025-07"],
]


def roster(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def on_roll(engine: Engine) -> list[tuple[str, int]]:
    query = (
        "SELECT persons.name, allowance_fen FROM roll_entries JOIN households ON households.id = household_id"
        " JOIN persons ON persons.id = head_id ORDER BY allowance_fen"
    )
    with engine.connect() as connection:
        return [(name, fen) for name, fen in connection.execute(text(query))]


def test_a_roster_comes_in_but_for_the_wrong_row(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    clerk.sign_in("01")
    clerk.enter("import")
    clerk.answer_file_dialog(str(roster(tmp_path / "名册.xlsx")))
    clerk.press("Ctrl+O")
    page = clerk.front(ImportPage)
    clerk.wait_until(lambda: page.households)
    assert (
        page.review.summary.text()
        == "名册.xlsx：3 户 3 人，可导入 2 户，待确认 0 户，有问题 1 户，需留意 0 户。"
    )
    assert "第18位校验码" in page.review.reasons.text()
    assert on_roll(engine) == []

    clerk.answer_file_dialog(str(tmp_path / "问题.xlsx"))
    clerk.click("导出问题清单")
    clerk.wait_until((tmp_path / "问题.xlsx").exists)
    said = openpyxl.load_workbook(tmp_path / "问题.xlsx").worksheets[0]
    assert [cell.value for cell in said[3]][1:5] == ["5", "李某", "身份证号", "问题"]

    clerk.answer_question("导入")
    clerk.click("导入 2 户")
    clerk.wait_until(lambda: on_roll(engine))
    assert on_roll(engine) == [("张某", 80_400), ("𬭎某", 120_050)]

    clerk.enter("roll")
    assert clerk.front(RollPage).count.text() == "2 户，3 人"


def test_a_column_named_otherwise_is_mapped_by_hand(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "老名册.csv"
    file.write_text("甲,乙,丙\n张某,370114190001010014,804\n", encoding="gb18030")
    clerk.sign_in("01")
    clerk.enter("import")
    clerk.answer_file_dialog(str(file))
    clerk.press("Ctrl+O")
    page = clerk.front(ImportPage)
    clerk.wait_until(lambda: len(page.review.mapping.pickers) == 3)
    assert "请指定哪一列是姓名" in page.review.summary.text()
    for picker, words in zip(
        page.review.mapping.pickers, ("户主姓名", "身份证号", "户月保障金"), strict=True
    ):
        picker.setFocus()
        picker.setCurrentIndex(picker.findText(words))
        picker.activated.emit(picker.currentIndex())
        clerk.settle()
    clerk.wait_until(lambda: page.households)
    clerk.answer_question("导入")
    clerk.click("导入 1 户")
    clerk.wait_until(lambda: on_roll(engine))
    assert on_roll(engine) == [("张某", 80_400)]


def shown(clerk: Clerk) -> str:
    """What the line above the page says."""
    banner = clerk.window.findChild(Banner)
    assert banner is not None
    return banner.text.text() if banner.isVisible() else ""


def test_a_file_that_ends_its_reader_leaves_the_page_ready_for_the_next(clerk: Clerk, tmp_path: Path) -> None:
    damaged = tmp_path / "名册.xls"
    damaged.write_bytes(roster_files.OLD.read_bytes()[:4096])  # the library that reads it panics
    clerk.sign_in("01")
    clerk.enter("import")
    page = clerk.front(ImportPage)
    clerk.answer_file_dialog(str(damaged))
    clerk.press("Ctrl+O")
    clerk.wait_until(lambda: "读不出这个文件" in shown(clerk))
    assert not page.doing.isVisible()
    assert not page.progress.isVisible()

    clerk.answer_file_dialog(str(roster(tmp_path / "名册.xlsx")))
    clerk.click("选择文件")
    clerk.wait_until(lambda: page.households)
    assert len(page.households) == 3


def test_a_second_file_waits_for_the_first(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    first, second = roster(tmp_path / "甲.xlsx"), roster(tmp_path / "乙.xlsx")
    clerk.sign_in("01")
    clerk.enter("import")
    page = clerk.front(ImportPage)
    page.open(first)
    drop(page, second)
    assert "正在读取文件，请等它完成" in shown(clerk)
    clerk.wait_until(lambda: page.households)
    assert page.opened is not None
    assert page.opened.source.file_name == "甲.xlsx"

    clerk.answer_question("导入")
    said: list[str] = []
    timer = QTimer(page, interval=0)

    def drop_while_writing() -> None:
        if page.doing.text() == "正在导入…":
            timer.stop()
            drop(page, second)
            said.append(shown(clerk))

    timer.timeout.connect(drop_while_writing)
    timer.start()
    clerk.click("导入 2 户")
    clerk.wait_until(lambda: on_roll(engine))
    assert "正在导入，请等它完成" in said[0]
    clerk.wait_until(lambda: "已导入 2 户" in shown(clerk))

    drop(page, first, second)
    assert "一次只能导入一个文件" in shown(clerk)


def test_reading_is_stopped_by_the_button_and_by_the_lock(clerk: Clerk, tmp_path: Path) -> None:
    file = roster(tmp_path / "名册.xlsx")
    clerk.sign_in("01")
    clerk.enter("import")
    page = clerk.front(ImportPage)
    page.open(file)
    page.cancel_button.click()
    assert page.doing.text() == "正在停止…"
    clerk.wait_until(lambda: not page.doing.isVisible())
    assert "已停止，没有写入任何内容。" in shown(clerk)
    assert page.opened is None

    page.open(file)
    clerk.press("Ctrl+L")
    clerk.settle()
    assert page.opened is None


def drop(page: ImportPage, *files: Path) -> None:
    """Let go of files over the page."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            held,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_what_is_asked_is_answered_and_the_file_stands_beside_it(
    clerk: Clerk, engine: Engine, tmp_path: Path
) -> None:
    """One sheet a village; one household is to begin next month."""
    book = openpyxl.Workbook()
    for village, place, month in (("示例东村", 2, "2025-07"), ("示例西村", 3, "2026-12")):
        sheet = book.create_sheet(village)
        sheet.append(ROWS[1])
        sheet.append([*ROWS[place][:5], month])
    book.remove(book.worksheets[0])
    book.worksheets[1].append([None, "合计", None, None, "1,300.50"])
    book.save(tmp_path / "名册.xlsx")
    clerk.sign_in("01")
    clerk.enter("import")
    page = clerk.front(ImportPage)
    page.open(tmp_path / "名册.xlsx")
    clerk.wait_until(lambda: page.households)
    clerk.settle()
    assert page.review.sheet_picker.currentText() == "全部 2 张工作表"
    assert page.review.shown.value() == "ask"
    assert "还没有到" in page.review.reasons.text()
    assert page.import_button.text() == "导入 1 户"
    clerk.click("已核对，这一户照此导入")
    clerk.settle()
    assert page.import_button.text() == "导入 2 户"

    clerk.click("与文件对照")
    said = [(line.table, line.about, line.kind) for line in page.review.lines()]
    assert ("示例西村", "第 3 行“合计”", "bad") in said
    clerk.answer_file_dialog(str(tmp_path / "对照.xlsx"))
    clerk.click("导出对照表")
    clerk.wait_until((tmp_path / "对照.xlsx").exists)
    saved = openpyxl.load_workbook(tmp_path / "对照.xlsx").worksheets[0]
    assert str(saved["C3"].value).startswith("2 户 2 人")

    clerk.answer_question("导入")
    clerk.click("导入 2 户")
    clerk.wait_until(lambda: on_roll(engine))
    assert on_roll(engine) == [("张某", 80_400), ("𬭎某", 120_050)]
