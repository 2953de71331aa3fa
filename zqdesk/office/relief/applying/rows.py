"""The facts of a relief case as they are entered, in the columns of its row."""

from typing import Any

from zqdesk.office.relief.entries import Emergency, ReliefFacts
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.relief import Relief

SERIES = "LS"
RELIEF_FACTS = (
    "cause", "degree", "happened_on", "place", "situation", "person_count", "applicant_class", "amount_reason",
    "form", "goods",
)  # fmt: skip


def new_row(work: Work, case: Case, entry: Emergency | ReliefFacts) -> Relief:
    return Relief(case_id=case.id, registered_at=work.now, **values_of(entry, entry.amount_fen, work))


def facts_of(relief: Relief) -> ReliefFacts:
    """The stored facts as they are entered."""
    return ReliefFacts(
        **{name: getattr(relief, name) for name in RELIEF_FACTS},
        spending_fen=relief.spending_fen,
        reimbursed_fen=relief.reimbursed_fen,
        amount_fen=relief.requested_fen,
    )


def values_of(entry: Emergency | ReliefFacts, requested_fen: int, work: Work | None = None) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(entry, name) for name in RELIEF_FACTS}
    if entry.happened_on is None and work is not None:
        values["happened_on"] = work.today
    return values | {"requested_fen": requested_fen}
