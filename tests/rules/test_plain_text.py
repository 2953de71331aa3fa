"""What cannot be seen or is drawn alike is one and the same text, whatever stands in the file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk.rules.plain_text import doubtful_character, plain_text

SPACES = (
    "".join(chr(n) for n in range(0x10000) if unicodedata.category(chr(n)) == "Zs") + "\t\r\n\v\f\u2028\u2029"
)
UNSEEN = (
    "".join(chr(n) for n in range(0x10000) if unicodedata.category(chr(n)) == "Cf")
    + "\0\a\x1b\x7f\ufe0f\U000e0100\u3164"
)
DASHES = "-‐‑‒–—―−﹣－"
WIDE = str.maketrans({n: n + 0xFEE0 for n in map(ord, "0123456789ABCXabcx")})


@given(
    st.text("0123456789ABCXabcx张𬭎村", min_size=1),
    st.sampled_from(SPACES),
    st.sampled_from(UNSEEN),
    st.booleans(),
)
def test_what_cannot_be_seen_changes_nothing(text: str, space: str, unseen: str, wide: bool) -> None:
    typed = unseen.join(text.translate(WIDE) if wide else text)
    assert plain_text(f"{unseen}{space}{typed}{space}{space}末{unseen}") == f"{text} 末"


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_is_one(dash: str) -> None:
    assert plain_text(f"2026{dash}03") == "2026-03"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("⻩某", "黄某"),
        ("⼩", "小"),
        ("\ue81e", "龴"),
        ("𠅤（东）", "𠅤（东）"),
        ("﹙7﹚", "(7)"),
        ("豈", "豈"),
    ],
)
def test_a_stand_in_becomes_what_it_stands_for(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(st.text())
def test_what_is_plain_stays_so(text: str) -> None:
    once = plain_text(text)
    assert plain_text(once) == once


@pytest.mark.parametrize(
    ("text", "found"), [("张\ue000", "\ue000"), ("7\ufffd", "\ufffd"), ("𬭎𠅤\U0002ebf0 7-", "")]
)
def test_what_another_machine_shows_otherwise_is_found(text: str, found: str) -> None:
    assert doubtful_character(text) == found
