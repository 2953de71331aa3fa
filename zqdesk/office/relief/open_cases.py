"""How an open relief case stands in today's work: its instant, its amount, and on what its limit rests."""

from datetime import datetime, timedelta

from zqdesk.office.across.open_cases import OpenCase
from zqdesk.records.register import CHINA
from zqdesk.rules.relief import EMERGENCY

HELP_FIRST = ("reported", "agreed")
"""States of an emergency in which nobody was helped yet: its hours run."""


def help_due_at(case: OpenCase, hours: int) -> datetime | None:
    """When the hours run out in which an emergency is to be helped; None where they do not run (S4 2.2)."""
    if case.kind != EMERGENCY or case.state not in HELP_FIRST or case.registered_at is None:
        return None
    return case.registered_at + timedelta(hours=hours)


def hours_left(due_at: datetime, now: datetime) -> int:
    """Full hours until then; negative once it has passed: -1 in the first hour after."""
    return (due_at - now) // timedelta(hours=1)


def help_basis(due_at: datetime, hours: int, *, late: bool) -> str:
    """`24 小时内 · 应于 11月25日 09:12 前`."""
    end = due_at.astimezone(CHINA)
    until = f"应于 {end.month}月{end.day}日 {end:%H:%M} 前"
    return f"已过 {hours} 小时 · {until}" if late else f"{hours} 小时内 · {until}"


def amount_fen(case: OpenCase) -> int:
    """What is still to be paid, or to come back; before the grant what is asked for, else what was paid."""
    if case.granted_fen is None:
        return case.amount_fen if case.amount_fen is not None else case.requested_fen
    if case.state == "recovering":
        return case.paid_fen
    left = case.granted_fen - case.paid_fen
    return left if left and case.state in ("agreed", "approved") else case.paid_fen or case.granted_fen


def asked_fen(case: OpenCase) -> int:
    """What the case asks for in all: by the last opinion, else by the clerk. The district decides above the ceiling."""
    return case.amount_fen if case.amount_fen is not None else case.requested_fen
