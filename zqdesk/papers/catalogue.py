"""The door to the papers: which there are for a case, what stands on each, and how it is drawn."""

from collections.abc import Sequence
from typing import Any, cast

import msgspec

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.papers.cases.paper import Paper, PaperKind
from zqdesk.papers.programmes import PAPERS
from zqdesk.records.tables.paper import Paper as Issued

KINDS: dict[str, PaperKind] = {kind: each for papers in PAPERS.values() for kind, each in papers.items()}
"""Every kind of paper; of what several programmes share, as one of them words it."""


@frozen
class PaperChoice:
    """A paper as it is offered for a case; `why_not` says why it cannot be printed now."""

    kind: str
    title: str
    available: bool
    why_not: str
    subject_id: str = ""


def papers_of(dossier: Dossier) -> tuple[PaperChoice, ...]:
    """All papers of the programme with whether they can be printed for this case now; one for each part that has its own."""
    offered: list[PaperChoice] = []
    for kind, each in PAPERS[dossier.case.programme].items():
        why_not = each.paper.available(dossier)
        if each.parts is None or why_not:
            offered.append(PaperChoice(kind, each.paper.TITLE, not why_not, why_not))
        else:
            offered += (
                PaperChoice(kind, part.title, not part.why_not, part.why_not, part.subject_id)
                for part in each.parts.of(dossier)
            )
    return tuple(offered)


def void_of(dossier: Dossier | None, issued: Issued) -> str:
    """Why an issued paper holds no more, in the words of its stamp; empty for what holds."""
    if issued.replaced_on is not None:
        lost = dossier is not None and any(each.subject_id == issued.id for each in dossier.papers)
        return "已补发，原件作废" if lost else "已由更正件代替"
    kind = PAPERS[dossier.case.programme].get(issued.kind) if dossier else None
    if dossier is None or kind is None or kind.parts is None:
        return ""
    return kind.parts.void(dossier, issued)


def title_of(kind: str) -> str:
    """The name of a kind of paper in the lists of the program."""
    return paper(kind).TITLE


def content(kind: str, dossier: Dossier, number: str, sheet_code: str, subject_id: str = "") -> Any:
    """What stands on a paper of this case; `number` and `sheet_code` come from `office.cases.printouts`.

    `subject_id` is the part of the case it is of: the payment of a receipt.
    """
    asked = PAPERS[dossier.case.programme][kind]
    if asked.parts is not None and subject_id:
        return asked.parts.content(dossier, subject_id, number, sheet_code)
    return asked.paper.content(dossier, number, sheet_code)


def together(kind: str, dossiers: Sequence[Dossier], number: str, sheet_code: str) -> Any:
    """What stands on one paper of several cases; to ask for a kind that holds only one is a bug of ours."""
    made = KINDS[kind].together
    assert made is not None, kind
    return made(dossiers, number, sheet_code)


def to_record(content: Any) -> dict[str, Any]:
    """The content as it is stored with the issued paper: plain values only."""
    return cast("dict[str, Any]", msgspec.to_builtins(content))


def from_record(kind: str, record: dict[str, Any]) -> Any:
    """The content of a stored paper, to print it again."""
    return msgspec.convert(record, paper(kind).Content)


def draw(kind: str, content: Any, mark: str = "") -> bytes:
    """The PDF of a content: the same content and mark give the same bytes.

    Refused: characters no shipped font has (`paper.missing_glyph`).
    """
    of_kind = (papers[kind] for papers in PAPERS.values() if kind in papers)
    return next(each for each in of_kind if each.draws(content)).paper.draw(content, mark)


def paper(kind: str) -> Paper:
    """A paper of that kind; an unknown kind is a bug of ours."""
    return KINDS[kind].paper
