"""The database keeps the reserve's rules itself: whatever another program writes into the real file is refused."""

import itertools
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from tests import town
from tests.records import reserve_file
from tests.records.reserve_file import BOX, DAY, FLOAT, OLD_FLOAT, OTHER_FLOAT, PAID, Attempt, Books, then
from zqdesk.rules.reserve import ACCOUNT_TITLES, ANY_TILL, KINDS


@pytest.fixture
def books(engine: Engine) -> Iterator[Books]:
    with reserve_file.with_money(engine) as made:
        yield made


ADDED = "only ever added to"
REFUSED: dict[str, tuple[str, Attempt]] = {
    # entries
    "gap": ("without a gap", lambda b: b.entry("deposit", "bank", BOX, 5, serial=9)),
    "number again": ("without a gap", lambda b: b.entry("deposit", "bank", BOX, 5, serial=1)),
    "other year": ("year of its day", lambda b: b.entry("deposit", "bank", BOX, 5, year=2027, serial=1)),
    "back-dated": ("before the one before", lambda b: b.entry("deposit", "bank", BOX, 5, booked_on="2026-11-22")),
    "closed month": (
        "this month is closed",
        then(lambda b: b.close("2026-11", "2026-11-30"), lambda b: b.entry("deposit", "bank", BOX, 5)),
    ),
    "replaced": (
        ADDED,
        lambda b: b.insert(
            "reserve_entries", "INSERT OR REPLACE", id=PAID, year=2026, serial=5, kind="float_back", debit=BOX,
            credit=FLOAT, amount_fen=5,
        ),
    ),
    "bank below zero": ("below zero", lambda b: b.entry("return", "district", "bank", 5_000_001)),
    "box below zero": ("below zero", lambda b: b.entry("deposit", "bank", BOX, 500_001)),
    "float below zero": ("below zero", lambda b: b.entry("float_back", BOX, FLOAT, 400_001)),
    "settled below zero": ("below zero", lambda b: b.entry("replenishment", "bank", "settled", 1)),
    "bank below zero by a reversal": ("below zero", lambda b: b.reverse("allocation-1")),
    "nothing": ("CHECK", lambda b: b.entry("deposit", "bank", BOX, 0)),
    "red without a reversed entry": ("CHECK", lambda b: b.entry("withdrawal", BOX, "bank", -5)),
    "onto itself": ("between these accounts", lambda b: b.entry("deposit", "bank", "bank", 5)),
    "no such till": ("there is no such till", lambda b: b.entry("deposit", "bank", "till:none", 5)),
    "closed till": ("it is closed", lambda b: b.entry("float_out", OLD_FLOAT, BOX, 5)),
    # payments
    "without approval": ("one approval", lambda b: b.pay(5, grant_id=None)),
    "approval of something else": ("one approval", lambda b: b.entry("deposit", "bank", BOX, 5, grant_id="grant")),
    "another's float": (
        "payer's own float",
        then(lambda b: b.entry("float_out", OTHER_FLOAT, BOX, 5), lambda b: b.pay(5, credit=OTHER_FLOAT)),
    ),
    "at another desk": ("payer's own float", lambda b: b.pay(5, desk_id="elsewhere")),
    "out of the box": ("payer's own float", lambda b: b.pay(5, credit=BOX)),
    "by the approver": ("never pays it", lambda b: b.pay(5, credit="bank", by_id=town.APPROVER.id)),
    "by who decided": (
        "never pays it",
        then(
            lambda b: b.insert("decisions", id="decision", case_id="case", approver_id=town.CASHIER.id),
            lambda b: b.pay(5),
        ),
    ),
    "of the district's fund": (
        "not paid out of the reserve",
        then(
            lambda b: b.grant("other", fund="district"),
            lambda b: b.pay(5, grant_id="other", case_id="other-case"),
        ),
    ),
    "in another case": ("in its own case", lambda b: b.pay(5, case_id="another")),
    "not approved yet": (
        "in its own case",
        then(lambda b: b.grant("other", help_first=0), lambda b: b.pay(5, grant_id="other", case_id="other-case")),
    ),
    "more than approved": ("never more is paid", lambda b: b.pay(200_001)),
    "more back than paid": (
        "nor more taken back",
        then(
            lambda b: b.grant("other"),
            lambda b: b.pay(500, grant_id="other", case_id="other-case"),
            lambda b: b.back(100_001),
        ),
    ),
    # disbursements and refunds
    "other sum": ("is its entry", then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 6))),
    "other family": (
        "is its entry",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, case_id="another")),
    ),
    "cash before nobody": (
        "before a second person",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, witness_id=None)),
    ),
    "goods before nobody": (
        "before a second person",
        then(
            lambda b: b.pay(5, id="x", credit="bank"),
            lambda b: b.disbursement("x", 5, way="goods", witness_id=None),
        ),
    ),
    "cash before a name": (
        "before a second person",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, second_payer=" ")),
    ),
    "cash before the payer": (
        "before a second person",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, witness_id=town.CASHIER.id)),
    ),
    "cash that nobody signed": (
        "before a second person",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, signed=False)),
    ),
    "no entry": ("is its entry", lambda b: b.disbursement("none", 5)),
    "cash from the bank": (
        "is its entry",
        then(lambda b: b.pay(5, id="x", credit="bank"), lambda b: b.disbursement("x", 5)),
    ),
    "transfer from a till": (
        "is its entry",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, way="transfer")),
    ),
    "payer as proxy": (
        "never the proxy",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, proxy_name=town.CASHIER.name)),
    ),
    "approver as proxy": (
        "never the proxy",
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, proxy_name=town.APPROVER.name)),
    ),
    "receipt number again": (
        ADDED,
        then(lambda b: b.pay(5, id="x"), lambda b: b.disbursement("x", 5, receipt_number=f"LK-{PAID}")),
    ),
    "entry paid twice": (ADDED, lambda b: b.disbursement(PAID, 100_000, id="again", receipt_number="LK-2")),
    "other refund": ("a refund is its entry", then(lambda b: b.back(5, id="x"), lambda b: b.refund("x", 6))),
    "refunded twice over": (
        "a refund is its entry",
        then(
            lambda b: b.pay(50, id="second"),
            lambda b: b.disbursement("second", 50),
            lambda b: b.back(30, id="x"),
            lambda b: b.refund("x", 30, disbursement_id="d-second"),
            lambda b: b.back(30, id="y"),
            lambda b: b.refund("y", 30, disbursement_id="d-second"),
        ),
    ),
    "refund of a reversed payment": (
        "a refund is its entry",
        then(
            lambda b: b.pay(50, id="second"),
            lambda b: b.disbursement("second", 50),
            lambda b: b.reverse("second"),
            lambda b: b.back(30, id="x"),
            lambda b: b.refund("x", 30, disbursement_id="d-second"),
        ),
    ),
    # reversals
    "own entry": ("by another person", lambda b: b.reverse("float_out-3", by_id=town.CASHIER.id)),
    "part of an entry": ("opposite amount", lambda b: b.reverse("float_out-3", fen=-5)),
    "other accounts": ("opposite amount", lambda b: b.reverse("float_out-3", debit=OTHER_FLOAT)),
    "other approval": (
        "opposite amount",
        then(lambda b: b.grant("other"), lambda b: b.reverse(PAID, grant_id="other", case_id="other-case")),
    ),
    "twice": (ADDED, then(lambda b: b.reverse(PAID), lambda b: b.reverse(PAID))),
    "a reversal": (
        "opposite amount",
        then(lambda b: b.reverse(PAID, id="red"), lambda b: b.reverse("red", by_id=town.CASHIER.id)),
    ),
    "a payment being settled": (
        "is not reversed",
        then(lambda b: b.batch(100_000, accepted=False), lambda b: b.reverse(PAID)),
    ),
    "a payment of which some came back": (
        "is not reversed",
        then(
            lambda b: b.pay(50, id="second"),
            lambda b: b.back(5, id="x"),
            lambda b: b.refund("x", 5),
            lambda b: b.reverse(PAID),
        ),
    ),
    "what came back before a batch": (
        "counts on what came back",
        then(
            lambda b: b.back(5, id="x"),
            lambda b: b.refund("x", 5),
            lambda b: b.batch(99_995, accepted=False),
            lambda b: b.reverse("x"),
        ),
    ),
    # approvals
    "approval below what was paid": (
        "never falls below",
        lambda b: b.run("UPDATE grants SET amount_fen = 99999 WHERE id = 'grant'"),
    ),
    "approval of another case": ("never changes", lambda b: b.run("UPDATE grants SET case_id = 'another'")),
    "approval of another": ("never changes", lambda b: b.run("UPDATE grants SET agreed_by_id = NULL")),
    "second approval": ("UNIQUE", lambda b: b.grant("other", case_id="case")),
    # settling
    "settled without a batch": ("settled once", lambda b: b.settle()),
    "settled unanswered": ("settled once", then(lambda b: b.batch(100_000, accepted=False), lambda b: b.settle())),
    "settled for more": ("settled once", then(lambda b: b.batch(100_000), lambda b: b.settle(100_001))),
    "settled twice": (
        "settled once",
        then(
            lambda b: b.pay(100_000),
            lambda b: b.batch(100_000),
            lambda b: b.settle(),
            lambda b: b.settle(),
        ),
    ),
    "payment in two batches": (
        "UNIQUE",
        then(
            lambda b: b.batch(100_000),
            lambda b: b.insert("settlement_items", id="i2", disbursement_id=f"d-{PAID}", amount_fen=5),
        ),
    ),
    "answered item": (
        "answered item",
        then(lambda b: b.batch(100_000), lambda b: b.run("UPDATE settlement_items SET accepted = 0")),
    ),
    "sum of an item": (
        "answered item",
        then(
            lambda b: b.batch(100_000, accepted=False),
            lambda b: b.run("UPDATE settlement_items SET amount_fen = 5"),
        ),
    ),
    "answered batch": (
        "answered once",
        then(lambda b: b.batch(100_000), lambda b: b.run("UPDATE settlements SET accepted_fen = 5")),
    ),
    "answer struck out of a batch": (
        "answered once",
        then(lambda b: b.batch(100_000), lambda b: b.settle(), lambda b: b.run("UPDATE settlements SET answer = ''")),
    ),
    "answer struck out before it was booked": (
        "answered once",
        then(lambda b: b.batch(100_000), lambda b: b.run("UPDATE settlements SET answer = ''")),
    ),
    "answer struck out of an item": (
        "answered item",
        then(
            lambda b: b.batch(100_000),
            lambda b: b.settle(),
            lambda b: b.run("UPDATE settlement_items SET accepted = NULL"),
        ),
    ),
    "sum of a batch": (
        "answered once",
        then(lambda b: b.batch(100_000, accepted=False), lambda b: b.run("UPDATE settlements SET amount_fen = 5")),
    ),
    "sum of a request": (
        "stays as it was made",
        then(lambda b: b.request(), lambda b: b.run("UPDATE replenishment_requests SET amount_fen = 6")),
    ),
    # cash
    "second box": ("one box", lambda b: b.insert("tills", id="x", kind="box")),
    "second float at a desk": ("one box", lambda b: b.insert("tills", id="x", kind="float", desk_id=town.DESK_ID)),
    "float becomes box": ("what and where it is", lambda b: b.run("UPDATE tills SET kind = 'box' WHERE id = 'float'")),
    "float elsewhere": ("what and where it is", lambda b: b.run("UPDATE tills SET desk_id = 'x' WHERE id = 'float'")),
    "closed float again": ("closed for good", lambda b: b.run("UPDATE tills SET closed_on = NULL WHERE id = 'old'")),
    "full float closed": ("only an empty", lambda b: b.run(f"UPDATE tills SET closed_on = '{DAY}' WHERE id = 'float'")),
    "counted and signed by one": ("second person", lambda b: b.count(signed_by_id=town.CASHIER.id)),
    "signed by the counter": (
        "second person",
        then(lambda b: b.count(), lambda b: b.run("UPDATE cash_counts SET signed_by_id = by_id")),
    ),
    "counted sum": (
        "as it was counted",
        then(lambda b: b.count(), lambda b: b.run("UPDATE cash_counts SET counted_fen = 5")),
    ),
    "counted pieces": (
        "as it was counted",
        then(lambda b: b.count(), lambda b: b.run("UPDATE cash_counts SET pieces = '{\"10000\": 1}'")),
    ),
    "signed count": (
        "stays as it was signed",
        then(
            lambda b: b.count(signed_by_id=town.CLERK.id),
            lambda b: b.run("UPDATE cash_counts SET explanation = 'x'"),
        ),
    ),
    "to oneself": ("one person to another", lambda b: b.handover(to_id=town.CASHIER.id)),
    "offered sum": (
        "as it was offered",
        then(lambda b: b.handover(kind="cash"), lambda b: b.run("UPDATE handovers SET amount_fen = 6")),
    ),
    "ended hand-over": (
        "once",
        then(lambda b: b.handover(ended_at=DAY), lambda b: b.run("UPDATE handovers SET taken = 1")),
    ),
    # what a month reports
    "a month that reports nothing": (
        "what its books say",
        then(
            lambda b: b.reconciled("2026-11"),
            lambda b: b.word("close", "2026-11:0"),
            lambda b: b.insert(
                "reserve_closings", id="x", period="2026-11", closed_on="2026-11-30", word_id="word"
            ),
        ),
    ),
    "reported afterwards": (
        "never after",
        then(
            lambda b: b.close("2026-11", "2026-11-30"),
            lambda b: b.insert("reserve_reported", id="x", closing_id="2026-11", entry_id=PAID),
        ),
    ),
    # papers from outside
    "without a slip": ("rests on a paper|by two people", lambda b: b.entry("deposit", "bank", BOX, 5, slip="")),
    "cheque without a number": ("rests on a paper|by two people", lambda b: b.entry("withdrawal", BOX, "bank", 5, slip="")),
    "slip again": (
        "booked once",
        then(
            lambda b: b.entry("deposit", "bank", BOX, 5, slip="7"),
            lambda b: b.entry("deposit", "bank", BOX, 6, slip="7"),
        ),
    ),
    "slip again on one's own word": (
        "booked once",
        then(
            lambda b: b.entry("deposit", "bank", BOX, 5, slip="7", id="e"),
            lambda b: b.word("double", "deposit:7:e", by_id=town.CASHIER.id),
            lambda b: b.entry("deposit", "bank", BOX, 6, slip="7", word_id="word"),
        ),
    ),
    "slip a third time on one word": (
        "booked once",
        then(
            lambda b: b.entry("deposit", "bank", BOX, 5, slip="7", id="e"),
            lambda b: b.word("double", "deposit:7:e"),
            lambda b: b.entry("deposit", "bank", BOX, 6, slip="7", word_id="word"),
            lambda b: b.entry("deposit", "bank", BOX, 7, slip="7", word_id="word"),
        ),
    ),
    "paper afterwards": (ADDED, lambda b: b.run(
        "INSERT INTO reserve_documents (id, entry_id, kind, key, number) VALUES ('x', 'paid', 'invoice', '1', '1')"
    )),
    "opening afterwards": ("before anything else", lambda b: b.entry("opening", "bank", "district", 5)),
    # days
    "counted before the last entry": ("before the last act", lambda b: b.count(counted_on="2026-11-22")),
    "booked before the last count": (
        "before the one before",
        then(lambda b: b.count(counted_on="2026-12-02"), lambda b: b.entry("deposit", "bank", BOX, 5)),
    ),
    "closed before the last count": (
        "before the last act",
        then(lambda b: b.count(counted_on="2026-12-02"), lambda b: b.close("2026-11", "2026-11-30")),
    ),
    "booked a year ahead": (
        "word of a second person",
        lambda b: b.entry("deposit", "bank", BOX, 5, booked_on="2027-11-23"),
    ),
    "booked a year ahead on one's own word": (
        "word of a second person",
        then(
            lambda b: b.word("date", "2027-11-23", by_id=town.CASHIER.id),
            lambda b: b.entry("deposit", "bank", BOX, 5, booked_on="2027-11-23"),
        ),
    ),
    "counted a year ahead": ("word of a second person", lambda b: b.count(counted_on="2027-11-23")),
    "closed a year ahead": ("word of a second person", lambda b: b.close("2026-11", "2027-11-30")),
    "count slipped in before others": (
        ADDED,
        then(lambda b: b.count(), lambda b: b.count(id="x", rowid=-5)),
    ),
    "entry slipped in before others": (ADDED, lambda b: b.entry("deposit", "bank", BOX, 5, rowid=-5)),
    "word without a reason": ("says why", lambda b: b.word("date", DAY, reason=" ")),
    "word again": (ADDED, then(lambda b: b.word("date", DAY), lambda b: b.word("count", "x"))),
    "set aside by one": (
        "two people",
        then(lambda b: b.count(counted_on="2026-12-02"), lambda b: b.aside("count", second_id=town.APPROVER.id)),
    ),
    "set aside for nothing": (
        "say why",
        then(lambda b: b.count(counted_on="2026-12-02"), lambda b: b.aside("count", reason="")),
    ),
    "a count that has been": ("still to come", then(lambda b: b.count(), lambda b: b.aside("count"))),
    "an entry not reversed": ("still to come", lambda b: b.aside("entry", PAID)),
    "an entry that has been": (
        "still to come",
        then(lambda b: b.reverse(PAID, id="red"), lambda b: b.aside("entry", PAID, reversal_id="red")),
    ),
    "a closing before the last": (
        "the last closing",
        then(
            lambda b: b.close("2026-11", "2026-11-30"),
            lambda b: b.close("2026-12", "2026-12-31"),
            lambda b: b.aside("closing", "2026-11"),
        ),
    ),
    "set aside twice": (
        ADDED,
        then(
            lambda b: b.count(counted_on="2026-12-02"),
            lambda b: b.aside("count"),
            lambda b: b.aside("count", id="x"),
        ),
    ),
    # closings
    "first month missing": ("in order", lambda b: b.close("2026-12", "2026-12-31")),
    "month left out": (
        "in order",
        then(lambda b: b.close("2026-11", "2026-11-30"), lambda b: b.close("2027-01", "2027-01-31")),
    ),
    "month twice": (
        "in order",
        then(lambda b: b.close("2026-11", "2026-11-30"), lambda b: b.close("2026-11", "2026-11-30")),
    ),
    "month before its end": ("last day", lambda b: b.close("2026-11", "2026-11-29")),
    "year before December": ("in order", lambda b: b.close("2026", "2026-12-31")),
    "no period": ("in order", lambda b: b.close("11月", "2026-12-31")),
}  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED)
def test_what_must_not_be_is_refused(books: Books, attempt: str) -> None:
    said, do = REFUSED[attempt]
    with pytest.raises(sqlcipher.Error, match=said):
        do(books)


DELETED = "only ever added|then signed by another"
KEPT = (
    "reserve_entries", "disbursements", "refunds", "reserve_closings", "grants", "tills", "cash_counts",
    "handovers", "settlements", "settlement_items", "replenishment_requests", "reserve_words", "reserve_set_asides",
    "reserve_documents", "reserve_reported", "bank_statements", "bank_lines", "bank_matches", "bank_match_items",
    "bank_reconciliations",
)  # fmt: skip
FROZEN = (
    "reserve_entries",
    "disbursements",
    "refunds",
    "reserve_closings",
    "reserve_words",
    "reserve_set_asides",
    "bank_lines",
    "bank_match_items",
    "bank_statements",
    "bank_matches",
    "bank_reconciliations",
)


@pytest.fixture
def filled(books: Books) -> Books:
    """At least one row in every table; that this passes shows that legal rows do."""
    books.back(500, id="back")
    books.refund("back", 500)
    books.batch(99_500)
    books.settle(99_500)
    books.back(100, credit="settled")
    books.entry("replenishment", "bank", "settled", 99_400, settlement_id="batch")
    books.request()
    books.run(f"UPDATE replenishment_requests SET withdrawn_on = '{DAY}'")
    books.count()
    books.run(f"UPDATE cash_counts SET signed_by_id = '{town.CLERK.id}'")
    books.handover()
    books.run(f"UPDATE handovers SET ended_at = '{DAY}', taken = 1")
    books.run(f"UPDATE tills SET holder_id = '{town.SECOND_CLERK.id}' WHERE id = 'float'")
    books.run(f"UPDATE tills SET closed_on = '{DAY}' WHERE id = 'other'")
    books.run("UPDATE grants SET amount_fen = 100000")
    books.statement("2026-11-01", "2026-11-30", 6_000_000, id="stated")
    books.match("match", ("stated-1",), ("allocation-1",))
    books.run(
        f"UPDATE bank_matches SET undone_at = 'now', undone_by_id = '{town.CLERK.id}', undone_reason = 'wrong'"
    )
    books.run(
        f"UPDATE bank_statements SET withdrawn_at = 'now', withdrawn_by_id = '{town.CLERK.id}', "
        "withdrawn_reason = 'wrong'"
    )
    for period, day in (("2026-11", "2026-11-30"), ("2026-12", "2026-12-31"), ("2026", "2026-12-31")):
        books.close(period, day)
    books.aside("closing", "2026")
    books.insert("reserve_closings", id="again", period="2026", closed_on="2026-12-31")
    books.entry("deposit", "bank", BOX, 500, booked_on="2027-01-04")
    books.word("date", "2027-11-23")
    books.entry("deposit", "bank", BOX, 500, booked_on="2027-11-23")
    return books


@pytest.mark.parametrize("table", KEPT)
def test_no_row_of_the_reserve_is_ever_deleted(filled: Books, table: str) -> None:
    with pytest.raises(sqlcipher.Error, match=DELETED):
        filled.run(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", FROZEN)
def test_the_books_are_never_changed(filled: Books, table: str) -> None:
    with pytest.raises(sqlcipher.Error, match=DELETED):
        filled.run(f"UPDATE {table} SET id = id")


def test_a_reversal_puts_a_payment_back(books: Books) -> None:
    books.reverse(PAID)
    books.reverse("float_out-3")
    books.pay(300_000, credit="bank", id="again")
    books.disbursement("again", 300_000, way="transfer")
    totals = dict(books.db.execute("SELECT credit, SUM(amount_fen) FROM reserve_entries GROUP BY credit"))
    assert totals == {"district": 6_000_000, "bank": 1_300_000, BOX: 0, FLOAT: 0}


def test_a_kind_moves_money_between_its_accounts_only(books: Books) -> None:
    """The database's list of kinds says what the rules' does, for every pair of accounts."""
    places = {**{account: account for account in ACCOUNT_TITLES}, BOX: "till:box", FLOAT: "till:float"}
    books.batch(1)
    for kind, debit, credit in itertools.product((*KINDS, "gift"), places, places):
        legal = kind in KINDS and all(
            places[account] in allowed or (ANY_TILL in allowed and account.startswith("till:"))
            for account, allowed in ((debit, KINDS[kind].debits), (credit, KINDS[kind].credits))
        )
        books.run("SAVEPOINT trial")
        said = ""
        links = {"grant_id": "grant", "case_id": "case"} if kind in ("disbursement", "refund") else {}
        links |= {"settlement_id": "batch"} if kind == "settlement" else {}
        try:
            books.entry(kind, debit, credit, 1, **links)
        except sqlcipher.Error as error:
            said = str(error)
        books.run("ROLLBACK TO trial")
        refused = "between these accounts" in said or "payer's own float" in said
        assert refused != legal, (kind, debit, credit, said)
