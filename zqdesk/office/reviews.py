"""After confirmation: periodic reviews, and raising, cutting or stopping an allowance (S2 art. 31-34)."""

from dataclasses import dataclass

from zqdesk.records.register import Work


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """Why an allowance is looked at again outside the periodic review; `kind`: raise, cut, stop."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the clerk proposes; `result`: keep, raise, cut, stop.

    `stop_reason` is a code of stop_reason. With `phase_out` the allowance goes on until the month before
    `from_month` (S2 art. 33); else `from_month` may stay empty: the month after the decision.
    """

    result: str
    text: str
    from_month: str = ""
    stop_reason: str = ""
    phase_out: bool = False


@dataclass(frozen=True, slots=True)
class ChangeDecision:
    """The approver's words on a proposal."""

    text: str = ""


def start_review(work: Work, roll_id: str) -> str:
    """Begin the periodic review of a household on the roll; returns the new case's id."""
    raise NotImplementedError


def start_change(work: Work, roll_id: str, request: ChangeRequest) -> str:
    """Begin a change of an allowance; returns the new case's id."""
    raise NotImplementedError


def propose_change(work: Work, case_id: str, proposal: Proposal) -> str:
    """Say what the review found and what should become of the allowance; returns the opinion's id."""
    raise NotImplementedError


def return_change(work: Work, case_id: str, reason: str) -> None:
    """Send the case back to be verified again."""
    raise NotImplementedError


def decide_change(work: Work, case_id: str, decision: ChangeDecision) -> str:
    """Approve the proposal; raise, cut and stop take effect the month after; returns the decision's id."""
    raise NotImplementedError
