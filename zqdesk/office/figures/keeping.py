"""A report is closed with its lists as they are known on that day: its figures stay, whatever is learnt later."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.figures import Item
from zqdesk.office.figures.periods import span_of, words_of
from zqdesk.office.figures.placing import places
from zqdesk.office.figures.report import Report, replaced, report
from zqdesk.office.hall.access import require
from zqdesk.records.register import Work
from zqdesk.records.tables.figures import ClosedReport
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.process import Role


@frozen
class Closed:
    """When a report was closed and by whom; `versions`: how often, the last one stands. `reason`: why again."""

    closed_on: date
    by_name: str
    versions: int
    reason: str


@frozen
class Seen:
    """What the page shows: the report that stands, and by what is known now; both are one where none was closed."""

    report: Report
    now: Report
    closed: Closed | None
    compared: Report | None


def close_report(work: Work, period: str, reason: str) -> str:
    """Close the report of a period that is over. Refused: it is not over, or it is closed already and no reason is given."""
    require(work, Role.CLERK)
    span = span_of(period)
    if work.today <= span.last:
        text = f"{words_of(period)}还没有结束，{span.last.isoformat()}以后才能定稿。"
        raise Refused(Problem("figures.early", text, "period"))
    if standing(work.session, period) is not None and not reason.strip():
        raise Refused(Problem("figures.reason", "已经定过稿，重新定稿请写明原因。", "reason"))
    made = report(work.session, period, work.today)
    row = ClosedReport(
        period=period,
        town_name=made.town,
        closed_on=work.today,
        by_id=work.actor.id,
        by_name=work.actor.name,
        reason=reason.strip(),
        lists={list_id: [list(item) for item in items] for list_id, items in made.lists.items()},
    )
    work.session.add(row)
    work.note(f"{words_of(period)}统计定稿" + (f"：{reason.strip()}" if reason.strip() else ""))
    return row.id


def standing(session: Session, period: str) -> ClosedReport | None:
    """The closed report that stands: of several the last."""
    return next(iter(_closed(session, period)), None)


def kept(row: ClosedReport) -> Report:
    """A closed report as it was."""
    lists = {list_id: tuple(map(_item, items)) for list_id, items in row.lists.items()}
    return Report.made(row.period, row.town_name, row.closed_on, lists)


def seen(session: Session, period: str, today: date, compared: str = "", *, as_later: bool = False) -> Seen:
    """The report that stands, what is known now, and another period to compare with.

    With `as_later` the earlier one's households stand where they lived at the end of this one.
    """
    now = report(session, period, today)
    closed = _closed(session, period)
    told = closed and Closed(closed[0].closed_on, closed[0].by_name, len(closed), closed[0].reason)
    other = the_report(session, compared, today) if compared else None
    if other is not None and as_later:
        there = places(session, span_of(period).last)
        other = Report.made(other.period, other.town, other.known_on, replaced(other.lists, there))
    return Seen(kept(closed[0]) if closed else now, now, told or None, other)


def the_report(session: Session, period: str, today: date) -> Report:
    """The closed one of a period, else by what is known now."""
    row = standing(session, period)
    return kept(row) if row is not None else report(session, period, today)


def _closed(session: Session, period: str) -> list[ClosedReport]:
    query = select(ClosedReport).where(ClosedReport.period == period).order_by(ClosedReport.id.desc())
    return list(session.scalars(query))


def _item(values: list[Any]) -> Item:
    return Item._make([*values[:-1], tuple(values[-1])])
