"""What the notices of refusal of every programme share: which decision refuses, and how the letter is told."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.records.steps import Decision


def refusing(dossier: Dossier) -> Decision | None:
    """The last decision, if it refuses."""
    last = dossier.decisions[-1] if dossier.decisions else None
    return last if last is not None and last.result == "refuse" else None
