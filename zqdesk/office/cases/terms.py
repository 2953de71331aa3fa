"""How a programme calls its decisions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """A favourable decision (审核确认 or 审批) and a refusal (不予确认 or 不予批准)."""

    confirmation: str
    refusal: str
