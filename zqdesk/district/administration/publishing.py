"""What the district publishes for every town: dated values and delegations, the year's working days, divisions.

A file of TOML in the form of `resources/`: tables of parameters under `parameters`, years under `calendar`, places under `division`.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from zqdesk.district.enrolment import Order, note
from zqdesk.district.exchange.announcing import Announced
from zqdesk.district.records.tables import announcements, towns
from zqdesk.frozen import frozen
from zqdesk.records import parameters as shipped
from zqdesk.records.changes import plain
from zqdesk.records.register import CHINA
from zqdesk.records.tables.base import instant_text
from zqdesk.rules.calendar import parse_calendar
from zqdesk.rules.codes import Division, parse_divisions
from zqdesk.rules.parameters import Value, parse_document
from zqdesk.rules.problem import Problem, Refused, refuse_if

KNOWN = ("parameters", "calendar", "division")
TOWN_DIGITS, VILLAGE_DIGITS = 9, 12


@frozen
class Published:
    """What came of it. `new`: whether anything was said that had not been said before; `towns`: who will get it."""

    rows: tuple[Announced, ...]
    new: bool
    towns: int


def read(file: Path, district: str, today: date) -> tuple[Announced, ...]:
    """What a file publishes; refused, with every reason, where it is not as it must be."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(Problem("publish.file", f"读不了这个文件，或它不是 TOML：{file}", "file")) from error
    refuse_if(
        [
            Problem("publish.part", f"文件里的“{name}”不是可以公布的内容", name)
            for name in document.keys() - set(KNOWN)
        ]
    )
    rows = [*_values(document, district, today), *_years(document), *_places(document, district)]
    if not rows:
        raise Refused(Problem("publish.empty", "文件里没有可以公布的内容", "file"))
    return tuple(rows)


def publish(
    connection: Connection, rows: Sequence[Announced], order: Order, *, correct: bool = False
) -> Published:
    """Say it to every town; each gets it when one of its desks next speaks. Said again, nothing changes.

    Refused, unless it is to `correct` it: a row that was published with other content.
    """
    last = connection.scalar(select(func.coalesce(func.max(announcements.c.serial), 0))) or 0
    said = _said(connection)
    fresh = [row for row in rows if said.get((row.table, row.name)) != row.values]
    refuse_if([] if correct else [_other(row) for row in fresh if (row.table, row.name) in said])
    count = connection.scalar(select(func.count()).select_from(towns)) or 0
    if fresh:
        text = msgspec.json.encode(fresh).decode()
        sources = dict.fromkeys(str(row.values.get("source", "")) for row in fresh)
        source = "；".join(filter(None, sources)) or "行政区划"
        connection.execute(
            announcements.insert().values(
                serial=last + 1,
                digest=hashlib.sha256(text.encode()).digest(),
                rows=text,
                at=instant_text(order.at),
                by=order.by,
                source=source,
            )
        )
        note(connection, order, "publish", "", source)
    return Published(tuple(fresh), bool(fresh), count)


def words(row: Announced) -> str:
    """A row as the console tells it."""
    values = row.values
    if row.table == "calendar_years":
        free = sum(not works for works in values["days"].values())
        return f"{values['year']}年放假安排：放假 {free} 天，补班 {len(values['days']) - free} 天"
    if row.table == "divisions":
        until = f"，到 {values['valid_to']} 为止" if values.get("valid_to") else ""
        heir = f"，并入 {values['successor_id']}" if values.get("successor_id") else ""
        return f"区划 {values['id']} {values['name']}，从 {values['valid_from']} 起{until}{heir}"
    return f"{values['title']}：{values['value']}（{values['unit']}），从 {values['valid_from']} 起"


def today_of(now: datetime) -> date:
    """The day in China, whatever the machine says."""
    return now.astimezone(CHINA).date()


def _values(document: Mapping[str, Any], district: str, today: date) -> Iterator[Announced]:
    models = {value.key: value for value in shipped.shipped_values()}
    found = parse_document(document.get("parameters", {}))
    refuse_if([each for value in found for each in _value_problems(value, models, district, today)])
    for value in found:
        model = models[value.key]
        yield Announced(
            "parameters",
            {
                "key": value.key,
                "scope": value.scope or district,
                "valid_from": plain(value.valid_from),
                "published_on": plain(value.published_on),
                "value": value.value,
                "title": model.title,
                "unit": model.unit,
                "source": value.source,
            },
        )


def _value_problems(
    value: Value, models: Mapping[str, Value], district: str, today: date
) -> Iterator[Problem]:
    model = models.get(value.key)
    if model is None:
        yield Problem("parameter.unknown", f"没有名为“{value.key}”的参数", value.key)
        return
    if type(value.value) is not type(model.value):
        yield Problem("parameter.kind", f"“{model.title}”的数值与以往的种类不同，请核对", value.key)
    elif isinstance(value.value, int) and value.value < 0:
        yield Problem("parameter.negative", f"“{model.title}”不能是负数", value.key)
    choices = [each.strip() for each in model.unit.split("|")] if "|" in model.unit else []
    if choices and value.value not in choices:
        yield Problem("parameter.choice", f"“{model.title}”应是 {'、'.join(choices)} 之一", value.key)
    if value.published_on > today:
        yield Problem("parameter.published", f"“{model.title}”的公布日期不能晚于今天", value.key)
    if not (value.scope or district).startswith(district):
        yield Problem("parameter.scope", f"“{model.title}”的适用范围应在本区（{district}）之内", value.key)


def _years(document: Mapping[str, Any]) -> Iterator[Announced]:
    listed = document.get("calendar", [])
    try:
        parse_calendar(listed)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            Problem("calendar.form", "放假安排要写 year、holidays、make_up 和 source", "calendar")
        ) from error
    for year in listed:
        if not str(year.get("source", "")).strip():
            raise Refused(
                Problem("calendar.source", f"请写明{year['year']}年放假安排的文件名称和文号", "calendar")
            )
        days = {plain(day): False for day in sorted(year["holidays"])}
        days |= {plain(day): True for day in sorted(year["make_up"])}
        yield Announced("calendar_years", {"year": year["year"], "days": days, "source": year["source"]})


def _places(document: Mapping[str, Any], district: str) -> Iterator[Announced]:
    try:
        found = parse_divisions({"division": document.get("division", [])}).all
    except (KeyError, TypeError, ValueError) as error:
        text = "区划要写 code、title、level、parent 和 valid_from"
        raise Refused(Problem("divisions.form", text, "division")) from error
    refuse_if([each for place in found for each in _place_problems(place, found, district)])
    for place in found:
        yield Announced(
            "divisions",
            {
                "id": place.code,
                "name": place.title,
                "parent_id": place.parent,
                "valid_from": plain(place.valid_from),
                "valid_to": plain(place.valid_to),
                "successor_id": next(iter(place.successors), ""),
            },
        )


def _place_problems(place: Division, all_of: Sequence[Division], district: str) -> Iterator[Problem]:
    name = f"区划 {place.code} {place.title}"
    if not place.code.startswith(district) or not place.code.startswith(place.parent):
        yield Problem("divisions.code", f"{name}：代码应以本区代码和上级代码开头", place.code)
    if len(place.code) not in (TOWN_DIGITS, VILLAGE_DIGITS) or not place.code.isdecimal():
        yield Problem("divisions.code", f"{name}：镇街代码 9 位，村（居）代码 12 位", place.code)
    if sum(each.code == place.code for each in all_of) > 1:
        yield Problem("divisions.code", f"{name}：一个代码只能有一行", place.code)
    if len(place.successors) > 1:
        text = f"{name}：拆成几个的不写 successors，由镇街逐户改登记"
        yield Problem("divisions.successors", text, place.code)
    if place.successors and place.valid_to is None:
        yield Problem("divisions.successors", f"{name}：有 successors 的要写 valid_to", place.code)
    by_code = "urban" if place.code[TOWN_DIGITS:] < "200" else "rural"
    if place.classified and len(place.code) == VILLAGE_DIGITS and place.classified != by_code:
        text = f"{name}：城乡按代码取（000—199 为城市），classified 与它不符"
        yield Problem("divisions.classified", text, place.code)


def _said(connection: Connection) -> dict[tuple[str, tuple[Any, ...]], dict[str, Any]]:
    """What was published so far, by name; the last word of each."""
    found: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = {}
    for text in connection.scalars(select(announcements.c.rows).order_by(announcements.c.serial)):
        for row in msgspec.json.decode(text, type=list[Announced]):
            found[row.table, row.name] = row.values
    return found


def _other(row: Announced) -> Problem:
    text = f"公布过另外的内容：{words(row)}。确实要更正的，请加 --correct。"
    return Problem("publish.other", text, row.table)
