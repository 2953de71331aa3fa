"""Persons: who they are, apart from any household or case."""

from datetime import date

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Person(Row):
    """A person known to the hall. Codes: see resources/codes; an unknown value is an empty string."""

    __tablename__ = "persons"
    __table_args__ = (
        Index("uq_persons_id_number", "id_number", unique=True, sqlite_where=text("id_number <> ''")),
        Index("ix_persons_died_on", "died_on", sqlite_where=text("died_on IS NOT NULL")),
    )
    name: Mapped[str] = mapped_column(index=True)
    id_number: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    born_on: Mapped[date | None] = mapped_column(default=None)
    ethnicity: Mapped[str] = mapped_column(default="01")
    marital: Mapped[str] = mapped_column(default="")
    education: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    hukou_kind: Mapped[str] = mapped_column(default="")
    hukou_address: Mapped[str] = mapped_column(default="")
    died_on: Mapped[date | None] = mapped_column(default=None)
    batch_id: Mapped[str | None] = ref("import_batches", default=None)
