"""After confirmation: reviews and changes in cases of their own; nothing confirmed is edited."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests import town
from tests.office.course import Course, publish
from tests.office.family import refused
from zqdesk.office.across.today import worklist
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.reviewing import reviews, work_refusals
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, ChangeRequest, Proposal
from zqdesk.office.allowance.reviewing.work_refusals import WorkOffer
from zqdesk.office.cases.entry.values import Application, IncomeEntry
from zqdesk.office.people import changes
from zqdesk.records.register import Work
from zqdesk.records.tables.case import CaseIncome
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.steps import RollEntry

CUT = Proposal("cut", "收入增加", facts="务工收入增加", article="《办法》第三十二条")
STOP = Proposal("stop", "收入超过标准", stop_reason="income", facts="月收入9,000元", article="第三十二条")


def started(course: Course, kind: str = "review") -> str:
    entry = course.on_roll()
    course.clock.set(date(2027, 4, 20))
    if kind == "review":
        case_id = course.register.do(reviews.start_review, entry.id).result
    else:
        case_id = course.register.do(
            reviews.start_change, entry.id, ChangeRequest(kind, "家庭情况变化")
        ).result
    course.visited(case_id)
    return case_id


def with_wage(course: Course, case_id: str, fen: int) -> None:
    """The son's wages are now so many fen a month."""
    entry: Application = course.register.read(intake.application_of, case_id)
    son = replace(entry.members[2], incomes=(IncomeEntry("wages.casual", "务工", fen),))
    members = (*entry.members[:2], son, *entry.members[3:])
    course.register.do(intake.correct_application, case_id, replace(entry, members=members))


def decide(course: Course, case_id: str, proposal: Proposal) -> str:
    course.register.do(reviews.propose_change, case_id, proposal)
    return course.approver.do(reviews.decide_change, case_id, ChangeDecision("同意")).result


def roll(course: Course) -> list[tuple[str, str, int, bool]]:
    rows = course.register.read(lambda s: s.scalars(select(RollEntry).order_by(RollEntry.from_month)).all())
    return [(e.from_month, e.to_month, e.allowance_fen + e.uplift_fen, e.phase_out) for e in rows]


def test_a_review_without_change_sets_the_next_day_only(course: Course) -> None:
    case_id = started(course)
    decide(course, case_id, Proposal("keep", "情况无明显变化"))
    assert course.state(case_id) == "closed"
    assert roll(course) == [("2026-12", "", 208_440, False)]
    (entry,) = course.dossier(case_id).roll
    assert entry.review_by == date(2027, 10, 20)
    assert course.dossier(case_id).calculation.total_fen == 208_440


def test_a_review_works_on_a_copy_of_the_facts(course: Course) -> None:
    case_id = started(course)
    before = course.case(case_id).previous_id
    assert before is not None
    with_wage(course, case_id, 200_000)
    assert [facts.monthly_fen for facts in course.dossier(case_id).members] == [20_800, 19_500, 200_000, 0]
    old = course.dossier(before)
    assert [facts.monthly_fen for facts in old.members] == [20_800, 19_500, 145_000, 0]
    mine = course.register.read(lambda s: s.scalars(select(CaseIncome.id).filter_by(case_id=before)).all())
    theirs = course.register.read(lambda s: s.scalars(select(CaseIncome.id).filter_by(case_id=case_id)).all())
    assert len(mine) == len(theirs) == 3
    assert not set(mine) & set(theirs)


@pytest.mark.parametrize(
    ("wage", "proposal", "total"),
    [
        (100_000, Proposal("raise", "收入减少"), 208_440 + 45_000),
        (200_000, CUT, 208_440 - 55_000),
    ],
)
def test_a_raise_and_a_cut_begin_the_month_after(
    course: Course, wage: int, proposal: Proposal, total: int
) -> None:
    case_id = started(course, proposal.result)
    with_wage(course, case_id, wage)
    decide(course, case_id, proposal)
    assert course.state(case_id) == "decided"
    assert roll(course) == [("2026-12", "2027-04", 208_440, False), ("2027-05", "", total, False)]
    assert [due.clock.id for due in course.dossier(case_id).dues] == ["notify_change"]
    course.deliver(case_id)
    assert course.state(case_id) == "closed"
    assert len(roll(course)) == 2


def test_a_stop_ends_with_the_month_and_names_its_reasons(course: Course) -> None:
    case_id = started(course, "stop")
    with_wage(course, case_id, 900_000)
    decision_id = decide(course, case_id, STOP)
    assert roll(course) == [("2026-12", "2027-04", 208_440, False)]
    (decision,) = course.dossier(case_id).decisions
    assert decision.id == decision_id
    assert (decision.result, decision.from_month, decision.stop_reason) == ("stop", "2027-05", "income")
    assert (decision.facts, decision.article) == ("月收入9,000元", "第三十二条")
    assert decision.allowance_fen == 0


def test_a_phase_out_pays_on_and_then_stops(course: Course) -> None:
    case_id = started(course, "stop")
    with_wage(course, case_id, 900_000)
    decide(course, case_id, replace(STOP, phase_out=True, from_month="2027-11"))
    assert roll(course) == [
        ("2026-12", "2027-04", 208_440, False),
        ("2027-05", "2027-10", 208_440, True),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"phase_out": True}, "from_month.empty"),
        ({"phase_out": True, "from_month": "2027-12"}, "from_month.late"),
        ({"phase_out": True, "from_month": "2027-05"}, "from_month.early"),
        ({"phase_out": True, "from_month": "27.11"}, "from_month.form"),
        ({"from_month": "2027-04"}, "from_month.early"),
        ({"from_month": "2027-06"}, "from_month.late"),
        ({"phase_out": True, "from_month": "2027-08", "stop_reason": "property"}, "phase_out.reason"),
        ({"stop_reason": ""}, "stop_reason.unknown"),
        ({"facts": " "}, "facts.empty"),
        ({"article": ""}, "article.empty"),
        ({"text": ""}, "text.empty"),
        ({"result": "pause"}, "result.unknown"),
        ({"result": "keep", "stop_reason": ""}, "proposal.not_eligible"),
        ({"result": "cut"}, "proposal.stop_only"),
    ],
)
def test_what_a_proposal_may_not_be(course: Course, changed: dict[str, Any], code: str) -> None:
    case_id = started(course, "stop")
    with_wage(course, case_id, 900_000)
    answer = refused(course.register, reviews.propose_change, case_id, replace(STOP, **changed))
    assert code in answer
    assert course.state(case_id) == "verifying"


def test_the_calculation_must_bear_the_proposal_out(course: Course) -> None:
    case_id = started(course)
    wrong = [
        (STOP, "proposal.eligible"),
        (CUT, "proposal.direction"),
        (Proposal("raise", "x"), "proposal.direction"),
    ]
    for proposal, code in wrong:
        assert refused(course.register, reviews.propose_change, case_id, proposal).keys() == {code}


def test_a_review_rests_on_something_seen(course: Course) -> None:
    entry = course.on_roll()
    case_id = course.register.do(reviews.start_review, entry.id).result
    keep = Proposal("keep", "无变化")
    assert refused(course.register, reviews.propose_change, case_id, keep) == {
        "proposal.verification": "visit_home"
    }
    own_wish = replace(STOP, stop_reason="own_wish")
    course.register.do(reviews.propose_change, case_id, own_wish)


def test_one_review_at_a_time_and_none_off_the_roll(course: Course) -> None:
    case_id = started(course, "stop")
    (entry,) = course.dossier(case_id).roll
    assert refused(course.register, reviews.start_review, entry.id) == {"review.open": ""}
    decide(course, case_id, replace(STOP, stop_reason="own_wish"))
    assert refused(course.register, reviews.start_review, entry.id).keys() == {"roll.ended", "review.open"}
    course.deliver(case_id)
    assert refused(course.register, reviews.start_review, entry.id).keys() == {"roll.ended"}


def test_whoever_reviewed_does_not_decide(course: Course) -> None:
    case_id = started(course)
    course.register.do(reviews.propose_change, case_id, Proposal("keep", "无变化"))
    both = replace(town.CLERK, roles=frozenset({"clerk", "approver"}))
    answer = refused(course.register.acting_as(both), reviews.decide_change, case_id, ChangeDecision())
    assert answer == {"duty.clerk": ""}
    assert refused(course.approver, reviews.return_change, case_id, "") == {"reason.empty": "reason"}
    course.approver.do(reviews.return_change, case_id, "补充入户照片")
    course.register.do(reviews.propose_change, case_id, Proposal("keep", "已补充"))
    assert [opinion.round for opinion in course.dossier(case_id).opinions] == [1, 2]


def test_another_amount_at_the_decision_is_refused(course: Course) -> None:
    case_id = started(course, "cut")
    with_wage(course, case_id, 200_000)
    course.register.do(reviews.propose_change, case_id, CUT)
    publish(course.register, "standard.rural", 90_000, since=date(2027, 1, 1))
    answer = refused(course.approver, reviews.decide_change, case_id, ChangeDecision())
    assert answer == {"confirmation.amount": "reopen_verification"}


def test_the_districts_reply_is_named_where_it_decides(course: Course) -> None:
    case_id = started(course)
    publish(course.register, "delegation.allowance", "district", since=date(2027, 1, 1))
    course.register.do(reviews.propose_change, case_id, Proposal("keep", "无变化"))
    answer = refused(course.approver, reviews.decide_change, case_id, ChangeDecision())
    assert answer == {"text.empty": "text"}


@pytest.mark.parametrize(
    ("request_", "code"),
    [(ChangeRequest("more", "x"), "kind.unknown"), (ChangeRequest("cut", " "), "reason.empty")],
)
def test_a_change_has_a_kind_and_a_reason(course: Course, request_: ChangeRequest, code: str) -> None:
    entry = course.on_roll()
    assert code in refused(course.register, reviews.start_change, entry.id, request_)
    assert refused(course.approver, reviews.start_review, entry.id) == {"role.required": ""}


def test_the_dead_are_left_out_and_the_change_has_three_months(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    wife = course.dossier(entry.case_id).members[1].person
    course.clock.set(date(2027, 1, 10))
    course.register.do(changes.record_death, wife.id, date(2027, 1, 5))
    row = course.register.read(worklist.today, course.today, town.CLERK).rows[0]
    assert (row.act, row.due_on, row.basis) == ("start_change", date(2027, 4, 5), "1月5日死亡")
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("cut", "成员死亡")).result
    dossier = course.dossier(case_id)
    assert [facts.person.name for facts in dossier.counted] == ["李某", "李小某", "李孙某"]
    assert [(due.clock.id, due.on) for due in dossier.dues] == [("death_change", date(2027, 4, 5))]
    assert wife.id in {m.person.id for m in course.dossier(entry.case_id).members}, "the old case keeps her"
    row = course.register.read(worklist.today, course.today, town.CLERK).rows[0]
    assert (row.case_id, row.due_on) == (case_id, date(2027, 4, 5))


def test_a_family_whose_head_died_names_another_before_anything_is_decided(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    head = course.dossier(entry.case_id).members[0].person
    course.clock.set(date(2027, 4, 20))
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("cut", "成员去世")).result
    course.visited(case_id)
    course.register.do(changes.record_death, head.id, date(2027, 4, 19))
    keep = Proposal("keep", "情况无明显变化")
    assert "household.head_dead" in refused(course.register, reviews.propose_change, case_id, keep)
    family = course.register.read(intake.application_of, case_id)
    assert head.id not in {line.person.person_id for line in family.members}
    wife, son, grandson = family.members
    lines = (replace(wife, relation="02"), son, grandson)
    course.register.do(intake.correct_application, case_id, replace(family, members=lines))
    answer = refused(course.register, reviews.propose_change, case_id, keep)
    assert answer == {"proposal.people": "result", "account.dead": "correct_application"}
    corrected = replace(family, members=lines, account_name=wife.person.name)
    course.register.do(intake.correct_application, case_id, corrected)
    course.register.do(reviews.propose_change, case_id, CUT)
    course.register.do(changes.record_death, wife.person.person_id, date(2027, 4, 20))
    answer = refused(course.approver, reviews.decide_change, case_id, ChangeDecision())
    assert answer["household.head_dead"] == "correct_application"


def test_a_household_from_a_roster_starts_with_its_people(course: Course) -> None:
    def bring_in(work: Work) -> str:
        household = town.add_household(work, "赵某")
        entry = RollEntry(
            household_id=household.id, from_month="2026-01", allowance_fen=80_400, person_count=1
        )
        work.session.add(entry)
        return entry.id

    case_id = course.register.do(reviews.start_review, course.register.do(bring_in).result).result
    (facts,) = course.dossier(case_id).members
    assert (facts.person.name, facts.member.relation) == ("赵某", "01")
    assert course.case(case_id).number == "370114001-2026-HC-00001"
    assert course.register.read(lambda s: s.scalars(select(Membership)).all())


def offered(course: Course, case_id: str, answer: str, on: date) -> None:
    son = course.dossier(case_id).members[2].member.id
    record = WorkOffer(son, answer, on, "示例食品厂装卸工")
    course.register.do(work_refusals.record_work_offer, case_id, record)


def test_refused_work_cuts_the_own_share_after_three_times_in_a_row(course: Course) -> None:
    case_id = started(course, "cut")
    stop = Proposal("stop", "拒绝就业", stop_reason="refused_work", facts="拒绝三次", article="第三十四条")
    before = course.dossier(case_id).calculation
    for answer, day in (("refused", 1), ("taken", 2), ("refused", 5), ("refused", 9)):
        offered(course, case_id, answer, date(2027, 4, day))
        assert course.dossier(case_id).calculation.total_fen == before.total_fen
    offered(course, case_id, "refused", date(2027, 4, 19))
    after = course.dossier(case_id).calculation
    assert after.allowance_fen == before.allowance_fen * 3 // 4
    assert (after.uplift_fen, after.person_count) == (0, 4), "the uplift was the son's own"
    problems = refused(course.register, reviews.propose_change, case_id, stop)
    assert problems == {"proposal.share_only": "stop_reason"}
    decide(course, case_id, CUT)
    assert roll(course)[-1] == ("2027-05", "", after.total_fen, False)


def test_refusals_are_carried_into_the_next_review(course: Course) -> None:
    case_id = started(course, "cut")
    for day in (1, 5, 9):
        offered(course, case_id, "refused", date(2027, 4, day))
    decide(course, case_id, CUT)
    course.deliver(case_id)
    entry = course.dossier(case_id).roll[-1]
    course.clock.set(date(2027, 10, 20))
    again = course.register.do(reviews.start_review, entry.id).result
    assert course.dossier(again).calculation.total_fen == entry.allowance_fen
    offered(course, again, "taken", date(2027, 10, 18))
    assert course.dossier(again).calculation.person_count == 4
    assert course.dossier(again).calculation.total_fen > entry.allowance_fen


@pytest.mark.parametrize(
    ("line", "day", "code"),
    [(3, date(2027, 4, 1), "work_offer.unable"), (2, date(2027, 4, 21), "answered_on.future")],
)
def test_what_is_no_refusal_of_work(course: Course, line: int, day: date, code: str) -> None:
    case_id = started(course, "cut")
    offered(course, case_id, "refused", date(2027, 4, 9))
    member = course.dossier(case_id).members[line].member.id
    record = WorkOffer(member, "refused", day, "示例食品厂")
    assert code in refused(course.register, work_refusals.record_work_offer, case_id, record)
    son = course.dossier(case_id).members[2].member.id
    for again, wrong in ((9, "work_offer.twice"), (8, "answered_on.early")):
        record = WorkOffer(son, "refused", date(2027, 4, again), "示例食品厂")
        assert wrong in refused(course.register, work_refusals.record_work_offer, case_id, record)


def test_a_refusal_of_work_entered_by_mistake_is_retracted_by_an_approver(course: Course) -> None:
    case_id = started(course, "cut")
    son = course.dossier(case_id).members[2].member.id
    retract = work_refusals.retract_work_offer
    assert refused(course.approver, retract, case_id, son, "登错人") == {"work_offer.none": "member"}
    offered(course, case_id, "refused", date(2027, 4, 1))
    offered(course, case_id, "refused", date(2027, 4, 5))
    assert "process.role" in refused(course.register, retract, case_id, son, "登错人")
    for left in (["2027-04-01"], []):
        course.approver.do(retract, case_id, son, "登错人")
        assert course.dossier(case_id).members[2].member.work_refusals == left
    assert refused(course.approver, retract, case_id, son, "登错人") == {"work_offer.none": "member"}
    offered(course, case_id, "refused", date(2027, 4, 9))
    offered(course, case_id, "taken", date(2027, 4, 10))
    course.approver.do(retract, case_id, son, "没有接受")
    assert course.dossier(case_id).members[2].member.work_refusals == ["2027-04-09"]


def test_a_raise_that_follows_from_the_standard_says_so(course: Course) -> None:
    case_id = started(course, "raise")
    publish(course.register, "standard.rural", 90_000, since=date(2027, 1, 1))
    course.register.do(reviews.propose_change, case_id, Proposal("raise", "保障标准提高"))
    (opinion,) = course.dossier(case_id).opinions
    assert opinion.facts == "农村低保标准由每人每月804.00元提高到900.00元"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (ChangeDecision("同意。"), "长子务工"),
        (ChangeDecision("经集体研究，长子已稳定就业"), "经集体研究，长子已稳定就业"),
        (ChangeDecision("同意", "长子已稳定就业"), "长子已稳定就业"),
    ],
)
def test_the_decision_has_a_reason_of_its_own(course: Course, said: ChangeDecision, reason: str) -> None:
    case_id = started(course, "cut")
    with_wage(course, case_id, 200_000)
    course.register.do(reviews.propose_change, case_id, replace(CUT, text="长子务工"))
    course.approver.do(reviews.decide_change, case_id, said)
    assert course.dossier(case_id).decisions[-1].reason == reason
