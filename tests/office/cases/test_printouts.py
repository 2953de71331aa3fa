"""Issued papers: numbers without gaps, codes that find the sheet, copies that are counted."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.course import Course, publish
from tests.office.family import FAMILY, refused
from tests.office.relief import relief_course
from zqdesk.office.allowance import decisions
from zqdesk.office.cases.acts.confirming import DistrictAnswer
from zqdesk.office.cases.letters import printouts
from zqdesk.papers import catalogue


def reserve(course: Course, case_id: str, kind: str) -> printouts.ReservedPaper:
    return course.register.do(printouts.reserve_number, case_id, kind).result


def issue(course: Course, case_id: str, kind: str) -> str:
    return course.register.do(
        printouts.issue_paper, case_id, kind, {"name": "李某"}, digest="ab" * 32, page_count=1
    ).result


def foresee(course: Course, case_id: str, kind: str) -> printouts.Foreseen:
    return course.register.read(printouts.foreseen, case_id, kind, "", course.today)


def test_a_preview_takes_nothing(course: Course) -> None:
    case_id = course.accepted()
    for _ in range(3):
        assert foresee(course, case_id, "acceptance").number == "示街救受〔2026〕　号"
    assert foresee(course, case_id, "approval").number == ""
    other = course.accepted(FAMILY)
    assert reserve(course, other, "acceptance").number == "示街救受〔2026〕1号"
    assert course.dossier(case_id).papers == ()


def test_a_letter_is_issued_once_and_then_copied(course: Course) -> None:
    case_id = course.accepted()
    first = reserve(course, case_id, "acceptance")
    assert first.number == "示街救受〔2026〕1号"
    assert reserve(course, case_id, "acceptance") == first, "not issued yet, so that none is lost"
    assert issue(course, case_id, "acceptance") == first.paper_id
    again = reserve(course, case_id, "acceptance")
    assert (again.paper_id, again.number, again.mark) == (first.paper_id, first.number, "副本")
    assert issue(course, case_id, "acceptance") == first.paper_id
    standing = foresee(course, case_id, "acceptance").standing
    assert standing is not None
    assert (standing.id, standing.copy_count, standing.content) == (first.paper_id, 2, {"name": "李某"})
    other = course.accepted(FAMILY)
    assert reserve(course, other, "acceptance").number == "示街救受〔2026〕2号"
    assert reserve(course, other, "supplement").number == "示街救补〔2026〕1号"


def test_a_letter_with_a_mistake_is_replaced_under_its_number(course: Course) -> None:
    case_id = course.accepted()
    first = reserve(course, case_id, "acceptance")
    issue(course, case_id, "acceptance")
    replace_letter = printouts.replace_letter
    assert refused(course.register, replace_letter, first.paper_id, " ") == {"reason.empty": "reason"}
    course.register.do(replace_letter, first.paper_id, "姓名写错")
    assert foresee(course, case_id, "acceptance") == printouts.Foreseen(first.number)
    second = reserve(course, case_id, "acceptance")
    assert (second.number, second.mark) == (first.number, "")
    assert second.sheet_code != first.sheet_code
    issue(course, case_id, "acceptance")
    case = course.dossier(case_id)
    assert [(each.number, each.replaced_reason) for each in case.papers] == [
        (first.number, "姓名写错"),
        (first.number, ""),
    ]
    assert [catalogue.void_of(case, each) for each in case.papers] == ["已由更正件代替", ""]
    assert refused(course.register, replace_letter, first.paper_id, "再来") == {"paper.not_replaced": ""}
    table = reserve(course, case_id, "approval")
    issue(course, case_id, "approval")
    assert refused(course.register, replace_letter, table.paper_id, "x") == {"paper.not_replaced": ""}


def test_a_lost_letter_is_issued_once_more_under_its_number(course: Course) -> None:
    case_id = course.accepted()
    first = reserve(course, case_id, "acceptance")
    issue(course, case_id, "acceptance")
    reissue = printouts.reissue_letter
    assert refused(course.register, reissue, first.paper_id, " ") == {"reason.empty": "reason"}
    course.register.do(reissue, first.paper_id, "被雨水浸坏")
    course.register.do(reissue, first.paper_id, "家中失火烧毁，本人补领")
    assert foresee(course, case_id, "acceptance").standing is not None, "it holds until the other leaves"
    assert reserve(course, case_id, "acceptance").mark == printouts.COPY_MARK
    do = course.register.do
    second = do(printouts.reserve_number, case_id, "acceptance", first.paper_id).result
    assert (second.number, second.mark) == (first.number, "")
    assert second.sheet_code != first.sheet_code
    do(
        printouts.issue_paper,
        case_id,
        "acceptance",
        {"name": "李某"},
        digest="cd" * 32,
        page_count=1,
        subject_id=first.paper_id,
    )
    case = course.dossier(case_id)
    assert [(each.number, each.replaced_reason) for each in case.papers] == [
        (first.number, "家中失火烧毁，本人补领"),
        (first.number, ""),
    ]
    assert [catalogue.void_of(case, each) for each in case.papers] == ["已补发，原件作废", ""]
    assert [printouts.copy_mark(each) for each in case.papers] == ["副本", "副本　补发，原件作废"]
    assert refused(course.register, reissue, first.paper_id, "再丢") == {"paper.not_reissued": ""}
    do(reissue, second.paper_id, "又丢失")
    assert do(printouts.reserve_number, case_id, "acceptance", second.paper_id).result.number == first.number


def test_what_is_no_letter_is_not_reissued(course: Course) -> None:
    case_id = course.accepted()
    table = reserve(course, case_id, "approval")
    issue(course, case_id, "approval")
    waiting = reserve(course, case_id, "acceptance")
    for paper in (table, waiting):
        answer = refused(course.register, printouts.reissue_letter, paper.paper_id, "丢失")
        assert answer == {"paper.not_reissued": ""}


@pytest.mark.parametrize(("kind", "word"), [("refusal", "救不"), ("confirmation", "救确")])
def test_a_decision_has_one_number_of_its_own_year(course: Course, kind: str, word: str) -> None:
    case_id = course.deciding()
    decide = course.refuse if kind == "refusal" else course.confirm
    decide(case_id)
    course.clock.set(date(2027, 1, 4))
    assert foresee(course, case_id, kind).number == f"示街{word}〔2026〕　号"
    papers = set()
    for _ in range(3):
        papers.add((reserve(course, case_id, kind).number, issue(course, case_id, kind)))
    ((number, _),) = papers
    assert number == f"示街{word}〔2026〕1号"


@pytest.mark.parametrize("answer", ["confirm", "refuse"])
def test_what_the_district_decides_bears_its_number(course: Course, answer: str) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    course.register.do(decisions.send_to_district, case_id)
    given = DistrictAnswer(course.today, answer, "章民救〔2026〕88号", "收入不低于标准")
    if answer == "refuse":
        given = replace(given, facts="收入高于标准", article="第四条")
    course.register.do(decisions.record_district_answer, case_id, given)
    kind = {"confirm": "confirmation", "refuse": "refusal"}[answer]
    assert foresee(course, case_id, kind).number == "章民救〔2026〕88号"
    assert reserve(course, case_id, kind).number == "章民救〔2026〕88号"


def test_what_the_town_decides_for_the_district_bears_the_districts_word(course: Course) -> None:
    publish(course.register, "delegation.allowance", "entrusted")
    case_id = course.deciding()
    course.refuse(case_id)
    assert foresee(course, case_id, "refusal").number == "章民示街救不〔2026〕　号"
    assert reserve(course, case_id, "refusal").number == "章民示街救不〔2026〕1号"
    assert reserve(course, case_id, "acceptance").number == "示街救受〔2026〕1号", "accepting is the town's"


def test_a_notice_may_hang_on_many_boards_under_one_number(course: Course) -> None:
    case_id = course.agreed()
    numbers = set()
    for _ in range(3):
        numbers.add(reserve(course, case_id, "public_notice").number)
        issue(course, case_id, "public_notice")
    course.post(case_id)
    numbers.add(course.dossier(case_id).notices[-1].number)
    assert numbers == {"示街救公〔2026〕1号"}


def test_tables_carry_a_code_but_no_number(course: Course) -> None:
    case_id = course.accepted()
    reserved = reserve(course, case_id, "approval")
    assert reserved.number == ""
    assert len(reserved.sheet_code.replace("-", "")) == 10
    assert not set("01IO") & set(reserved.sheet_code)


def test_only_issued_papers_are_in_the_file(course: Course) -> None:
    case_id = course.accepted()
    reserve(course, case_id, "acceptance")
    assert course.dossier(case_id).papers == ()
    paper_id = issue(course, case_id, "acceptance")
    (paper,) = course.dossier(case_id).papers
    assert (paper.id, paper.content, paper.page_count, paper.copy_count) == (paper_id, {"name": "李某"}, 1, 1)
    assert (paper.by_name, paper.issued_on) == ("王小某", course.today)


def test_copies_are_counted(course: Course) -> None:
    case_id = course.accepted()
    paper_id = issue(course, case_id, "acceptance")
    course.register.do(printouts.record_copies, paper_id, 3)
    assert course.dossier(case_id).papers[0].copy_count == 4
    assert refused(course.register, printouts.record_copies, paper_id, 0) == {"copies.count": "copies"}


def test_a_sheet_is_found_by_its_code_however_it_is_typed(course: Course) -> None:
    case_id = course.accepted()
    code = reserve(course, case_id, "acceptance").sheet_code
    assert course.register.read(printouts.find_sheet, code) is None, "not issued yet"
    issue(course, case_id, "acceptance")
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}"):
        found = course.register.read(printouts.find_sheet, typed)
        assert found is not None
        assert (found.case_id, found.kind) == (case_id, "acceptance")
    assert course.register.read(printouts.find_sheet, "") is None


def test_a_notice_posted_first_keeps_its_number_on_paper(course: Course) -> None:
    case_id = course.posted()
    number = course.dossier(case_id).notices[0].number
    assert reserve(course, case_id, "public_notice").number == number


def test_who_may_not_see_cases_prints_none(course: Course) -> None:
    case_id = course.accepted()
    administrator = course.register.acting_as(town.ADMINISTRATOR)
    assert refused(administrator, printouts.reserve_number, case_id, "acceptance") == {"access.cases": ""}


def test_a_closed_notice_drawn_late_keeps_the_number_it_hung_under(course: Course) -> None:
    case_id = course.posted()
    course.close(case_id)
    number = course.dossier(case_id).notices[0].number
    assert reserve(course, case_id, "public_notice").number == number
    issue(course, case_id, "public_notice")
    assert reserve(course, case_id, "public_notice").number == number, "the paper bears that number again"


def test_a_number_asked_for_before_a_second_posting_follows_it(course: Course) -> None:
    case_id = course.posted()
    first = reserve(course, case_id, "public_notice").number
    course.object(case_id)
    course.clock.forward(days=1)
    course.appraised(case_id)
    course.give_opinion(case_id)
    course.post(case_id)
    second = course.dossier(case_id).notices[-1].number
    assert second != first
    assert reserve(course, case_id, "public_notice").number == second


def test_papers_of_different_subjects_do_not_share_a_reservation(course: Course) -> None:
    case_id = course.accepted()
    do = course.register.do
    one = do(printouts.reserve_number, case_id, "receipt", "a").result
    other = do(printouts.reserve_number, case_id, "receipt", "b").result
    assert one.sheet_code != other.sheet_code
    assert do(printouts.reserve_number, case_id, "receipt", "a").result == one


@pytest.mark.usefixtures("funded")
def test_a_receipt_is_issued_once_for_each_payment(course: Course) -> None:
    case_id = relief_course.agreed(course.register)
    first = relief_course.pay(course.register, case_id, relief_course.payment(100_000))
    second = relief_course.pay(course.register, case_id, relief_course.payment(200_000))
    for paid in (first, second):
        relief_course.issue(course.register, case_id, "receipt", paid)
    again = refused(course.register, printouts.reserve_number, case_id, "receipt", first)
    assert again == {"receipt.issued": ""}
    kept = course.register.read(printouts.issued, "receipt", second)
    assert kept is not None
    assert (kept.case_id, kept.subject_id) == (case_id, second)


def test_a_book_belongs_to_no_case_and_is_printed_anew_each_time(course: Course) -> None:
    cashier = course.register.acting_as(town.CASHIER)
    first = cashier.do(printouts.reserve_number, "", "cash_book", "2026-11").result
    assert first.number == ""
    issue_book = printouts.issue_paper
    for _ in range(2):
        cashier.do(issue_book, "", "cash_book", {}, digest="cd" * 32, page_count=3, subject_id="2026-11")
    kept = course.register.read(printouts.issued, "cash_book", "2026-11")
    assert kept is not None
    assert kept.case_id is None
    assert kept.sheet_code != first.sheet_code, "the second print has a code of its own"
    found = course.register.read(printouts.find_sheet, first.sheet_code)
    assert found is not None
    assert (found.case_id, found.kind) == ("", "cash_book")
