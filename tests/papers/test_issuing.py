"""Papers of a case taken through the hall: printed, kept, found by their sheet code, and printed again."""

import hashlib
from datetime import date

import pytest

from tests import town
from tests.office.course import Course
from tests.office.relief import relief_course
from tests.office.reserve.reserve_course import Reserve
from tests.papers.readback import page_count, text_of
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import Proposal
from zqdesk.office.cases.letters import printouts
from zqdesk.office.cases.letters.printouts import FoundSheet
from zqdesk.office.relief import decisions
from zqdesk.office.relief.entries import Agreement
from zqdesk.office.relief.file import file_of
from zqdesk.office.relief.payments import correcting
from zqdesk.papers import catalogue
from zqdesk.records.register import Register
from zqdesk.records.tables.paper import Paper
from zqdesk.rules.problem import Refused


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    return Course(register, clock)


def issue(course: Course, case_id: str, kind: str, subject_id: str = "") -> bytes:
    """Print a paper as the window does: reserve, draw, issue."""
    reserved = course.register.do(printouts.reserve_number, case_id, kind, subject_id).result
    content = catalogue.content(
        kind, course.dossier(case_id), reserved.number, reserved.sheet_code, subject_id
    )
    pdf = catalogue.draw(kind, content)
    course.register.do(
        printouts.issue_paper,
        case_id,
        kind,
        catalogue.to_record(content),
        digest=hashlib.sha256(pdf).hexdigest(),
        page_count=page_count(pdf),
        subject_id=subject_id,
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
    assert "第3页共3页" in text


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
    after = ["confirmation", "publication", "card_agreement"]
    assert printable(course, case_id) == [*start, "public_notice", "approval", *after]


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


def test_a_receipt_has_one_original_and_its_copies_tell_when_it_was_reversed(
    funded: Reserve, course: Course
) -> None:
    case_id = relief_course.agreed(course.register)
    paid = relief_course.pay(course.register, case_id)
    text = text_of(issue(course, case_id, "receipt", paid))
    assert "370114001-2026-LK-00001" in text
    assert "人民币叁仟元整" in text
    with pytest.raises(Refused) as again:
        course.register.do(printouts.reserve_number, case_id, "receipt", paid)
    assert [each.code for each in again.value.problems] == ["receipt.issued"]
    with pytest.raises(Refused):
        issue(course, case_id, "receipt", paid)
    entry = file_of(course.dossier(case_id)).payments[0].entry
    funded.approver.do(correcting.reverse, entry.id, "金额记错")
    case = course.dossier(case_id)
    (kept,) = [paper for paper in case.papers if paper.kind == "receipt"]
    copy = catalogue.draw(
        "receipt",
        catalogue.from_record("receipt", kept.content),
        f"副本　{catalogue.void_of(case, kept)}",
    )
    assert "已冲销作废" in text_of(copy)
    assert text_of(catalogue.draw("receipt", catalogue.from_record("receipt", kept.content))) == text


@pytest.mark.usefixtures("funded")
def test_the_papers_of_an_emergency_on_its_way(course: Course) -> None:
    case_id = relief_course.emergency(course.register)
    start = ["relief_registration", "relief_application", "cross_check_authorisation", "home_visit"]
    assert printable(course, case_id) == start
    text = text_of(issue(course, case_id, "relief_registration"))
    assert "今晨房屋起火" in text
    assert "同意先行救助。" not in text
    agreement = Agreement(300_000)
    course.register.acting_as(town.APPROVER).do(decisions.agree_help, case_id, agreement)
    relief_course.pay(course.register, case_id)
    assert printable(course, case_id) == [*start, "receipt"]
    text = text_of(issue(course, case_id, "relief_registration"))
    assert "李大某同意先行救助。" in text
    assert "应于2026年11月30日前补齐手续" in text


def test_the_papers_of_an_application_for_relief(course: Course) -> None:
    case_id = relief_course.proposed(course.register)
    text = text_of(issue(course, case_id, "relief_notice"))
    assert "示街救临公〔2026〕1号" in text
    assert "2,412.00" in text
    assert "370114" not in text
    text = text_of(issue(course, case_id, "relief_application"))
    assert "☑支出型" in text
    assert "￥2,412.00" in text
