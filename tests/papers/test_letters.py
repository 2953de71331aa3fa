"""What holds for every letter: its number, the same bytes again from the record, copies, odd names, long ones."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.papers import family_case, letters
from tests.papers.letters import CODE, LETTERS, NUMBER, dossier_for, drawn
from tests.papers.readback import chars_of, page_count, text_of
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers import catalogue
from zqdesk.papers.making.page import MM
from zqdesk.rules.problem import Refused

LONG = "阿卜杜热合曼·买买提依明·吐尔逊𬭎𠅤"
SEALED = [kind for kind in LETTERS if kind != "cross_check_authorisation"]
GIVEN = [(kind, dossier_for(kind)) for kind in LETTERS]


@pytest.mark.parametrize(("kind", "dossier"), GIVEN)
def test_it_can_be_printed_and_carries_its_number_and_code(kind: str, dossier: Dossier) -> None:
    assert catalogue.paper(kind).available(dossier) == ""
    text = text_of(drawn(kind, dossier))
    assert text.count(NUMBER) >= 1
    assert CODE in text
    assert "王建国" in text


@pytest.mark.parametrize(("kind", "dossier"), GIVEN)
def test_the_stored_content_gives_the_same_bytes_and_a_copy_says_so(kind: str, dossier: Dossier) -> None:
    content = catalogue.content(kind, dossier, NUMBER, CODE)
    again = catalogue.from_record(kind, catalogue.to_record(content))
    assert again == content
    assert catalogue.draw(kind, again) == catalogue.draw(kind, content)
    copy = text_of(catalogue.draw(kind, again, "副本"))
    assert "副本" in copy
    assert "副本" not in text_of(catalogue.draw(kind, again))


@pytest.mark.parametrize("kind", LETTERS)
def test_long_and_rare_names_stay_on_the_sheet(kind: str) -> None:
    dossier = dossier_for(kind)
    dossier.applicant.name = LONG
    dossier.household.address = "山东省济南市示例区示例街道示例东村" + "第一居民小组平安路一千二百号院内" * 3
    pdf = drawn(kind, dossier)
    assert LONG in text_of(pdf)
    for page in range(page_count(pdf)):
        assert all(char.left > 23 * MM and char.right < 192.5 * MM for char in chars_of(pdf, page))


@pytest.mark.parametrize("kind", LETTERS)
def test_a_character_without_glyph_is_refused_not_left_out(kind: str) -> None:
    dossier = dossier_for(kind)
    dossier.applicant.name = "王\U0003fffd"
    content = catalogue.content(kind, dossier, NUMBER, CODE)
    with pytest.raises(Refused) as refused:
        catalogue.draw(kind, content)
    assert [each.code for each in refused.value.problems] == ["paper.missing_glyph"]


@pytest.mark.parametrize("kind", SEALED)
def test_no_letter_shows_what_it_does_not_need(kind: str) -> None:
    text = text_of(drawn(kind, dossier_for(kind)))
    for secret in ("370114197503120014", "6222000000000000004", "13000000001", "乳腺癌"):
        assert secret not in text


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("acceptance", {"kind": "review"}, "只有新申请才有受理通知书"),
        ("supplement", {}, "尚未登记一次性告知"),
        ("cross_check_authorisation", {"members": ()}, "尚未登记家庭成员"),
        ("confirmation", {"decisions": ()}, "尚未作出决定"),
        ("confirmation", {"decisions": (letters.decided("refuse"),)}, "决定不是确认，没有确认通知书"),
        ("refusal", {"decisions": ()}, "尚未作出决定"),
        ("refusal", {}, "决定不是不予确认，没有告知书"),
        ("change", {}, "只有定期核查和待遇变更才有变更告知书"),
        ("change", {"kind": "change", "decisions": ()}, "尚未作出决定"),
        ("change", {"kind": "review", "decisions": (letters.decided("keep"),)}, "待遇不变，不需要变更告知书"),
        ("change", {"kind": "change", "decisions": (letters.decided("cut"),)}, "没有变更前的在册记录"),
    ],
)
def test_why_it_cannot_be_printed_now(kind: str, given: dict[str, Any], why: str) -> None:
    assert catalogue.paper(kind).available(family_case.dossier(**given)) == why


def test_acceptance_waits_for_the_acceptance() -> None:
    dossier = family_case.dossier()
    dossier.case.accepted_on = None
    assert catalogue.paper("acceptance").available(dossier) == "申请尚未受理"


@pytest.mark.parametrize("kind", SEALED)
def test_office_and_day_stand_under_the_last_words(kind: str) -> None:
    """The page with the day also has text of the letter: a seal alone on a page could be put under anything."""
    dossier = dossier_for(kind)
    pdf = drawn(kind, dossier)
    day = {"acceptance": date(2026, 11, 23), "supplement": date(2026, 11, 20)}.get(kind, date(2026, 12, 9))
    words = f"示例街道办事处{day.year}年{day.month}月{day.day}日"
    pages = ["".join(char.char for char in chars_of(pdf, page)) for page in range(page_count(pdf))]
    (last,) = [page for page in pages if words in page]
    assert len(last.split(words)[0]) > 20


@pytest.mark.parametrize("kind", SEALED)
def test_after_the_death_of_who_applied_it_goes_to_who_is_left(kind: str) -> None:
    dossier = dossier_for(kind)
    dossier.applicant.died_on = date(2026, 12, 5)
    text = text_of(drawn(kind, dossier))
    assert "李秀英（家庭成员）：" in text
    assert "王建国：" not in text
    assert ("受送达人李秀英（家庭成员）" in text) == ("送达回证" in text)


@pytest.mark.parametrize("kind", SEALED)
def test_of_who_lived_alone_and_died_the_heirs_are_written_to(kind: str) -> None:
    dossier = dossier_for(kind)
    dossier.applicant.died_on = date(2026, 12, 5)
    text = text_of(drawn(kind, replace(dossier, members=dossier.members[:1])))
    assert "王建国亲属：" in text
    assert "王建国户" in text
    assert "你户" not in text


@pytest.mark.parametrize("kind", SEALED)
def test_for_a_child_it_goes_to_who_brings_it_up(kind: str) -> None:
    dossier = dossier_for(kind)
    text = text_of(drawn(kind, replace(dossier, applicant=dossier.members[2].person)))
    assert "王建国（监护人）：" in text
