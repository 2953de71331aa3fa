"""Last year's Excel becomes the roll: looked at, brought in, exported again, and taken back."""

from pathlib import Path

import openpyxl
from sqlalchemy import Engine, text

from tests.journeys.clerk import Clerk
from zqdesk.ui.pages.importing import ImportPage
from zqdesk.ui.pages.roll import RollPage

ROWS = [
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
    clerk.press("Ctrl+7")
    clerk.answer_file_dialog(str(roster(tmp_path / "名册.xlsx")))
    clerk.press("Ctrl+O")
    page = clerk.front(ImportPage)
    clerk.wait_until(lambda: page.households)
    assert page.summary.text() == "名册.xlsx：3 户 3 人，可导入 2 户，有问题 1 户，需留意 0 户。"
    assert "第18位校验码" in page.reasons.text()
    assert on_roll(engine) == []

    clerk.answer_file_dialog(str(tmp_path / "问题.xlsx"))
    clerk.click("导出问题清单")
    clerk.wait_until((tmp_path / "问题.xlsx").exists)
    said = openpyxl.load_workbook(tmp_path / "问题.xlsx").worksheets[0]
    assert [cell.value for cell in said[3]][:2] == ["5", "身份证号"]

    clerk.answer_question("导入")
    clerk.click("导入 2 户")
    clerk.wait_until(lambda: on_roll(engine))
    assert on_roll(engine) == [("张某", 80_400), ("𬭎某", 120_050)]

    clerk.press("Ctrl+6")
    assert clerk.front(RollPage).count.text() == "2 户，3 人"


def test_a_column_named_otherwise_is_mapped_by_hand(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "老名册.csv"
    file.write_text("甲,乙,丙\n张某,370114190001010014,804\n", encoding="gb18030")
    clerk.sign_in("01")
    clerk.press("Ctrl+7")
    clerk.answer_file_dialog(str(file))
    clerk.press("Ctrl+O")
    page = clerk.front(ImportPage)
    clerk.wait_until(lambda: len(page.mapping.pickers) == 3)
    assert "请指定哪一列是姓名" in page.summary.text()
    for picker, words in zip(page.mapping.pickers, ("户主姓名", "身份证号", "户月保障金"), strict=True):
        picker.setFocus()
        picker.setCurrentIndex(picker.findText(words))
        picker.activated.emit(picker.currentIndex())
        clerk.settle()
    clerk.wait_until(lambda: page.households)
    clerk.answer_question("导入")
    clerk.click("导入 1 户")
    clerk.wait_until(lambda: on_roll(engine))
    assert on_roll(engine) == [("张某", 80_400)]
