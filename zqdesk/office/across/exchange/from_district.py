"""What the district gave down, in the order it came: values, working days, places, money and answers, and what waits of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
from sqlalchemy import Row as Found
from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.parameters import ParameterLine
from zqdesk.office.reserve.ledger.sent import waiting_answers, waiting_money
from zqdesk.records.changes import changes
from zqdesk.records.tables.base import Row
from zqdesk.records.tables.district import SentAllocation, SentAnswer
from zqdesk.records.tables.exchange import exchange_state, log_answers
from zqdesk.records.tables.place import CalendarYear, Division, ParameterRow
from zqdesk.records.tables.reserve import Settlement
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day

MOST_ACTS = 60
NEWS_DAYS = 7
"""So long today's work tells what was published."""
State = Literal["waiting", "ahead", "done"]


@frozen
class FromDistrict:
    """One row that the district gave down. `line`: of a dated value, which windows put in words; else `words` say it.

    `state`: `waiting` for the cashier, `ahead` of the day from which it holds, or `done`.
    """

    id: str
    at: datetime
    kind: str
    words: str
    line: ParameterLine | None
    source: str
    by: str
    state: State


def given(session: Session, today: date) -> tuple[FromDistrict, ...]:
    """What came last, the newest first; a row that was corrected is shown as it stands now."""
    district = session.scalar(select(exchange_state.c.district))
    if not district:
        return ()
    query = (
        select(changes, log_answers.c.answer)
        .join(log_answers, log_answers.c.seq == changes.c.seq)
        .where(changes.c.desk_id.startswith(f"{district}-"))
        .order_by(changes.c.seq.desc())
    )
    waiting = {each.id for each in waiting_money(session)}
    waiting |= {each.settlement_id for each in waiting_answers(session)}
    seen: set[tuple[str, str]] = set()
    found = []
    for row in session.execute(query.limit(MOST_ACTS)):
        for table, row_id, _ in msgspec.json.decode(row.fields):
            if (table, row_id) not in seen:
                seen.add((table, row_id))
                found += list(_said(session, row, table, row_id, (today, waiting)))
    return tuple(found)


def news(session: Session, now: datetime, today: date) -> tuple[FromDistrict, ...]:
    """What was published in the last days."""
    since = now - timedelta(days=NEWS_DAYS)
    money = ("备用金拨款", "核销批复")
    return tuple(each for each in given(session, today) if each.at >= since and each.kind not in money)


def _said(
    session: Session, act: Found[tuple[object, ...]], table: str, row_id: str, known: tuple[date, set[str]]
) -> Iterator[FromDistrict]:
    today, waiting = known
    at = datetime.fromisoformat(msgspec.json.decode(act.answer)["received_at"] if act.answer else act.at)

    def row(
        kind: str, words: str, state: State, source: str, line: ParameterLine | None = None
    ) -> FromDistrict:
        return FromDistrict(row_id, at, kind, words, line, source, act.actor_name, state)

    match session.get(MODELS[table], row_id) if table in MODELS else None:
        case ParameterRow() as value:
            line = ParameterLine(
                value.id, value.key, value.title, value.unit, value.scope, value.value,
                value.valid_from, value.published_on, value.source, in_force=value.valid_from <= today,
            )  # fmt: skip
            yield row("标准与时限", "", "done" if line.in_force else "ahead", value.source, line)
        case CalendarYear() as year:
            yield row("放假安排", f"{year.year}年放假安排", "done", year.source)
        case Division() as place:
            ends = f"，到{chinese_day(place.valid_to)}为止" if place.valid_to else ""
            heir = session.get(Division, place.successor_id) if place.successor_id else None
            into = f"，并入{heir.name}" if heir else ""
            day = place.valid_to or place.valid_from
            begins = f"{place.name}，从{chinese_day(place.valid_from)}起{ends}{into}"
            yield row("区划", begins, "ahead" if day >= today else "done", "")
        case SentAllocation() as money:
            batch = f"（{money.batch}）" if money.batch else ""
            words = f"下达 {format_yuan(money.amount_fen)} 元{batch}"
            yield row("备用金拨款", words, "waiting" if row_id in waiting else "done", money.notice_number)
        case SentAnswer() as answer:
            batch_number = session.scalar(
                select(Settlement.number).where(Settlement.id == answer.settlement_id)
            )
            back = f"，退回 {len(answer.returned)} 笔" if answer.returned else ""
            state: State = "waiting" if answer.settlement_id in waiting else "done"
            yield row("核销批复", f"批次 {batch_number}{back}", state, answer.document_number)


MODELS: dict[str, type[Row]] = {
    "parameters": ParameterRow,
    "calendar_years": CalendarYear,
    "divisions": Division,
    "district_allocations": SentAllocation,
    "district_answers": SentAnswer,
}
