"""Numbers as they stand on cards, as tired hands type them, and as lists may show them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from zqdesk.rules.people.identity import (
    DisabilityCard,
    IdNumber,
    age_on,
    check_bank_card,
    check_digit,
    mask_card,
    mask_id,
    mask_phone,
    parse_bank_card,
    parse_disability_card,
    parse_id_number,
    parse_mobile,
)

MAN = "370114190001010014"


@pytest.mark.parametrize(
    ("number", "sex", "born_on"),
    [
        (MAN, "1", date(1900, 1, 1)),
        ("370181190002150027", "2", date(1900, 2, 15)),
        ("37011419001231999X", "1", date(1900, 12, 31)),
        ("37012219000301123X", "1", date(1900, 3, 1)),
    ],
)
def test_a_number_tells_sex_and_birth(number: str, sex: str, born_on: date) -> None:
    assert parse_id_number(number) == IdNumber(number, born_on, sex, number[:6])


@pytest.mark.parametrize(
    "typed",
    [
        "37011419001231999x",
        " 370114 19001231 999X ",
        "３７０１１４１９００１２３１９９９ｘ",
        "'37011419001231999X",
        "37011419001231999×",  # from the list of signs of an input method
        "37011419001231999Х",  # Cyrillic
        "37011419001231999χ",  # Greek
        "３７０１１４　１９００１２３１　９９９Ｘ",
        "370114-19001231-999X".replace("-", "\u00a0"),
        "\ufeff37011419001231999X\u200b",
    ],
)
def test_what_is_typed_every_day_is_accepted(typed: str) -> None:
    assert parse_id_number(typed).number == "37011419001231999X"


def test_an_old_number_is_converted_and_says_so() -> None:
    found = parse_id_number("370114000101001")
    assert (found.number, found.converted) == (MAN, True)
    assert not parse_id_number(MAN).converted


def test_an_abolished_division_is_no_reason_to_refuse() -> None:
    first17 = "37901819930704002"
    assert parse_id_number(first17 + check_digit(first17)).division == "379018"


@pytest.mark.parametrize(
    ("first17", "kind"),
    [("93115619800101001", "foreign"), ("81000019800101001", "hmt"), ("83000019800101001", "hmt")],
)
def test_numbers_of_the_same_form(first17: str, kind: str) -> None:
    assert parse_id_number(first17 + check_digit(first17)).kind == kind


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("", "id_number.length", "请填写"),
        ("37011419000101001", "id_number.length", "现在是17位"),
        ("3701141900010100145", "id_number.length", "现在是19位"),
        ("37011419O001010014", "id_number.characters", "第9位“O”不是数字，可能是数字0"),
        ("37011419X001010014", "id_number.characters", "第9位"),
        ("370114190001010015", "id_number.checksum", "第18位校验码应为4"),
        ("370114199902290018", "id_number.date", "19990229"),
        ("370114000101001X", "id_number.characters", "第16位"),
        ("370114000230001", "id_number.date", "19000230"),
        ("³70114190001010014", "id_number.characters", "第1位"),
        ("²" * 15, "id_number.characters", "第1位"),
    ],
)
def test_a_wrong_number_is_told_where(typed: str, code: str, said: str) -> None:
    problem = refused(parse_id_number, typed)
    assert (problem.code, problem.field) == (code, "id_number")
    assert said in problem.text


def test_nobody_is_born_tomorrow() -> None:
    first17 = "37011420261105001"
    number = first17 + check_digit(first17)
    assert parse_id_number(number, today=date(2026, 11, 5)).born_on == date(2026, 11, 5)
    assert refused(parse_id_number, number, today=date(2026, 11, 4)).code == "id_number.future"


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(1, 999), st.integers(0, 17), st.integers(1, 9)
)
def test_any_single_slip_of_a_digit_is_caught(born: date, sequence: int, place: int, by: int) -> None:
    first17 = f"370114{born:%Y%m%d}{sequence:03d}"
    number = first17 + check_digit(first17)
    assert parse_id_number(number).born_on == born
    if number[place] != "X":
        slip = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
        assert refused(parse_id_number, slip).code in ("id_number.checksum", "id_number.date")


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1956, 11, 4), date(2026, 11, 3), 69),
        (date(1956, 11, 4), date(2026, 11, 4), 70),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_full_years(born: date, day: date, years: int) -> None:
    assert age_on(born, day) == years


@pytest.mark.parametrize("suffix", ["43", "43B1", "43b2", "4301"])
def test_a_disability_card_tells_type_and_grade(suffix: str) -> None:
    assert parse_disability_card(MAN + suffix, MAN) == DisabilityCard(MAN + suffix.upper(), "4", 3)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (MAN, "disability_card.length"),
        (MAN + "4", "disability_card.length"),
        (MAN + "43C1", "disability_card.length"),
        ("37012219000301123X43", "disability_card.id_number"),
        (MAN + "83", "disability_card.type"),
        (MAN + "03", "disability_card.type"),
        (MAN + "45", "disability_card.grade"),
        (MAN + "40", "disability_card.grade"),
    ],
)
def test_a_wrong_disability_card_is_refused(number: str, code: str) -> None:
    assert refused(parse_disability_card, number, MAN).code == code


def test_a_bank_card_is_read_and_a_slip_only_warned_of() -> None:
    assert parse_bank_card("6222 0000 0000 0000 004") == "6222000000000000004"
    assert check_bank_card("6222000000000000004") is None
    assert check_bank_card("6217 0000 0000 0000 012") is None
    slip, passbook = check_bank_card("6222000000000000014"), check_bank_card("901234567890123")
    assert slip is not None
    assert slip.code == "bank_card.checksum"
    assert passbook is not None
    assert passbook.code == "bank_card.length"
    assert check_bank_card("²" * 16) == slip


@pytest.mark.parametrize("typed", ["", "62220000O0000000004", "123456789", "6.222E+18"])
def test_an_account_that_is_no_number_is_refused(typed: str) -> None:
    assert refused(parse_bank_card, typed).code == "bank_card.form"


@pytest.mark.parametrize(
    "typed", ["13000001234", "130 0000 1234", "+86 130-0000-1234", "１３０００００１２３４"]
)
def test_a_mobile_number(typed: str) -> None:
    assert parse_mobile(typed) == "13000001234"


@pytest.mark.parametrize("typed", ["", "1300000123", "12000001234", "053183210000", "130000012345"])
def test_what_is_no_mobile_number(typed: str) -> None:
    assert refused(parse_mobile, typed).code == "mobile.form"


def test_masks_leave_what_one_needs_to_recognise() -> None:
    assert mask_id(MAN) == "370114********0014"
    assert mask_card("6222000000000000004") == "6222***********0004"
    assert mask_phone("13812345678") == "138****5678"


@pytest.mark.parametrize("short", ["", "1234", "1234567"])
def test_a_short_number_is_masked_whole(short: str) -> None:
    assert mask_phone(short) == "*" * len(short)
