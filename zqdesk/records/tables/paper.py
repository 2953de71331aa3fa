"""Papers that left the printer, the numbers they carry, and half-typed entries."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Paper(Row):
    """One issued paper: its document number, its sheet code, what its bytes hashed to, and how often printed.

    A paper of a case names it; a book of the reserve belongs to none. `subject_id` says what else it is of:
    the disbursement of a receipt, the settlement of a form, the month of a book. A letter that was issued with a
    mistake is replaced by another one under its number.
    """

    __tablename__ = "papers"
    case_id: Mapped[str | None] = ref("cases", default=None)
    subject_id: Mapped[str] = mapped_column(default="", index=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    sheet_code: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str]
    page_count: Mapped[int]
    copy_count: Mapped[int] = mapped_column(default=1)
    issued_on: Mapped[date]
    by_name: Mapped[str]
    content: Mapped[dict[str, Any]]
    replaced_on: Mapped[date | None] = mapped_column(default=None)
    replaced_reason: Mapped[str] = mapped_column(default="", server_default=text("''"))


class NumberSeries(Row):
    """The last number given out in a series such as `370114001-2026-DB`: no gaps, no reuse."""

    __tablename__ = "number_series"
    series: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)


class Draft(Row):
    """A half-typed entry of one account: local, outside the change log, gone once the act is done."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("account_id", "form", "subject_id"),)
    account_id: Mapped[str]
    form: Mapped[str]
    subject_id: Mapped[str] = mapped_column(default="")
    content: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]
