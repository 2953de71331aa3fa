"""The encrypted file of the reserve as another program with its key sees it, and money in it to begin with."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from tests import town
from zqdesk.office.reserve.ledger.documents import WANTED

BOX, FLOAT, OTHER_FLOAT, OLD_FLOAT = "till:box", "till:float", "till:other", "till:old"
DAY = "2026-11-23"
FILLED = {"VARCHAR": "", "BIGINT": 0, "DATE": DAY, "JSON": "{}", "BOOLEAN": 0}
MOVES = ("withdrawal", "deposit", "return")
BANK_SLIPS = {("disbursement", "bank"): "transfer", ("refund", "bank"): "arrival"}
PAID = "paid"
"""The payment in the books: 1,000.00 of 3,000.00 granted, in cash, by the cashier."""


class Books:
    """The encrypted file as another program with its key sees it; what it inserts it fills up with blanks."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def run(self, statement: str) -> None:
        self.db.execute(statement)

    def insert(self, table: str, verb: str = "INSERT", /, **values: Any) -> None:
        blanks = {
            name: FILLED[kind.partition("(")[0]]
            for _, name, kind, needed, *_ in self.db.execute(f"PRAGMA table_info({table})")
            if needed
        }
        row = blanks | values
        marks = ", ".join("?" * len(row))
        self.db.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))

    def entry(self, kind: str, debit: str, credit: str, fen: int, **changed: Any) -> None:
        year = int(str(changed.get("booked_on", DAY))[:4])
        query = "SELECT COALESCE(MAX(serial), 0) + 1 FROM reserve_entries WHERE year = ?"
        (serial,) = self.db.execute(query, (year,)).fetchone()
        row: dict[str, Any] = {
            "id": f"{kind}-{serial}",
            "year": year,
            "serial": serial,
            "booked_on": DAY,
            "by_id": town.CASHIER.id,
            "by_name": town.CASHIER.name,
            "desk_id": town.DESK_ID,
        }
        row |= {"kind": kind, "debit": debit, "credit": credit, "amount_fen": fen, **changed}
        slip = row.pop("slip", f"{kind}-{serial}")
        if slip and kind in WANTED and not row.get("reverses_id"):
            self.paper(row["id"], WANTED[kind], slip, word_id=row.pop("word_id", None))
        if row["kind"] in MOVES and not row.get("reverses_id") and "move_word" not in row:
            row["move_word"] = self.fresh_word("move", f"{row['kind']}:{row['amount_fen']}:{slip}:0")
        slip = BANK_SLIPS.get((kind, debit if kind == "refund" else credit))
        if slip and not row.pop("no_slip", False) and not row.get("reverses_id"):
            self.paper(row["id"], slip, f"{kind}-{row['serial']}")
        self.insert("reserve_entries", **row | {"word_id": row.pop("move_word", None)})

    def paper(self, entry_id: str, kind: str, key: str, **changed: Any) -> None:
        row = {"id": f"paper-{entry_id}-{kind}", "entry_id": entry_id, "kind": kind, "key": key}
        names = ", ".join(f'"{name}"' for name in (*row, *changed, "number"))
        marks = ", ".join("?" * (len(row) + len(changed) + 1))
        values = (*row.values(), *changed.values(), key)
        self.db.execute(f"INSERT OR IGNORE INTO reserve_documents ({names}) VALUES ({marks})", values)

    def pay(self, fen: int, **changed: Any) -> None:
        row = {"grant_id": "grant", "case_id": "case", "credit": FLOAT, **changed}
        self.entry("disbursement", "unsettled", row.pop("credit"), fen, **row)

    def back(self, fen: int, **changed: Any) -> None:
        row = {"grant_id": "grant", "case_id": "case", "credit": "unsettled", **changed}
        self.entry("refund", FLOAT, row.pop("credit"), fen, **row)

    def reverse(self, entry_id: str, **changed: Any) -> None:
        names = (
            "kind",
            "debit",
            "credit",
            "amount_fen",
            "grant_id",
            "case_id",
            "settlement_id",
            "request_id",
        )
        found = self.db.execute(
            f"SELECT {', '.join(names)} FROM reserve_entries WHERE id = ?",
            (entry_id,),
        ).fetchone()
        row = dict(zip(names, found, strict=True))
        row |= {"fen": -row.pop("amount_fen"), "reverses_id": entry_id, "by_id": town.APPROVER.id, **changed}
        self.entry(row.pop("kind"), row.pop("debit"), row.pop("credit"), row.pop("fen"), **row)

    def disbursement(self, entry_id: str, fen: int, **changed: Any) -> None:
        row = {"id": f"d-{entry_id}", "entry_id": entry_id, "amount_fen": fen, "way": "cash"}
        row |= {"grant_id": "grant", "case_id": "case", "receipt_number": f"LK-{entry_id}"}
        row |= {"second_payer": town.CLERK.name, "witness_id": town.CLERK.id}
        if changed.pop("signed", True) and (row | changed)["way"] != "transfer":
            self.fresh_word("witness", f"payment {entry_id}", by_id=town.CLERK.id)
        self.insert("disbursements", **(row | changed))

    def refund(self, entry_id: str, fen: int, **changed: Any) -> None:
        row = {"id": f"r-{entry_id}", "entry_id": entry_id, "disbursement_id": f"d-{PAID}", "amount_fen": fen}
        self.insert("refunds", **(row | changed))

    def grant(self, grant_id: str, **changed: Any) -> None:
        row = {"id": grant_id, "case_id": f"{grant_id}-case", "amount_fen": 300_000, "help_first": 1}
        row |= {"agreed_by_id": town.APPROVER.id, "agreed_by_name": town.APPROVER.name, "fund": "reserve"}
        self.insert("grants", **(row | changed))

    def batch(self, fen: int, *, accepted: bool = True, **changed: Any) -> None:
        """A batch of the payment, and its answer."""
        row = {"id": "batch", "number": "HX-1", "amount_fen": fen, **changed}
        self.insert("settlements", **row)
        item = {"id": "item", "settlement_id": "batch", "disbursement_id": f"d-{PAID}", "amount_fen": fen}
        self.insert("settlement_items", **item)
        if accepted:
            self.run(f"UPDATE settlements SET answer = 'accepted', accepted_fen = {fen}")
            self.run("UPDATE settlement_items SET accepted = 1")

    def settle(self, fen: int = 100_000, **changed: Any) -> None:
        self.entry("settlement", "settled", "unsettled", fen, settlement_id="batch", **changed)

    def close(self, period: str, closed_on: str) -> None:
        """A closing, after what its month reports."""
        payments = "SELECT id FROM reserve_entries WHERE case_id IS NOT NULL AND substr(booked_on, 1, 7) = ?"
        held = self.db.execute("SELECT 1 FROM reserve_closings WHERE id = ?", (period,)).fetchone()
        for (entry_id,) in () if held else self.db.execute(payments, (period,)).fetchall():
            row = {"id": f"{period}-{entry_id}", "closing_id": period, "entry_id": entry_id}
            self.insert("reserve_reported", "INSERT OR IGNORE", **row)
        word_id = None
        if len(period) == len("2026-11"):
            self.reconciled(period)
            word_id = self.fresh_word("close", f"{period}:0")
        self.insert("reserve_closings", id=period, period=period, closed_on=closed_on, word_id=word_id)

    def reconciled(self, month: str) -> None:
        """Its statement, without a line, and the signed reconciliation, where they are not there yet."""
        if self.db.execute("SELECT 1 FROM bank_reconciliations WHERE month = ?", (month,)).fetchone():
            return
        (last,) = self.db.execute(
            "SELECT MAX(last_on) FROM bank_statements WHERE withdrawn_at IS NULL"
        ).fetchone()
        first = date.fromisoformat(last) + timedelta(days=1) if last else date.fromisoformat(f"{month}-01")
        ends = (date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if first <= ends:
            self.statement(first.isoformat(), ends.isoformat())
        self.reconcile(month)
        self.sign(month)

    def count(self, **changed: Any) -> None:
        row = {"id": "count", "till_id": "float", "counted_fen": 400_000, "book_fen": 400_000}
        self.insert("cash_counts", **(row | {"by_id": town.CASHIER.id} | changed))

    def handover(self, **changed: Any) -> None:
        row = {"id": "handover", "kind": "till", "till_id": "float", "from_id": town.CASHIER.id}
        self.insert("handovers", **(row | {"to_id": town.SECOND_CLERK.id} | changed))

    def fresh_word(self, matter: str, subject: str, **changed: Any) -> str:
        """A colleague's word; returns its id."""
        (number,) = self.db.execute("SELECT COUNT(*) FROM reserve_words").fetchone()
        self.word(matter, subject, id=f"word-{number}", **changed)
        return f"word-{number}"

    def statement(self, first_on: str, last_on: str, *amounts: int, opening: int = 0, **changed: Any) -> None:
        """What the bank says of these days, a line for each amount on the first of them."""
        row = {"id": f"statement-{first_on}", "first_on": first_on, "last_on": last_on} | changed
        for position, fen in enumerate(amounts, 1):
            line = {"id": f"{row['id']}-{position}", "statement_id": row["id"], "position": position}
            self.insert("bank_lines", **line, booked_on=first_on, amount_fen=fen)
        closing = opening + sum(amounts)
        said = {"opening_fen": opening, "closing_fen": closing, "line_count": len(amounts)}
        self.insert("bank_statements", **(said | row))

    def match(self, match_id: str, line_ids: tuple[str, ...] = (), entry_ids: tuple[str, ...] = ()) -> None:
        for side, ids in (("line_id", line_ids), ("entry_id", entry_ids)):
            for each in ids:
                self.insert("bank_match_items", id=f"{match_id}-{each}", match_id=match_id, **{side: each})
        self.insert("bank_matches", id=match_id, by_id=town.CASHIER.id)

    def reconcile(self, month: str, **changed: Any) -> None:
        """A reconciliation in which nothing is matched: what the books have, the bank has not."""
        (fen,) = self.db.execute(
            "SELECT COALESCE(SUM(amount_fen), 0) FROM bank_entries WHERE substr(booked_on, 1, 7) <= ?",
            (month,),
        ).fetchone()
        row = {"id": f"r-{month}", "month": month, "by_id": town.CASHIER.id, "book_fen": fen}
        row |= {"adjusted_fen": fen, "items": json.dumps([{"of": "entry", "fen": fen}])}
        self.insert("bank_reconciliations", **(row | changed))

    def sign(self, month: str, by: str = town.APPROVER.id) -> None:
        self.run(
            f"UPDATE bank_reconciliations SET signed_at = 'now', signed_by_id = '{by}' WHERE id = 'r-{month}'"
        )

    def word(self, matter: str, subject: str, **changed: Any) -> None:
        row = {"id": "word", "matter": matter, "subject": subject, "reason": "核对过"}
        self.insert("reserve_words", **(row | {"by_id": town.CLERK.id} | changed))

    def aside(self, matter: str, subject: str = "count", **changed: Any) -> None:
        row = {"id": "aside", "matter": matter, "subject_id": subject, "reason": "日期错", "set_on": DAY}
        row |= {"by_id": town.APPROVER.id, "second_id": town.CLERK.id}
        self.insert("reserve_set_asides", **(row | changed))

    def request(self) -> None:
        self.insert("replenishment_requests", id="request", number="BZ-1", amount_fen=5)


Attempt = Callable[[Books], None]


def then(*steps: Attempt) -> Attempt:
    """All but the last are legal: only the last may be what is refused."""

    def do(books: Books) -> None:
        for step in steps[:-1]:
            step(books)
        with pytest.raises(sqlcipher.Error) as refused:
            steps[-1](books)
        raise refused.value

    return do


@contextmanager
def with_money(engine: Engine) -> Iterator[Books]:
    """Two floats and a closed one; 60,000.00 came, 10,000.00 were drawn, 5,000.00 handed out, one payment made."""
    connection = engine.raw_connection()
    made = Books(cast("sqlite3.Connection", connection.driver_connection))
    made.run("PRAGMA foreign_keys = OFF")
    cashier = {"holder_id": town.CASHIER.id, "desk_id": town.DESK_ID}
    made.insert("tills", id="box", kind="box", **cashier)
    made.insert("tills", id="float", kind="float", **cashier)
    made.insert("tills", id="other", kind="float", holder_id=town.SECOND_CLERK.id, desk_id="elsewhere")
    made.insert("tills", id="old", kind="float", desk_id="gone", closed_on=DAY)
    made.grant("grant", case_id="case")
    made.entry("allocation", "bank", "district", 6_000_000)
    made.entry("withdrawal", BOX, "bank", 1_000_000)
    made.entry("float_out", FLOAT, BOX, 500_000)
    made.pay(100_000, id=PAID)
    made.disbursement(PAID, 100_000)
    yield made
    connection.close()
