"""The door to the papers: which there are for a case, what stands on each, and how it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

import msgspec

from zqdesk.office.dossier import Dossier
from zqdesk.papers.fonts import missing_problems
from zqdesk.records.paper import Paper as Issued
from zqdesk.rules.problem import Problem

KINDS = (
    "application",
    "acceptance",
    "supplement",
    "cross_check_authorisation",
    "home_visit",
    "appraisal",
    "public_notice",
    "approval",
    "confirmation",
    "refusal",
    "change",
    "review",
)
"""The papers of 低保 in the order they are needed; each is a module of this name beside this one."""
RECEIPT = "receipt"
RELIEF = (
    "relief_registration",
    "relief_application",
    "supplement",
    "cross_check_authorisation",
    "home_visit",
    "relief_notice",
    RECEIPT,
    "relief_refusal",
)
"""Those of temporary relief, some shared with 低保; a receipt is of one payment."""


class Paper(Protocol):
    """What each paper's module offers; `Content` is its frozen dataclass.

    Everything that is printed stands in the content, so that a stored one gives the same bytes again.
    """

    TITLE: str
    Content: type[Any]

    def available(self, dossier: Dossier) -> str:
        """Empty if it can be printed now, else why not, as a Chinese sentence without full stop."""

    def content(self, dossier: Dossier, number: str, sheet_code: str) -> Any:
        """What stands on the paper; `number` is its 文号 (may be empty), `sheet_code` finds it again."""

    def draw(self, content: Any, mark: str = "") -> bytes:
        """The PDF; `mark` tells a copy apart (副本)."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A paper as it is offered for a case; `why_not` says why it cannot be printed now."""

    kind: str
    title: str
    available: bool
    why_not: str
    subject_id: str = ""


def papers_of(dossier: Dossier) -> tuple[PaperChoice, ...]:
    """All papers of the programme with whether they can be printed for this case now; a receipt for each payment."""
    found = ((kind, paper(kind)) for kind in (RELIEF if dossier.relief else KINDS))
    asked = [(kind, module, module.available(dossier)) for kind, module in found]
    offered: list[PaperChoice] = []
    for kind, module, why_not in asked:
        if kind == RECEIPT and not why_not:
            offered += _receipts(dossier)
        else:
            offered.append(PaperChoice(kind, module.TITLE, not why_not, why_not))
    return tuple(offered)


def _receipts(dossier: Dossier) -> list[PaperChoice]:
    """One line for each payment; there is one original of it, further ones are copies."""
    assert dossier.relief is not None
    return [
        PaperChoice(
            RECEIPT,
            f"{title_of(RECEIPT)} {each.disbursement.receipt_number}",
            available=each.receipt is None,
            why_not="" if each.receipt is None else "已打印，只能补打副本",
            subject_id=each.disbursement.id,
        )
        for each in dossier.relief.payments
    ]


def void_of(dossier: Dossier | None, issued: Issued) -> str:
    """Why an issued receipt holds no more, in the words of its stamp; empty for what holds and for other papers."""
    if dossier is None or dossier.relief is None or issued.kind != RECEIPT:
        return ""
    payments = dossier.relief.payments
    facts = next((each for each in payments if each.disbursement.id == issued.subject_id), None)
    return cast("str", _receipt().void_words(facts)) if facts else ""


def title_of(kind: str) -> str:
    """The name of a kind of paper in the lists of the program."""
    return paper(kind).TITLE


def content(kind: str, dossier: Dossier, number: str, sheet_code: str, subject_id: str = "") -> Any:
    """What stands on a paper of this case; `number` and `sheet_code` come from `office.printouts`.

    `subject_id` is the payment a receipt is of.
    """
    if kind == RECEIPT and subject_id:
        return _receipt().of(dossier, subject_id, number, sheet_code)
    return paper(kind).content(dossier, number, sheet_code)


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
    return paper(kind).draw(content, mark)


def missing_glyphs(content: Any) -> list[Problem]:
    """Characters of the content that cannot be printed, each once (`paper.missing_glyph`)."""
    return missing_problems(*_texts(to_record(content)))


def paper(kind: str) -> Paper:
    """The module of that kind, loaded when first asked for; an unknown kind is a bug of ours."""
    if kind not in {*KINDS, *RELIEF}:
        raise ValueError(f"no such paper: {kind}")
    return cast("Paper", import_module(f"zqdesk.papers.{kind}"))


def _receipt() -> Any:
    """Its module can tell one payment from another."""
    return import_module("zqdesk.papers.receipt")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
