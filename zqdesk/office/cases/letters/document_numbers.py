"""The number of a document (文号): given once, of the year and in the words of whoever decides."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks import assessing
from zqdesk.office.hall.numbers import give_number
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.steps import CrossCheck, Decision, Opinion, PublicNotice, Submission
from zqdesk.rules.process import DISTRICT, ENTRUSTED


def document_number(work: Work, kind: str, case_id: str = "") -> str:
    """The next 文号 of this kind, e.g. `示街救确〔2026〕12号`; empty where the kind has none.

    What tells a decision bears its number alone, of the year of the decision, however often it is issued; the
    district's bears the district's.
    """
    if not kind_of(kind).get("word"):
        return ""
    known = known_number(work.session, case_id, kind)
    if known:
        return known
    hall = assessing.hall(work.session)
    year = (told_day(work.session, case_id, kind) or work.today).year
    words = words_before(work.session, case_id, kind, work.today)
    number = give_number(work, f"{hall.town_id}-{year}-{kind}")
    return f"{words}〔{year}〕{number}号"


def is_letter(kind: str) -> bool:
    """Whether the kind bears a number and goes to the family: of one fact there is one such paper."""
    return bool(kind_of(kind).get("word")) and not kind_of(kind).get("hung")


def tells_decision(kind: str) -> bool:
    """Whether it is the letter by which a decision reaches the household."""
    return _tells(kind) == "decision"


def letters_of(session: Session, case_id: str, kind: str) -> Select[Paper]:
    """Issued papers of the kind; where they tell of something, of the last of it."""
    query = select(Paper).where(Paper.case_id == case_id, Paper.kind == kind, Paper.digest != "")
    day = told_day(session, case_id, kind)
    return query.where(Paper.issued_on >= day) if day else query


def known_number(session: Session, case_id: str, kind: str) -> str:
    """The number that is fixed already: posted under, the district's own, or given when the letter was issued."""
    if not case_id:
        return ""
    if not is_letter(kind):
        return _posted_number(session, case_id, kind)
    decision = _decision(session, case_id) if _tells(kind) == "decision" else None
    if decision is not None and decision.authority == DISTRICT:
        return _districts_number(session, decision)
    first = session.scalars(letters_of(session, case_id, kind).order_by(Paper.id).limit(1)).first()
    return first.number if first else ""


def _posted_number(session: Session, case_id: str, kind: str) -> str:
    """The number the notice of the last opinion was posted under, else the one it was printed with to be hung up."""
    if not kind_of(kind).get("hung"):
        return ""
    last = select(Opinion.id).where(Opinion.case_id == case_id).order_by(Opinion.round.desc()).limit(1)
    query = select(PublicNotice.number).where(PublicNotice.opinion_id == last.scalar_subquery())
    posted = session.scalars(query).first()
    if posted:
        return posted
    hung = select(PublicNotice.number).where(PublicNotice.case_id == case_id)
    printed = select(Paper.number).where(
        Paper.case_id == case_id, Paper.kind == kind, Paper.number != "", Paper.number.not_in(hung)
    )
    return session.scalars(printed.order_by(Paper.id.desc()).limit(1)).first() or ""


def _districts_number(session: Session, decision: Decision) -> str:
    """Under what number the district answered; its reply to a change is kept with the decision itself."""
    answered = select(Submission.document_number).where(
        Submission.case_id == decision.case_id, Submission.answered_on.is_not(None)
    )
    given = session.scalars(answered.order_by(Submission.id.desc()).limit(1)).first()
    return given or decision.text


def words_before(session: Session, case_id: str, kind: str, today: date) -> str:
    """代字 before the year: the town's, and before it the district's where the town decides in its name."""
    town = f"{assessing.hall(session).document_word}{kind_of(kind)['word']}"
    decision = _decision(session, case_id) if case_id and _tells(kind) == "decision" else None
    if decision is None or decision.authority != ENTRUSTED:
        return town
    parameters = assessing.parameters_for(session, session.get_one(Case, case_id), today)
    return parameters.text("delegation.district_word") + town


def _decision(session: Session, case_id: str) -> Decision | None:
    query = select(Decision).where(Decision.case_id == case_id).order_by(Decision.id.desc())
    return session.scalars(query.limit(1)).first()


def told_day(session: Session, case_id: str, kind: str) -> date | None:
    """The day of what a paper of this kind tells: the decision, the end of the procedure, the result of the check."""
    if not case_id:
        return None
    tells = _tells(kind)
    if tells == "decision":
        decision = _decision(session, case_id)
        return decision.decided_on if decision else None
    if tells == "ending":
        return session.get_one(Case, case_id).ended_on
    if tells == "check":
        came = select(CrossCheck.returned_on).where(CrossCheck.case_id == case_id)
        return session.scalars(came.order_by(CrossCheck.id.desc()).limit(1)).first()
    return None


def _tells(kind: str) -> str:
    return str(kind_of(kind).get("tells", ""))


def kind_of(kind: str) -> Mapping[str, Any]:
    """What the table of papers says of a kind; an unknown one is a bug of ours."""
    known = codes.table("paper_kind").get(kind)
    if known is None:
        raise ValueError(f"no such paper: {kind}")
    return known.extra
