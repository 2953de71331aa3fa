"""What the search box finds: the sheet or receipt that was typed, then the persons, households and cases."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.across.field_titles import WORDS
from zqdesk.office.cases import printouts
from zqdesk.office.reserve.payment_entry import RECEIPTS
from zqdesk.records import search
from zqdesk.records.case import Case
from zqdesk.records.paper import Paper
from zqdesk.records.person import Person
from zqdesk.records.reserve import Disbursement
from zqdesk.records.search import Hit


def find(session: Session, query: str, limit: int = 20) -> list[Hit]:
    """At most `limit` hits; a sheet's stands first: kind `paper` leads to its case, `book` to the reserve."""
    sheets = _sheets(session, query) + _receipts(session, query)
    return (sheets + search.find(session, query, limit))[:limit]


_RECEIPT = re.compile(rf"(?:\d{{9}}-\d{{4}}-)?{RECEIPTS}-?\d{{5}}", re.IGNORECASE)
"""`370114001-2026-LK-00012`, or its end alone."""


def _receipts(session: Session, query: str) -> list[Hit]:
    """The payments with this number on their 领款单; of its end alone, that of every year, the newest first."""
    typed = query.strip().upper()
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
        Hit("paper", paid.case_id, f"领款单 {paid.receipt_number}", f"领款人 {paid.payee_name}", home)
        for paid, home in rows
    ]


def _sheets(session: Session, query: str) -> list[Hit]:
    sheet = printouts.find_sheet(session, query) if printouts.may_be_sheet_code(query) else None
    if sheet is None:
        return []
    paper = session.get_one(Paper, sheet.paper_id)
    title = WORDS["papers", "kind"].get(paper.kind, paper.kind)
    if not paper.case_id:
        return [Hit("book", paper.id, title, f"备用金 · {paper.issued_on.isoformat()}", "")]
    case = session.get_one(Case, paper.case_id)
    applicant = session.get_one(Person, case.applicant_id)
    detail = f"{applicant.name}户 · {paper.issued_on.isoformat()}"
    return [Hit("paper", case.id, title, detail, case.household_id)]
