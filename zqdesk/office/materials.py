"""The papers of a case: which ones this family needs, whether they are there, and their scans."""

from dataclasses import dataclass

from zqdesk.office.application import Application, MaterialEntry
from zqdesk.records.register import Work


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A stored file (`records.attachments.store` gave `digest`) to hang on a case.

    `kind`: material, visit (入户照片), notice (公示照片), paper (签字件), other.
    """

    digest: str
    title: str
    media_type: str
    size: int
    kind: str = "material"
    material_id: str | None = None


def attach(work: Work, case_id: str, attachment: NewAttachment) -> str:
    """Hang a file on a case; returns the attachment's id."""
    raise NotImplementedError


def take_back(work: Work, attachment_id: str, reason: str) -> None:
    """Hide a wrong attachment; it is never deleted."""
    raise NotImplementedError


def set_material(work: Work, case_id: str, material_id: str, state: str, note: str = "") -> None:
    """Say whether a paper is there: have, missing, platform, promise."""
    raise NotImplementedError


def required(entry: Application) -> tuple[MaterialEntry, ...]:
    """The papers this family needs, with what the entry already says about each."""
    raise NotImplementedError
