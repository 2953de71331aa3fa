"""Whatever people do in whatever order, what must never happen does not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town
from tests.office.course import FOUR, Course
from tests.office.family import FAMILY
from zqdesk.office.across.next_step import next_of
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, Proposal
from zqdesk.office.cases.acts import ending, notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.notices import ObjectionRecord, Posting
from zqdesk.office.cases.acts.verification import CrossCheckResult, VisitRecord
from zqdesk.records import changes
from zqdesk.records.register import Actor, Register
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import Decision, HomeVisit, Opinion, PublicNotice, RollEntry
from zqdesk.rules.problem import Refused
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

BOTH = frozenset({"clerk", "approver"})
PEOPLE = (
    town.CLERK,
    town.APPROVER,
    replace(town.CLERK, roles=BOTH),
    replace(town.SECOND_CLERK, roles=BOTH),
    replace(town.APPROVER, roles=BOTH),
    town.CASHIER,
)
Act = Callable[[Register, str, date], object]


def _visit(register: Register, case_id: str, day: date) -> object:
    names = tuple(sorted({register.actor.name, "王小某", "孙某"})[:2])
    return register.do(verification.visit_home, case_id, VisitRecord(day, names, present_name="李某"))


def _start_review(register: Register, case_id: str, day: date) -> object:  # noqa: ARG001
    entries = register.read(lambda session: session.scalars(select(RollEntry)).all())
    return register.do(reviews.start_review, entries[-1].id) if entries else None


AGREE, AGAINST = OpinionEntry(agreed=True), OpinionEntry(agreed=False, text="不符合")
GROUNDS = Refusal("事实", "条款", "理由")
OWN_WISH = Proposal("stop", "自愿退出", stop_reason="own_wish", facts="申请退出", article="第三十二条")
ACTS: dict[str, Act] = {
    "request_cross_check": lambda r, c, _: r.do(verification.request_cross_check, c),
    "record_cross_check": lambda r, c, d: r.do(
        verification.record_cross_check, c, CrossCheckResult(d, "fits")
    ),
    "visit_home": _visit,
    "agree": lambda r, c, _: r.do(decisions.give_opinion, c, AGREE),
    "disagree": lambda r, c, _: r.do(decisions.give_opinion, c, AGAINST),
    "post_notice": lambda r, c, d: r.do(notices.post_notice, c, Posting("公开栏", d, "王小某")),
    "object": lambda r, c, d: r.do(notices.record_objection, c, ObjectionRecord(d, "", "", "有异议")),
    "close_notice": lambda r, c, _: r.do(notices.close_notice, c),
    "reopen": lambda r, c, _: r.do(ending.reopen_verification, c, "重新调查"),
    "confirm": lambda r, c, _: r.do(decisions.confirm, c, Confirmation()),
    "refuse": lambda r, c, _: r.do(decisions.refuse, c, GROUNDS),
    "deliver": lambda r, c, d: r.do(decisions.deliver_decision, c, DeliveryRecord(d, "direct", "李某")),
    "extend": lambda r, c, _: r.do(verification.extend_limit, c, "hard", "调查困难"),
    "withdraw": lambda r, c, _: r.do(ending.withdraw, c, "撤回"),
    "start_review": _start_review,
    "propose": lambda r, c, _: r.do(reviews.propose_change, c, OWN_WISH),
    "decide_change": lambda r, c, _: r.do(reviews.decide_change, c, ChangeDecision()),
}
NAMED = {
    "give_opinion": "agree",
    "deliver_decision": "deliver",
    "propose_change": "propose",
    "record_objection": "object",
}
"""Steps of the tables that are called otherwise here."""
ONWARD = "onward"
MOVES = st.tuples(
    st.one_of(st.just(ONWARD), st.just(ONWARD), st.sampled_from(sorted(ACTS))),
    st.sampled_from(PEOPLE),
    st.sampled_from((0, 0, 1, 8)),
)


@contextmanager
def _hall(template: town.Vault) -> Iterator[Course]:
    clock = town.Clock()
    with town.of_its_own(template, clock) as register:
        yield Course(register, clock)


def _do(course: Course, act: str, actor: Actor, case_ids: list[str]) -> None:
    for case_id in case_ids:
        before = course.register.read(_all_states)
        try:
            if act == ONWARD:
                _onward(course, case_id)
            else:
                ACTS[act](course.register.acting_as(actor), case_id, course.today)
        except Refused as answer:
            _is_an_answer(answer)
            assert course.register.read(_all_states) == before, "a refused act leaves nothing"


def _onward(course: Course, case_id: str) -> None:
    """The step the desk proposes, by whom it belongs to: so that most courses come far."""
    dossier = course.dossier(case_id)
    step = next_of(dossier)
    if step is not None:
        role = dossier.process.step(step.act).role
        register = course.approver if role is Role.APPROVER else course.register
        ACTS[NAMED.get(step.act, step.act)](register, case_id, course.today)


def _is_an_answer(refused: Refused) -> None:
    assert refused.problems
    assert all(problem.code and problem.text for problem in refused.problems)


def _all_states(session: Session) -> dict[str, str]:
    return {row.id: row.state for row in session.execute(select(Case.id, Case.state))}


# Told as found: shrinking replays a whole hall each time.
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(moves=st.lists(MOVES, min_size=10, max_size=40))
def test_nothing_forbidden_ever_happens(template: town.Vault, moves: list[tuple[str, Actor, int]]) -> None:
    with _hall(template) as course:
        first = course.accepted(FOUR)
        second = course.accepted(FAMILY, on=date(2026, 11, 5))
        for act, actor, days in moves:
            course.clock.forward(days=days)
            reviewed = course.register.read(
                lambda s: s.scalars(select(Case.id).where(Case.kind != "application")).all()
            )
            _do(course, act, actor, [first, second, *reviewed])
        course.register.read(_never)


def _never(session: Session) -> None:
    for case in session.scalars(select(Case)):
        _duties_are_separate(session, case)
        _every_move_is_logged(session, case)
        _money_is_what_was_decided(session, case)
    assert changes.first_break(session) is None
    homes = list(session.scalars(select(RollEntry.household_id).where(RollEntry.to_month == "")))
    assert len(homes) == len(set(homes)), "no household is paid twice"


def _duties_are_separate(session: Session, case: Case) -> None:
    opinions = session.scalars(select(Opinion).where(Opinion.case_id == case.id)).all()
    decided = session.scalars(select(Decision).where(Decision.case_id == case.id)).all()
    approving = {d.approver_id: d.approver_name for d in decided}
    if case.kind == "application":
        approving |= {o.by_id: o.by_name for o in opinions}
    assert case.clerk_id not in approving
    for visit in session.scalars(select(HomeVisit).where(HomeVisit.case_id == case.id)):
        assert len(set(visit.investigators)) >= 2
        assert set(visit.investigators).isdisjoint(approving.values())


def _every_move_is_logged(session: Session, case: Case) -> None:
    """The states in the change log make one unbroken walk along the table, ending where the case stands."""
    walked = [
        (change.act.rpartition(".")[2], *fields["state"])
        for change in reversed(changes.history(session, [case.id]))
        for _, row_id, fields in change.fields
        if row_id == case.id and "state" in fields
    ]
    process = table(case.programme, case.kind)
    here = None
    for act, old, new in walked:
        assert old == here
        here = new
        if old is not None:
            step = process.step(act)
            assert old in step.from_
            assert new in step.to
    assert here == case.state


def _money_is_what_was_decided(session: Session, case: Case) -> None:
    for entry in session.scalars(select(RollEntry).where(RollEntry.case_id == case.id)):
        decision = session.scalars(select(Decision).where(Decision.case_id == case.id)).one()
        opinion = session.scalars(
            select(Opinion).where(Opinion.case_id == case.id).order_by(Opinion.round.desc())
        ).first()
        notice = session.scalars(
            select(PublicNotice).where(PublicNotice.case_id == case.id).order_by(PublicNotice.round.desc())
        ).first()
        assert decision.result == "confirm"
        assert opinion is not None
        assert notice is not None
        assert (notice.opinion_id, notice.result) == (opinion.id, "unopposed")
        assert notice.closed_on is not None
        assert notice.closed_on > notice.to_on
        kept = (opinion.allowance_fen, opinion.uplift_fen, opinion.person_count)
        assert (decision.allowance_fen, decision.uplift_fen, decision.person_count) == kept
        assert (entry.allowance_fen, entry.uplift_fen, entry.person_count) == kept
        assert decision.trace == opinion.trace
        assert entry.from_month == decision.from_month > f"{decision.decided_on:%Y-%m}"
