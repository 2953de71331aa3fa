"""One notice for the families of a village: every family once, in order, over the pages, and nothing private."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.papers import family_case
from tests.papers.readback import chars_of, page_count, text_of
from tests.papers.relief import relief_cases
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers import catalogue
from zqdesk.papers.making.fonts import clean
from zqdesk.papers.making.page import MM
from zqdesk.records.tables.person import Person
from zqdesk.rules.relief.amount import EXPENDITURE

NAMES = ("𬭎某某", "李𠅤某", "阿卜杜热合曼·买买提依明·吐尔逊", "欧阳某某", "王某")
NUMBER = "示街救公〔2026〕12号"
"""Asked for before the sheet hangs; from then on the recorded one stands there."""
MAKERS: dict[str, Callable[[], Dossier]] = {
    "public_notice": family_case.dossier,
    "relief_notice": lambda: relief_cases.dossier(EXPENDITURE),
}
KINDS = pytest.mark.parametrize("kind", MAKERS)


def families(kind: str, count: int) -> list[Dossier]:
    """So many families, the head of each of another name, each with a house number of its own."""
    found = []
    for place in range(count):
        made = MAKERS[kind]()
        made.household.address = f"示例东村{1000 + place}号"
        made = replace(made, notices=())
        head: Person = made.members[0].person
        head.name = f"{NAMES[place % len(NAMES)]}{'甲乙丙丁戊己庚辛壬癸'[place // len(NAMES)]}"
        found.append(made)
    return found


def drawn(kind: str, dossiers: list[Dossier]) -> bytes:
    return catalogue.draw(kind, catalogue.together(kind, dossiers, NUMBER, "7K2QX-M9ZPA"))


@KINDS
@pytest.mark.parametrize(("count", "pages"), [(1, 1), (7, 2), (50, 5)])
def test_every_family_stands_there_once_in_order(kind: str, count: int, pages: int) -> None:
    dossiers = families(kind, count)
    pdf = drawn(kind, dossiers)
    text = text_of(pdf)
    at = [text.index(clean(each.members[0].person.name)) for each in dossiers]
    assert at == sorted(set(at))
    assert page_count(pdf) == pages
    assert text.count("序号") == len([page for page in range(pages) if rows_on(pdf, page)])
    assert text.count(NUMBER) == 1, "one number"
    assert "联系电话" in "".join(char.char for char in chars_of(pdf, pages - 1)), (
        "no seal on a page of its own"
    )
    assert text.count("公示期7天") == text.count("如有异议") == 1
    for number in range(pages):
        assert all(char.bottom < 297 * MM and char.right < 210 * MM for char in chars_of(pdf, number))


def rows_on(pdf: bytes, page: int) -> bool:
    """Whether lines of the table stand on this page."""
    return "序号" in "".join(char.char for char in chars_of(pdf, page))


@KINDS
@pytest.mark.parametrize("count", [1, 7, 50])
def test_nothing_private_stands_on_it_nor_in_what_is_kept(kind: str, count: int) -> None:
    dossiers = families(kind, count)
    stored = str(catalogue.to_record(catalogue.together(kind, dossiers, NUMBER, "")))
    text = text_of(drawn(kind, dossiers))
    private = {case.household.address for case in dossiers} | {f"{1000 + place}号" for place in range(count)}
    for case in dossiers:
        persons = [facts.person for facts in case.members]
        private |= {value for person in persons for value in (person.id_number, person.phone) if value}
        private |= {person.name for person in persons[1:]} | {case.case.reason, case.case.number}
        private |= {"6222000000000000004", "乳腺癌", "残疾", "重病", "住院"}
    assert [value for value in private - {""} if value in text or value in stored] == []


@KINDS
def test_of_one_family_it_is_the_notice_it_has_alone(kind: str) -> None:
    (one,) = families(kind, 1)
    assert catalogue.together(kind, [one], NUMBER, "X") == catalogue.content(kind, one, NUMBER, "X")


def test_it_says_which_families_were_appraised_and_who_gets_an_uplift() -> None:
    plain, appraised = families("public_notice", 2)
    plain = replace(plain, appraisals=())
    assert appraised.appraisals
    for dossiers, words in (
        ([appraised], "、信息核对和民主评议，下列"),
        ([plain], "入户调查和信息核对，下列"),
        ([plain, appraised], "入户调查和信息核对，部分家庭经民主评议，下列"),
    ):
        assert words in text_of(drawn("public_notice", dossiers))


def test_a_family_that_hangs_with_others_has_no_notice_alone() -> None:
    case = family_case.dossier()
    assert case.notices
    case.notices[-1].sheet_id = "s"
    choice = next(each for each in catalogue.papers_of(case) if each.kind == "public_notice")
    assert (choice.available, choice.why_not) == (False, "与同村各户同张公示，可打印副本")


def test_a_kept_sheet_gives_the_same_bytes() -> None:
    content = catalogue.together("public_notice", families("public_notice", 7), NUMBER, "7K2QX-M9ZPA")
    kept = catalogue.from_record("public_notice", catalogue.to_record(content))
    assert catalogue.draw("public_notice", kept) == catalogue.draw("public_notice", content)
    old = catalogue.to_record(content)
    del old["partly_appraised"]
    assert catalogue.from_record("public_notice", old) == content, "what was issued before says less"
