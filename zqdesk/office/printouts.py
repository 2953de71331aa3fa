"""Papers that are issued: their number, their sheet code, what was on them and how often they were printed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from zqdesk.records.register import Work


@dataclass(frozen=True, slots=True)
class ReservedPaper:
    """A paper about to be drawn: `number` is its document number (文号), empty where the kind has none."""

    paper_id: str
    number: str
    sheet_code: str


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """What a sheet code leads to."""

    paper_id: str
    case_id: str
    kind: str
    number: str
    sheet_code: str


def reserve_number(work: Work, case_id: str, kind: str) -> ReservedPaper:
    """Number and sheet code before drawing; asked again before issuing, the same ones."""
    raise NotImplementedError


def issue_paper(
    work: Work, case_id: str, kind: str, content: dict[str, Any], *, digest: str, page_count: int
) -> str:
    """Record that the paper was issued, with what its bytes hashed to; returns the paper's id."""
    raise NotImplementedError


def record_copies(work: Work, paper_id: str, copies: int) -> None:
    """So many more copies left the printer."""
    raise NotImplementedError


def find_sheet(session: Session, sheet_code: str) -> FoundSheet | None:
    """The paper a code printed on a sheet belongs to; blanks and small letters are welcome."""
    raise NotImplementedError
