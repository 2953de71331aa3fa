"""Dated values and working days as the district publishes them: added by the administrator, never changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import require
from zqdesk.office.hall.setup import hall
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.place import CalendarYear, ParameterRow
from zqdesk.rules.calendar import parse_calendar
from zqdesk.rules.parameters import Content, Parameters, Value
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


def parameters_on(session: Session, today: date) -> Parameters:
    """The hall's parameters of a day, as known by then."""
    return dated.parameters(session, dated.scopes(hall(session).town_id), today, today)


@frozen
class ParameterEntry:
    """One published value. Money in fen, percentages as whole numbers; `scope` empty: the hall's district."""

    key: str
    value: Content
    valid_from: date
    published_on: date
    source: str
    scope: str = ""


@frozen
class ParameterLine:
    """A value as listed; `in_force` is the one that holds on the day asked for.

    `by_district`: this row was published by the district; `of_district`: so is this parameter by now, and the hall adds none.
    """

    id: str
    key: str
    title: str
    unit: str
    scope: str
    value: Content
    valid_from: date
    published_on: date
    source: str
    in_force: bool
    by_district: bool = False
    of_district: bool = False


@frozen
class CalendarEntry:
    """The holiday arrangement of a year: free days and the days worked instead."""

    year: int
    holidays: tuple[date, ...]
    make_up: tuple[date, ...]
    source: str


def record_parameter(work: Work, entry: ParameterEntry) -> str:
    """A newly published value beside the older ones; returns its id.

    A value with an earlier effective date is simply a later publication. Refused: a key nobody asks for
    (`parameter.unknown`), another kind of value than before (`parameter.kind`), a negative number
    (`parameter.negative`), no source (`parameter.source`), published in the future (`parameter.published`),
    the same days twice (`parameter.duplicate`), what the district publishes (`parameter.of_district`).
    """
    require(work, Role.ADMINISTRATOR)
    session = work.session
    known = list(session.scalars(select(ParameterRow).where(ParameterRow.key == entry.key)))
    if not known or entry.key not in dated.keys_read():
        raise Refused(Problem("parameter.unknown", f"没有名为“{entry.key}”的参数", "key"))
    scope = entry.scope or hall(session).town_id[:6]
    refuse_if(list(_problems(entry, scope, known, work.today)))
    model = known[-1]
    row = ParameterRow(
        key=entry.key,
        scope=scope,
        valid_from=entry.valid_from,
        published_on=entry.published_on,
        value=entry.value,
        title=model.title,
        unit=model.unit,
        source=entry.source.strip(),
    )
    session.add(row)
    work.note(f"录入参数“{model.title or entry.key}”：{entry.source.strip()}")
    return row.id


def record_calendar_year(work: Work, entry: CalendarEntry) -> None:
    """The holidays of a year, as the State Council published or changed them; deadlines follow at once.

    Refused: a day outside the year or on both lists (`calendar.form`), no source (`calendar.source`), a year that the
    district has published (`calendar.of_district`).
    """
    require(work, Role.ADMINISTRATOR)
    row = work.session.scalars(select(CalendarYear).where(CalendarYear.year == entry.year)).first()
    if row is not None and row.by_district:
        text = f"{entry.year}年放假安排由区里公布（{row.source}），本机不能修改；有误的，请联系区里更正公布"
        raise Refused(Problem("calendar.of_district", text, "year"))
    if not entry.source.strip():
        raise Refused(Problem("calendar.source", "请填写放假安排的文件名称和文号", "source"))
    parse_calendar([{"year": entry.year, "holidays": entry.holidays, "make_up": entry.make_up}])
    days = {day.isoformat(): False for day in sorted(entry.holidays)}
    days |= {day.isoformat(): True for day in sorted(entry.make_up)}
    if row is None:
        work.session.add(CalendarYear(year=entry.year, days=days, source=entry.source.strip()))
    else:
        row.days, row.source = days, entry.source.strip()
    work.note(f"录入{entry.year}年放假安排")


def listing(session: Session, on: date) -> tuple[ParameterLine, ...]:
    """Every value of the hall's place that the program reads, by key and then by day; the newest first within a key.

    Rows of a key that an older program came with stay in the database and are not shown.
    """
    scopes = dated.scopes(hall(session).town_id)
    rows = session.scalars(
        select(ParameterRow)
        .where(ParameterRow.scope.in_(scopes))
        .order_by(ParameterRow.key, ParameterRow.valid_from.desc(), ParameterRow.published_on.desc())
    ).all()
    now = {_place(value) for value in dated.parameters(session, scopes, on, on).under("")}
    published = {(row.key, row.scope) for row in rows if row.by_district}
    return tuple(
        ParameterLine(
            row.id,
            row.key,
            row.title,
            row.unit,
            row.scope,
            row.value,
            row.valid_from,
            row.published_on,
            row.source,
            _place(row) in now,
            row.by_district,
            any(row.key == key and row.scope.startswith(scope) for key, scope in published),
        )
        for row in rows
        if row.key in dated.keys_read()
    )


def calendar_years(session: Session) -> tuple[CalendarEntry, ...]:
    """The years whose arrangement is known, the newest first."""
    rows = session.scalars(select(CalendarYear).order_by(CalendarYear.year.desc()))
    return tuple(
        CalendarEntry(row.year, _days(row, works=False), _days(row, works=True), row.source) for row in rows
    )


def _problems(
    entry: ParameterEntry, scope: str, known: Sequence[ParameterRow], today: date
) -> Iterator[Problem]:
    if not entry.source.strip():
        yield Problem("parameter.source", "请填写公布这一数值的文件名称和文号", "source")
    if entry.published_on > today:
        yield Problem("parameter.published", "公布日期不能晚于今天", "published_on")
    if type(entry.value) is not type(known[-1].value):
        yield Problem("parameter.kind", "这一参数的数值与以往的种类不同，请核对", "value")
    elif isinstance(entry.value, int) and entry.value < 0:
        yield Problem("parameter.negative", "数值不能是负数", "value")
    published = [row for row in known if row.by_district and scope.startswith(row.scope)]
    if published:
        last = max(published, key=lambda row: (row.published_on, row.valid_from))
        text = f"“{last.title or entry.key}”由区里公布（{last.source}），本机不能登记；有误的，请联系区里更正公布"
        yield Problem("parameter.of_district", text, "value")
    days = (scope, entry.valid_from, entry.published_on)
    if days in {(row.scope, row.valid_from, row.published_on) for row in known}:
        yield Problem("parameter.duplicate", "同一天公布、同一天执行的数值已经录入过", "valid_from")


def _place(row: Value | ParameterRow) -> tuple[str, str, date, date]:
    return row.key, row.scope, row.valid_from, row.published_on


def _days(row: CalendarYear, *, works: bool) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day, working in row.days.items() if working is works)
