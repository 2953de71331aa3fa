"""Cases whose next step can be taken for many at once: notices to hang up, notices that ended, decisions to deliver."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.across.today import open_cases
from zqdesk.office.across.today.work_rows import row_of
from zqdesk.office.cases.acts.notice_sheets import WaitingSheet, waiting_sheets
from zqdesk.office.cases.looks.work import OpenCase, Town, WorkRow, day_words
from zqdesk.office.hall.access import may_see_cases
from zqdesk.records.register import Actor
from zqdesk.records.tables.household import Household
from zqdesk.rules.programmes import table

POST, CLOSE, DELIVER = "post_notice", "close_notice", "deliver_decision"
"""The steps of the process tables that a hall takes for many at once."""


@frozen
class ReadyRow:
    """A case whose next step is `act`; `why_not` says why it has to wait, `said` what the list says of it.

    `paper` is the kind of paper that hangs, of a case that is to be posted.
    """

    case_id: str
    programme: str
    act: str
    number: str
    name: str
    business: str
    village_id: str
    village_name: str
    person_count: int
    amount_fen: int | None
    said: str
    day: date | None
    paper: str = ""
    why_not: str = ""


@frozen
class Ready:
    """What waits, by village and number; and the notices that were printed and are not recorded as hanging."""

    rows: tuple[ReadyRow, ...] = ()
    sheets: tuple[WaitingSheet, ...] = ()

    def of(self, act: str) -> tuple[ReadyRow, ...]:
        return tuple(row for row in self.rows if row.act == act)


def ready(session: Session, today: date, actor: Actor) -> Ready:
    """All of it; nothing for who may not see cases."""
    if not may_see_cases(actor):
        return Ready()
    town = Town(session, today)
    found = []
    for case in open_cases.read(session):
        # A case about the roll is told what becomes of its entry, which none of these steps asks for.
        row = row_of(case, town, actor, None)
        if row.act in (POST, CLOSE, DELIVER):
            found.append((case, row))
    homes = _homes(session, {case.household_id for case, _ in found})
    rows = [_row(case, row, homes[case.household_id], today) for case, row in found]
    rows.sort(key=lambda row: (row.village_id, row.number))
    return Ready(tuple(rows), waiting_sheets(session))


def _homes(session: Session, ids: set[str]) -> dict[str, tuple[str, str]]:
    query = select(Household.id, Household.village_id, Household.village_name).where(Household.id.in_(ids))
    return {row.id: (row.village_id, row.village_name) for row in session.execute(query)}


def _row(case: OpenCase, row: WorkRow, home: tuple[str, str], today: date) -> ReadyRow:
    process = table(case.programme, case.kind)
    hangs = row.act == CLOSE and case.to_on is not None and case.to_on >= today
    return ReadyRow(
        case_id=case.id,
        programme=case.programme,
        act=row.act,
        number=case.number,
        name=case.applicant,
        business=row.business,
        village_id=home[0],
        village_name=home[1],
        person_count=row.person_count,
        amount_fen=row.amount_fen,
        said=_said(case, row.act, process.state(case.state).title),
        day=case.to_on if row.act == CLOSE else case.decided_on if row.act == DELIVER else None,
        paper=process.notice.paper if process.notice and row.act == POST else "",
        why_not=f"公示到{day_words(case.to_on)}24时" if hangs and case.to_on else "",
    )


def _said(case: OpenCase, act: str, state: str) -> str:
    if act == CLOSE and case.to_on is not None:
        return f"{day_words(case.to_on)}期满"
    if act == DELIVER and case.decided_on is not None:
        return f"{state} · {day_words(case.decided_on)}决定"
    return state
