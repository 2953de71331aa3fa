"""The code printed on a sheet leads to its case; everything else is found as ever."""

import pytest

from tests.office.course import Course
from zqdesk.office.across import finding
from zqdesk.office.cases.letters import printouts


def _issued(course: Course) -> tuple[str, str]:
    case_id = course.accepted()
    code = course.register.do(printouts.reserve_number, case_id, "approval").result.sheet_code
    course.register.do(printouts.issue_paper, case_id, "approval", {}, digest="ab" * 32, page_count=2)
    return case_id, code


def test_a_sheet_code_finds_its_case_however_it_is_typed(course: Course) -> None:
    case_id, code = _issued(course)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        first = course.register.read(finding.find, typed)[0]
        assert (first.kind, first.record_id, first.title) == ("paper", case_id, "审核确认表")
        assert first.detail == "李某户 · 2026-11-04"


def test_the_code_of_a_book_leads_to_the_reserve(course: Course) -> None:
    code = course.register.do(printouts.reserve_number, "", "cash_book", "2026-11").result.sheet_code
    issue = printouts.issue_paper
    course.register.do(issue, "", "cash_book", {}, digest="ab" * 32, page_count=1, subject_id="2026-11")
    (hit,) = course.register.read(finding.find, code)
    assert (hit.kind, hit.title, hit.detail) == ("book", "现金日记账", f"备用金 · {course.today.isoformat()}")


def test_a_document_number_finds_its_paper_alone(course: Course) -> None:
    case_id = course.accepted()
    number = course.register.do(printouts.reserve_number, case_id, "acceptance").result.number
    course.register.do(printouts.issue_paper, case_id, "acceptance", {}, digest="ab" * 32, page_count=1)
    plain = number.replace("〔", "").replace("〕", "")
    for typed in (number, number.removesuffix("号"), plain, number.replace("〔", "（").replace("〕", "）")):
        (hit,) = course.register.read(finding.find, typed)
        assert (hit.kind, hit.record_id, hit.why) == ("paper", case_id, "文号相同"), typed
    assert course.register.read(finding.find, number.replace("号", "0号")) == []


def test_no_more_is_found_than_was_asked_for(course: Course) -> None:
    _, code = _issued(course)
    assert len(course.register.read(finding.find, code, 1)) == 1


@pytest.mark.parametrize("typed", ["", "李某", "VN3YR", "李某 {code}", "{code}2", "110101190001010014"])
def test_what_is_no_sheet_code_finds_no_sheet(course: Course, typed: str) -> None:
    _, code = _issued(course)
    hits = course.register.read(finding.find, typed.format(code=code))
    assert "paper" not in {hit.kind for hit in hits}


def test_names_are_found_beside_sheets(course: Course) -> None:
    _issued(course)
    assert course.register.read(finding.find, "李某")[0].kind == "person"
