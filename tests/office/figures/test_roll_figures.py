"""Who came, went, changed and stayed in a quarter: worked out by hand for every way an entry can lie in it."""

from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from tests import town
from zqdesk.office.cases.looks.figures import Figure
from zqdesk.office.cases.looks.roll_figures import roll_chapter
from zqdesk.office.figures.periods import span_of
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.steps import RollEntry

CHAPTER = roll_chapter("allowance", "低保", "stop_reason")
ROLL = {
    "stays": (("2025-01", "", 500, 2),),
    "comes": (("2026-11", "", 300, 1),),
    "comes back": (("2025-01", "2026-06", 100, 1), ("2026-10", "", 120, 1)),
    "goes": (("2025-01", "2026-10", 700, 4),),
    "went before": (("2025-01", "2026-08", 700, 4),),
    "stops with the quarter's end": (("2025-01", "2026-12", 900, 3),),
    "stopped just before": (("2025-01", "2026-09", 60, 1),),
    "raised": (("2025-01", "2026-11", 400, 2), ("2026-12", "", 450, 2)),
    "cut": (("2025-01", "2026-09", 400, 2), ("2026-10", "", 350, 2)),
    "renewed only": (("2025-01", "2026-10", 80, 1), ("2026-11", "", 80, 1)),
    "never in force": (("2026-11", "2026-10", 1, 9),),
    "comes and goes": (("2026-10", "2026-10", 40, 1),),
    "only later": (("2027-01", "", 40, 1),),
}
"""By what becomes of them: from month, to month, yuan, persons."""
EXPECTED = {
    "allowance.new.households": 3,  # comes, comes back, comes and goes
    "allowance.new.persons": 3,
    "allowance.new.poor.households": 1,
    "allowance.ended.households": 3,  # goes, stopped just before, comes and goes
    "allowance.ended.persons": 6,
    "allowance.changed.raised.households": 1,
    "allowance.changed.cut.households": 1,
    "allowance.end.households": 7,
    "allowance.end.persons": 12,
    "allowance.end.fen": (500 + 300 + 120 + 900 + 450 + 350 + 80) * 100,
    "allowance.due.fen": (1500 + 600 + 360 + 700 + 2700 + 1250 + 1050 + 240 + 40) * 100,
}


def enter(work: Work) -> None:
    """Every household of the table with its entries; who comes is registered as poor."""
    for name, entries in ROLL.items():
        home: Household = town.add_household(work, name)
        home.registered_poor = name == "comes"
        for from_month, to_month, yuan, persons in entries:
            work.session.add(
                RollEntry(
                    household_id=home.id,
                    from_month=from_month,
                    to_month=to_month,
                    allowance_fen=yuan * 100,
                    person_count=persons,
                    ended_reason="death" if to_month else "",
                )
            )


@pytest.fixture
def entered(register: Register) -> Register:
    register.do(enter)
    return register


def figure(figure_id: str) -> Figure:
    return next(each for each in CHAPTER.figures if each.id == figure_id)


def test_a_quarter_worked_out_by_hand(entered: Register) -> None:
    lists = entered.read(CHAPTER.read, span_of("2026-Q4"))
    found = {name: figure(name).value(lists[figure(name).list_id]) for name in EXPECTED}
    assert found == EXPECTED
    assert {item.note for item in lists["allowance.ended"]} == {"死亡"}
    assert [item.note for item in lists["allowance.changed"]] == ["400.00 → 450.00", "400.00 → 350.00"]


def test_what_came_and_went_leads_from_one_month_to_the_next(entered: Register) -> None:
    """On the roll at the end of a month are those of the month before, and who came, less who went."""

    def counted(session: Session, month: str, name: str) -> int:
        return len(CHAPTER.read(session, span_of(month))[f"allowance.{name}"])

    months = [f"2026-{number:02d}" for number in range(6, 13)]
    for before, month in pairwise(months):
        stood, came, went, stands = (
            entered.read(counted, at, name)
            for at, name in ((before, "end"), (month, "new"), (month, "ended"), (month, "end"))
        )
        assert stood + came - went == stands, month
