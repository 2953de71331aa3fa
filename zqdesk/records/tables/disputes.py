"""What is complained of or appealed against beside a case that is being decided: by whom, against whom, and its end."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Dispute(Row):
    """A complaint (投诉举报), an application for reconsideration (行政复议) or a lawsuit (行政诉讼); `kind` says which.

    `name` is empty where nobody gave one. `about_id` is the colleague it is about, who has no part in it. `organ` and
    `number` are the reconsidering organ's or the court's. The town replies (`replied_on`) by `due_on`, to a complaint with
    what was found; of the others `outcome` says what came of it.
    """

    __tablename__ = "disputes"
    kind: Mapped[str]
    case_id: Mapped[str | None] = ref("cases", default=None)
    about_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    received_on: Mapped[date]
    due_on: Mapped[date]
    way: Mapped[str]
    name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    phone: Mapped[str] = mapped_column(default="", server_default=text("''"))
    content: Mapped[str]
    organ: Mapped[str] = mapped_column(default="", server_default=text("''"))
    number: Mapped[str] = mapped_column(default="", server_default=text("''"))
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    replied_on: Mapped[date | None] = mapped_column(default=None)
    reply: Mapped[str] = mapped_column(default="", server_default=text("''"))
    replied_by_name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    outcome: Mapped[str] = mapped_column(default="", server_default=text("''"))
    ended_on: Mapped[date | None] = mapped_column(default=None)
    end_words: Mapped[str] = mapped_column(default="", server_default=text("''"))
