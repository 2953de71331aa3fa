"""How this desk stands with the district, for its windows: what waits, what is open, when they last agreed."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records.changes import changes
from zqdesk.records.tables.exchange import (
    RENUMBERED,
    SettledConflict,
    exchange_rounds,
    exchange_state,
    log_answers,
)
from zqdesk.sync.enrolment import JOINING

CLOCK_TOLERANCE = 120
"""Seconds by which clocks may differ before it is worth a word."""


@frozen
class Overview:
    """`waiting`: acts done here that the district has not answered; `open`: answers that somebody must look at.

    `brought`: acts of other desks that wait here, because a restored server has forgotten them; `oldest`: who did what waits longest,
    and when, by their clock.

    `standing`, `phase`, `trouble` and `ahead_seconds` are those of `exchange_state`; `exchanged_at` is None before the first time.
    """

    town: str
    digit: int
    address: str
    fingerprint: bytes
    standing: str
    phase: str
    trouble: str
    position: int
    exchanged_at: datetime | None
    ahead_seconds: int
    waiting: int
    open: int
    brought: int = 0
    oldest: tuple[str, datetime] | None = None

    @property
    def clock_is_off(self) -> bool:
        return abs(self.ahead_seconds) >= CLOCK_TOLERANCE


def overview(session: Session) -> Overview | None:
    """None while this desk works alone."""
    row = session.execute(select(exchange_state)).mappings().first()
    if row is None or row["standing"] == JOINING:
        return None
    waiting = _waiting(session, row["desk_id"])
    same = ("town", "digit", "address", "fingerprint", "standing", "phase", "trouble", "position")
    return Overview(
        **{name: row[name] for name in same},
        exchanged_at=datetime.fromisoformat(row["exchanged_at"]) if row["exchanged_at"] else None,
        ahead_seconds=row["ahead_seconds"],
        open=_open(session),
        **waiting,
    )


@frozen
class Round:
    """An exchange in which something was said: acts of this desk that the district took, and entries of others that came."""

    id: int
    at: datetime
    way: str
    sent: int
    taken: int
    trouble: str


def rounds(session: Session, most: int = 100) -> tuple[Round, ...]:
    """The last exchanges, the newest first."""
    query = select(exchange_rounds).order_by(exchange_rounds.c.seq.desc()).limit(most)
    return tuple(
        Round(row.seq, datetime.fromisoformat(row.at), row.way, row.sent, row.taken, row.trouble)
        for row in session.execute(query)
    )


def _waiting(session: Session, desk_id: str) -> dict[str, Any]:
    """How many acts wait, of this desk and of others, and which of them longest."""
    own = func.count().filter(changes.c.desk_id == desk_id)
    joined = changes.join(log_answers, changes.c.seq == log_answers.c.seq)
    waits = log_answers.c.position.is_(None) & (log_answers.c.kind != RENUMBERED)
    count, mine = session.execute(select(func.count(), own).select_from(joined).where(waits)).one()
    first = select(changes.c.actor_name, changes.c.at).select_from(joined).where(waits)
    row = session.execute(first.order_by(log_answers.c.rank, changes.c.seq).limit(1)).first()
    oldest = None if row is None else (row.actor_name, datetime.fromisoformat(row.at))
    return {"waiting": mine, "brought": count - mine, "oldest": oldest}


def _open(session: Session) -> int:
    settled = select(SettledConflict.conflict_id)
    query = (
        select(func.count())
        .select_from(log_answers)
        .join(changes, changes.c.seq == log_answers.c.seq)
        .where(IS_OPEN, changes.c.id.not_in(settled))
    )
    return session.scalar(query) or 0


IS_OPEN = log_answers.c.position.is_not(None) & or_(
    log_answers.c.kind.in_(("conflict", "refused")),
    # A fact of the world stands; of it not all fitted.
    (log_answers.c.kind == "applied")
    & (log_answers.c.effect != "whole")
    & log_answers.c.answer.contains('"unfit":'),
)
