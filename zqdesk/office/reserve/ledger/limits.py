"""The limits of the reserve that the district sets: fixed amount, low water, how much cash may lie where."""

from datetime import date

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import Till
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem


@frozen
class ReserveLimits:
    """In fen, as in force on a day."""

    fixed_fen: int
    low_water_fen: int
    box_ceiling_fen: int
    float_ceiling_fen: int

    def ceiling_of(self, kind: str) -> int:
        """How much a till of this kind may hold."""
        return self.box_ceiling_fen if kind == "box" else self.float_ceiling_fen


def limits(session: Session, today: date) -> ReserveLimits:
    """What the parameters say today; a missing one is refused by key and day."""
    asked = parameters_on(session, today)
    fixed = asked.number("reserve.fixed_amount")
    return ReserveLimits(
        fixed_fen=fixed,
        low_water_fen=fixed * asked.number("reserve.low_water_percent") // 100,
        box_ceiling_fen=asked.number("reserve.box_ceiling"),
        float_ceiling_fen=asked.number("reserve.float_ceiling"),
    )


def over_ceiling(work: Work, till: Till, amount_fen: int, field: str = "amount_fen") -> list[Problem]:
    """The problem of putting so much more into a till than it may hold."""
    ceiling = limits(work.session, work.today).ceiling_of(till.kind)
    after = balance(work.session, till_account(till.id)) + amount_fen
    if after <= ceiling:
        return []
    text = f"{till.name}将有{format_yuan(after)}元，超过库存限额{format_yuan(ceiling)}元"
    return [Problem("reserve.ceiling", text, field)]
