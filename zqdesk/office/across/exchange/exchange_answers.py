"""What a person must look at of the exchange, in words: what did not fit or was refused, and what still waits for an answer."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.across.exchange import exchange_conflicts
from zqdesk.office.across.exchange.exchange_conflicts import Conflict, Place, Unfit
from zqdesk.office.across.history import act_titles
from zqdesk.office.across.history import lines as history
from zqdesk.records.changes import change_subjects, changes
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.exchange import log_answers

MOST_WAITING = 200


@frozen
class Differing:
    """A field that did not fit: what the act asked for, what the district holds, who set that and when."""

    place: Place
    title: str
    asked: str
    held: str
    by: str
    at: datetime | None


@frozen
class Answered:
    """An act somebody must look at, or with an empty `kind` one that waits.

    `again`: it is done again on its own page. `third`: the field for which a text of one's own may be written, if it is one.
    """

    act_id: str
    title: str
    actor_id: str
    actor: str
    at: datetime
    kind: str
    differing: tuple[Differing, ...]
    complaints: tuple[str, ...]
    case_id: str
    again: bool
    third: Place | None

    @property
    def open(self) -> bool:
        return self.kind != ""


def to_look_at(session: Session) -> tuple[Answered, ...]:
    """What is open, the newest first; then what waits, in the order in which it goes."""
    found = [_answered(session, each) for each in reversed(exchange_conflicts.open_conflicts(session))]
    query = (
        select(changes)
        .join(log_answers, log_answers.c.seq == changes.c.seq)
        .where(log_answers.c.position.is_(None), log_answers.c.kind == "")
        .order_by(changes.c.seq)
    )
    for row in session.execute(query.limit(MOST_WAITING)):
        title, at = act_titles.title_of(row.act), datetime.fromisoformat(row.at)
        case_id = _case_of(session, row.id)
        found.append(
            Answered(
                row.id, title, row.actor_id, row.actor_name, at, "", (), (), case_id, again=True, third=None
            )
        )
    return tuple(found)


def of_case(session: Session, case_id: str) -> tuple[Answered, ...]:
    """What is open about one case."""
    found = (_answered(session, each) for each in exchange_conflicts.open_conflicts(session))
    return tuple(each for each in found if each.case_id == case_id)


def _answered(session: Session, found: Conflict) -> Answered:
    differing = tuple(each for unfit in found.unfit for each in _differing(session, unfit))
    return Answered(
        act_id=found.id,
        title=act_titles.title_of(found.act),
        actor_id=found.actor_id,
        actor=found.actor_name,
        at=datetime.fromisoformat(found.at),
        kind=found.kind,
        differing=differing,
        complaints=found.problems,
        case_id=_case_of(session, found.id),
        again=found.again or found.kind == "refused",
        third=_third(found, differing),
    )


def _differing(session: Session, unfit: Unfit) -> list[Differing]:
    table, row_id, name = unfit.place
    at = datetime.fromisoformat(unfit.at) if unfit.at else None
    said = history.in_words(session, ((table, row_id, {name: [unfit.asked, unfit.held]}),))
    if not said:
        missing = "区里已经没有这条记录" if unfit.held is None else "区里已有这条记录"
        said = (("记录", "", missing),)
    if name in history.NUMBERS:  # two numbers can only be told apart whole
        said = ((said[0][0], str(unfit.asked or ""), str(unfit.held or "")),)
    return [Differing(unfit.place, title, asked, held, unfit.by, at) for title, asked, held in said]


def _third(found: Conflict, differing: tuple[Differing, ...]) -> Place | None:
    """One text that reads as it is kept; a code or a day is set on its own page."""
    if found.again or len(found.unfit) != 1 or len(differing) != 1:
        return None
    unfit, said = found.unfit[0], differing[0]
    plain = isinstance(unfit.asked, str) and (said.asked, said.held) == (unfit.asked, unfit.held or "")
    return unfit.place if plain else None


def _case_of(session: Session, act_id: str) -> str:
    of_act = (
        select(change_subjects.c.subject_id)
        .join(changes, changes.c.seq == change_subjects.c.seq)
        .where(changes.c.id == act_id)
    )
    return session.scalar(select(Case.id).where(Case.id.in_(of_act)).limit(1)) or ""
