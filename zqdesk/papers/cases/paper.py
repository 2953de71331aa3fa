"""What each paper's module offers, and how a programme names its papers."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.records.tables.paper import Paper as Issued

OLD_MATTER = "最低生活保障"
"""What a paper that programmes share was about before it said so: what was issued then says nothing of it."""


class Paper(Protocol):
    """One paper: a module, or one that several programmes share. `Content` is its frozen dataclass.

    Everything that is printed stands in the content, so that a stored one gives the same bytes again.
    """

    @property
    def TITLE(self) -> str:
        """Its name in the lists of the program."""

    @property
    def Content(self) -> type[Any]: ...

    def available(self, dossier: Dossier, /) -> str:
        """Empty if it can be printed now, else why not, as a Chinese sentence without full stop."""

    def content(self, dossier: Dossier, number: str, sheet_code: str, /) -> Any:
        """What stands on the paper; `number` is its 文号 (may be empty), `sheet_code` finds it again."""

    def draw(self, content: Any, mark: str = "", /) -> bytes:
        """The PDF; `mark` tells a copy apart (副本)."""


@frozen
class Part:
    """What one paper of several is of, a payment with its receipt: `why_not` as in `available`."""

    subject_id: str
    title: str
    why_not: str = ""


@frozen
class Parts:
    """Of a paper there is one for each part of a case; an issued one may hold no more."""

    of: Callable[[Dossier], tuple[Part, ...]]
    content: Callable[[Dossier, str, str, str], Any]
    void: Callable[[Dossier, Issued], str]


@frozen
class Matter:
    """What a programme says on the papers that it shares with others.

    `name` is what is applied for, in full; `cause_title` and `cause` why the family is in need; `on_roll` whether it
    is on allowance now. `supplement_ground` opens the sentence that tells what is missing, `consent_until` ends the
    one that says how long the consent to look things up holds.
    """

    name: str
    cause_title: str
    cause: Callable[[Dossier], str]
    on_roll: Callable[[Dossier], bool]
    supplement_ground: str = ""
    consent_until: str = ""


class SharedModule(Protocol):
    """The module of a paper that several programmes share; it is told in whose matter."""

    TITLE: str
    Content: type[Any]

    def available(self, dossier: Dossier, /) -> str: ...
    def content(self, dossier: Dossier, number: str, sheet_code: str, matter: Matter, /) -> Any: ...
    def draw(self, content: Any, matter: Matter, mark: str = "", /) -> bytes: ...


@frozen
class Shared:
    """A shared paper as one programme words it."""

    module: SharedModule
    matter: Matter

    @property
    def TITLE(self) -> str:
        return self.module.TITLE

    @property
    def Content(self) -> type[Any]:
        return self.module.Content

    def available(self, dossier: Dossier) -> str:
        return self.module.available(dossier)

    def content(self, dossier: Dossier, number: str, sheet_code: str) -> Any:
        return self.module.content(dossier, number, sheet_code, self.matter)

    def draw(self, content: Any, mark: str = "") -> bytes:
        return self.module.draw(content, self.matter, mark)


@frozen
class PaperKind:
    """A kind of paper under the name it is stored by; `parts` where there is one for each part of a case.

    `together` makes one of several cases, in their order: a notice on which a village's families hang.
    """

    paper: Paper
    parts: Parts | None = None
    together: Callable[[Sequence[Dossier], str, str], Any] | None = None

    def draws(self, content: Any) -> bool:
        """Whether a stored content of this kind is of this programme: shared papers say what they are about."""
        return not isinstance(self.paper, Shared) or bool(content.matter == self.paper.matter.name)
