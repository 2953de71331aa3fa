"""The two doors to the database: `Register.do(act, …)` and `Register.read(look, …)`."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Concatenate, Generic, NoReturn, ParamSpec, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from zqdesk.frozen import frozen
from zqdesk.records import anchor, changes, indexing, search
from zqdesk.records.faults import told
from zqdesk.records.tables.base import New
from zqdesk.rules.problem import Problem, Refused

P = ParamSpec("P")
T = TypeVar("T")

CHINA = timezone(timedelta(hours=8), "CST")
"""The hall's days are days of China Standard Time whatever the PC says."""


@frozen
class Actor:
    """Who acts, and in which roles (clerk, approver, cashier, administrator)."""

    id: str
    name: str
    roles: frozenset[str]


@dataclass(slots=True)
class Work:
    """What an act is given: the session, who acts at which desk, and when."""

    session: Session
    actor: Actor
    desk_id: str
    now: datetime
    reason: str = ""
    noted: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(CHINA).date()

    def part(self, act: Callable[Concatenate["Work", P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do an act within this one: a change of its own in the log, as if it had been done alone.

        Where it refuses, nothing of it is left, and this act may go on or refuse in its turn.
        """
        session, alone = self.session, replace(self, reason="", noted=False)
        whole, gathered = session.info["gathered"], changes.Gathered()
        session.flush()  # what this act wrote so far is not the part's
        session.info["gathered"] = gathered
        try:
            with session.begin_nested():
                result = act(alone, *args, **kwargs)
                session.flush()
                if gathered.rows or alone.noted:
                    session.info["log"](_name(act), alone, gathered)
        finally:
            session.info["gathered"] = whole
        session.info["touched"] |= gathered.touched()
        return result

    def add_many(self, rows: Iterable[New]) -> None:
        """Put in many new rows at once (`tables.base.new`), logged like any other."""
        changes.insert(self.session, rows, self.session.info["gathered"])

    def note(self, reason: str) -> None:
        """Say why; an act with a note is logged even where it changed no field."""
        self.reason, self.noted = reason, True


@frozen
class Outcome(Generic[T]):
    """What an act returned, and the (table, id) pairs it touched."""

    result: T
    touched: frozenset[tuple[str, str]]


class RegisterSession(Session):
    """A session that logs what an act writes and refuses any other writing."""


class WriteOutsideAct(RuntimeError):  # noqa: N818 - says what was done
    """A bug of ours: something tried to write without an act, or past the change log."""


@event.listens_for(RegisterSession, "before_flush")
def _only_within_an_act(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if "gathered" not in session.info and (session.new or session.dirty or session.deleted):
        raise WriteOutsideAct("a look tried to write")


@event.listens_for(RegisterSession, "after_flush")
def _gather(session: Session, _context: UOWTransaction) -> None:
    changes.gather(session, session.info["gathered"])


@event.listens_for(RegisterSession, "do_orm_execute")
def _no_bulk_writing(state: ORMExecuteState) -> None:
    if not state.is_select and (state.is_insert or state.is_update or state.is_delete):
        _refuse_bulk()


def _refuse_bulk() -> NoReturn:
    raise WriteOutsideAct("bulk statements bypass the change log; change objects instead")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python does not look for cycles of objects meanwhile; what nobody refers to any more goes as ever.

    An act or a look over a whole roll makes some hundred thousand rows that stay until its end: walking them again
    and again frees nothing, takes a fifth of its time, and the window stands still for it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def system_clock() -> datetime:
    """The machine's clock, in UTC. The only place below the windows that asks for it."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Register:
    """The open database as one signed-in person at one desk sees it."""

    engine: Engine
    actor: Actor
    desk_id: str
    clock: Callable[[], datetime] = field(default=system_clock)
    guard: Callable[[Session, date], None] | None = None
    """Asked before every act, whatever it is; refuses a day on which nothing should be done."""

    def acting_as(self, actor: Actor) -> "Register":
        return replace(self, actor=actor)

    def do(self, act: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> Outcome[T]:
        """Run one act in one transaction and log it as one change; refused or broken acts leave nothing.

        An act may be made of others (`Work.part`): each is a change of its own, all of them are kept or none.
        """
        gathered = changes.Gathered()
        info = {"gathered": gathered, "log": self._log, "touched": frozenset()}
        writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        with (
            told(),
            _uncollected(),
            RegisterSession(writer, info=info, autoflush=True, expire_on_commit=False) as session,
        ):
            # Rows of one act refer to each other in any order; foreign keys are checked at commit.
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            work = Work(session, self.actor, self.desk_id, self.clock())
            if self.guard is not None:
                self.guard(session, work.today)
            result = act(work, *args, **kwargs)
            session.flush()
            if gathered.rows or work.noted:
                self._log(_name(act), work, gathered)
            end: anchor.Anchor | None = session.info.get("end")
            session.commit()
            touched: frozenset[tuple[str, str]] = gathered.touched() | session.info["touched"]
        keeper: anchor.Keeper | None = self.engine.get_execution_options().get("anchor")
        if end is not None and keeper is not None:
            keeper.keep(end)
        return Outcome(result, touched)

    def rehearse(
        self, act: Callable[Concatenate[Work, P], Any], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[Problem, ...]:
        """What an act would be refused for now; it leaves nothing, refused or not."""
        info = {"gathered": changes.Gathered(), "log": lambda *_: None, "touched": frozenset()}
        writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        with (
            told(),
            RegisterSession(writer, info=info, autoflush=True) as session,
        ):
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            try:
                act(Work(session, self.actor, self.desk_id, self.clock()), *args, **kwargs)
            except Refused as refused:
                return tuple(refused.problems)
        return ()

    def _log(self, act: str, work: Work, gathered: changes.Gathered) -> None:
        db = search.driver(work.session)
        indexing.refresh(db, gathered.rows)
        seq, digest = changes.write(
            db,
            gathered,
            act=act,
            actor_id=self.actor.id,
            actor_name=self.actor.name,
            desk_id=self.desk_id,
            at=work.now,
            reason=work.reason,
        )
        work.session.info["end"] = anchor.Anchor(anchor.epoch_of(db), seq, digest)

    def read(self, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one look; it sees one consistent state and cannot write."""
        with told(), _uncollected(), RegisterSession(self.engine, autoflush=False) as session:
            return look(session, *args, **kwargs)


def _name(act: Callable[..., Any]) -> str:
    module: str = act.__module__.rpartition(".")[2]
    return f"{module}.{act.__name__}"
