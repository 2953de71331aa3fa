"""The shape of a process table: states, the steps between them, who may take them, and the legal clocks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from zqdesk.frozen import frozen
from zqdesk.rules.calendar import Deadline, WorkCalendar, add_months
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem


class Role(StrEnum):
    """What a person at the hall may be; one person may hold several, never two in the same case."""

    CLERK = "clerk"
    APPROVER = "approver"
    CASHIER = "cashier"
    ADMINISTRATOR = "administrator"


OWN, ENTRUSTED, DISTRICT = "own", "entrusted", "district"
"""Who confirms: the town in its own name (下放), the town in the district's name (委托), the district."""
ROLE_TITLES = {
    Role.CLERK: "经办人",
    Role.APPROVER: "审批人",
    Role.CASHIER: "出纳",
    Role.ADMINISTRATOR: "管理员",
}


@frozen
class State:
    """Where a case can stand. `stage` is its place in the stepper; a closed state has no next step."""

    id: str
    title: str
    stage: str
    closed: bool


@frozen
class Stage:
    """A circle of the stepper, and the titles of the states in which a case stands there, open and closed."""

    id: str
    title: str
    open: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)

    def states(self) -> Iterator[State]:
        for states, closed in ((self.open, False), (self.closed, True)):
            yield from (State(state, title, self.id, closed) for state, title in states.items())


@frozen
class Step:
    """One act: from which states, to which (empty: the state stays), by whom, under which article.

    `to` with several states means that the facts of the act decide which one.
    `main` marks the step the desk proposes as the next one; the others are offered beside it.
    """

    act: str
    title: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    role: Role
    source: str = ""
    main: bool = False


class Unit(StrEnum):
    """How the length of a clock is counted. Hours end on the day they run out; who shows them adds the time."""

    WORKING = "working"
    CALENDAR = "calendar"
    MONTHS = "months"
    HOURS = "hours"


@frozen
class Clock:
    """A legal time limit: it runs from the day of `start` while the case is in one of `runs_in`.

    `days` is the key of the parameter that holds its length, `calls_for` the step it is waiting for.
    """

    id: str
    title: str
    start: str
    days: str
    unit: Unit
    runs_in: tuple[str, ...]
    calls_for: str
    source: str


@frozen(kw_only=True)
class Notice:
    """The public notice of a process: the parameter of its days, and the kind of paper that is hung up."""

    days: str
    paper: str


@frozen(kw_only=True)
class Process:
    """All of it for one programme and one kind of case. `begins` is the act by which a case comes into being.

    The first stage begins with the state a case begins in. States in groups: `drafts` before acceptance, where an entry may be incomplete; `verifying`, where the facts
    are open; `settling`, where it says who belongs to the household; `gathering`, where papers are still
    brought. `of_roll`: it is about a household on the roll. `of_person`: it is for the
    applicant alone, whoever else lives there. `since_registration`: the law of the day of
    registration decides, as nothing is accepted before help is given. `choose` names the parameter of a clock whose length hangs on the
    extension and on who decides.
    """

    programme: str
    kind: str
    title: str
    begins: str
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    drafts: tuple[str, ...] = ()
    verifying: tuple[str, ...] = ()
    settling: tuple[str, ...] = ()
    gathering: tuple[str, ...] = ()
    of_roll: bool = False
    of_person: bool = False
    since_registration: bool = False
    notice: Notice | None = None
    choose: Callable[[str, str], Mapping[str, str]] = field(default=lambda _extension, _authority: {})
    states: tuple[State, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "states", tuple(state for stage in self.stages for state in stage.states()))

    def state(self, state_id: str) -> State:
        return next(state for state in self.states if state.id == state_id)

    def step(self, act: str) -> Step:
        return next(step for step in self.steps if step.act == act)

    def open_states(self) -> tuple[str, ...]:
        return tuple(state.id for state in self.states if not state.closed)


@frozen
class Due:
    """When a running clock ends; provisional where the holidays of that year are not published yet."""

    clock: Clock
    on: date
    days: int
    provisional: bool


def steps_from(process: Process, state_id: str, roles: Iterable[str]) -> tuple[Step, ...]:
    """The steps a person with these roles may take in this state, the proposed one first."""
    held = frozenset(roles)
    found = [step for step in process.steps if state_id in step.from_ and step.role in held]
    return tuple(sorted(found, key=lambda step: not step.main))


def refuse_step(process: Process, act: str, state_id: str, roles: Iterable[str]) -> list[Problem]:
    """Why this act may not be done now by this person; empty if it may."""
    step = process.step(act)
    problems = []
    if state_id not in step.from_:
        where = process.state(state_id).title
        problems.append(
            Problem("process.state", f"本案现在处于“{where}”，不能办理“{step.title}”。", source=step.source)
        )
    if step.role not in frozenset(roles):
        who = ROLE_TITLES[step.role]
        problems.append(Problem("process.role", f"“{step.title}”须由{who}办理。", source=step.source))
    return problems


def arrive(process: Process, act: str, to: str | None = None) -> str | None:
    """The state an act leads to; None where the state stays. A wrong target is a bug of ours."""
    targets = process.step(act).to
    if not targets:
        return None
    chosen = to or targets[0]
    if chosen not in targets:
        raise ValueError(f"{act} does not lead to {chosen}")
    return chosen


def running(
    process: Process,
    state_id: str,
    starts: Mapping[str, date | None],
    days: Mapping[str, int],
    calendar: WorkCalendar,
) -> tuple[Due, ...]:
    """The clocks that run in this state, the earliest deadline first.

    `starts` gives the day of each start event that has happened, `days` the length of each clock's parameter.
    The start day does not count; a period ends at the end of its last day (domain §9).
    """
    found = []
    for clock in process.clocks:
        start = starts.get(clock.start)
        if state_id not in clock.runs_in or start is None:
            continue
        length = days[clock.days]
        end = _end(clock.unit, start, length, calendar)
        found.append(Due(clock, end.day, length, end.provisional))
    return tuple(sorted(found, key=lambda due: due.on))


def _end(unit: Unit, start: date, length: int, calendar: WorkCalendar) -> Deadline:
    if unit is Unit.WORKING:
        return calendar.add_working_days(start, length)
    if unit is Unit.CALENDAR:
        return calendar.add_days(start, length)
    if unit is Unit.HOURS:
        return calendar.add_days(start, -(-length // 24))
    return Deadline(add_months(start, length))


def days_of(
    process: Process, parameters: Parameters, chosen: Mapping[str, str] | None = None
) -> dict[str, int]:
    """The lengths of all clocks of a process as the parameters have them.

    `chosen` names another parameter for a clock whose length depends on the case.
    """
    keys = {clock.days: (chosen or {}).get(clock.days, clock.days) for clock in process.clocks}
    return {clock: parameters.number(key) for clock, key in keys.items()}
