"""Temporary relief: what happened to the family, what was granted, in which stages, and where else it was sent."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Relief(Row):
    """The facts of a relief case, one row beside its `Case` (kind `emergency` or `expenditure`).

    `person_count` is what the amount rests on; an emergency is registered before its members are entered.
    `requested_fen` is what the clerk proposes; where the rule gives another amount, `amount_reason` says why.
    `form`: cash, transfer, goods or referral. `repeat_reason` is the approver's, for a second relief within
    the months the parameters name.
    """

    __tablename__ = "reliefs"
    case_id: Mapped[str] = mapped_column(unique=True)
    cause: Mapped[str]
    degree: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date]
    registered_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")
    situation: Mapped[str] = mapped_column(default="")
    person_count: Mapped[int] = mapped_column(default=1)
    applicant_class: Mapped[str] = mapped_column(default="")
    spending_fen: Mapped[int] = mapped_column(default=0)
    reimbursed_fen: Mapped[int] = mapped_column(default=0)
    requested_fen: Mapped[int] = mapped_column(default=0)
    amount_reason: Mapped[str] = mapped_column(default="")
    form: Mapped[str] = mapped_column(default="cash")
    goods: Mapped[str] = mapped_column(default="")
    repeat_reason: Mapped[str] = mapped_column(default="")
    papers_ready_on: Mapped[date | None] = mapped_column(default=None)


class Helped(Row):
    """Somebody an emergency helps beside its applicant: known by number, or `no_number` says why there is none.

    The table of a case's family says who lives together; who was hurt may be some of them, or others.
    """

    __tablename__ = "relief_persons"
    case_id: Mapped[str] = ref("cases")
    position: Mapped[int]
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(default="", index=True)
    relation: Mapped[str] = mapped_column(default="")
    no_number: Mapped[str] = mapped_column(default="")


class Grant(Row):
    """What a relief case may be paid, at most: one per case, by one approver, never less than was paid.

    `help_first`: agreed before the papers (先行救助); `confirmed_on` is the day of the decision that
    followed. `fund`: reserve, or district where the district pays itself.
    """

    __tablename__ = "grants"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)
    case_id: Mapped[str] = mapped_column(unique=True)
    amount_fen: Mapped[int]
    help_first: Mapped[bool] = mapped_column(default=False)
    agreed_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    agreed_by_name: Mapped[str]
    agreed_at: Mapped[datetime]
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    fund: Mapped[str] = mapped_column(default="reserve")
    note: Mapped[str] = mapped_column(default="")


class GrantStage(Row):
    """A part of a grant that is due on its own day: one approval, paid in stages (S4 2.4)."""

    __tablename__ = "grant_stages"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)
    grant_id: Mapped[str] = ref("grants")
    position: Mapped[int]
    amount_fen: Mapped[int]
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class Judged(Row):
    """What an approver said of two relief cases that look like one, before agreeing to the first of the pair named.

    `grounds` are why they look so; on others it is asked anew. `verdict`: same (one event), other_event (another of
    the same family), others (another family).
    """

    __tablename__ = "relief_judged"
    case_id: Mapped[str] = ref("cases")
    other_id: Mapped[str] = ref("cases")
    grounds: Mapped[list[str]]
    verdict: Mapped[str]
    reason: Mapped[str]
    judged_on: Mapped[date]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class Referral(Row):
    """A family sent on to another programme or to a charity; `target`: allowance, support or charity.

    `taken_on` is the day the other side took it up, `taken_case_id` the case that came of it here.
    """

    __tablename__ = "referrals"
    case_id: Mapped[str] = ref("cases")
    household_id: Mapped[str] = ref("households")
    target: Mapped[str]
    note: Mapped[str]
    made_on: Mapped[date]
    by_name: Mapped[str]
    taken_on: Mapped[date | None] = mapped_column(default=None)
    taken_case_id: Mapped[str | None] = ref("cases", default=None)
    answer: Mapped[str] = mapped_column(default="")
