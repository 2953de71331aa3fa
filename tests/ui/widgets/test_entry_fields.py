"""Entry fields read what a tired clerk types, say what they cannot read, and lose nothing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.shell.hands import write
from zqdesk.rules.problem import Refused
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit, MonthEdit, read_day
from zqdesk.ui.widgets.fields.id_edit import AccountEdit, IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.names_edit import NamesEdit
from zqdesk.ui.widgets.fields.number_edit import NumberEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit

TODAY = date(2026, 11, 23)


def today() -> date:
    return TODAY


def typed(qtbot: QtBot, field: TextEdit, text: str) -> TextEdit:
    """A field after somebody typed this and left it."""
    qtbot.addWidget(field)
    field.setText(text)
    field.textEdited.emit(text)
    field.tidy()
    return field


@pytest.mark.parametrize(
    "text", ["370114190001010014", "３７０１１４１９０００１０１００１４", " 370114 19000101 0014"]
)
def test_an_id_number_is_kept_in_one_way(qtbot: QtBot, text: str) -> None:
    field = typed(qtbot, IdEdit(today), text)
    assert field.value() == "370114190001010014"
    assert field.problem() is None


def test_a_small_x_ends_an_id_number(qtbot: QtBot) -> None:
    assert typed(qtbot, IdEdit(today), "37011419001231999x").value() == "37011419001231999X"


def test_an_old_number_is_converted(qtbot: QtBot) -> None:
    field = IdEdit(today)
    typed(qtbot, field, "370114580301001")
    assert field.value().startswith("37011419580301001")


def test_a_wrong_number_stays_as_it_was_typed(qtbot: QtBot) -> None:
    field = typed(qtbot, IdEdit(today), "37011419000101001")
    assert field.value() == "37011419000101001"
    problem = field.problem()
    assert problem is not None
    assert problem.code == "id_number.length"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,450", 145_000),
        ("１４５０．５", 145_050),
        ("1450。5", 145_050),
        ("１，４５０。５０", 145_050),
        ("1450。", 145_000),
        ("¥208元", 20_800),
        ("", 0),
    ],
)
def test_money_is_whole_fen(qtbot: QtBot, text: str, fen: int) -> None:
    assert typed(qtbot, MoneyEdit(), text).value() == fen


def test_money_is_written_out_on_leaving(qtbot: QtBot) -> None:
    assert typed(qtbot, MoneyEdit(), "1450").text() == "1,450.00"


def test_only_a_business_may_lose_money(qtbot: QtBot) -> None:
    assert typed(qtbot, MoneyEdit(loss=True), "-300").value() == -30_000
    assert typed(qtbot, MoneyEdit(loss=True), "－300。5").value() == -30_050
    assert typed(qtbot, MoneyEdit(), "-300").problem() is not None


def test_an_optional_amount_may_be_unknown(qtbot: QtBot) -> None:
    assert typed(qtbot, MoneyEdit(optional=True), "").value() is None
    assert typed(qtbot, MoneyEdit(optional=True), "0").value() == 0


def test_a_count_stays_in_its_limits(qtbot: QtBot) -> None:
    assert typed(qtbot, CountEdit(1, 60), "１２").value() == 12
    assert typed(qtbot, CountEdit(1, 9_999), "１，２００").value() == 1_200
    for text in ("61", "12。5", "1,2", "1²", "-1", "9" * 5000):
        assert typed(qtbot, CountEdit(1, 60), text).problem() is not None, text


def test_a_small_number_is_typed_in_either_width(qtbot: QtBot) -> None:
    field = NumberEdit(2019, 2100)
    qtbot.addWidget(field)
    QTest.keyClicks(field, "20")
    write(field, "２６")
    assert field.value() == 2026


@pytest.mark.parametrize("text", ["2027-01", "2027年1月", "２０２７－０１", "2027。1", "202701", " 2027 01 "])
def test_a_month_is_kept_in_one_way(qtbot: QtBot, text: str) -> None:
    assert typed(qtbot, MonthEdit(), text).value() == "2027-01"


def test_what_is_no_month_is_said(qtbot: QtBot) -> None:
    for text in ("2027-13", "下月", "2027", "27-1"):
        assert typed(qtbot, MonthEdit(), text).problem() is not None, text


@pytest.mark.parametrize(
    "text",
    [
        "20261104",
        "2026-11-4",
        "2026年11月4日",
        "2026.11.04",
        "11-4",
        "1104",
        "２０２６１１０４",
        "2026。11。4",
        "２０２６／１１／４",
    ],
)
def test_a_day_is_read_as_clerks_write_it(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 11, 4)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "abc", "202611", "1", "13-40", "9" * 5000, f"{'9' * 20}-1-1", "1-" * 5000]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_day(text, TODAY)


def test_arrows_move_a_day(qtbot: QtBot) -> None:
    field = DateEdit(today)
    qtbot.addWidget(field)
    field.set_value(TODAY)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("阿卜杜热合曼•买买提依明.吐尔逊", "阿卜杜热合曼·买买提依明·吐尔逊"),
        ("张　三", "张三"),
        (" 𬭎某 ", "𬭎某"),
        ("𠅤某", "𠅤某"),
    ],
)
def test_a_name_is_put_right_on_leaving(qtbot: QtBot, text: str, name: str) -> None:
    assert typed(qtbot, NameEdit(), text).text() == name


def test_several_names_are_told_apart(qtbot: QtBot) -> None:
    assert typed(qtbot, NamesEdit(), "王小某，赵小某 钱某").value() == ("王小某", "赵小某", "钱某")


def test_an_account_is_shown_in_groups(qtbot: QtBot) -> None:
    field = typed(qtbot, AccountEdit(), "6222000000000000004")
    assert field.text() == "6222 0000 0000 0000 004"
    assert field.value() == "6222000000000000004"


@pytest.mark.parametrize("text", ["13000000001", "0531-0000000", "130 0000 0001"])
def test_mobiles_and_land_lines_are_phones(qtbot: QtBot, text: str) -> None:
    assert typed(qtbot, PhoneEdit(), text).problem() is None


def test_a_short_mobile_is_none(qtbot: QtBot) -> None:
    assert typed(qtbot, PhoneEdit(), "1300000000").problem() is not None


@pytest.mark.parametrize("text", ["配偶", "10"])
def test_a_code_is_found_by_its_words_and_by_itself(qtbot: QtBot, text: str) -> None:
    field = picker("relation")
    qtbot.addWidget(field)
    field.setEditText(text)
    field.tidy()
    assert (field.value(), field.currentText()) == ("10", "配偶")


def test_letters_find_an_entry_by_its_initials(qtbot: QtBot) -> None:
    field = picker("relation")
    qtbot.addWidget(field)
    assert field.itemText(field.matches("po")[0]) == "配偶"


def test_what_is_on_no_list_is_said(qtbot: QtBot) -> None:
    field = CodePicker([("1", "甲"), ("2", "乙")])
    qtbot.addWidget(field)
    field.setEditText("丙")
    assert field.value() == ""
    assert field.problem() is not None
    assert field.raw() == "丙"


def test_an_unknown_code_of_an_old_record_is_kept(qtbot: QtBot) -> None:
    field = CodePicker([("1", "甲")])
    qtbot.addWidget(field)
    field.set_value("77")
    assert field.value() == "77"


def test_showing_a_value_is_no_edit(qtbot: QtBot) -> None:
    fields: list[tuple[object, object]] = [
        (NameEdit(), "张三"),
        (MoneyEdit(), 100),
        (DateEdit(today), TODAY),
        (picker("sex"), "1"),
    ]
    for field, value in fields:
        qtbot.addWidget(field)
        with qtbot.assertNotEmitted(field.edited):  # type: ignore[attr-defined]
            field.set_value(value)  # type: ignore[attr-defined]
