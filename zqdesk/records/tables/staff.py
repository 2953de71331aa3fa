"""Who works at the hall."""

from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row


class Account(Row):
    """A person who signs in; `roles` out of clerk, approver, cashier, administrator."""

    __tablename__ = "accounts"
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roles: Mapped[list[str]]
    active: Mapped[bool] = mapped_column(default=True)
    phone: Mapped[str] = mapped_column(default="")
