"""What the search box finds: the sheet, receipt or paper that was typed, else persons, households and cases."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts.notice_sheets import first_case
from zqdesk.office.cases.letters import printouts
from zqdesk.office.reserve.paying.payment_entry import RECEIPTS
from zqdesk.records import codes, search
from zqdesk.records.search import Hit
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Disbursement
from zqdesk.rules.readings import fold


def find(session: Session, query: str, limit: int = 20) -> list[Hit]:
    """At most `limit` hits; kind `paper` leads to its case, `book` to the reserve.

    A number that stands on a sheet is alone, whatever else looks like it.
    """
    typed = "".join(fold(query).split()).upper()
    sheets = _sheets(session, typed) + _receipts(session, typed) + _papers(session, typed)
    return (sheets or search.find(session, query, limit))[:limit]


_RECEIPT = re.compile(rf"(?:\d{{9}}-\d{{4}}-)?{RECEIPTS}-?\d{{5}}", re.IGNORECASE)
"""`370114001-2026-LK-00012`, or its end alone."""


def _receipts(session: Session, typed: str) -> list[Hit]:
    """The payments with this number on their 领款单; of its end alone, that of every year, the newest first."""
    if not _RECEIPT.fullmatch(typed):
        return []
    number = f"{typed[:-5].removesuffix('-')}-{typed[-5:]}"
    same = Disbursement.receipt_number == number
    if number.startswith(RECEIPTS):
        same = Disbursement.receipt_number.endswith(f"-{number}")
    rows = session.execute(
        select(Disbursement, Case.household_id)
        .join(Case, Case.id == Disbursement.case_id)
        .where(same)
        .order_by(Disbursement.id.desc())
    )
    return [
        Hit(
            "paper",
            paid.case_id,
            f"领款单 {paid.receipt_number}",
            f"领款人 {paid.payee_name}",
            home,
            "领款单号相同",
        )
        for paid, home in rows
    ]


_DOCUMENT = re.compile(r"([^\d〔\[(【]+)[〔\[(【]?(\d{4})[〕\])】]?第?(\d+)号?")
"""`示街救受〔2026〕1号`, in whatever brackets the keyboard has."""


def _papers(session: Session, typed: str) -> list[Hit]:
    """The papers that bear this document number."""
    found = _DOCUMENT.fullmatch(typed)
    if not found:
        return []
    number = f"{found[1]}〔{found[2]}〕{int(found[3])}号"
    same = select(Paper).where(func.upper(Paper.number) == number).order_by(Paper.id.desc())
    return [_paper(session, paper, "文号相同") for paper in session.scalars(same)]


def _sheets(session: Session, typed: str) -> list[Hit]:
    sheet = printouts.find_sheet(session, typed) if printouts.may_be_sheet_code(typed) else None
    return [_paper(session, session.get_one(Paper, sheet.paper_id), "校验码相同")] if sheet else []


def _paper(session: Session, paper: Paper, why: str) -> Hit:
    title = codes.table("paper_kind").title_of(paper.kind)
    case_id = paper.case_id or first_case(session, paper.subject_id)
    if not case_id:
        return Hit("book", paper.id, title, f"备用金 · {paper.issued_on.isoformat()}", "", why)
    case = session.get_one(Case, case_id)
    applicant = session.get_one(Person, case.applicant_id)
    detail = f"{applicant.name}户 · {paper.issued_on.isoformat()}"
    return Hit("paper", case.id, title, detail, case.household_id, why)
