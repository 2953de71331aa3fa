"""Households and who has lived in them when."""

from datetime import date

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Household(Row):
    """A family living together; `standard_kind` is `urban` or `rural`, `village_id` a 12-digit division.

    `standard_reason` says why the standard is another one than the village gives.
    """

    __tablename__ = "households"
    head_id: Mapped[str] = ref("persons")
    village_id: Mapped[str] = mapped_column(default="", index=True)
    village_name: Mapped[str] = mapped_column(default="")
    standard_kind: Mapped[str] = mapped_column(default="rural")
    standard_reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    address: Mapped[str] = mapped_column(default="")
    hukou_address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    bank_name: Mapped[str] = mapped_column(default="")
    account_name: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    registered_poor: Mapped[bool] = mapped_column(default=False)
    batch_id: Mapped[str | None] = ref("import_batches", default=None)


class Membership(Row):
    """A person in a household from `joined_on` until `left_on` (None: still there)."""

    __tablename__ = "memberships"
    # Covers the count of members a list shows beside each household.
    __table_args__ = (Index("ix_memberships_household_id", "household_id", "left_on"),)
    household_id: Mapped[str] = ref("households", index=False)
    person_id: Mapped[str] = ref("persons")
    relation: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date | None] = mapped_column(default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)
    left_reason: Mapped[str] = mapped_column(default="")


class ImportBatch(Row):
    """One roster file brought in by one act; it can be taken back while nothing was built on it."""

    __tablename__ = "import_batches"
    file_name: Mapped[str]
    digest: Mapped[str]
    household_count: Mapped[int]
    person_count: Mapped[int]
    imported_on: Mapped[date]
    reverted_on: Mapped[date | None] = mapped_column(default=None)
