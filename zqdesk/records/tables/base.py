"""What every table shares: names of constraints, ids and column types."""

import itertools
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar, NamedTuple, ParamSpec, dataclass_transform

from sqlalchemy import JSON, BigInteger, Date, Dialect, ForeignKey, MetaData, String, TypeDecorator, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

P = ParamSpec("P")
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


_made = itertools.count()


def new_id() -> str:
    """A 32-digit hex id, unique over all desks, growing with time so that new rows lie together on disk.

    Ids made one after the other in a process sort in that order, so rows of one act keep the order they
    were entered in, even where the clock ticks slowly.
    """
    return f"{time.time_ns() // 1_000_000:012x}{next(_made) & 0xFFFFFF:06x}{os.urandom(7).hex()}"


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant kept as ISO text with milliseconds, so that it sorts and reads as it is."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromisoformat(value)


def instant_text(value: datetime) -> str:
    """`2026-11-24T01:02:03.456Z`: the one way an instant is written in rows, change log and files."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ref(target: str, *, index: bool = True, default: Any = ...) -> Any:
    """A foreign key column to `table.id`; with `default=None` it may stay empty."""
    if default is None:
        return mapped_column(ForeignKey(f"{target}.id"), index=index, nullable=True, default=None)
    return mapped_column(ForeignKey(f"{target}.id"), index=index)


# Said again for type checkers, which do not carry `kw_only` over to subclasses.
@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, ref))
class Row(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A row that an act may write; every change of it goes into the change log."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        date: Date,
        datetime: Instant,
        int: BigInteger,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
    }
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default_factory=new_id)


@cache
def defaults(kind: type[Row]) -> dict[str, Any]:
    """The columns of a table by the names of their attributes, each with what a new row has there if nobody says."""
    found = {}
    for attribute in inspect(kind).column_attrs:
        default = attribute.columns[0].default
        found[attribute.key] = default.arg if default is not None and default.is_scalar else None
    return found


@cache
def _factories(kind: type[Row]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    """The columns of which each new row has a value of its own: the id, and lists and tables that are empty at first."""
    factories = ((each.name, each.default_factory) for each in fields(kind) if each.init)
    return tuple((name, factory) for name, factory in factories if factory is not MISSING)


class New(NamedTuple):
    """A row to be written with many others (`Work.add_many`): a table and a value for each of its columns."""

    kind: type[Row]
    values: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.values["id"])


def new(kind: Callable[P, Row], /, *_: P.args, **values: P.kwargs) -> New:
    """`new(Person, name="…")`: as `Person(name="…")`, at a thirtieth of the cost of an object that is followed."""
    assert isinstance(kind, type)
    own = {name: make() for name, make in _factories(kind) if name not in values}
    return New(kind, {**defaults(kind), **own, **values})


def assign(row: Row, values: dict[str, Any]) -> None:
    """Set what differs, so that the change log shows the fields that changed and no others."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def taken(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """These columns of a row by name."""
    return {name: getattr(row, name) for name in names}
