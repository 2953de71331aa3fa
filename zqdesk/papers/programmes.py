"""The papers of each programme; a new programme is one line here."""

from collections.abc import Mapping

from zqdesk.papers.allowance.kinds import KINDS as ALLOWANCE
from zqdesk.papers.cases.paper import PaperKind
from zqdesk.papers.relief.kinds import KINDS as RELIEF
from zqdesk.papers.support.kinds import KINDS as SUPPORT

PAPERS: Mapping[str, Mapping[str, PaperKind]] = {
    "allowance": ALLOWANCE,
    "relief": RELIEF,
    "support": SUPPORT,
}
