"""A second person's word: what one person may not do alone, opened by another under their own sign-in, with the reason.

The act of the first person raises `WordWanted`; the second says yes by `give_word`; the act is done again and goes through.
A word opens the one thing it was given for.
"""

from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.records.register import CHINA, Work
from zqdesk.records.tables.reserve import SecondWord
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import ROLE_TITLES, Role

DATE, COUNT, CLOSING, DOUBLE = "date", "count", "closing", "double"
MOVE, CLOSE = "move", "close"
HELPED, WITNESS = "helped", "witness"
ANYBODY = (Role.APPROVER, Role.CLERK, Role.CASHIER)
HEAD = (Role.APPROVER,)
BESIDE = (Role.APPROVER, Role.CLERK)
WHO: dict[str, tuple[Role, ...]] = {
    DATE: ANYBODY,
    COUNT: HEAD,
    CLOSING: HEAD,
    DOUBLE: HEAD,
    MOVE: BESIDE,
    CLOSE: BESIDE,
    HELPED: HEAD,
    WITNESS: BESIDE,
}
"""Who gives their word on what: the date is read by anybody, money of the bank, the end of a month and a payment are
looked at by somebody who is no cashier, the rest is the head's."""
SECOND_MOVE, SECOND_CLOSE = "reserve.second_move", "reserve.second_close"
"""Parameters: whether money between bank, box and district, and the end of a month, need a second person."""


@frozen
class Wanted:
    """What a word is wanted on: `matter` and `subject` are what it opens, `sentence` is what is asked.

    `usual` is the reason that is proposed where there is a usual one.
    """

    matter: str
    subject: str
    sentence: str
    field: str = ""
    usual: str = ""


class WordWanted(Refused):
    """Nothing else stands in the way: it needs a second person's word."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__(Problem(f"word.{wanted.matter}", wanted.sentence, wanted.field))
        self.wanted = wanted


def give_word(work: Work, wanted: Wanted, reason: str) -> str:
    """Say as the second person that it is right, and why; returns the word's id."""
    roles = WHO[wanted.matter]
    if work.actor.roles.isdisjoint(roles):
        who = "或".join(ROLE_TITLES[role] for role in roles)
        raise Refused(Problem("role.required", f"这项操作须由{who}办理。"))
    refuse_if(check_filled("reason", reason, "原因"))
    word = SecondWord(
        matter=wanted.matter,
        subject=wanted.subject,
        sentence=wanted.sentence,
        reason=reason.strip(),
        given_at=work.now,
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(word)
    work.note(reason.strip())
    return word.id


def word_on(work: Work, wanted: Wanted) -> SecondWord:
    """The word of somebody else than the actor on just this; refused while there is none (`WordWanted`)."""
    word = _given(work.session, wanted, work.actor.id)
    if word is None:
        raise WordWanted(wanted)
    return word


def word_where_wanted(work: Work, parameter: str, wanted: Wanted) -> str | None:
    """The id of the word on this, where the parameter asks for one today; refused while there is none."""
    if not parameters_on(work.session, work.today).switch(parameter):
        return None
    return word_on(work, wanted).id


def word_of(work: Work, wanted: Wanted, account_ids: Collection[str]) -> SecondWord:
    """The word of one of these, given today; refused while there is none (`WordWanted`)."""
    day = datetime.combine(work.today, time(), CHINA)
    query = select(SecondWord).where(
        SecondWord.matter == wanted.matter,
        SecondWord.subject == wanted.subject,
        SecondWord.by_id.in_(account_ids),
        SecondWord.given_at >= day,
    )
    word = work.session.scalars(query.limit(1)).first()
    if word is None:
        raise WordWanted(wanted)
    return word


def is_given(session: Session, wanted: Wanted, actor_id: str) -> bool:
    """Whether somebody else than this person gave their word on it."""
    return _given(session, wanted, actor_id) is not None


def _given(session: Session, wanted: Wanted, actor_id: str) -> SecondWord | None:
    query = select(SecondWord).where(
        SecondWord.matter == wanted.matter,
        SecondWord.subject == wanted.subject,
        SecondWord.by_id.not_in(colleague(session, actor_id).account_ids),
    )
    return session.scalars(query.limit(1)).first()
