"""Rows of today's work: what each open case waits for, and by when."""

from datetime import date, timedelta

from zqdesk.office.cases.looks.progress import Progress
from zqdesk.office.cases.looks.work import OpenCase, Town, WorkFacts, WorkRow, day_words
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import CHINA, Actor
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

HOUR = timedelta(hours=1)


def row_of(case: OpenCase, town: Town, actor: Actor, entry: RollEntry | None) -> WorkRow:
    """The line of an open case; `entry` is where its household stands on the roll, for a case about that."""
    programme = PROGRAMMES[case.programme]
    facts = programme.work(case, town, entry)
    step = programme.next_step(case.kind, case.state, progress_of(case, facts.authority), town.today)
    due_on, provisional = _due(case, town, facts)
    left = town.days_left(due_on) if due_on else None
    hours = (facts.due_at - town.now) // HOUR if facts.due_at and town.now else None
    return WorkRow(
        case_id=case.id,
        due_on=due_on,
        days_left=left,
        provisional=provisional,
        applicant=case.applicant,
        business=table(case.programme, case.kind).title,
        next_step=step.title,
        act=step.act,
        basis=facts.basis if facts.due_at else _basis(case, town, facts, due_on, left),
        person_count=facts.person_count,
        amount_fen=facts.amount_fen,
        mine=_mine(case, step.act, actor),
        programme=case.programme,
        state=case.state,
        number=case.number,
        household_id=case.household_id,
        roll_id=entry.id if entry else "",
        due_at=facts.due_at,
        hours_left=hours,
    )


def progress_of(case: OpenCase, authority: str) -> Progress:
    """How far an open case is, as `progress.of_dossier` says of a case that is looked at."""
    return Progress(
        check_requested=case.checks > 0,
        check_pending=case.checks_pending > 0,
        check_untold=case.checks_untold > 0,
        visited=case.visited_on is not None,
        verified_again=case.visited_again + case.appraised_again > 0,
        notice_to_on=case.to_on,
        agreed=case.agreed,
        authority=authority,
        own=case.own,
        district_visit_missing=case.district_visit_missing,
        complaint_open=case.complaints_open > 0,
    )


def _due(case: OpenCase, town: Town, facts: WorkFacts) -> tuple[date | None, bool]:
    """The earliest limit; a notice that has ended sets none."""
    if facts.due_at is not None:
        return facts.due_at.astimezone(CHINA).date(), False
    if facts.due_on is not None:
        return facts.due_on, False
    starts = {
        "registered": case.applied_on,
        "applied": case.applied_on,
        "accepted": case.accepted_on,
        "posted": case.posted_on if case.to_on and case.to_on >= town.today else None,
        "sent": case.sent_on,
        "refused": case.decided_on,
        "decided": case.decided_on,
        "died": case.died_on,
        **facts.starts,
    }
    kind = (case.programme, case.kind)
    running = town.dues(kind, case.state, case.extension_kind, town.law_day(case), tuple(starts.items()))
    if running:
        return running[0].on, running[0].provisional
    return facts.else_on, False


def _basis(case: OpenCase, town: Town, facts: WorkFacts, due_on: date | None, left: int | None) -> str:
    if due_on is not None and left is not None and left < 0:
        return f"应于 {day_words(due_on)}"
    if case.state == "posted" and case.posted_on and case.to_on:
        passed = (min(town.today, case.to_on) - case.posted_on).days
        over = "，已满" if town.today > case.to_on else ""
        return f"公示第 {passed} 天{over}" if passed else "今日张贴，明日起算"
    if facts.basis:
        return facts.basis
    if case.decided_on is not None:
        return f"{day_words(case.decided_on)}决定"
    if case.checks_pending and case.requested_on and case.visited_on:
        return f"已提请 {day_words(case.requested_on)}"
    return _since(case, town, facts)


def _since(case: OpenCase, town: Town, facts: WorkFacts) -> str:
    """How long the case has been running, in the words of its clock."""
    accepted = (case.accepted_on, "受理") if case.accepted_on else None
    begun = facts.since or accepted
    if begun is None:
        return f"登记 {day_words(case.applied_on)}"
    passed = town.worked(begun[0])
    return f"{begun[1]}第 {passed} 个工作日" if passed > 0 else f"今日{begun[1]}"


def _mine(case: OpenCase, act: str, actor: Actor) -> bool:
    role = table(case.programme, case.kind).step(act).role
    if role is Role.CASHIER:
        return role in actor.roles
    return role in actor.roles and (case.clerk_id == actor.id) is (role is Role.CLERK)
