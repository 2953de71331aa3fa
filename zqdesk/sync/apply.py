"""What an act does to the tables, at a desk (SQLite) and at the district (PostgreSQL) alike.

An act fits where every old value it names is there, no row it needs is missing and nothing unique would stand twice. It is done
whole or not at all; only a fact of the world is done as far as it fits (docs/protocol.md §4).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Index,
    String,
    Table,
    UniqueConstraint,
    and_,
    select,
)
from sqlalchemy.sql import ColumnElement

import zqdesk.records.tables  # noqa: F401 - so that every table is known
from zqdesk.frozen import frozen
from zqdesk.records.changes import LOCAL_TABLES, plain
from zqdesk.records.plain import Undigested, stored
from zqdesk.records.tables.base import Row
from zqdesk.sync.wire import Unfit

Values = dict[str, Any]
Changed = dict[str, list[Any]]
"""field → [old, new]"""
Fields = list[tuple[str, str, Changed]]
"""(table, row id, what changed), as an act says it."""
Find = Callable[[str, str], Values | None]
"""The values a row came into being with, by table and id, whatever became of the act; None where no act made it."""
_PAIR = Annotated[list[Any], msgspec.Meta(min_length=2, max_length=2)]
_FIELDS: msgspec.json.Decoder[Fields] = msgspec.json.Decoder(list[tuple[str, str, dict[str, _PAIR]]])
COUNTERS = frozenset({"number_series"})
"""Rows that only count: of these not even a fact makes a second one; where two counted on, the higher figure stands."""
LAST = "last"
HEADS = {"payroll_rows": ("payroll_lists", "list_id")}
"""Lines that come with a change of their head and stand only where it fits: one list that two desks signed has the lines of one."""
CONDITIONS: dict[str, Callable[[Values], bool]] = {
    "uq_settlement_items_disbursement_id": lambda row: row.get("accepted") is not False,
    "uq_payroll_lists_matter": lambda row: row.get("state") not in ("returned", "dropped"),
    "uq_payroll_files_list_id": lambda row: not row.get("recalled_at"),
}
"""What the condition of a partial unique index means; the others only leave out the empty text."""


class Differs(RuntimeError):  # noqa: N818 - says what it is
    """The rows here are not what they must be: something was changed past the log, or this program has a bug."""


@frozen
class Place:
    """The tables acts are applied to, over an open transaction; at the district those of one town."""

    connection: Connection
    tables: Mapping[str, Table]
    town: str = ""

    def table(self, name: str) -> Table:
        found = self.tables.get(name)
        if found is None:
            raise Undigested(name)
        return found

    def here(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """The condition that a row is of this place."""
        return (table.c.town == self.town,) if self.town else ()

    def row(self, name: str, row_id: str) -> Values | None:
        """A row as acts say it: its values plain, by field."""
        table = self.table(name)
        query = select(*_columns(table)).where(*self.here(table), table.c.id == row_id)
        found = self.connection.execute(query).mappings().first()
        return None if found is None else {bare(key): plain(value) for key, value in found.items()}

    def insert(self, name: str, values: Values) -> None:
        table = self.table(name)
        filled = {column.key: stored(column, values.get(column.key)) for column in _columns(table)}
        unknown = values.keys() - filled.keys()
        if unknown:
            raise Undigested(f"{name}.{min(unknown)}")
        at = {"town": self.town} if self.town else {}
        self.connection.execute(table.insert(), filled | at)

    def update(self, name: str, row_id: str, values: Values) -> None:
        table = self.table(name)
        if unknown := values.keys() - table.c.keys():
            raise Undigested(f"{name}.{min(unknown)}")
        kept = {key: stored(table.c[key], value) for key, value in values.items()}
        self.connection.execute(table.update().where(*self.here(table), table.c.id == row_id).values(kept))

    def delete(self, name: str, row_id: str) -> None:
        table = self.table(name)
        self.connection.execute(table.delete().where(*self.here(table), table.c.id == row_id))


@dataclass(slots=True)
class Outcome:
    """What came of an act: what it did (nothing where it did not fit), and what did not fit."""

    done: Fields = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)


def bare(name: str) -> str:
    """SQLAlchemy's names are a kind of text of their own, which JSON cannot be written of."""
    return "".join(name)


def replicated() -> dict[str, Table]:
    """The tables that desks and district share, by name: all that acts write."""
    mapped = {bare(str(mapper.local_table)) for mapper in Row.registry.mappers} - LOCAL_TABLES
    return {name: Row.metadata.tables[name] for name in sorted(mapped)}


def decoded(fields: str) -> Fields:
    """The fields of an act; raises `Undigested` where they are not as an act says them."""
    try:
        found = _FIELDS.decode(fields)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Undigested("fields") from error
    for table, row_id, changed in found:
        if not {None, row_id}.issuperset(changed.get("id", ())):
            raise Undigested(f"{table}.id")
    return found


def encoded(fields: Fields) -> str:
    return msgspec.json.encode(fields).decode()


def beginning(fields: Fields, table: str, row_id: str) -> Values | None:
    """The values with which this act let a row come into being; None where it did not."""
    for name, each, changed in fields:
        if (name, each) == (table, row_id) and _appears(changed):
            return _side(changed, 1)
    return None


def same(one: Any, other: Any) -> bool:
    """Null and the empty text are one: the change log names neither."""
    return bool(one == other) or (one in (None, "") and other in (None, ""))


def do(place: Place, fields: Fields, *, fact: bool = False, find: Find = lambda *_: None) -> Outcome:
    """Do an act; where it does not fit nothing is left of it, unless it is a `fact`.

    `find` tells how a row began that a fact refers to and that is not here: it is brought in with the fact.
    """
    nested = place.connection.begin_nested()
    try:
        outcome = _done(place, fields, fact=fact, find=find)
    except BaseException:
        nested.rollback()
        raise
    if outcome.unfit and not fact:
        nested.rollback()
        return Outcome([], outcome.unfit)
    nested.commit()
    return outcome


def take_back(place: Place, done: Fields) -> None:
    """Undo what `do` said it did; raises `Differs` where the rows are no longer as it left them."""
    for table, row_id, changed in sorted(done, key=lambda each: -_order(each[2])):
        if never_was(changed):
            continue
        now = place.row(table, row_id)
        before, after = _side(changed, 0), _side(changed, 1)
        if _appears(changed):
            _must_hold(
                now is not None and all(same(now.get(name), after[name]) for name in after), table, row_id
            )
            place.delete(table, row_id)
        elif _disappears(changed):
            _must_hold(now is None, table, row_id)
            place.insert(table, before)
        else:
            _must_hold(now is not None and all(same(now[name], after[name]) for name in after), table, row_id)
            place.update(table, row_id, before)


def _must_hold(holds: bool, table: str, row_id: str) -> None:
    if not holds:
        raise Differs(f"{table} {row_id}")


def _done(place: Place, fields: Fields, *, fact: bool, find: Find) -> Outcome:
    outcome = Outcome()
    standing = [each for each in fields if not never_was(each[2])]
    leaving = {(table, row_id) for table, row_id, changed in standing if _disappears(changed)}
    # What goes makes room for what comes.
    for table, row_id, changed in sorted(standing, key=lambda each: _order(each[2])):
        _do_row(place, (table, row_id, changed), leaving, outcome, fact=fact)
    for table, row_id in _dangling(place, outcome.done, leaving):
        _bring(place, table, row_id, outcome, find if fact else lambda *_: None)
    outcome.unfit += _still_named(place, leaving)
    return outcome


def _do_row(
    place: Place,
    row: tuple[str, str, Changed],
    leaving: set[tuple[str, str]],
    outcome: Outcome,
    *,
    fact: bool,
) -> None:
    table, row_id, changed = row
    now = place.row(table, row_id)
    before, after = _side(changed, 0), _side(changed, 1)
    if _appears(changed):
        _come(place, row, leaving, outcome, fact=fact)
        return
    if now is None:
        outcome.unfit.append(_unfit(table, row_id, "id", [row_id, after.get("id", row_id)], None))
        return
    known = before if not _disappears(changed) else dict.fromkeys(now, None) | before
    if missing := known.keys() - now.keys():
        raise Undigested(f"{table}.{min(missing)}")
    wrong = {name for name, value in known.items() if not same(now[name], value)}
    if fact and table in COUNTERS and wrong == {LAST}:
        _count_on(place, table, row_id, after, outcome)
        return
    outcome.unfit += [
        _unfit(table, row_id, name, [known[name], after.get(name)], now[name]) for name in sorted(wrong)
    ]
    if _disappears(changed):
        if not wrong:
            place.delete(table, row_id)
            outcome.done.append((table, row_id, {name: [value, None] for name, value in now.items()}))
        return
    fitting = {name: value for name, value in after.items() if name not in wrong}
    doubled = list(_doubled(place, table, now | fitting, leaving)) if fitting else []
    outcome.unfit += doubled
    if fitting and not doubled:
        place.update(table, row_id, fitting)
        outcome.done.append((table, row_id, {name: [now[name], value] for name, value in fitting.items()}))


def _of_unfit_head(table: str, line: Values, outcome: Outcome) -> bool:
    """Whether the head is here, and other than the act knew it."""
    head, named_by = HEADS.get(table, ("", ""))
    return any(
        (each.table, each.row) == (head, line.get(named_by)) and each.field != "id" for each in outcome.unfit
    )


def _come(
    place: Place,
    row: tuple[str, str, Changed],
    leaving: set[tuple[str, str]],
    outcome: Outcome,
    *,
    fact: bool,
) -> None:
    table, row_id, changed = row
    values = _side(changed, 1)
    if _of_unfit_head(table, values, outcome):
        return
    unfit = [] if place.row(table, row_id) is None else [_unfit(table, row_id, "id", [None, row_id], row_id)]
    doubled = list(_doubled(place, table, values, leaving))
    if fact and doubled and table in COUNTERS:
        _count_on(place, table, doubled[0].row, values, outcome)
        return
    outcome.unfit += unfit + doubled
    if fact and doubled:
        values, doubled = _without_doubled(place.table(table), values, doubled)
    if not unfit and not doubled:
        place.insert(table, values)
        outcome.done.append((table, row_id, {name: [None, value] for name, value in values.items()}))


def _count_on(place: Place, table: str, row_id: str, asked: Values, outcome: Outcome) -> None:
    """A counter only rises: two that counted on both have what is highest, and nobody has anything to settle."""
    now = place.row(table, row_id)
    if now is not None and asked.get(LAST, 0) > now[LAST]:
        place.update(table, row_id, {LAST: asked[LAST]})
        outcome.done.append((table, row_id, {LAST: [now[LAST], asked[LAST]]}))


def _bring(place: Place, table: str, row_id: str, outcome: Outcome, find: Find) -> None:
    """Bring in a row that another one names and that is not here, with all that it names itself; or say it is missing."""
    if place.row(table, row_id) is not None:
        return
    values = find(table, row_id)
    if values is None:
        outcome.unfit.append(_unfit(table, row_id, "id", [row_id, row_id], None))
        return
    doubled = list(_doubled(place, table, values, set()))
    outcome.unfit += doubled
    # What somebody else's row has by now (an ID number) is left out: the row is there, a person says whose it is.
    left_out = {each.field for each in doubled}
    values = {name: value for name, value in values.items() if name not in left_out}
    values |= {name: row_id for name in left_out if _is_taken(place, table, name)}
    place.insert(table, values)
    brought = (table, row_id, {name: [None, value] for name, value in values.items()})
    outcome.done.append(brought)
    for named, named_id in _dangling(place, [brought], set()):
        _bring(place, named, named_id, outcome, find)


def _is_taken(place: Place, name: str, column: str) -> bool:
    """Whether a row has the empty text already where a desk's database holds unique even that."""
    table = place.table(name)
    if ((column,), False) not in held(table) or not isinstance(table.c[column].type, String):
        return False
    query = select(table.c.id).where(*place.here(table), table.c[column] == "").limit(1)
    return place.connection.scalar(query) is not None


def _dangling(place: Place, done: Fields, leaving: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rows that what was done names and that are not there."""
    named: dict[tuple[str, str], None] = {}
    for table, _, changed in done:
        for column, target in references(place.table(table)):
            value = changed.get(column, (None, None))[1]
            if value:
                named[target, value] = None
    return [(t, i) for t, i in named if (t, i) in leaving or place.row(t, i) is None]


def _still_named(place: Place, leaving: Iterable[tuple[str, str]]) -> Iterator[Unfit]:
    """Rows that go while others name them still."""
    for target, row_id in leaving:
        for name, table in place.tables.items():
            for column, named in references(table):
                if named != target:
                    continue
                query = select(table.c.id).where(*place.here(table), table.c[column] == row_id).limit(1)
                other = place.connection.execute(query).scalar()
                if other is not None:
                    yield _unfit(name, other, column, [None, None], row_id)


def _doubled(place: Place, name: str, row: Values, leaving: set[tuple[str, str]]) -> Iterator[Unfit]:
    """What would stand twice though it must be unique: told as the other row's field."""
    table = place.table(name)
    for rule, columns in uniques(table):
        values = [row.get(column) for column in columns]
        if any(value in (None, "") for value in values) and _leaves_out_empty(values, table, columns):
            continue
        if rule in CONDITIONS and not CONDITIONS[rule](row):
            continue
        equal = [table.c[c] == stored(table.c[c], value) for c, value in zip(columns, values, strict=True)]
        query = select(*_columns(table)).where(*place.here(table), and_(*equal), table.c.id != row["id"])
        for other in place.connection.execute(query).mappings():
            held = {bare(key): plain(value) for key, value in other.items()}
            if (name, held["id"]) in leaving or (rule in CONDITIONS and not CONDITIONS[rule](held)):
                continue
            yield _unfit(name, held["id"], columns[-1], [None, row.get(columns[-1])], held[columns[-1]])


def _without_doubled(table: Table, row: Values, doubled: list[Unfit]) -> tuple[Values, list[Unfit]]:
    """A new row of a fact as it can stand beside the one that has its number or name, and what keeps it from standing at all.

    What only the desks' guards see to stands twice. What their databases hold themselves is left out of the row where it may be empty.
    """
    fields, left = {each.field for each in doubled}, set[str]()
    for columns, may_be_empty in held(table):
        if columns[-1] in fields:
            if not may_be_empty:
                return row, doubled
            left.add(columns[-1])
    return {name: value for name, value in row.items() if name not in left}, []


def held(table: Table) -> list[tuple[tuple[str, ...], bool]]:
    """What a desk's database itself holds unique: the columns, and whether the last of them may be empty as often as it likes."""
    found = table.info.get("held")
    if found is None:
        rules: list[Index | UniqueConstraint] = [
            each for each in table.constraints if isinstance(each, UniqueConstraint)
        ]
        rules += [each for each in table.indexes if each.unique]
        found = table.info["held"] = [
            (tuple(bare(column.key) for column in rule.columns), _may_be_empty(rule)) for rule in rules
        ]
    return list(found)


def _may_be_empty(rule: Index | UniqueConstraint) -> bool:
    if list(rule.columns)[-1].nullable:
        return True
    condition = str(rule.dialect_options["sqlite"].get("where", "")) if isinstance(rule, Index) else ""
    return "<> ''" in condition


def _leaves_out_empty(values: list[Any], table: Table, columns: tuple[str, ...]) -> bool:
    # One empty column alone is a partial index; of several columns an empty text is a value like another.
    return len(columns) == 1 or any(
        value is None and bool(table.c[column].nullable)
        for value, column in zip(values, columns, strict=True)
    )


def claims(fields: Fields, tables: Mapping[str, Table]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What these changes give or take of what must be unique: the rule and the values, before and after.

    Of a rule over several columns only rows that come or go tell all of them; none of these columns changes in a row that stays.
    """
    for name, _, changed in fields:
        for rule, columns in uniques(tables[name]) if name in tables else ():
            if all(column in changed for column in columns):
                for side in (0, 1):
                    values = tuple(changed[column][side] for column in columns)
                    if values[-1] not in (None, ""):
                        yield rule, values


def named(fields: Fields, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    """The rows that these changes refer to: table and id."""
    for name, _, changed in fields:
        for column, target in references(tables[name]) if name in tables else ():
            value = changed.get(column, (None, None))[1]
            if value:
                yield target, value


def uniques(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    """What must be unique in a table beside its id: the name of the rule and its columns."""
    found = table.info.get("uniques")
    if found is None:
        constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        indexes: list[Index | UniqueConstraint] = [each for each in table.indexes if each.unique]
        found = table.info["uniques"] = sorted(
            [(str(each.name), tuple(bare(c.key) for c in each.columns)) for each in [*constraints, *indexes]]
            + [
                (f"uq_{table.name}_{'_'.join(columns)}", columns)
                for columns in table.info.get("given_once", ())
            ]
        )
    return list(found)


def references(table: Table) -> list[tuple[str, str]]:
    """(column, table it names a row of)."""
    found = table.info.get("references")
    if found is None:
        found = table.info["references"] = [
            (bare(column.key), bare(key.target_fullname.partition(".")[0]))
            for column in table.c
            for key in column.foreign_keys
        ]
    return list(found)


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.key != "town"]


def _unfit(table: str, row_id: str, name: str, asked: list[Any], held: Any) -> Unfit:
    return Unfit(table=table, row=row_id, field=name, was=asked[0], asked=asked[1], held=held)


def _side(changed: Changed, which: int) -> Values:
    return {name: pair[which] for name, pair in changed.items()}


def _ends(changed: Changed) -> tuple[Any, Any]:
    pair = changed.get("id")
    return (pair[0], pair[1]) if pair else ("", "")


def _appears(changed: Changed) -> bool:
    old, new = _ends(changed)
    return old is None and new is not None


def _disappears(changed: Changed) -> bool:
    old, new = _ends(changed)
    return old is not None and new is None and "id" in changed


def never_was(changed: Changed) -> bool:
    """Of a row that came and went within the act."""
    return "id" in changed and _ends(changed) == (None, None)


def _order(changed: Changed) -> int:
    return 0 if _disappears(changed) else 2 if _appears(changed) else 1
