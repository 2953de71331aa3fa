"""Notices, decisions and deliveries: what is refused, with the article, and what they leave behind."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import town
from tests.office.course import Course
from tests.office.family import refused
from zqdesk.office.allowance import decisions
from zqdesk.office.cases.acts import ending, notices
from zqdesk.office.cases.acts.confirming import Confirmation
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.notices import ObjectionRecord, Posting
from zqdesk.office.cases.letters import printouts
from zqdesk.records.register import Work
from zqdesk.records.tables.place import ParameterRow
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Refused


def test_a_notice_hangs_seven_days_from_the_day_after(course: Course) -> None:
    case_id = course.posted()
    (notice,) = course.dossier(case_id).notices
    assert (notice.posted_on, notice.from_on, notice.to_on) == (
        date(2026, 11, 11),
        date(2026, 11, 12),
        date(2026, 11, 18),
    )
    course.clock.set(notice.to_on, hour=23)
    with pytest.raises(Refused) as answer:
        course.register.do(notices.close_notice, case_id)
    (problem,) = answer.value.problems
    assert (problem.code, problem.source) == ("notice.running", "S2 第19条")
    course.clock.set(notice.to_on + timedelta(days=1), hour=0)
    course.register.do(notices.close_notice, case_id)
    (closed,) = course.dossier(case_id).notices
    assert (closed.closed_on, closed.result) == (date(2026, 11, 19), "unopposed")


@pytest.mark.parametrize(
    ("posting", "answer"),
    [
        (Posting(" ", date(2026, 11, 11), "王小某"), {"place.empty": "place"}),
        (Posting("村口", date(2026, 11, 12), "王小某"), {"posted_on.future": "posted_on"}),
        (Posting("村口", date(2026, 11, 10), "王小某"), {"posted_on.early": "posted_on"}),
        (Posting("村口", date(2026, 11, 11), ""), {"posted_by.empty": "posted_by"}),
    ],
)
def test_a_posting_must_be_whole(course: Course, posting: Posting, answer: dict[str, str]) -> None:
    case_id = course.agreed()
    assert refused(course.register, notices.post_notice, case_id, posting) == answer


@pytest.mark.parametrize(
    ("days", "content", "answer"),
    [
        (0, " ", {"content.empty": "content"}),
        (-1, "有房", {"raised_on.early": "raised_on"}),
        (8, "有房", {"raised_on.late": "raised_on"}),
    ],
)
def test_an_objection_belongs_to_its_notice(
    course: Course, days: int, content: str, answer: dict[str, str]
) -> None:
    case_id = course.posted()
    raised = course.today + timedelta(days=days)
    course.clock.forward(days=max(days, 0))
    record = ObjectionRecord(raised, "", "", content)
    assert refused(course.register, notices.record_objection, case_id, record) == answer


def test_an_objection_received_on_the_last_day_may_be_entered_later(course: Course) -> None:
    case_id = course.posted()
    raised = course.today + timedelta(days=7)
    course.clock.forward(days=9)
    course.register.do(notices.record_objection, case_id, ObjectionRecord(raised, "", "", "有房"))
    assert course.state(case_id) == "objected"


def test_the_notice_carries_the_number_it_was_printed_under(course: Course) -> None:
    case_id = course.agreed()
    printed = course.register.do(printouts.reserve_number, case_id, "public_notice").result
    course.post(case_id)
    assert course.dossier(case_id).notices[0].number == printed.number


def test_a_refusal_names_facts_article_and_reason(course: Course) -> None:
    case_id = course.deciding()
    answer = refused(course.approver, decisions.refuse, case_id, Refusal(" ", "", ""))
    assert answer == {"facts.empty": "facts", "article.empty": "article", "reason.empty": "reason"}


def test_going_back_takes_a_reason(course: Course) -> None:
    case_id = course.deciding()
    assert refused(course.approver, ending.reopen_verification, case_id, "") == {"reason.empty": "reason"}


@pytest.mark.parametrize(
    ("record", "answer"),
    [
        ({"receiver": ""}, {"receiver.empty": "receiver"}),
        ({"way": "pigeon"}, {"way.unknown": "way"}),
        ({"way": "left"}, {"witness.empty": "witness"}),
        ({"way": "left", "witness": "李某"}, {"delivery.witness": "witness"}),
        ({"way": "left", "witness": town.CLERK.name}, {"delivery.witness": "witness"}),
        ({"delivered_on": date(2026, 11, 18)}, {"delivered_on.early": "delivered_on"}),
        ({"delivered_on": date(2026, 11, 20)}, {"delivered_on.future": "delivered_on"}),
    ],
)
def test_a_delivery_must_be_provable(course: Course, record: dict[str, Any], answer: dict[str, str]) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    given = replace(DeliveryRecord(course.today, "direct", "李某", "本人"), **record)
    assert refused(course.register, decisions.deliver_decision, case_id, given) == answer
    assert course.dossier(case_id).roll == ()


def test_paid_from_the_month_after_the_decision_however_late_it_is_delivered(course: Course) -> None:
    case_id = course.deciding()
    course.clock.set(date(2026, 11, 30))
    course.confirm(case_id)
    course.clock.set(date(2026, 12, 3))
    course.deliver(case_id, way="post")
    assert course.dossier(case_id).roll[0].from_month == "2026-12"


def test_a_decision_in_january_is_paid_from_february(course: Course) -> None:
    case_id = course.deciding(on=date(2026, 12, 28))
    assert course.today.year == 2027
    course.confirm(case_id)
    decision = course.dossier(case_id).decisions[0]
    assert decision.from_month == "2027-02"
    assert decision.certificate_number == "370114001-2027-DBZ-00001"


def test_a_household_that_came_on_the_roll_meanwhile_is_not_taken_in_again(course: Course) -> None:
    case_id = course.deciding()
    entry = RollEntry(
        household_id=course.case(case_id).household_id, from_month="2026-01", allowance_fen=1, person_count=4
    )

    def import_it(work: Work) -> None:
        work.session.add(entry)

    course.register.do(import_it)
    answer = refused(course.approver, decisions.confirm, case_id, Confirmation())
    assert answer == {"roll.already": ""}


def test_no_second_decision(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    assert refused(course.approver, decisions.confirm, case_id, Confirmation()).keys() == {"process.state"}
    third = course.register.acting_as(town.CASHIER)
    answer = refused(third, decisions.confirm, case_id, Confirmation())
    assert answer == {"process.state": "", "process.role": ""}


def test_the_amount_is_that_of_the_first_month_paid(course: Course) -> None:
    """Accepted in the old year, decided in the new one: the standard that is in force when it is paid."""
    published(course, "standard.rural", 90_000, since=date(2027, 1, 1), known=date(2026, 12, 22))
    case_id = course.deciding(on=date(2026, 12, 25))
    (opinion,) = course.dossier(case_id).opinions
    assert opinion.allowance_fen == (90_000 - 30_300) * 4
    course.confirm(case_id)
    assert course.dossier(case_id).decisions[0].allowance_fen == opinion.allowance_fen


def test_who_decides_stays_with_the_acceptance(course: Course) -> None:
    published(course, "delegation.allowance", "district", since=date(2027, 1, 1), known=date(2026, 12, 22))
    case_id = course.deciding(on=date(2026, 12, 25))
    assert course.dossier(case_id).wording.authority == "own"
    course.confirm(case_id)


def test_a_notice_over_the_end_of_the_month_is_seen_at_the_opinion(course: Course) -> None:
    """An opinion of 28 November cannot be paid before January; the standard of January is known already."""
    published(course, "standard.rural", 90_000, since=date(2027, 1, 1), known=date(2026, 11, 20))
    case_id = course.deciding(on=date(2026, 11, 21))
    assert course.dossier(case_id).opinions[0].allowance_fen == (90_000 - 30_300) * 4
    course.confirm(case_id)
    assert course.dossier(case_id).decisions[0].from_month == "2027-01"


def test_a_standard_published_after_the_opinion_shows_both_sums(course: Course) -> None:
    case_id = course.deciding()
    published(course, "standard.rural", 90_000, since=date(2026, 12, 1), known=course.today)
    (said,) = [each for each in course.dossier(case_id).missing if each.code == "confirmation.amount"]
    with pytest.raises(Refused) as answer:
        course.confirm(case_id)
    assert answer.value.problems[0] == said
    for words in ("2,084.40元", "2,478.00元", "804.00元", "900.00元", "2026年12月1日起执行"):
        assert words in said.text
    course.approver.do(ending.reopen_verification, case_id, "标准提高")
    course.give_opinion(case_id)
    assert course.dossier(case_id).opinions[-1].allowance_fen == 238_800


def test_what_is_published_later_than_the_decision_changes_nothing(course: Course) -> None:
    case_id = course.deciding()
    published(course, "standard.rural", 90_000, since=date(2026, 12, 1), known=course.today + timedelta(1))
    course.confirm(case_id)
    assert course.dossier(case_id).decisions[0].allowance_fen == 200_400


def published(course: Course, key: str, value: int | str, since: date, known: date) -> None:
    def act(work: Work) -> None:
        row = ParameterRow(
            key=key, scope=town.TOWN_ID, valid_from=since, published_on=known, value=value, source="本测试"
        )
        work.session.add(row)

    course.register.do(act)
