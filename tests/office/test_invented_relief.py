"""The town to try: its reserve adds up whichever day it is made on, and somebody is always waiting."""

from datetime import date
from pathlib import Path

import pytest

from tests.town import CHEAP
from zqdesk.office.invented import relief
from zqdesk.office.invented import town as invented_town
from zqdesk.office.reserve import check, payments, position
from zqdesk.papers import issuing

YEAR_END = date(2027, 1, 20)
"""Its season lies in two years."""


@pytest.mark.parametrize("today", [date(2026, 11, 24), YEAR_END])
def test_the_season_adds_up_and_leaves_work(tmp_path: Path, today: date) -> None:
    engine = relief.build(tmp_path / "data", today, issuing.issue, roll=20, cases=6, cost=CHEAP)
    town = invented_town.opened(engine, today)
    clerk = town.acting(invented_town.CLERK.login)
    found = clerk.read(position.position, today)
    assert found.opened
    assert not found.wrong
    assert found.approved_unpaid_fen, "nobody waits for cash"
    assert clerk.read(payments.awaiting_papers, today)
    assert not check.run(engine)
    relief.catch_up(town, today, issuing.issue)
    assert not clerk.read(payments.awaiting_papers, today)
    engine.dispose()
