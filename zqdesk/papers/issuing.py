"""Drawing a paper of a case and issuing it in one go, where nobody looks at it first."""

import hashlib

from pypdfium2 import PdfDocument
from sqlalchemy.orm import Session

from zqdesk.office.across.dossier import of_case
from zqdesk.office.cases.letters import printouts
from zqdesk.papers import catalogue
from zqdesk.records.register import CHINA, Register
from zqdesk.records.tables.paper import Paper


def issue(register: Register, case_id: str, kind: str, subject_id: str = "") -> bytes:
    """The paper as the case stands, drawn and recorded as issued; returns the PDF.

    A letter that was issued before comes again as a copy of what stood on it.
    """
    today = register.clock().astimezone(CHINA).date()
    reserved = register.do(printouts.reserve_number, case_id, kind, subject_id).result
    if reserved.mark:
        content = catalogue.from_record(kind, register.read(_kept, reserved.paper_id))
    else:
        dossier = register.read(of_case, case_id, today)
        content = catalogue.content(kind, dossier, reserved.number, reserved.sheet_code, subject_id)
    drawn = catalogue.draw(kind, content, reserved.mark)
    register.do(
        printouts.issue_paper,
        case_id,
        kind,
        catalogue.to_record(content),
        digest=hashlib.sha256(drawn).hexdigest(),
        page_count=len(PdfDocument(drawn)),
        subject_id=subject_id,
    )
    return drawn


def _kept(session: Session, paper_id: str) -> dict[str, object]:
    return session.get_one(Paper, paper_id).content
