"""Papers of a case taken through the hall: printed, kept, found by their sheet code, and printed again."""

import hashlib
from datetime import date

import pytest

from tests import town
from tests.office.course import Course
from tests.papers.readback import page_count, text_of
from zqdesk.office import printouts, reviews
from zqdesk.office.printouts import FoundSheet
from zqdesk.office.reviews import Proposal
from zqdesk.papers import catalogue
from zqdesk.records.paper import Paper
from zqdesk.records.register import Register


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    return Course(register, clock)


def issue(course: Course, case_id: str, kind: str) -> bytes:
    """Print a paper as the window does: reserve, draw, issue."""
    reserved = course.register.do(printouts.reserve_number, case_id, kind).result
    content = catalogue.content(kind, course.dossier(case_id), reserved.number, reserved.sheet_code)
    pdf = catalogue.draw(kind, content)
    course.register.do(
        printouts.issue_paper,
        case_id,
        kind,
        catalogue.to_record(content),
        digest=hashlib.sha256(pdf).hexdigest(),
        page_count=page_count(pdf),
    )
    return pdf


def printable(course: Course, case_id: str) -> list[str]:
    return [each.kind for each in catalogue.papers_of(course.dossier(case_id)) if each.available]


def test_the_approval_form_of_the_known_family(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    text = text_of(issue(course, case_id, "approval"))
    assert "￥2,004.00" in text
    assert "￥80.40" in text
    assert "人民币贰仟零捌拾肆元肆角整" in text
    assert "2026年12月" in text
    assert "第2页共2页" in text


def test_a_kept_paper_gives_the_same_bytes_whatever_happens_to_the_case(course: Course) -> None:
    case_id = course.posted()
    pdf = issue(course, case_id, "public_notice")
    course.close(case_id)
    course.confirm(case_id)
    kept: Paper = course.dossier(case_id).papers[0]
    again = catalogue.draw(kept.kind, catalogue.from_record(kept.kind, kept.content))
    assert again == pdf
    assert hashlib.sha256(again).hexdigest() == kept.digest
    found: FoundSheet | None = course.register.read(printouts.find_sheet, kept.sheet_code)
    assert found is not None
    assert found.case_id == case_id
    assert kept.sheet_code in text_of(pdf)


def test_a_notice_printed_before_it_hangs_keeps_its_number(course: Course) -> None:
    case_id = course.agreed()
    pdf = issue(course, case_id, "public_notice")
    course.post(case_id)
    number = course.dossier(case_id).notices[-1].number
    assert number
    assert number in text_of(pdf)
    assert catalogue.content("public_notice", course.dossier(case_id), "", "").number == number


def test_papers_come_one_after_the_other_as_the_case_goes_on(course: Course) -> None:
    case_id = course.accepted()
    start = ["application", "acceptance", "cross_check_authorisation", "home_visit", "appraisal"]
    assert printable(course, case_id) == start
    course.clock.forward(days=7)
    course.checked(case_id)
    course.visited(case_id)
    course.give_opinion(case_id)
    assert printable(course, case_id) == [*start, "public_notice", "approval"]
    course.post(case_id)
    course.close(case_id)
    course.confirm(case_id)
    assert printable(course, case_id) == [*start, "public_notice", "approval", "confirmation"]


def test_a_review_of_a_household_on_the_roll(course: Course) -> None:
    entry = course.on_roll()
    course.clock.set(date(2027, 4, 20))
    case_id = course.register.do(reviews.start_review, entry.id).result
    course.visited(case_id)
    course.register.do(reviews.propose_change, case_id, Proposal("keep", "家庭情况没有变化"))
    text = text_of(issue(course, case_id, "review"))
    assert "2,084.40" in text
    assert "☑继续享受" in text
    assert "家庭情况没有变化" in text
    assert "2026年12月" in text
