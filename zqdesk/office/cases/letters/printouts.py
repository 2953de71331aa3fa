"""Papers that are issued: their sheet code, what was on them and how often they were printed."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.letters.document_numbers import (
    document_number,
    is_letter,
    kind_of,
    known_number,
    letters_of,
    told_day,
    words_before,
)
from zqdesk.office.hall.access import found, guard_cases
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.records.register import Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.steps import NoticeSheet
from zqdesk.rules.problem import Problem, Refused, refuse_if

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 10
COPY_MARK = "副本"
REISSUE_MARK = "补发，原件作废"
"""On a letter that stands for one that was lost or damaged."""


@frozen
class ReservedPaper:
    """A paper about to be drawn: `number` is its document number (文号), empty where the kind has none.

    `mark` is 副本 where this very paper was issued before: then it is drawn from what was kept of it.
    """

    paper_id: str
    number: str
    sheet_code: str
    mark: str = ""


@frozen
class Foreseen:
    """What a preview shows before anything is taken: the number as far as it is known, or the paper that was issued."""

    number: str
    standing: Paper | None = None


@frozen
class FoundSheet:
    """What a sheet code leads to; `case_id` is empty for a book of the reserve."""

    paper_id: str
    case_id: str
    kind: str
    number: str
    sheet_code: str


def reserve_number(work: Work, case_id: str, kind: str, subject_id: str = "") -> ReservedPaper:
    """Number and sheet code of a paper that is issued now; asked again by `issue_paper`, the same ones, so none is lost.

    `case_id` is empty for a book of the reserve and for a notice of several families. `subject_id` says of what
    else the paper is: the payment of a receipt, the month of a book, the notice sheet. Refused: a receipt that was
    issued (`receipt.issued`): it is printed again as a copy, never anew.
    """
    guard_cases(work.actor)
    if case_id:
        keep_out(work, found(work.session, Case, case_id).household_id)
    _not_twice(work.session, kind, subject_id)
    row = _waiting(work.session, case_id, kind, subject_id)
    again = standing(work.session, case_id, kind)
    if again is not None and (row is None or again.id != subject_id):
        return ReservedPaper(again.id, again.number, again.sheet_code, COPY_MARK)
    known = known_number(work.session, case_id, kind) or _sheet_number(work.session, subject_id)
    if row is not None and known:
        row.number = known
    if row is None:
        known = known or document_number(work, kind, case_id)
        _number_sheet(work.session, subject_id, known)
        row = _to_issue(work, case_id, kind, subject_id, known)
    return ReservedPaper(row.id, row.number, row.sheet_code)


def reserve_numbers(work: Work, papers: Sequence[tuple[str, str, str]]) -> list[ReservedPaper]:
    """The same for papers that leave in one print job: case, kind and subject of each."""
    return [work.part(reserve_number, *each) for each in papers]


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
    """Record that the paper was issued, with what its bytes hashed to; returns the paper's id.

    Of what was issued already one more copy is recorded; what stood on it stays.
    """
    reserved = reserve_number(work, case_id, kind, subject_id)
    work.session.flush()
    row = found(work.session, Paper, reserved.paper_id)
    if reserved.mark:
        row.copy_count += 1
        return row.id
    if is_reissue(kind, subject_id):
        lost = found(work.session, Paper, subject_id)
        lost.replaced_on, lost.replaced_reason = work.today, row.content[REASON]
    row.content, row.digest, row.page_count = content, digest, page_count
    row.issued_on, row.by_name, row.copy_count = work.today, work.actor.name, 1
    return row.id


@frozen
class Issued:
    """A paper that leaves the printer: what `issue_paper` is told of it."""

    case_id: str
    kind: str
    content: dict[str, Any]
    digest: str
    page_count: int
    subject_id: str = ""


def issue_papers(work: Work, papers: Sequence[Issued]) -> list[str]:
    """Papers that leave in one print job, each issued as if it left alone; returns their ids."""
    return [
        work.part(
            issue_paper,
            each.case_id,
            each.kind,
            each.content,
            digest=each.digest,
            page_count=each.page_count,
            subject_id=each.subject_id,
        )
        for each in papers
    ]


def replace_letter(work: Work, paper_id: str, reason: str) -> None:
    """A letter was issued with a mistake, or to somebody it cannot reach: the next one takes its place and number.

    What was issued stays in the file and says that it holds no more. Refused: no reason, no letter, one replaced before.
    """
    guard_cases(work.actor)
    row = found(work.session, Paper, paper_id)
    if row.case_id:
        keep_out(work, found(work.session, Case, row.case_id).household_id)
    problems = check_filled("reason", reason, "重新出具的理由", "")
    if not is_letter(row.kind) or not row.digest or row.replaced_on is not None:
        problems.append(Problem("paper.not_replaced", "只有已经出具、没有被代替的告知类文书可以重新出具。"))
    refuse_if(problems)
    row.replaced_on, row.replaced_reason = work.today, reason.strip()


REASON = "reissued_because"
"""Under which a letter that is about to be reissued keeps why, until it leaves the printer."""


def reissue_letter(work: Work, paper_id: str, reason: str) -> None:
    """The original was lost or damaged: what stood on it is issued once more, under its number and marked so.

    The original holds until the other leaves the printer; whoever issues it hands it over, on a receipt of its own.
    Refused: no reason, no letter, one that holds no more.
    """
    guard_cases(work.actor)
    row = found(work.session, Paper, paper_id)
    if row.case_id:
        keep_out(work, found(work.session, Case, row.case_id).household_id)
    problems = check_filled("reason", reason, "补发的理由", "")
    holds = standing(work.session, row.case_id or "", row.kind)
    if holds is None or holds.id != row.id:
        problems.append(Problem("paper.not_reissued", "只有已经出具、没有被代替的告知类文书可以补发。"))
    refuse_if(problems)
    waiting = _waiting(work.session, row.case_id or "", row.kind, row.id)
    if waiting is None:
        waiting = _to_issue(work, row.case_id or "", row.kind, row.id, row.number)
    waiting.content = {REASON: reason.strip()}
    work.note(reason.strip())


def is_reissue(kind: str, subject_id: str) -> bool:
    """Whether a paper stands for one that was lost: a letter is of its case alone, else of the letter it stands for."""
    return bool(subject_id) and is_letter(kind)


def copy_mark(paper: Paper) -> str:
    """What is printed on a copy of it."""
    return f"{COPY_MARK}　{REISSUE_MARK}" if is_reissue(paper.kind, paper.subject_id) else COPY_MARK


def foreseen(session: Session, case_id: str, kind: str, subject_id: str, today: date) -> Foreseen:
    """For the preview: it takes no number, and shows `示街救确〔2026〕　号` where there is none yet."""
    again = standing(session, case_id, kind)
    if again is not None:
        return Foreseen(again.number, again)
    waiting = _waiting(session, case_id, kind, subject_id)
    known = known_number(session, case_id, kind) or _sheet_number(session, subject_id)
    known = known or (waiting.number if waiting else "")
    if known or not kind_of(kind).get("word"):
        return Foreseen(known)
    year = (told_day(session, case_id, kind) or today).year
    return Foreseen(f"{words_before(session, case_id, kind, today)}〔{year}〕　号")


def foreseen_of(session: Session, papers: Sequence[tuple[str, str]], today: date) -> tuple[Foreseen, ...]:
    """The same for the papers of a print job: case and kind of each."""
    return tuple(foreseen(session, case_id, kind, "", today) for case_id, kind in papers)


def record_copies(work: Work, paper_id: str, copies: int) -> None:
    """So many more copies left the printer; refused below one."""
    guard_cases(work.actor)
    if copies < 1:
        raise Refused(Problem("copies.count", "打印份数至少为1份。", "copies"))
    row = found(work.session, Paper, paper_id)
    if row.case_id:
        keep_out(work, found(work.session, Case, row.case_id).household_id)
    row.copy_count += copies


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


def standing(session: Session, case_id: str, kind: str) -> Paper | None:
    """The letter that was issued of what this kind tells of the case; further prints of it are copies.

    Forms without a number are drawn as the case stands, and notices for as many boards as they hang on.
    """
    if not case_id or not is_letter(kind):
        return None
    letters = letters_of(session, case_id, kind).where(Paper.replaced_on.is_(None))
    return session.scalars(letters.order_by(Paper.id.desc()).limit(1)).first()


def issued(session: Session, kind: str, subject_id: str) -> Paper | None:
    """The paper of this kind that was issued for a payment, a count or a batch, or None."""
    query = select(Paper).where(Paper.kind == kind, Paper.subject_id == subject_id, Paper.digest != "")
    return session.scalars(query.order_by(Paper.id.desc())).first()


def is_once(kind: str) -> bool:
    """Whether there is one original for each subject; every further print is a copy."""
    return bool(kind_of(kind).get("once"))


def is_two_sided(kind: str) -> bool:
    """Whether its second page is the back of the first; a letter's second is a sheet of its own, the receipt."""
    return bool(kind_of(kind).get("two_sided"))


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


def _to_issue(work: Work, case_id: str, kind: str, subject_id: str, number: str) -> Paper:
    """A paper that has its number and code, and was not issued yet."""
    paper_id = new_id()
    row = Paper(
        id=paper_id,
        case_id=case_id or None,
        subject_id=subject_id,
        kind=kind,
        number=number,
        sheet_code=_sheet_code(paper_id),
        digest="",
        page_count=0,
        copy_count=0,
        issued_on=work.today,
        by_name=work.actor.name,
        content={},
    )
    work.session.add(row)
    return row


def _sheet_number(session: Session, subject_id: str) -> str:
    """The number a notice of several families has, however often its paper is drawn; none before it was printed."""
    sheet = session.get(NoticeSheet, subject_id) if subject_id else None
    return sheet.number if sheet else ""


def _number_sheet(session: Session, subject_id: str, number: str) -> None:
    """A notice of several families gets its number with the first paper that is printed of it."""
    sheet = session.get(NoticeSheet, subject_id) if subject_id else None
    if sheet is not None:
        sheet.number = number


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
