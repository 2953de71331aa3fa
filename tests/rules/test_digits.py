"""Figures of an input method are read like those of the keyboard, wherever amounts, numbers and days are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk.rules.digits import figures, half_width
from zqdesk.rules.money import LARGEST_FEN, format_yuan, parse_yuan

WIDE = str.maketrans("0123456789.,-/", "０１２３４５６７８９．，－／")
STOPS = st.sampled_from([".", "．", "。", "｡"])


@given(st.integers(0, LARGEST_FEN), STOPS, st.booleans(), st.sampled_from(["", " ", "　", "\xa0", "\u200b"]))
def test_an_amount_is_read_as_it_was_meant(fen: int, stop: str, wide: bool, around: str) -> None:
    text = format_yuan(fen).replace(".", stop)
    typed = around + (text.translate(WIDE) if wide else text) + around
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize("text", ["1²", "①", "½", "1٣"])
def test_no_figure_is_made_of_another_sign(text: str) -> None:
    assert half_width(text) == text


def test_blanks_go_only_where_a_number_is_one() -> None:
    assert half_width("２０２６　１１　４") == "2026 11 4"
    assert figures(" 1 450。5 ") == "1450.5"
    assert figures(date(2026, 11, 4).isoformat().translate(WIDE)) == "2026-11-04"
