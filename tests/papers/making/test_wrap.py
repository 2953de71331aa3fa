"""Lines break where Chinese print allows it."""

from hypothesis import given
from hypothesis import strategies as st

from zqdesk.papers.making.fonts import clean, width
from zqdesk.papers.making.wrap import NOT_FIRST, NOT_LAST, lines


def at(text: str, chars: float, indent: float = 0) -> list[str]:
    return list(lines(text, "fang", 10, chars * 10, indent * 10))


def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it() -> None:
    assert at("一二三四，五", 4) == ["一二三", "四，五"]
    assert at("一二三（四）", 4) == ["一二三", "（四）"]
    assert at("一二《三》。四", 4) == ["一二", "《三》。", "四"]


def test_names_numbers_and_words_are_not_divided() -> None:
    assert at("身份证号370114190001010014", 10) == ["身份证号", "370114190001010014"]
    assert at("共计共计1,234.50元整", 6) == ["共计共计", "1,234.50元整"]
    assert at("买买提·吐尔逊", 3) == ["买买", "提·吐", "尔逊"]


def test_a_word_longer_than_the_line_is_divided() -> None:
    assert "".join(at("A" * 40, 5)) == "A" * 40
    assert len(at("A" * 40, 5)) > 1


def test_a_line_break_stays_and_an_empty_text_is_one_empty_line() -> None:
    assert at("一\n\n二", 5) == ["一", "", "二"]
    assert at("", 5) == [""]


def test_the_indent_shortens_the_first_line_only() -> None:
    assert at("一二三四五六七八", 4, indent=2) == ["一二", "三四五六", "七八"]


@given(st.text(st.sampled_from("一二三，。（）《》·A1. \n\t—…𮧵&<"), max_size=60), st.integers(3, 12))
def test_nothing_is_lost_and_nothing_too_wide(text: str, chars: int) -> None:
    broken = at(text, chars)
    assert "".join("".join(broken).split()) == "".join(clean(text).split())
    assert all(width(line, "fang", 10) <= chars * 10 + 0.01 for line in broken)


@given(st.lists(st.sampled_from(["一", "二", "三", "，", "（四", "五）", "《六》", "。"]), max_size=40))
def test_marks_keep_their_place(parts: list[str]) -> None:
    broken = at("".join(parts), 60)
    assert not any(line[:1] in NOT_FIRST for line in broken[1:] if line)
    assert not any(line[-1:] in NOT_LAST for line in broken[:-1] if line)
