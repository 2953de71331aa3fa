"""The town to try: its reserve adds up whichever day it is made on, and somebody is always waiting."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.town import CHEAP
from zqdesk.office.across.dossier import of_case
from zqdesk.office.across.today import open_cases
from zqdesk.office.across.today.work_rows import progress_of
from zqdesk.office.cases.looks.progress import of_dossier
from zqdesk.office.cases.looks.work import Town
from zqdesk.office.invented import relief
from zqdesk.office.invented import town as invented_town
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.reserve import position
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.paying import payments
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
    clerk.read(_list_and_page_agree, today)
    relief.catch_up(town, today, issuing.issue)
    assert not clerk.read(payments.awaiting_papers, today)
    engine.dispose()


def _list_and_page_agree(session: Session, today: date) -> None:
    """Today's list asks few queries for all cases, the page reads one: both must find the case at the same point."""
    town, found = Town(session, today), open_cases.read(session)
    assert {case.programme for case in found} == set(PROGRAMMES)
    for case in found:
        page = of_case(session, case.id, today)
        authority = PROGRAMMES[case.programme].work(case, town, None).authority
        assert progress_of(case, authority) == of_dossier(page), case.number
