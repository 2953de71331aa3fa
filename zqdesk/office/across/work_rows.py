"""Rows of today's work: what each open case waits for, and by when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from zqdesk.office.across.open_cases import OpenCase
from zqdesk.office.allowance.next_step import Progress, next_step
from zqdesk.office.cases import assessing, limits
from zqdesk.office.relief import open_cases
from zqdesk.records import parameters as dated
from zqdesk.records.register import CHINA, Actor
from zqdesk.records.steps import RollEntry
from zqdesk.rules.process import Due, Role, running
from zqdesk.rules.processes import table
from zqdesk.rules.relief import EMERGENCY


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One piece of work. `days_left` are working days: 0 today, negative overdue; None: no legal limit runs.

    `case_id` is empty where a review or a change has to be started first (`act` start_review or
    start_change, `roll_id` the entry on the roll). `amount_fen` is the month's allowance of the last
    opinion, or what is paid now; of relief what is still to be paid. Of an emergency that waits for its help
    `hours_left` are full hours, negative once they have passed; else None.
    """

    case_id: str
    due_on: date | None
    days_left: int | None
    provisional: bool
    applicant: str
    business: str
    next_step: str
    act: str
    basis: str
    person_count: int
    amount_fen: int | None
    mine: bool
    state: str = ""
    number: str = ""
    household_id: str = ""
    roll_id: str = ""
    programme: str = "allowance"
    due_at: datetime | None = None
    hours_left: int | None = None

    @property
    def late(self) -> bool:
        """Whether the limit has passed."""
        return (self.days_left is not None and self.days_left < 0) or (self.hours_left or 0) < 0


class Town:
    """The calendar and the parameters of one reading; hundreds of cases share few days, so answers are kept."""

    def __init__(self, session: Session, today: date, now: datetime | None = None) -> None:
        self.today = today
        self.now = now
        self.calendar = dated.calendar(session)
        scopes = dated.scopes(assessing.hall(session).town_id)
        asked = dated.parameters(session, scopes, today, today)
        self.parameters = cache(asked.at)
        self.days_left = cache(lambda day: self.calendar.working_days_left(today, day))
        self.worked = cache(lambda day: self.calendar.working_days_left(day, today))
        self.authority = cache(lambda day: limits.authority_of(self.parameters(day)))
        self.dues = cache(self._dues)
        self.lengths = cache(self._lengths)
        self.ceiling = cache(lambda day: self.parameters(day).number("relief.ceiling"))
        self.help_hours = cache(lambda day: self.parameters(day).number("relief.help_hours"))

    def _dues(
        self,
        process: tuple[str, str],
        state: str,
        extension_kind: str,
        basis: date,
        starts: tuple[tuple[str, date | None], ...],
    ) -> tuple[Due, ...]:
        days = self.lengths(process, extension_kind, basis)
        return running(table(*process), state, dict(starts), days, self.calendar)

    def _lengths(self, process: tuple[str, str], extension_kind: str, basis: date) -> dict[str, int]:
        return limits.lengths(table(*process), extension_kind, self.parameters(basis))


DECIDED = ("confirmed", "refused", "decided", "approved", "recovering")


def row_of(case: OpenCase, town: Town, actor: Actor, entry: RollEntry | None) -> WorkRow:
    basis_day = case.accepted_on or (case.applied_on if case.kind == EMERGENCY else town.today)
    progress = _progress(case, _authority(case, town, basis_day))
    step = next_step(case.kind, case.state, progress, town.today)
    due_at = open_cases.help_due_at(case, town.help_hours(basis_day))
    due_on, provisional = (
        (due_at.astimezone(CHINA).date(), False) if due_at else _due(case, town, basis_day, entry)
    )
    left = town.days_left(due_on) if due_on else None
    hours = open_cases.hours_left(due_at, town.now) if due_at and town.now else None
    if case.programme == "relief":
        amount: int | None = open_cases.amount_fen(case)
    else:
        amount = case.amount_fen if case.agreed else None
    if case.kind in ("review", "change") and entry is not None and amount is None:
        amount = entry.allowance_fen + entry.uplift_fen
    return WorkRow(
        case_id=case.id,
        due_on=due_on,
        days_left=left,
        provisional=provisional,
        applicant=case.applicant,
        business=table(case.programme, case.kind).title,
        next_step=step.title,
        act=step.act,
        basis=_help_basis(due_at, town, basis_day) if due_at else _basis(case, town, due_on, left),
        person_count=case.person_count,
        amount_fen=amount,
        mine=_mine(case, step.act, actor),
        state=case.state,
        number=case.number,
        household_id=case.household_id,
        roll_id=entry.id if entry else "",
        programme=case.programme,
        due_at=due_at,
        hours_left=hours,
    )


def _progress(case: OpenCase, authority: str) -> Progress:
    return Progress(
        check_requested=case.checks > 0,
        check_pending=case.checks_pending > 0,
        visited=case.visited_on is not None,
        verified_again=case.visited_again + case.appraised_again > 0,
        notice_to_on=case.to_on,
        agreed=case.agreed,
        authority=authority,
        district_visit_missing=case.district_visit_missing,
    )


def _due(case: OpenCase, town: Town, basis: date, entry: RollEntry | None) -> tuple[date | None, bool]:
    """The earliest limit. A notice that has ended sets none; a confirmed household must be on the roll before
    its first month; a review is due by the day the roll says.
    """
    if case.state == "confirmed":
        return date.fromisoformat(f"{case.from_month}-01") - timedelta(days=1), False
    starts = (
        ("applied", case.applied_on),
        ("accepted", case.accepted_on),
        ("posted", case.posted_on if case.to_on and case.to_on >= town.today else None),
        ("sent", case.sent_on),
        ("refused", case.decided_on),
        ("decided", case.decided_on),
        ("died", case.died_on if case.kind in ("review", "change") else None),
        ("helped", case.helped_on),
    )
    if case.state == "approved" and case.stage_on is not None:
        return case.stage_on, False
    running_now = town.dues((case.programme, case.kind), case.state, case.extension_kind, basis, starts)
    if running_now:
        return running_now[0].on, running_now[0].provisional
    if entry is not None and entry.review_by is not None and case.kind == "review":
        return entry.review_by, False
    return None, False


def _basis(case: OpenCase, town: Town, due_on: date | None, left: int | None) -> str:
    if due_on is not None and left is not None and left < 0:
        return f"应于 {day_words(due_on)}"
    if case.state == "posted" and case.posted_on and case.to_on:
        passed = (min(town.today, case.to_on) - case.posted_on).days
        over = "，已满" if town.today > case.to_on else ""
        return f"公示第 {passed} 天{over}" if passed else "今日张贴，明日起算"
    if case.state == "approved" and due_on is not None and due_on == case.stage_on:
        return f"分期发放，本期 {day_words(due_on)}"
    if case.decided_on is not None and case.state in DECIDED:
        return f"{day_words(case.decided_on)}决定"
    if case.checks_pending and case.requested_on and case.visited_on:
        return f"已提请 {day_words(case.requested_on)}"
    return _since(case, town)


def _help_basis(due_at: datetime, town: Town, basis: date) -> str:
    late = town.now > due_at if town.now else town.today > due_at.astimezone(CHINA).date()
    return open_cases.help_basis(due_at, town.help_hours(basis), late=late)


def _since(case: OpenCase, town: Town) -> str:
    """How long the case has been running, in the words of its clock."""
    first = case.kind == EMERGENCY and case.helped_on is not None
    begun, words = (case.helped_on, "先行救助") if first else (case.accepted_on, "受理")
    if begun is None:
        return f"登记 {day_words(case.applied_on)}"
    passed = town.worked(begun)
    return f"{words}第 {passed} 个工作日" if passed > 0 else f"今日{words}"


def _mine(case: OpenCase, act: str, actor: Actor) -> bool:
    role = table(case.programme, case.kind).step(act).role
    if role is Role.CASHIER:
        return role in actor.roles
    return role in actor.roles and (case.clerk_id == actor.id) is (role is Role.CLERK)


def _authority(case: OpenCase, town: Town, basis: date) -> str:
    if case.programme != "relief":
        return town.authority(basis)
    if open_cases.asked_fen(case) > town.ceiling(basis):
        return limits.DISTRICT
    return limits.authority_of(town.parameters(basis), "relief")


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"
