"""One paper has one number, however it is typed; two papers have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk.rules.document_numbers import plain_number

SAME = (
    ("示民财〔2026〕8号", "示民财[2026]8号", "示民财（2026）第8号", "示民财【２０２６】０8 号", "示民财2026-8", "示民财〔2026〕第八号"),
    ("第2批", "第二批", "2", "２批", "第 2 批", "二批"),
    ("第十二批", "12", "第12批"),
    ("第二十批", "第20批"),
    ("第一百〇三号", "103"),
    ("现支0021", "现支 21", "现支－0021", "現支0021".replace("現", "现")),
    ("No.0099", "№99", "NO 099", "99"),
    ("AB-77", "ab77", "ＡＢ７７"),
)  # fmt: skip


@pytest.mark.parametrize("typed", SAME, ids=lambda typed: typed[0])
def test_the_same_paper_has_one_number(typed: tuple[str, ...]) -> None:
    assert len({plain_number(each) for each in typed}) == 1
    assert plain_number(typed[0])


def test_other_papers_have_others() -> None:
    numbers = {plain_number(typed[0]) for typed in SAME}
    numbers |= {
        plain_number(t) for t in ("示民财〔2026〕18号", "示民发〔2026〕8号", "示民财〔2025〕8号", "三里河8号")
    }
    assert len(numbers) == len(SAME) + 4
    assert plain_number("2026〕8") != plain_number("20268")
    assert plain_number("  〔〕－ 第号 ") == ""


@given(
    word=st.text("示民财支进ABxy", min_size=1, max_size=5),
    year=st.integers(2019, 2099),
    number=st.integers(1, 9999),
)
def test_brackets_width_blanks_and_zeros_say_nothing(word: str, year: int, number: int) -> None:
    plain = plain_number(f"{word}〔{year}〕{number}号")
    for typed in (
        f"{word}[{year}]{number}号",
        f" {word} （{year}） 第{number:06d}号 ",
        f"{word.lower()}{year}—{number}",
        "".join(
            chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in f"{word}({year}){number}号"
        ),
    ):
        assert plain_number(typed) == plain, typed
    assert plain_number(plain) == plain
