"""Where things are: divisions, the hall and its desks, and the dated values that hold there."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, text
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column

from zqdesk.records.tables.base import Row, ref


class OfDistrict(MappedAsDataclass, kw_only=True):
    """What the district may publish: `by_district` rows came from there, and no desk adds or changes one (migration 0019)."""

    by_district: Mapped[bool] = mapped_column(default=False, server_default=text("0"))


class Division(OfDistrict, Row):
    """An administrative division; `id` is its code (6, 9 or 12 digits), valid for a time, with a successor."""

    __tablename__ = "divisions"
    name: Mapped[str]
    parent_id: Mapped[str] = mapped_column(default="", index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    successor_id: Mapped[str] = mapped_column(default="")


class FormerVillage(Row):
    """Where a household lived up to a day, before its village was renamed, split or merged, or it moved."""

    __tablename__ = "former_villages"
    household_id: Mapped[str] = ref("households")
    village_id: Mapped[str]
    village_name: Mapped[str]
    until_on: Mapped[date]


class Hall(Row):
    """The hall this database belongs to; there is exactly one row."""

    __tablename__ = "halls"
    town_id: Mapped[str]
    town_name: Mapped[str]
    district_name: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    document_word: Mapped[str] = mapped_column(default="")


class Desk(Row):
    """One installation of zqdesk."""

    __tablename__ = "desks"
    name: Mapped[str]


class ParameterRow(OfDistrict, Row):
    """A dated value: in force from `valid_from`, known since `published_on`, in the division `scope`."""

    __tablename__ = "parameters"
    __table_args__ = (UniqueConstraint("key", "scope", "valid_from", "published_on"),)
    key: Mapped[str]
    scope: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    published_on: Mapped[date]
    value: Mapped[Any] = mapped_column(JSON)
    title: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")


class CalendarYear(OfDistrict, Row):
    """A year whose holiday arrangement has been published: `{"2026-10-01": false, "2026-10-10": true}`."""

    __tablename__ = "calendar_years"
    year: Mapped[int] = mapped_column(unique=True)
    days: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(default="")
