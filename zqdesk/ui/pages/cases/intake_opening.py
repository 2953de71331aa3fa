"""How an entry window begins, and what the entry comes to as it is typed."""

from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Calculation, Elsewhere
from zqdesk.office.cases.entry.values import Application, MaterialEntry
from zqdesk.office.hall import setup


@frozen
class Opening:
    """How the page begins: the entry as recorded, the draft over it if one was left, the villages.

    `may_tell`: what is missing was not told yet; it is told once (S2 art. 10). `may_accept`: the case is not
    accepted yet, so that saving may lead to acceptance.
    """

    entry: Application
    draft: dict[str, Any] | None
    villages: tuple[setup.Village, ...]
    may_tell: bool
    may_accept: bool


@frozen
class Reckoning:
    """The amount, None where nobody is named yet; the papers needed; who is known elsewhere."""

    calculation: Calculation | None
    materials: tuple[MaterialEntry, ...]
    elsewhere: tuple[Elsewhere, ...]
