"""What the search box finds: the sheet whose code was typed, then the persons, households and cases."""

from sqlalchemy.orm import Session

from zqdesk.office import printouts
from zqdesk.office.field_titles import WORDS
from zqdesk.records import search
from zqdesk.records.case import Case
from zqdesk.records.paper import Paper
from zqdesk.records.person import Person
from zqdesk.records.search import Hit


def find(session: Session, query: str, limit: int = 20) -> list[Hit]:
    """At most `limit` hits; a sheet's stands first: kind `paper` leads to its case, `book` to the reserve."""
    sheets = _sheets(session, query)
    return (sheets + search.find(session, query, limit))[:limit]


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
