"""Lists from elsewhere of people who might be entitled, and the visits to those who are on no roll."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as literal
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class SeekList(Row):
    """A list (排查名单) of one kind (code table seek_kind), from whom and when; withdrawn where it was the wrong one."""

    __tablename__ = "seek_lists"
    kind: Mapped[str]
    title: Mapped[str]
    source: Mapped[str]
    received_on: Mapped[date]
    file_name: Mapped[str]
    digest: Mapped[str]
    row_count: Mapped[int]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str] = mapped_column(default="", server_default=literal("''"))


class SeekRow(Row):
    """A person of a list as the file has them; how they stand is compared anew whenever somebody looks."""

    __tablename__ = "seek_rows"
    __table_args__ = (UniqueConstraint("list_id", "position"),)
    list_id: Mapped[str] = ref("seek_lists", index=False)
    position: Mapped[int]
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    born_on: Mapped[date | None] = mapped_column(default=None)
    village_name: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    address: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    phone: Mapped[str] = mapped_column(default="", server_default=literal("''"))


class SeekVisit(Row):
    """What a visit to somebody of a list found (code table seek_result); of several the last counts."""

    __tablename__ = "seek_visits"
    __table_args__ = (Index("ix_seek_visits_row_id", "row_id"),)
    row_id: Mapped[str] = ref("seek_rows", index=False)
    visited_on: Mapped[date]
    visitors: Mapped[list[str]]
    result: Mapped[str]
    findings: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
