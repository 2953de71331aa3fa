"""Papers that are issued: their number, their sheet code, what was on them and how often they were printed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases import assessing
from zqdesk.office.hall.access import found, guard_cases
from zqdesk.office.hall.numbers import give_number
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.steps import Decision, NoticeSheet, Opinion, PublicNotice
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.programmes import table

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class ReservedPaper:
    """A paper about to be drawn: `number` is its document number (文号), empty where the kind has none."""

    paper_id: str
    number: str
    sheet_code: str


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """What a sheet code leads to; `case_id` is empty for a book of the reserve."""

    paper_id: str
    case_id: str
    kind: str
    number: str
    sheet_code: str


def reserve_number(work: Work, case_id: str, kind: str, subject_id: str = "") -> ReservedPaper:
    """Number and sheet code before drawing; asked again before issuing, the same ones, so none is lost.

    `case_id` is empty for a book of the reserve and for a notice of several families. `subject_id` says of what
    else the paper is: the payment of a receipt, the month of a book, the notice sheet. Refused: a receipt that was issued (`receipt.issued`): it is printed again
    as a copy, never anew.
    """
    guard_cases(work.actor)
    if case_id:
        found(work.session, Case, case_id)
    _not_twice(work.session, kind, subject_id)
    row = _waiting(work.session, case_id, kind, subject_id)
    posted = _posted_number(work.session, case_id, kind) or _sheet_number(work.session, subject_id)
    if row is not None and posted:
        row.number = posted
    if row is None:
        paper_id = new_id()
        row = Paper(
            id=paper_id,
            case_id=case_id or None,
            subject_id=subject_id,
            kind=kind,
            number=posted or document_number(work, kind, case_id),
            sheet_code=_sheet_code(paper_id),
            digest="",
            page_count=0,
            copy_count=0,
            issued_on=work.today,
            by_name=work.actor.name,
            content={},
        )
        work.session.add(row)
    return ReservedPaper(row.id, row.number, row.sheet_code)


def issue_paper(
    work: Work,
    case_id: str,
    kind: str,
    content: dict[str, Any],
    *,
    digest: str,
    page_count: int,
    subject_id: str = "",
) -> str:
    """Record that the paper was issued, with what its bytes hashed to; returns the paper's id."""
    reserved = reserve_number(work, case_id, kind, subject_id)
    work.session.flush()
    row = found(work.session, Paper, reserved.paper_id)
    row.content, row.digest, row.page_count = content, digest, page_count
    row.issued_on, row.by_name, row.copy_count = work.today, work.actor.name, 1
    return row.id


def record_copies(work: Work, paper_id: str, copies: int) -> None:
    """So many more copies left the printer; refused below one."""
    guard_cases(work.actor)
    if copies < 1:
        raise Refused(Problem("copies.count", "打印份数至少为1份。", "copies"))
    found(work.session, Paper, paper_id).copy_count += copies


def may_be_sheet_code(typed: str) -> bool:
    """Whether a text is as long as a sheet code and has its characters; blanks and hyphens do not count."""
    plain = "".join(typed.upper().replace("-", "").split())
    return len(plain) == _CODE_LENGTH and set(plain) <= set(_ALPHABET)


def find_sheet(session: Session, sheet_code: str) -> FoundSheet | None:
    """The paper a code printed on a sheet belongs to; blanks, hyphens and small letters are welcome."""
    plain = "".join(each for each in sheet_code.upper() if each in _ALPHABET)
    code = _grouped(plain)
    row = session.scalars(select(Paper).where(Paper.sheet_code == code, Paper.digest != "")).first()
    return FoundSheet(row.id, row.case_id or "", row.kind, row.number, row.sheet_code) if row else None


def document_number(work: Work, kind: str, case_id: str = "") -> str:
    """The next 文号 of this kind, e.g. `示街救确〔2026〕12号`; empty where the kind has none.

    What tells a decision bears one number, of the year of the decision, however often it is issued.
    """
    word = _kind(kind).get("word")
    if not word:
        return ""
    hall = assessing.hall(work.session)
    decided = _decided_on(work.session, case_id) if _kind(kind).get("decision") else None
    given = _number_of(work.session, case_id, kind, decided) if decided else ""
    if given:
        return given
    year = (decided or work.today).year
    number = give_number(work, f"{hall.town_id}-{year}-{kind}")
    return f"{hall.document_word}{word}〔{year}〕{number}号"


def _decided_on(session: Session, case_id: str) -> date | None:
    query = select(Decision.decided_on).where(Decision.case_id == case_id).order_by(Decision.id.desc())
    return session.scalars(query.limit(1)).first()


def _number_of(session: Session, case_id: str, kind: str, decided: date) -> str:
    """The number under which the decision of this day was first issued; empty before."""
    query = select(Paper.number).where(
        Paper.case_id == case_id, Paper.kind == kind, Paper.digest != "", Paper.issued_on >= decided
    )
    return session.scalars(query.order_by(Paper.id).limit(1)).first() or ""


def issued(session: Session, kind: str, subject_id: str) -> Paper | None:
    """The paper of this kind that was issued for a payment, a count or a batch, or None."""
    query = select(Paper).where(Paper.kind == kind, Paper.subject_id == subject_id, Paper.digest != "")
    return session.scalars(query.order_by(Paper.id.desc())).first()


def is_once(kind: str) -> bool:
    """Whether there is one original for each subject; every further print is a copy."""
    return bool(_kind(kind).get("once"))


def _kind(kind: str) -> Mapping[str, Any]:
    """What the table of papers says of a kind; an unknown one is a bug of ours."""
    known = codes.table("paper_kind").get(kind)
    if known is None:
        raise ValueError(f"no such paper: {kind}")
    return known.extra


def _not_twice(session: Session, kind: str, subject_id: str) -> None:
    if is_once(kind) and issued(session, kind, subject_id) is not None:
        text = "这张领款单已经打印过，只能补打副本。"
        raise Refused(Problem("receipt.issued", text))


def _waiting(session: Session, case_id: str, kind: str, subject_id: str) -> Paper | None:
    """The paper of this kind whose number was reserved and that was not issued yet."""
    query = select(Paper).where(
        Paper.case_id.is_(None) if not case_id else Paper.case_id == case_id,
        Paper.kind == kind,
        Paper.subject_id == subject_id,
        Paper.digest == "",
    )
    return session.scalars(query).first()


def _posted_number(session: Session, case_id: str, kind: str) -> str:
    """The number the notice of the last opinion was posted under: the paper bears it, whenever it is drawn."""
    case = session.get(Case, case_id)
    notice = table(case.programme, case.kind).notice if case else None
    if notice is None or notice.paper != kind:
        return ""
    last = select(Opinion.id).where(Opinion.case_id == case_id).order_by(Opinion.round.desc()).limit(1)
    query = select(PublicNotice.number).where(PublicNotice.opinion_id == last.scalar_subquery())
    return session.scalars(query).first() or ""


def _sheet_number(session: Session, subject_id: str) -> str:
    """The number a notice of several families has, however often its paper is drawn."""
    sheet = session.get(NoticeSheet, subject_id) if subject_id else None
    return sheet.number if sheet else ""


def _sheet_code(paper_id: str) -> str:
    """Ten letters and digits that cannot be mistaken for each other, derived from the paper's id."""
    number = int.from_bytes(hashlib.sha256(paper_id.encode()).digest()[:8])
    digits = []
    for _ in range(_CODE_LENGTH):
        number, low = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[low])
    return _grouped("".join(digits))


def _grouped(plain: str) -> str:
    return f"{plain[:5]}-{plain[5:]}"
