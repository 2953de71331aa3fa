"""After confirmation: periodic reviews, and raising, cutting or stopping an allowance (S2 art. 31-34)."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.allowance import amount
from zqdesk.office.allowance.reviewing import change_checks
from zqdesk.office.allowance.reviewing.change_checks import month_before
from zqdesk.office.cases.acts import confirming, deciding, together
from zqdesk.office.cases.acts.ending import send_back
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.entry.carrying_over import carry_over, last_settled
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.grounds import grounds_unproven
from zqdesk.office.cases.looks import assessing, on_roll
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Decision, Opinion, RollEntry
from zqdesk.rules.allowance.review import review_by
from zqdesk.rules.calendar import ends_from, first_of_next_month
from zqdesk.rules.money import parse_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import DISTRICT, Role

CHANGES = {"raise": "增发", "cut": "减发", "stop": "停发"}
_SERIES = {"review": "HC", "change": "BG"}


@frozen
class ChangeRequest:
    """Why an allowance is looked at again outside the periodic review; `kind`: raise, cut, stop."""

    kind: str
    reason: str


@frozen
class Proposal:
    """What the clerk proposes; `result`: keep, raise, cut, stop. Cut and stop name facts and article too.

    `stop_reason` is a code of stop_reason. With `phase_out` the allowance goes on until the month before
    `from_month` (S2 art. 33); else `from_month` may stay empty: the month after the decision.
    """

    result: str
    text: str
    from_month: str = ""
    stop_reason: str = ""
    phase_out: bool = False
    facts: str = ""
    article: str = ""


@frozen
class ChangeDecision:
    """The approver's words on a proposal; where the district decides, the number of its reply.

    `reason` is why the organ decides so, as the letter gives it; empty: what `text` says beyond agreeing, else the
    proposal's reason, which is adopted then.
    """

    text: str = ""
    reason: str = ""


def start_review(work: Work, roll_id: str, begun_on: date | None = None) -> str:
    """Begin the periodic review of a household on the roll; returns the new case's id (S2 art. 31).

    `begun_on` is the day somebody was there for it, where that is entered afterwards. Refused: the household is off the
    roll, a review or change is open already.
    """
    return _start(work, roll_id, "review", "", "", begun_on=begun_on).id


def start_reviews(work: Work, roll_ids: Sequence[str]) -> list[str]:
    """Begin the reviews of these households, each its own case; returns the cases' ids in this order.

    Refused: what `start_review` refuses of one of them.
    """
    return together.each(work, ((start_review, roll_id, ()) for roll_id in roll_ids), _home)


def start_change(work: Work, roll_id: str, request: ChangeRequest) -> str:
    """Begin a change of an allowance; returns the new case's id (S2 art. 30, 32)."""
    refuse_if(
        [
            *check_choice("kind", request.kind, CHANGES, "变更种类"),
            *check_filled("reason", request.reason, "变更原因", "S2 第32条"),
        ]
    )
    return _start(work, roll_id, "change", request.kind, request.reason.strip()).id


def propose_change(work: Work, case_id: str, proposal: Proposal) -> str:
    """Say what the review found and what should become of the allowance; returns the opinion's id.

    Refused with every reason: nothing verified, words missing, a result that the calculation contradicts,
    a phase-out that is too long (S2 art. 31-33).
    """
    case = begin(work, case_id, "propose_change")
    entry = _entry(work, case)
    now = amount.current(work.session, case, work.today)
    problems = change_checks.of_names(work.session, case, proposal.result)
    problems += change_checks.of_proposal(proposal, entry, now)
    problems += grounds_unproven(work.session, case, application_of(work.session, case.id))
    problems += change_checks.of_verification(work.session, case, proposal.stop_reason)
    facts = assessing.facts_of(case, assessing.family_of(work.session, case), work.today)
    problems += change_checks.of_phase_out(proposal, facts)
    problems += change_checks.of_month(
        proposal, work.today, assessing.parameters_for(work.session, case, work.today)
    )
    refuse_if(problems)
    kept = _kept(proposal.result, entry, now)
    words: dict[str, Any] = {name: _plain(value) for name, value in asdict(proposal).items()}
    if proposal.result == "raise" and "标准" not in words["facts"]:
        parts = (words["facts"].rstrip("。"), _raised_standard(work.session, entry, now))
        words["facts"] = "；".join(part for part in parts if part)
    opinion = deciding.add_opinion(work, case, kept, agreed=proposal.result != "stop", **words)
    finish(case, "propose_change")
    return opinion.id


def return_change(work: Work, case_id: str, reason: str) -> None:
    """Send the case back to be verified again; refused without a reason."""
    send_back(work, case_id, "return_change", reason)


def decide_change(work: Work, case_id: str, decision: ChangeDecision) -> str:
    """Approve the proposal; raise, cut and stop take effect the month after. Returns the decision's id.

    The roll is changed at once, so that no month is paid by an old decision. Refused: facts or parameters
    now give another amount; the district decides and its reply is not named.
    """
    case = begin(work, case_id, "decide_change")
    entry = _entry(work, case)
    opinion = latest_opinion(work.session, case.id)
    assert opinion is not None
    parameters = assessing.parameters_for(work.session, case, work.today)
    authority = deciding.authority(work, case)
    problems = change_checks.of_names(work.session, case, opinion.result)
    if authority == DISTRICT:
        problems += check_filled("text", decision.text, "区民政局批复文号", "S2 第32条")
    now = amount.current(work.session, case, work.today)
    gone = opinion.result == "keep" and not now.person_count
    problems += (
        _nobody_left() if gone else change_checks.of_decision(opinion, entry, now, work.today, parameters)
    )
    refuse_if(problems)
    row = _decision(work, case, opinion, entry)
    row.text = decision.text.strip() or opinion.text
    own = "" if authority == DISTRICT or _only_agrees(decision.text) else decision.text.strip()
    row.reason = decision.reason.strip() or own or opinion.text
    facts = assessing.facts_of(case, assessing.family_of(work.session, case), work.today)
    _change_roll(work, case, entry, row, review_by(facts, work.today, parameters))
    if row.result == "keep":
        case.ended_on = work.today
    finish(case, "decide_change", "closed" if row.result == "keep" else "decided")
    return row.id


def open_entry(session: Session, case: Case) -> RollEntry | None:
    """The entry the case is about, which nothing has ended yet."""
    return session.scalars(
        select(RollEntry).where(on_roll.entries_of(case), RollEntry.to_month == "")
    ).first()


def _home(session: Session, roll_id: str) -> str:
    """张某户."""
    entry = session.get(RollEntry, roll_id)
    if entry is None:
        return "已不在册的一户"
    household = session.get_one(Household, entry.household_id)
    return f"{session.get_one(Person, household.head_id).name}户"


def _start(
    work: Work, roll_id: str, kind: str, change_kind: str, reason: str, *, begun_on: date | None = None
) -> Case:
    require(work, Role.CLERK)
    entry = found(work.session, RollEntry, roll_id)
    household = found(work.session, Household, entry.household_id)
    keep_out(work, household.id)
    refuse_if(change_checks.of_start(work.session, entry))
    source = last_settled(work.session, entry.programme, household.id, entry.person_id)
    series = f"{assessing.hall(work.session).town_id}-{work.today.year}-{_SERIES[kind]}"
    case = Case(
        kind=kind,
        number=full_number(series, give_number(work, series)),
        state="verifying",
        household_id=household.id,
        applicant_id=_living_applicant(work, source, household),
        previous_id=source.id if source else None,
        clerk_id=work.actor.id,
        applied_on=begun_on or work.today,
        started_on=begun_on or work.today,
        reason=reason,
        change_kind=change_kind,
        single_reason=source.single_reason if source else "",
        single_person_id=source.single_person_id if source else None,
        relative_name=source.relative_name if source else "",
        relative_post=source.relative_post if source else "",
        relative_relation=source.relative_relation if source else "",
    )
    work.session.add(case)
    carry_over(work.session, source, case)
    return case


def _living_applicant(work: Work, source: Case | None, household: Household) -> str:
    """Who applied before, while they live and are there; else the head, else any of the family who lives there."""
    there = set(
        work.session.scalars(
            select(Membership.person_id)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Membership.household_id == household.id,
                Membership.left_on.is_(None),
                Person.died_on.is_(None),
            )
        )
    )
    wanted = [*([source.applicant_id] if source else []), household.head_id, *sorted(there)]
    return next((each for each in wanted if each in there), household.head_id)


def _entry(work: Work, case: Case) -> RollEntry:
    entry = open_entry(work.session, case)
    if entry is None:
        raise Refused(Problem("roll.ended", "该户已不在册，不能再核查或变更。"))
    return entry


def _nobody_left() -> list[Problem]:
    text = "保障对象都已去世或离开，不能继续保障；请退回重新核查，提出停发。"
    return [Problem("roll.nobody", text, "return_change", "S2 第32条")]


def _kept(result: str, entry: RollEntry, now: Calculation) -> Calculation:
    """Without a notable change the amount stays what it is (S2 art. 31); a stop pays nothing."""
    if result == "keep":
        return replace(
            now,
            allowance_fen=entry.allowance_fen,
            uplift_fen=entry.uplift_fen,
            person_count=entry.person_count,
        )
    return assessing.without_amount(now) if result == "stop" else now


def _only_agrees(text: str) -> bool:
    """Words that agree and give no reason of their own."""
    return text.strip().strip("。.！ ") in {"", "同意", "批准", "同意批准", "准予", "同意变更"}


def _raised_standard(session: Session, entry: RollEntry, now: Calculation) -> str:
    """`农村低保标准由每人每月754.00元提高到804.00元` where the last decision rested on a lower one; else empty."""
    query = select(Decision.trace).where(Decision.case_id == entry.case_id).order_by(Decision.id.desc())
    stored = session.scalars(query.limit(1)).first() or []
    before = next((line["value"] for line in stored if line.get("key") == "standard"), "")
    after = next((line for line in now.trace if line.key == "standard"), None)
    if not before or after is None or parse_yuan(before) >= parse_yuan(after.value):
        return ""
    return f"{after.formula.rpartition('执行的')[2]}由每人每月{before}元提高到{after.value}元"


def _plain(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _decision(work: Work, case: Case, opinion: Opinion, entry: RollEntry) -> Decision:
    return deciding.add_decision(
        work,
        case,
        opinion,
        opinion.result,
        work.today,
        facts=opinion.facts,
        article=opinion.article,
        person_count=opinion.person_count,
        allowance_fen=opinion.allowance_fen,
        uplift_fen=opinion.uplift_fen,
        from_month="" if opinion.result == "keep" else _first_month(work, case, opinion),
        certificate_number=entry.certificate_number,
        stop_reason=opinion.stop_reason,
        phase_out=opinion.phase_out,
    )


def _first_month(work: Work, case: Case, opinion: Opinion) -> str:
    """From when a change holds. A phase-out ends when it was proposed to end; a stop for death, and any of a household
    in which nobody lives any more, with the month of the last day (domain §6).
    """
    if opinion.result != "stop":
        return f"{first_of_next_month(work.today):%Y-%m}"
    if opinion.phase_out:
        return max(f"{first_of_next_month(work.today):%Y-%m}", opinion.from_month)
    return f"{ends_from(work.today, _nobody_since(work.session, case, opinion.stop_reason)):%Y-%m}"


def _nobody_since(session: Session, case: Case, stop_reason: str) -> date | None:
    """The last day on which anybody of them was there, if a death emptied the household; who is left after a death that
    stops it is nobody the allowance is for.
    """
    people = session.execute(
        select(Membership.left_on, Person.died_on)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.household_id == case.household_id, Person.id == (case.single_person_id or Person.id)
        )
    ).all()
    days = [(min(left, died or left), died is not None) for left, died in people if left is not None]
    last, by_death = max(days, default=(date.min, False))
    emptied = by_death and len(days) == len(people)
    return last if emptied or (stop_reason == "death" and days) else None


def _change_roll(work: Work, case: Case, entry: RollEntry, row: Decision, review_on: date) -> None:
    """Close the old entry and open the one that follows from the decision, if any."""
    if row.result == "keep":
        entry.review_by = review_on
        return
    begins = f"{first_of_next_month(work.today):%Y-%m}" if row.phase_out else row.from_month
    entry.to_month = month_before(begins)
    entry.ended_reason = row.stop_reason or row.result
    if row.phase_out:
        _pay_on(work, case, entry, begins, row)
    elif row.result != "stop":
        confirming.take_in(work, case, row, entry.person_id, persons=row.person_count, review_by=review_on)


def _pay_on(work: Work, case: Case, entry: RollEntry, begins: str, row: Decision) -> None:
    """The phase-out: the same sum for the same people, until the month before the decision holds."""
    work.session.add(
        RollEntry(
            household_id=entry.household_id,
            case_id=case.id,
            person_id=entry.person_id,
            standard_kind=entry.standard_kind,
            village_id=entry.village_id,
            from_month=begins,
            to_month=month_before(row.from_month),
            allowance_fen=entry.allowance_fen,
            uplift_fen=entry.uplift_fen,
            person_count=entry.person_count,
            certificate_number=entry.certificate_number,
            phase_out=True,
            ended_reason=row.stop_reason,
        )
    )
