"""Names are kept as people bear them."""

import unicodedata

import pytest

from tests.rules.refusal import refused
from zqdesk.rules.people.names import name_doubt, normalise_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  李小某 ", "李小某"),
        ("张　三", "张三"),
        ("张 三 丰", "张三丰"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 . 买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提·", "阿卜杜拉·买买提"),
        ("John  A. Smith", "John A. Smith"),
        ("\ufeff王某\u200b", "王某"),
        ("𬭎𫞩𠅤𮧵", "𬭎𫞩𠅤𮧵"),
        ("㛃䶮〇", "㛃䶮〇"),
        ("\U00031350某", "\U00031350某"),
        ("\uf9d1\uf967", "六不"),
        ("\ufa0e\ufa29", "\ufa0e\ufa29"),
        ("\ue863某", "䶮某"),
        ("⻩某", "黄某"),
        ("⼩某", "小某"),
        ("⻢⻰⽂", "马龙文"),
    ],
)
def test_only_the_dot_and_blanks_are_tidied(typed: str, name: str) -> None:
    assert normalise_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name.empty"),
        (" 　\u200b", "name.empty"),
        ("·", "name.empty"),
        ("李" * 51, "name.length"),
        ("李2", "name.digit"),
        ("李２", "name.digit"),
        ("李\x07某", "name.control"),
        ("李\u200b某", "name.control"),
        ("李?", "name.damaged"),
        ("李\ufffd", "name.damaged"),
        ("李*某", "name.damaged"),
        ("李〓", "name.damaged"),
        ("李\ue000", "name.private"),
        ("李\ue864\uf8ff", "name.private"),
        ("张⿰土亥", "name.described"),
        ("⺀某", "name.described"),
        ("王(石研)", "name.bracket"),
        ("王（研）", "name.bracket"),
        ("无", "name.word"),
        (" 户 主", "name.word"),
    ],
)
def test_what_is_no_name_is_refused(typed: str, code: str) -> None:
    assert refused(normalise_name, typed).code == code


@pytest.mark.parametrize("trail", [*range(0x50, 0x7F), *range(0x80, 0xA1)])
def test_what_gb_18030_kept_private_is_its_real_character(trail: int) -> None:
    """As the bytes are read today, and as the private code points that were made of them long ago."""
    private = chr(0xE815 + trail - (0x50 if trail < 0x7F else 0x51))
    read = normalise_name(bytes((0xFE, trail)).decode("gb18030"))
    assert normalise_name(private) == read
    assert unicodedata.category(read) == "Lo"
    assert normalise_name(read) == read


def test_fe59_is_the_character_it_was_meant_to_be() -> None:
    assert normalise_name(bytes((0xFE, 0x59)).decode("gb18030")) == "\u9fb4"


@pytest.mark.parametrize("point", [*range(0x2E81, 0x2EF4), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E)])
def test_every_radical_and_compatibility_ideograph_is_folded(point: int) -> None:
    if unicodedata.category(chr(point)) == "Cn":
        return
    whole = normalise_name(f"{chr(point)}某")[0]
    assert unicodedata.category(whole) == "Lo"
    assert normalise_name(f"{whole}某") == f"{whole}某"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("葛\U000e0100某", "葛某"),  # a selector of the drawing is no character
        ("Jose\u0301", "José"),
        ("艾˙买", "艾·买"),
        ("王Ａ", "王A"),
        ("\U000323b0某", "\U000323b0某"),  # newer than this Python, but a Han character by its plane
        ("〇某", "〇某"),
    ],
)
def test_one_name_is_written_one_way(typed: str, name: str) -> None:
    assert normalise_name(typed) == name
    assert normalise_name(name) == name


@pytest.mark.parametrize(
    "sign", [*"×○◯☐＋~_—、/#@①²Ⅲ😀㇀〾", "\u31ef", "\uffff", "\u3164", "\u115f", "\u2800", "\u0301"]
)
def test_no_sign_stands_for_a_character(sign: str) -> None:
    assert refused(normalise_name, f"张{sign}某")


@pytest.mark.parametrize(
    ("name", "odd"),
    [("王yan", True), ("王А", True), ("王ㄚ", True), ("王の", True), ("J. Wang", False), ("王某", False)],
)
def test_letters_among_characters_are_doubted(name: str, odd: bool) -> None:
    assert normalise_name(name) == name
    assert (name_doubt(name) is not None) is odd


def test_length_counts_characters_not_code_units() -> None:
    assert len(normalise_name("𬭎" * 50)) == 50
    assert "51个字" in refused(normalise_name, "𬭎" * 51).text
