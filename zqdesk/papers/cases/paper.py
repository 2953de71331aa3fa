"""What each paper's module offers, and how a programme names its papers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from zqdesk.office.cases.dossier import Dossier
from zqdesk.records.paper import Paper as Issued


class Paper(Protocol):
    """One paper's module. `Content` is its frozen dataclass.

    Everything that is printed stands in the content, so that a stored one gives the same bytes again.
    """

    TITLE: str
    Content: type[Any]

    def available(self, dossier: Dossier, /) -> str:
        """Empty if it can be printed now, else why not, as a Chinese sentence without full stop."""

    def content(self, dossier: Dossier, number: str, sheet_code: str, /) -> Any:
        """What stands on the paper; `number` is its 文号 (may be empty), `sheet_code` finds it again."""

    def draw(self, content: Any, mark: str = "", /) -> bytes:
        """The PDF; `mark` tells a copy apart (副本)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one paper of several is of, a payment with its receipt: `why_not` as in `available`."""

    subject_id: str
    title: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Of a paper there is one for each part of a case; an issued one may hold no more."""

    of: Callable[[Dossier], tuple[Part, ...]]
    content: Callable[[Dossier, str, str, str], Any]
    void: Callable[[Dossier, Issued], str]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper under the name it is stored by; `parts` where there is one for each part of a case."""

    paper: Paper
    parts: Parts | None = None
