"""Names are kept as people bear them."""

import pytest

from tests.rules.refusal import refused
from zqdesk.rules.people.identity import normalise_name


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
        ("\uf9d1\uf967", "\uf9d1\uf967"),
        ("\ue863某", "\ue863某"),
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
    ],
)
def test_what_is_no_name_is_refused(typed: str, code: str) -> None:
    assert refused(normalise_name, typed).code == code


def test_length_counts_characters_not_code_units() -> None:
    assert len(normalise_name("𬭎" * 50)) == 50
    assert "51个字" in refused(normalise_name, "𬭎" * 51).text
