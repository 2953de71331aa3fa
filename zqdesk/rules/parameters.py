"""What was in force on a day, as known on a day: every figure, day count, switch and wording of the law."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused, refuse_if

Content = int | str | bool | list[Any] | dict[str, Any]


@frozen
class Value:
    """One dated row: from `valid_from` on, in the division `scope` and all below it (empty: the nation).

    `published_on` is the day the notice was issued, which may be later: a raise with an earlier effective
    date. Money is fen, percentages are whole numbers. A row holds until a later row of its scope begins.
    """

    key: str
    scope: str
    valid_from: date
    published_on: date
    value: Content
    unit: str
    source: str
    title: str = ""


class MissingParameter(Refused):
    """Nothing is in force for this key on this day; the law is never guessed."""


class Parameters:
    """Look-ups in dated rows, for one place, *on* a day, *as known* on a day.

    `scopes` lists the division codes that apply, most specific first, e.g. `("370114001", "370114", "")`.
    The most specific scope that has a row in force wins. Two rows with the same key, scope and both days
    are refused (`parameter.duplicate`).
    """

    def __init__(self, values: Iterable[Value], on: date, known: date, scopes: Sequence[str]) -> None:
        self._rows: dict[str, list[Value]] = {}
        for value in values:
            self._rows.setdefault(value.key, []).append(value)
        refuse_if([p for rows in self._rows.values() for p in _duplicates(rows)])
        self.on, self.known, self.scopes = on, known, tuple(scopes)
        self._found: dict[str, Value | None] = {}
        self._groups: dict[str, tuple[Value, ...]] = {}

    def __getitem__(self, key: str) -> Content:
        return self.value(key).value

    def value(self, key: str) -> Value:
        """The whole row, for citing its source; `MissingParameter` if none is in force and known."""
        found = self._find(key)
        if found is None:
            raise MissingParameter(_missing(key, self._rows.get(key, ()), self.on, self.known))
        return found

    def at(self, on: date, known: date | None = None) -> "Parameters":
        """The same rows asked for another day; back-pay is the difference of two such look-ups."""
        other = object.__new__(Parameters)
        other._rows = self._rows
        other.on, other.known, other.scopes = on, known or self.known, self.scopes
        other._found, other._groups = {}, {}
        return other

    def begins(self) -> frozenset[date]:
        """The days on which something known here comes into force: between two of them the law stays as it is."""
        return frozenset(
            row.valid_from
            for rows in self._rows.values()
            for row in rows
            if row.scope in self.scopes and row.published_on <= self.known
        )

    def late(self, since: date, keys: Iterable[str]) -> tuple[Value, ...]:
        """What holds here from a day before its notice, which was given after `since`; the earliest notice first."""
        beginnings = tuple(keys)
        found = (
            row
            for key, rows in self._rows.items()
            if key.startswith(beginnings)
            for row in rows
            if row.scope in self.scopes and since < row.published_on <= self.known
        )
        return tuple(
            sorted(
                (row for row in found if row.valid_from < row.published_on), key=lambda row: row.published_on
            )
        )

    def under(self, prefix: str) -> list[Value]:
        """All rows in force whose key begins with `prefix`, in order of key: open-ended groups."""
        if prefix not in self._groups:
            found = (self._find(key) for key in sorted(self._rows) if key.startswith(prefix))
            self._groups[prefix] = tuple(value for value in found if value is not None)
        return list(self._groups[prefix])

    def number(self, key: str) -> int:
        """A whole number: fen, days, months, percent."""
        found = self.value(key)
        if isinstance(found.value, bool) or not isinstance(found.value, int):
            raise _wrong_kind(found, "整数")
        return found.value

    def text(self, key: str) -> str:
        found = self.value(key)
        if not isinstance(found.value, str):
            raise _wrong_kind(found, "文字")
        return found.value

    def switch(self, key: str) -> bool:
        found = self.value(key)
        if not isinstance(found.value, bool):
            raise _wrong_kind(found, "是或否")
        return found.value

    def table(self, key: str) -> list[Any]:
        found = self.value(key)
        if not isinstance(found.value, list):
            raise _wrong_kind(found, "表格")
        return found.value

    def _find(self, key: str) -> Value | None:
        if key not in self._found:
            self._found[key] = self._search(key)
        return self._found[key]

    def _search(self, key: str) -> Value | None:
        rows = [
            r for r in self._rows.get(key, ()) if r.valid_from <= self.on and r.published_on <= self.known
        ]
        for scope in self.scopes:
            here = [row for row in rows if row.scope == scope]
            if here:
                return max(here, key=lambda row: (row.valid_from, row.published_on))
        return None


def parse_document(document: Mapping[str, Any]) -> list[Value]:
    """Rows of one parameter file (TOML already read): every table with `values` is one parameter.

    A row may name its own `scope`, `source`; else the parameter's hold. Refused: rows without day,
    publication or source, days that are not days (`parameter.form`), rows given twice (`parameter.duplicate`).
    """
    values = list(_walk(document, ""))
    by_key: dict[str, list[Value]] = {}
    for value in values:
        by_key.setdefault(value.key, []).append(value)
    refuse_if([p for rows in by_key.values() for p in _duplicates(rows)])
    return values


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _walk(table: Mapping[str, Any], path: str) -> Iterable[Value]:
    for name, content in table.items():
        key = f"{path}.{name}" if path else name
        if not isinstance(content, Mapping):
            raise Refused(Problem("parameter.form", f"参数文件中“{key}”不是参数：缺少 values"))
        if "values" in content:
            yield from (_row(key, content, row) for row in content["values"])
        else:
            yield from _walk(content, key)


def _row(key: str, table: Mapping[str, Any], row: Mapping[str, Any]) -> Value:
    title = str(table.get("title", key))
    source = row.get("source", table.get("source", ""))
    valid_from, published_on, content = row.get("from"), row.get("published"), row.get("value")
    if type(valid_from) is not date or type(published_on) is not date:
        raise Refused(Problem("parameter.form", f"参数“{title}”缺少执行日期(from)或公布日期(published)"))
    if not source or not isinstance(content, int | str | list | dict):
        raise Refused(
            Problem("parameter.form", f"参数“{title}”缺少来源(source)或数值(value)，数值不能是小数")
        )
    scope = str(row.get("scope", table.get("scope", "")))
    return Value(
        key, scope, valid_from, published_on, content, str(table.get("unit", "")), str(source), title
    )


def _duplicates(rows: Sequence[Value]) -> list[Problem]:
    seen: set[tuple[str, date, date]] = set()
    problems = []
    for row in rows:
        place = (row.scope, row.valid_from, row.published_on)
        if place in seen:
            text = f"参数“{row.title or row.key}”在{chinese_day(row.valid_from)}有两行相同的记录，请删去一行"
            problems.append(Problem("parameter.duplicate", text, row.key))
        seen.add(place)
    return problems


def _missing(key: str, rows: Sequence[Value], on: date, known: date) -> Problem:
    title = rows[0].title if rows and rows[0].title else key
    text = f"没有“{title}”在{chinese_day(on)}执行的数值（截至{chinese_day(known)}已公布的），请向区民政局核实后在参数中补录"
    return Problem("parameter.missing", text, key)


def _wrong_kind(value: Value, wanted: str) -> Refused:
    text = f"参数“{value.title or value.key}”应填{wanted}，请在参数中更正"
    return Refused(Problem("parameter.kind", text, value.key))
