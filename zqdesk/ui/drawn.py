"""A paper of a case drawn as it will be printed: new, or again as a copy."""

import hashlib
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

from zqdesk.office.dossier import Dossier
from zqdesk.office.printouts import ReservedPaper
from zqdesk.papers import catalogue
from zqdesk.records.paper import Paper
from zqdesk.ui import pictures

COPY_MARK = "副本"
PREVIEW_DPI = 110


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper ready to be printed; `paper_id` is empty while it has not been issued yet."""

    kind: str
    title: str
    number: str
    case_id: str
    record: dict[str, Any]
    content: bytes
    images: list[QImage]
    paper_id: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def draw_new(kind: str, dossier: Dossier, reserved: ReservedPaper) -> Drawn:
    """A paper of the case as it stands; refused if a character has no glyph."""
    content = catalogue.content(kind, dossier, reserved.number, reserved.sheet_code)
    record = catalogue.to_record(content)
    drawn = catalogue.draw(kind, content)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = catalogue.title_of(kind)
    return Drawn(kind, title, reserved.number, dossier.case.id, record, drawn, images)


def draw_again(paper: Paper) -> Drawn:
    """An issued paper from what was stored of it, marked as a copy."""
    content = catalogue.from_record(paper.kind, paper.content)
    drawn = catalogue.draw(paper.kind, content, COPY_MARK)
    images = pictures.pdf_pages(drawn, dpi=PREVIEW_DPI)
    title = f"{catalogue.title_of(paper.kind)}（{COPY_MARK}）"
    return Drawn(paper.kind, title, paper.number, paper.case_id or "", paper.content, drawn, images, paper.id)
