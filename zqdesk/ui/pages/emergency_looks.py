"""What the emergency page reads before it opens: what was registered, the draft left, the villages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zqdesk.office import drafts, relief, setup
from zqdesk.office.relief_entry import Emergency

DRAFT = "emergency"


@dataclass(frozen=True, slots=True)
class Opening:
    """`entry` is None for a new emergency, `draft` where nothing was left half typed."""

    entry: Emergency | None
    draft: dict[str, Any] | None
    villages: tuple[setup.Village, ...]


def opening(session: Any, case_id: str, account_id: str, today: date) -> Opening:
    """The page's beginning."""
    entry = relief.emergency_of(session, case_id) if case_id else None
    draft = drafts.load(session, account_id, DRAFT, case_id)
    return Opening(entry, draft, setup.villages(session, today))
