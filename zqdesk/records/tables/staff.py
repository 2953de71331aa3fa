"""Who works at the hall."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Identity(Row):
    """One person who works at the hall, whatever accounts and names they have had; the ID number stands only here."""

    __tablename__ = "staff_identities"
    __table_args__ = (
        Index(
            "uq_staff_identities_id_number", "id_number", unique=True, sqlite_where=text("id_number <> ''")
        ),
    )
    id_number: Mapped[str] = mapped_column(default="")


class Account(Row):
    """A person who signs in; `roles` out of clerk, approver, cashier, administrator.

    `identity_id` says who that is; while it is empty, the account is all that is known of the person.
    """

    __tablename__ = "accounts"
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roles: Mapped[list[str]]
    active: Mapped[bool] = mapped_column(default=True)
    phone: Mapped[str] = mapped_column(default="")
    identity_id: Mapped[str | None] = ref("staff_identities", default=None)
