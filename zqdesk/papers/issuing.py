"""Drawing a paper of a case and issuing it in one go, where nobody looks at it first."""

import hashlib

from pypdfium2 import PdfDocument

from zqdesk.office.across.dossier import of_case
from zqdesk.office.cases import printouts
from zqdesk.papers import catalogue
from zqdesk.records.register import CHINA, Register


def issue(register: Register, case_id: str, kind: str, subject_id: str = "") -> bytes:
    """The paper as the case stands, drawn and recorded as issued; returns the PDF."""
    today = register.clock().astimezone(CHINA).date()
    reserved = register.do(printouts.reserve_number, case_id, kind, subject_id).result
    dossier = register.read(of_case, case_id, today)
    content = catalogue.content(kind, dossier, reserved.number, reserved.sheet_code, subject_id)
    drawn = catalogue.draw(kind, content)
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
