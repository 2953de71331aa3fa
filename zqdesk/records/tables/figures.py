"""Reports of a period that were closed, with the lists their figures are sums of."""

from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class ClosedReport(Row):
    """A report (`2026-11`, `2026-Q4`, `2026`) as it was known on the day it was closed; only ever added to.

    `lists`: by list its lines, each the values of an `Item`. `town_name` is what the town was called. One that was closed
    again has a new row with the `reason`; the old one stays.
    """

    __tablename__ = "closed_reports"
    period: Mapped[str] = mapped_column(index=True)
    town_name: Mapped[str]
    closed_on: Mapped[date]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    lists: Mapped[dict[str, Any]]
