"""The reserve (临时救助备用金): its journal, and the papers each entry rests on.

An entry moves one amount from one account to another, so it balances by its shape. Entries, disbursements,
refunds and closings are only ever added: the database itself refuses to change or delete them, to let an
account fall below zero, to leave a gap in the numbers, or to pay more than was granted (migration 0002).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Till(Row):
    """A place where cash lies: the hall's box (`box`, one) or the float of a desk (`float`), and who answers for it."""

    __tablename__ = "tills"
    kind: Mapped[str]
    name: Mapped[str]
    desk_id: Mapped[str] = ref("desks")
    holder_id: Mapped[str] = ref("accounts", index=False)
    holder_name: Mapped[str]
    closed_on: Mapped[date | None] = mapped_column(default=None)


class Entry(Row):
    """One line of the journal: `amount_fen` from account `credit` to account `debit`.

    Accounts: `district` (what was allocated, a debt to the district), `bank`, `till:<id>`, `unsettled`
    (paid out, not yet settled), `settled` (settled, not yet replenished). A reversal (红字冲销) repeats the
    accounts of the entry it `reverses_id` with a negative amount. `serial` runs from 1 in each `year`, at a town's second desk
    from 2,000,001. Guards see that it is given once (`given_once`); a clone's doubles are kept, for a person to decide.
    `word_id` is the word of the second person on money moved between bank, box and district.
    """

    __tablename__ = "reserve_entries"
    __table_args__ = (
        Index("ix_reserve_entries_year", "year", "serial"),
        CheckConstraint("debit <> credit", name="accounts"),
        CheckConstraint("amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)", name="amount"),
        # The two cover the balance of an account, the third what was paid on a grant.
        Index("ix_reserve_entries_debit", "debit", "amount_fen"),
        Index("ix_reserve_entries_credit", "credit", "amount_fen"),
        Index(
            "ix_reserve_entries_grant_id", "grant_id", "amount_fen", sqlite_where=text("grant_id IS NOT NULL")
        ),
        Index("ix_reserve_entries_booked_on", "booked_on"),
        Index("ix_reserve_entries_word_id", "word_id", sqlite_where=text("word_id IS NOT NULL")),
        {"info": {"given_once": (("year", "serial"),)}},
    )
    year: Mapped[int]
    serial: Mapped[int]
    booked_on: Mapped[date]
    booked_at: Mapped[datetime]
    kind: Mapped[str]
    debit: Mapped[str]
    credit: Mapped[str]
    amount_fen: Mapped[int]
    text: Mapped[str]
    voucher: Mapped[str] = mapped_column(default="")
    voucher_on: Mapped[date | None] = mapped_column(default=None)
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    desk_id: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    grant_id: Mapped[str | None] = ref("grants", index=False, default=None)
    case_id: Mapped[str | None] = ref("cases", default=None)
    reverses_id: Mapped[str | None] = mapped_column(unique=True, default=None)
    settlement_id: Mapped[str | None] = ref("settlements", index=False, default=None)
    request_id: Mapped[str | None] = ref("replenishment_requests", index=False, default=None)
    word_id: Mapped[str | None] = ref("reserve_words", index=False, default=None)


class Disbursement(Row):
    """Who got the money of an entry, how, and who signed for it.

    `way`: cash, transfer or goods (then `supplier` and `invoice` say what was bought). With a proxy, the
    proxy signs with their own ID. `sign_kind`: signature or fingerprint. `second_payer` saw the cash handed over,
    and signed it as `witness_id`.
    """

    __tablename__ = "disbursements"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        {"info": {"given_once": (("receipt_number",),)}},
    )
    entry_id: Mapped[str] = mapped_column(unique=True)
    grant_id: Mapped[str] = ref("grants")
    case_id: Mapped[str] = ref("cases")
    stage_id: Mapped[str | None] = ref("grant_stages", index=False, default=None)
    amount_fen: Mapped[int]
    way: Mapped[str]
    receipt_number: Mapped[str] = mapped_column(index=True)
    payee_name: Mapped[str]
    payee_id_number: Mapped[str] = mapped_column(default="")
    payee_phone: Mapped[str] = mapped_column(default="")
    proxy_name: Mapped[str] = mapped_column(default="")
    proxy_id_number: Mapped[str] = mapped_column(default="")
    proxy_phone: Mapped[str] = mapped_column(default="")
    proxy_relation: Mapped[str] = mapped_column(default="")
    sign_kind: Mapped[str] = mapped_column(default="signature")
    second_payer: Mapped[str] = mapped_column(default="")
    witness_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    bank_name: Mapped[str] = mapped_column(default="")
    account_name: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    goods: Mapped[str] = mapped_column(default="")
    supplier: Mapped[str] = mapped_column(default="")
    invoice: Mapped[str] = mapped_column(default="")


class Refund(Row):
    """Money of a disbursement that came back: a failed transfer, money returned or recovered."""

    __tablename__ = "refunds"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)
    entry_id: Mapped[str] = mapped_column(unique=True)
    disbursement_id: Mapped[str] = ref("disbursements")
    amount_fen: Mapped[int]
    returned_by: Mapped[str]
    reason: Mapped[str]


class Settlement(Row):
    """A batch of disbursements handed to the district to be settled (核销); `answer`: accepted or returned.

    Where some items were returned, the answer is `accepted` and these items are not.
    """

    __tablename__ = "settlements"
    number: Mapped[str] = mapped_column(unique=True)
    submitted_on: Mapped[date]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    amount_fen: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    accepted_fen: Mapped[int] = mapped_column(default=0)


class SettlementItem(Row):
    """A disbursement in a batch, less what came back before; `accepted` is None until the district answers."""

    __tablename__ = "settlement_items"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        # One and the same payment is settled once; returned, it may be handed in again.
        Index(
            "uq_settlement_items_disbursement_id",
            "disbursement_id",
            unique=True,
            sqlite_where=text("accepted IS NULL OR accepted = 1"),
        ),
    )
    settlement_id: Mapped[str] = ref("settlements")
    disbursement_id: Mapped[str] = ref("disbursements", index=False)
    amount_fen: Mapped[int]
    accepted: Mapped[bool | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class ReplenishmentRequest(Row):
    """What was asked of the district to fill the reserve up again, with the balances of that moment."""

    __tablename__ = "replenishment_requests"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"),)
    number: Mapped[str] = mapped_column(unique=True)
    requested_on: Mapped[date]
    amount_fen: Mapped[int]
    reason: Mapped[str]
    balances: Mapped[dict[str, Any]]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)


class CashCount(Row):
    """Cash of a till counted by denominations (fen of the note or coin → pieces), beside the books of that moment.

    A difference is explained; the count holds once a second person has signed it. The books are never
    changed by a count: the difference stands until a later count agrees with them. A `surprise` count is made by
    somebody who keeps no cash and signed by who does.
    """

    __tablename__ = "cash_counts"
    till_id: Mapped[str] = ref("tills")
    counted_on: Mapped[date]
    counted_at: Mapped[datetime]
    pieces: Mapped[dict[str, Any]]
    counted_fen: Mapped[int]
    book_fen: Mapped[int]
    after_year: Mapped[int] = mapped_column(default=0)
    after_serial: Mapped[int] = mapped_column(default=0)
    explanation: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    signed_by_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    signed_by_name: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    surprise: Mapped[bool] = mapped_column(default=False, server_default=text("0"))


class Handover(Row):
    """Cash or a whole till given by one person and taken by another, each under their own sign-in.

    `kind` cash: `amount_fen` from one till to another, booked when it is taken. `kind` till: the holder
    changes, over a count of its cash (`count_id`), which the taker signs. `ended_at` with `taken` false: it
    was called off or refused.
    """

    __tablename__ = "handovers"
    kind: Mapped[str]
    till_id: Mapped[str] = ref("tills")
    to_till_id: Mapped[str | None] = ref("tills", index=False, default=None)
    amount_fen: Mapped[int]
    pieces: Mapped[dict[str, Any]]
    explanation: Mapped[str] = mapped_column(default="")
    from_id: Mapped[str] = ref("accounts", index=False)
    from_name: Mapped[str]
    to_id: Mapped[str] = ref("accounts", index=False)
    to_name: Mapped[str]
    offered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    taken: Mapped[bool] = mapped_column(default=False)
    entry_id: Mapped[str | None] = ref("reserve_entries", index=False, default=None)
    count_id: Mapped[str | None] = ref("cash_counts", index=False, default=None)


class Closing(Row):
    """A month (`2026-11`) that takes no more entries, or a year (`2026`) carried over, with what stood in the books.

    `balances`: fen by account at its end; `turnover`: `[debit, credit]` fen by account within it.
    `office` is what the hall was called then, `word_id` the word of the second person. A period that was opened again is closed by a new row; the old one stays and is set aside.
    """

    __tablename__ = "reserve_closings"
    period: Mapped[str] = mapped_column(index=True)
    closed_on: Mapped[date]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    last_serial: Mapped[int]
    entry_count: Mapped[int]
    balances: Mapped[dict[str, Any]]
    turnover: Mapped[dict[str, Any]]
    office: Mapped[str] = mapped_column(default="", server_default=text("''"))
    word_id: Mapped[str | None] = ref("reserve_words", index=False, default=None)


class SecondWord(Row):
    """A second person's word, under their own sign-in, that what was asked about is right; and why.

    `matter` and `subject` say what it opens, nothing else is opened by it: a day far from the last (`date`,
    the day), a closing to be opened again, a count to be set aside. `sentence` is what stood on the screen.
    """

    __tablename__ = "reserve_words"
    matter: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    sentence: Mapped[str]
    reason: Mapped[str]
    given_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]


class Reported(Row):
    """What the books of a closed month said of a payment beside its entry; kept with the closing, never changed."""

    __tablename__ = "reserve_reported"
    closing_id: Mapped[str] = mapped_column(index=True)
    entry_id: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]


class Document(Row):
    """A paper from outside that an entry rests on: its number as written, and made plain (`key`).

    One paper stands behind one entry; behind a second one only on the word of a second person (`word_id`).
    """

    __tablename__ = "reserve_documents"
    entry_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    number: Mapped[str]
    word_id: Mapped[str | None] = ref("reserve_words", index=False, default=None)


class SetAside(Row):
    """An act of a wrong day that two people set aside: it stays in the books and counts for nothing any more.

    `matter`: an `entry` (with its reversal, which bears the same wrong day), a `count`, a `closing`.
    """

    __tablename__ = "reserve_set_asides"
    matter: Mapped[str]
    subject_id: Mapped[str] = mapped_column(unique=True)
    reversal_id: Mapped[str | None] = mapped_column(unique=True, default=None)
    reason: Mapped[str]
    set_on: Mapped[date]
    set_at: Mapped[datetime]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    second_id: Mapped[str] = ref("accounts", index=False)
    second_name: Mapped[str]
