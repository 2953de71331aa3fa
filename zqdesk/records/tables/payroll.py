"""What is paid month by month: lists and their rows, the bank's file and its answers, what became of a row that failed.

One list is of one kind: `month`, `back_pay`, `one_off`, or `reissue`, which pays again what did not arrive. A signed list
never changes; what the bank said, what was decided on it and what came back is only ever added (migration 0018). No sum is
kept but those somebody signed: what was paid is asked of the view `payroll_paid`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref

LIVING = "state NOT IN ('returned', 'dropped')"


class PayrollList(Row):
    """A list (发放名册) and who answers for it; `state` as `rules.payroll.process` has it.

    `programme` is empty where it is of several, `village_id` where it is of the whole town. `matter`: what only one living
    list may be about, so that two desks cannot both make the list of one month. `facts`: what a raise or a one-off
    list rests on. The sums are those of the rows as the preparer signed them, `held_…` what of it is held back.
    """

    __tablename__ = "payroll_lists"
    __table_args__ = (
        Index(
            "uq_payroll_lists_matter", "matter", unique=True, sqlite_where=text(f"matter <> '' AND {LIVING}")
        ),
        Index("ix_payroll_lists_from_month", "from_month", "kind"),
        CheckConstraint("total_fen = base_fen + uplift_fen", name="total"),
    )
    kind: Mapped[str]
    programme: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    village_id: Mapped[str] = mapped_column(default="")
    village_name: Mapped[str] = mapped_column(default="")
    from_month: Mapped[str]
    to_month: Mapped[str]
    matter: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    number: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    pay_on: Mapped[date]
    row_count: Mapped[int] = mapped_column(default=0)
    person_count: Mapped[int] = mapped_column(default=0)
    base_fen: Mapped[int] = mapped_column(default=0)
    uplift_fen: Mapped[int] = mapped_column(default=0)
    total_fen: Mapped[int] = mapped_column(default=0)
    held_count: Mapped[int] = mapped_column(default=0)
    held_fen: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    made_by_id: Mapped[str] = ref("accounts", index=False)
    made_by_name: Mapped[str]
    prepared_at: Mapped[datetime | None] = mapped_column(default=None)
    prepared_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    prepared_by_name: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    reviewed_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    reviewed_by_name: Mapped[str] = mapped_column(default="")
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    released_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    released_by_name: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    ended_by_name: Mapped[str] = mapped_column(default="")
    ended_reason: Mapped[str] = mapped_column(default="")
    previous_id: Mapped[str | None] = ref("payroll_lists", index=False, default=None)


class PayrollRow(Row):
    """What a household, or somebody who is on the roll alone (`alone_id`), is to get; people and account as they stood.

    `home_id` is no subject of the change log by name: the history of a household would else carry every whole list.
    `months` of back-pay: `[month, base due, uplift due, paid already, owed]` each; where more was paid than is due nothing
    is owed and nothing taken back. `was_fen`: the month before, None where it got nothing. `notes`: what was pointed out and signed all the same. `held`:
    why it is not paid with the others. `earlier_id`: the row that did not arrive and that this one pays again,
    `origin_id` the first of that chain.
    """

    __tablename__ = "payroll_rows"
    __table_args__ = (
        UniqueConstraint("list_id", "position"),
        CheckConstraint("total_fen = base_fen + uplift_fen AND total_fen > 0", name="total"),
        CheckConstraint("(earlier_id IS NULL) = (origin_id IS NULL)", name="chain"),
        Index("ix_payroll_rows_home_id", "home_id", "list_id"),
        Index("ix_payroll_rows_earlier_id", "earlier_id", sqlite_where=text("earlier_id IS NOT NULL")),
        Index("ix_payroll_rows_origin_id", "origin_id", sqlite_where=text("origin_id IS NOT NULL")),
    )
    list_id: Mapped[str] = ref("payroll_lists", index=False)
    position: Mapped[int]
    programme: Mapped[str]
    home_id: Mapped[str] = ref("households", index=False)
    alone_id: Mapped[str | None] = ref("persons", index=False, default=None)
    entry_id: Mapped[str | None] = ref("roll_entries", index=False, default=None)
    village_id: Mapped[str] = mapped_column(default="")
    village_name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(default="")
    certificate_number: Mapped[str] = mapped_column(default="")
    person_count: Mapped[int]
    base_fen: Mapped[int]
    uplift_fen: Mapped[int] = mapped_column(default=0)
    total_fen: Mapped[int]
    months: Mapped[list[Any]] = mapped_column(default_factory=list)
    was_fen: Mapped[int | None] = mapped_column(default=None)
    change: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    bank_name: Mapped[str] = mapped_column(default="")
    account_name: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    notes: Mapped[list[str]] = mapped_column(default_factory=list)
    held: Mapped[str] = mapped_column(default="")
    earlier_id: Mapped[str | None] = ref("payroll_rows", index=False, default=None)
    origin_id: Mapped[str | None] = ref("payroll_rows", index=False, default=None)


class PayrollHold(Row):
    """Somebody said of a draft that this household is not to be paid with it, and why; lifted before it is signed."""

    __tablename__ = "payroll_holds"
    list_id: Mapped[str] = ref("payroll_lists")
    household_id: Mapped[str] = ref("households", index=False)
    person_id: Mapped[str | None] = ref("persons", index=False, default=None)
    reason: Mapped[str]
    held_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    lifted_at: Mapped[datetime | None] = mapped_column(default=None)
    lifted_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    lifted_by_name: Mapped[str] = mapped_column(default="")


class PayrollStop(Row):
    """A row of a released list that is left out of the bank's file: something came to light in between."""

    __tablename__ = "payroll_stops"
    row_id: Mapped[str] = mapped_column(unique=True)
    reason: Mapped[str]
    stopped_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class PayrollFile(Row):
    """The file given to the bank for a list: what it was called, in what writing, and what it came to.

    One stands for a list; where the bank cannot read it, it is recalled and another is given.
    """

    __tablename__ = "payroll_files"
    __table_args__ = (
        Index("ix_payroll_files_list_id", "list_id"),
        {"info": {"given_once": (("list_id",),)}},
    )
    list_id: Mapped[str] = ref("payroll_lists", index=False)
    bank: Mapped[str]
    file_name: Mapped[str]
    encoding: Mapped[str]
    digest: Mapped[str]
    row_count: Mapped[int]
    total_fen: Mapped[int]
    given_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    recalled_at: Mapped[datetime | None] = mapped_column(default=None)
    recalled_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    recalled_by_name: Mapped[str] = mapped_column(default="")
    recalled_reason: Mapped[str] = mapped_column(default="")


class PayrollAnswer(Row):
    """What the bank sent back for a file; a second one corrects the first, row by row that it names."""

    __tablename__ = "payroll_answers"
    __table_args__ = (
        Index("ix_payroll_answers_list_id", "list_id", "serial"),
        {"info": {"given_once": (("list_id", "serial"),)}},
    )
    list_id: Mapped[str] = ref("payroll_lists", index=False)
    file_id: Mapped[str] = ref("payroll_files", index=False)
    serial: Mapped[int]
    file_name: Mapped[str]
    digest: Mapped[str]
    line_count: Mapped[int]
    read_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class PayrollResult(Row):
    """A line of an answer, and what it means (`rules.payroll.answers`); a row it does not name has a result `missing`.

    `key` is how the bank calls the row, `words` what it writes. `serial` is the answer's: of a row the last one counts.
    """

    __tablename__ = "payroll_results"
    __table_args__ = (
        UniqueConstraint("answer_id", "position"),
        Index("ix_payroll_results_row_id", "row_id", "serial", "outcome"),
    )
    answer_id: Mapped[str]
    serial: Mapped[int]
    position: Mapped[int]
    row_id: Mapped[str | None] = ref("payroll_rows", index=False, default=None)
    key: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str]
    paid_fen: Mapped[int | None] = mapped_column(default=None)
    paid_on: Mapped[date | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(default="")


class PayrollDecision(Row):
    """What somebody made of an odd line: whose it is, how much of it was paid and when, or that it is not ours."""

    __tablename__ = "payroll_decisions"
    result_id: Mapped[str] = mapped_column(unique=True)
    row_id: Mapped[str | None] = ref("payroll_rows", default=None)
    paid_fen: Mapped[int]
    paid_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class PayrollEnd(Row):
    """A row that did not arrive and never will: `fen` stays with the treasury, and why."""

    __tablename__ = "payroll_ends"
    row_id: Mapped[str] = mapped_column(unique=True)
    fen: Mapped[int]
    reason: Mapped[str]
    ended_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class PayrollRecovery(Row):
    """Money paid too much that is to come back: from whom, why, until it has or an approver says that it will not.

    `kind`: death, stop, overpaid or other. Its months are its `PayrollRecoveryLine`s.
    """

    __tablename__ = "payroll_recoveries"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)
    household_id: Mapped[str] = ref("households")
    person_id: Mapped[str | None] = ref("persons", index=False, default=None)
    programme: Mapped[str]
    kind: Mapped[str]
    from_name: Mapped[str]
    from_phone: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    amount_fen: Mapped[int]
    due_on: Mapped[date | None] = mapped_column(default=None)
    booked_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    ended_by_name: Mapped[str] = mapped_column(default="")
    ended_reason: Mapped[str] = mapped_column(default="")


class PayrollRecoveryLine(Row):
    """What of a row, for which month, is to come back."""

    __tablename__ = "payroll_recovery_lines"
    __table_args__ = (
        UniqueConstraint("recovery_id", "row_id", "month"),
        CheckConstraint("amount_fen > 0", name="amount"),
    )
    recovery_id: Mapped[str]
    row_id: Mapped[str] = ref("payroll_rows")
    month: Mapped[str]
    amount_fen: Mapped[int]


class PayrollReceipt(Row):
    """Money of a recovery that came back, with the slip it rests on; below zero what was booked by mistake."""

    __tablename__ = "payroll_receipts"
    __table_args__ = (CheckConstraint("amount_fen <> 0", name="amount"),)
    recovery_id: Mapped[str] = ref("payroll_recoveries")
    received_on: Mapped[date]
    amount_fen: Mapped[int]
    way: Mapped[str]
    slip: Mapped[str]
    payer: Mapped[str] = mapped_column(default="")
    booked_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class PayrollAccount(Row):
    """How it stands with the account a household is paid into; of one account number the last row holds.

    `status`: in_order, uncollected (the card lies at the bank), renewal (to be renewed), or other_person, which needs the
    agreement of S2 art. 26: with whom, when, and when it was filed with the district.
    """

    __tablename__ = "payroll_accounts"
    household_id: Mapped[str] = ref("households")
    person_id: Mapped[str | None] = ref("persons", index=False, default=None)
    account_number: Mapped[str]
    status: Mapped[str]
    holder_name: Mapped[str] = mapped_column(default="")
    holder_id_number: Mapped[str] = mapped_column(default="")
    holder_relation: Mapped[str] = mapped_column(default="")
    agreement_on: Mapped[date | None] = mapped_column(default=None)
    filed_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
