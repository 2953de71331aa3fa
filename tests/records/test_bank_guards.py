"""The database keeps the bank's papers, and the word of a second person, as strictly as the journal."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from tests import town
from tests.records import reserve_file
from tests.records.reserve_file import BOX, PAID, Attempt, Books, then


@pytest.fixture
def books(engine: Engine) -> Iterator[Books]:
    with reserve_file.with_money(engine) as made:
        yield made


REFUSED: dict[str, tuple[str, Attempt]] = {
    "money of the bank moved by one": ("by two people", lambda b: b.entry("deposit", "bank", BOX, 5, move_word=None)),
    "money of the bank moved on one's own word": (
        "by two people",
        then(
            lambda b: b.word("move", "deposit:5:7:0", by_id=town.CASHIER.id),
            lambda b: b.entry("deposit", "bank", BOX, 5, slip="7", move_word="word"),
        ),
    ),
    "a word on another amount": (
        "by two people",
        then(
            lambda b: b.word("move", "deposit:6:7:0"),
            lambda b: b.entry("deposit", "bank", BOX, 5, slip="7", move_word="word"),
        ),
    ),
    "a transfer without a slip": ("rests on its slip", lambda b: b.pay(5, credit="bank", no_slip=True)),
    "a refund to the bank without a slip": (
        "rests on its slip",
        lambda b: b.entry(
            "refund", "bank", "unsettled", 5, grant_id="grant", case_id="case", no_slip=True
        ),
    ),
    "closed by one": (
        "by two people",
        then(
            lambda b: b.run(f"INSERT INTO reserve_reported (id, closing_id, entry_id, facts) VALUES ('r', 'x', '{PAID}', '')"),
            lambda b: b.reconciled("2026-11"),
            lambda b: b.insert("reserve_closings", id="x", period="2026-11", closed_on="2026-11-30"),
        ),
    ),
    "a statement that does not add up": (
        "adds up",
        lambda b: b.statement("2026-11-01", "2026-11-30", 500, closing_fen=400),
    ),
    "a statement with a gap before it": (
        "without a gap",
        then(
            lambda b: b.statement("2026-10-01", "2026-10-31"),
            lambda b: b.statement("2026-11-02", "2026-11-30"),
        ),
    ),
    "a statement that begins with another balance": (
        "without a gap",
        then(
            lambda b: b.statement("2026-10-01", "2026-10-31"),
            lambda b: b.statement("2026-11-01", "2026-11-30", opening=5),
        ),
    ),
    "a line put under a statement later": (
        "only ever added",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30", 5),
            lambda b: b.insert("bank_lines", statement_id="statement-2026-11-01", position=2, amount_fen=7),
        ),
    ),
    "a match of two sums": (
        "come to the same",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30", 5_999_999),
            lambda b: b.match("m", ("statement-2026-11-01-1",), ("allocation-1",)),
        ),
    ),
    "matched twice": (
        "not matched yet",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30", 6_000_000, 6_000_000),
            lambda b: b.match("m", ("statement-2026-11-01-1",), ("allocation-1",)),
            lambda b: b.match("n", ("statement-2026-11-01-2",), ("allocation-1",)),
        ),
    ),
    "several with several": (
        "with several",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30", 4_000_000, 1_000_000),
            lambda b: b.match(
                "m", ("statement-2026-11-01-1", "statement-2026-11-01-2"), ("allocation-1", "withdrawal-2")
            ),
        ),
    ),
    "withdrawn while matched": (
        "nothing rests on it",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30", 6_000_000),
            lambda b: b.match("m", ("statement-2026-11-01-1",), ("allocation-1",)),
            lambda b: b.run(
                f"UPDATE bank_statements SET withdrawn_at = 'now', withdrawn_by_id = '{town.CLERK.id}', "
                "withdrawn_reason = 'wrong'"
            ),
        ),
    ),
    "reconciled before the statement is there": ("all of its statement", lambda b: b.reconcile("2026-11")),
    "reconciled with another balance": (
        "bank and books say",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30"),
            lambda b: b.reconcile("2026-11", book_fen=5, adjusted_fen=5),
        ),
    ),
    "reconciled though it does not agree": (
        "agree once",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30"),
            lambda b: b.reconcile("2026-11", items="[]"),
        ),
    ),
    "signed by who made it": (
        "signed by another",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30"),
            lambda b: b.reconcile("2026-11", by_id=town.APPROVER.id),
            lambda b: b.sign("2026-11"),
        ),
    ),
    "signed by who keeps cash": (
        "keeps cash",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30"),
            lambda b: b.reconcile("2026-11"),
            lambda b: b.sign("2026-11", town.SECOND_CLERK.id),
        ),
    ),
    "closed without a reconciliation": (
        "reconciled and signed",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30"),
            lambda b: b.reconcile("2026-11"),
            lambda b: b.close("2026-11", "2026-11-30"),
        ),
    ),
    "closed over an entry since": (
        "reconciled and signed",
        then(
            lambda b: b.statement("2026-11-01", "2026-11-30"),
            lambda b: b.reconcile("2026-11"),
            lambda b: b.sign("2026-11"),
            lambda b: b.entry("deposit", "bank", BOX, 5),
            lambda b: b.close("2026-11", "2026-11-30"),
        ),
    ),
    "counted by surprise by who keeps cash": (
        "no surprise count",
        lambda b: b.count(surprise=1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED)
def test_what_must_not_be_is_refused(books: Books, attempt: str) -> None:
    said, do = REFUSED[attempt]
    with pytest.raises(sqlcipher.Error, match=said):
        do(books)
