"""Yuan as typed, as shown, as written on a voucher."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.refusal import refused
from zqdesk.rules.money import (
    LARGEST_FEN,
    MINUS,
    Rounding,
    capitals,
    format_fraction,
    format_yuan,
    parse_yuan,
    round_fraction,
)

FEN = st.integers(0, LARGEST_FEN)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("2084.4", 208_440),
        ("2,084.40", 208_440),
        ("２，０８４．４０元", 208_440),
        ("￥ 1 450", 145_000),
        ("人民币¥3000.05", 300_005),
        ("0", 0),
        ("-0.00", 0),
        (".5", 50),
        ("12.", 1_200),
        ("99,999,999,999.99", LARGEST_FEN),
    ],
)
def test_what_a_clerk_types_is_read(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money.form"),
        ("元", "money.form"),
        ("1e3", "money.form"),
        ("1.2.3", "money.form"),
        ("12,34", "money.form"),
        ("1,2345", "money.form"),
        ("一百", "money.form"),
        ("nan", "money.form"),
        ("٣", "money.form"),
        ("0x10", "money.form"),
        ("1.005", "money.decimals"),
        ("-1", "money.negative"),
        ("−0.01", "money.negative"),
        ("100000000000", "money.range"),
        ("9" * 5000, "money.range"),
        (f"1.{'0' * 5000}", "money.decimals"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    assert refused(parse_yuan, text).code == code


def test_zeros_before_an_amount_are_nothing() -> None:
    assert parse_yuan("0" * 5000 + "1") == 100


def test_only_the_beginning_of_a_long_text_is_quoted() -> None:
    assert len(refused(parse_yuan, "x" * 32_767).text) < 80


@given(FEN)
def test_shown_and_read_again_is_the_same(fen: int) -> None:
    assert parse_yuan(format_yuan(fen)) == fen


def test_a_negative_amount_has_the_sign_asked_for() -> None:
    assert format_yuan(-64_100) == "-641.00"
    assert format_yuan(-5, MINUS) == "−0.05"


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (Fraction(30_300), "303.00"),
        (Fraction(241_199, 3), "803.9966…"),
        (Fraction(-1, 3), "−0.0033…"),
        (Fraction(1, 2), "0.0050…"),
    ],
)
def test_an_inexact_amount_is_marked(fen: Fraction, text: str) -> None:
    assert format_fraction(fen) == text


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (100_000, "壹仟元整"),
        (300_005, "叁仟元零伍分"),
        (105, "壹元零伍分"),
        (1_234_567, "壹万贰仟叁佰肆拾伍元陆角柒分"),
        (100_001_000, "壹佰万零壹拾元整"),
        (100_000_500, "壹佰万零伍元整"),
        (266_000_000, "贰佰陆拾陆万元整"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (208_440, "贰仟零捌拾肆元肆角整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1_000, "壹拾元整"),
        (10_000_100_000, "壹亿零壹仟元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (100_000_000_000, "壹拾亿元整"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (10_000_000_005, "壹亿元零伍分"),
        (LARGEST_FEN, "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals_as_vouchers_want_them(fen: int, words: str) -> None:
    assert capitals(fen) == words


@pytest.mark.parametrize("fen", [-1, LARGEST_FEN + 1])
def test_capitals_end_at_hundreds_of_millions(fen: int) -> None:
    assert refused(capitals, fen).code == "money.range"


@given(FEN)
def test_capitals_can_be_read_back(fen: int) -> None:
    words = capitals(fen)
    assert _read(words) == fen
    assert "零零" not in words
    assert words.endswith(("分", "整"))


def _read(words: str) -> int:
    """Sum of digit × unit: knows nothing of how the words were made."""
    total = section = digit = 0
    for character in words:
        if character in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(character)
        elif character in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[character], 0
        elif character in "万亿":
            total += (section + digit) * (10_000 if character == "万" else 100_000_000)
            section = digit = 0
        elif character == "元":
            total, section, digit = (total + section + digit) * 100, 0, 0
        elif character in "角分":
            total, digit = total + digit * (10 if character == "角" else 1), 0
    return total


@pytest.mark.parametrize(
    ("rounding", "exact", "fen"),
    [
        (Rounding.FEN, Fraction(1, 2), 1),
        (Rounding.FEN, Fraction(49, 100), 0),
        (Rounding.JIAO, Fraction(5), 10),
        (Rounding.JIAO, Fraction(499, 100), 0),
        (Rounding.YUAN_UP, Fraction(1, 1000), 100),
        (Rounding.YUAN_UP, Fraction(200), 200),
        (Rounding.YUAN_UP, Fraction(0), 0),
    ],
)
def test_rounding(rounding: Rounding, exact: Fraction, fen: int) -> None:
    assert round_fraction(exact, rounding) == fen


@given(st.fractions(0, 10**9), st.sampled_from(list(Rounding)))
def test_rounding_stays_within_one_step(exact: Fraction, rounding: Rounding) -> None:
    step = {Rounding.FEN: 1, Rounding.JIAO: 10, Rounding.YUAN_UP: 100}[rounding]
    fen = round_fraction(exact, rounding)
    assert fen % step == 0
    assert abs(fen - exact) < step
    assert rounding is not Rounding.YUAN_UP or fen >= exact
