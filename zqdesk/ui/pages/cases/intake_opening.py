"""How an entry window begins."""

from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.values import Application
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
