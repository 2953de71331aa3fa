"""What `zqdesk check` finds in the books of the reserve, when somebody got past the acts and the database's own guards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests import town
from tests.office.reserve import books_course
from zqdesk.office.reserve.checks import check
from zqdesk.records.register import Register


@pytest.fixture(scope="module")
def november(template: town.Vault, tmp_path_factory: pytest.TempPathFactory) -> town.Vault:
    """The town after its November, made once; copied for each test."""
    made, clock = town.copied(template, tmp_path_factory.mktemp("november") / "data"), town.Clock()
    engine = made.open()
    books_course.november(Register(engine, town.CLERK, town.DESK_ID, clock), clock)
    engine.dispose()
    return made


@pytest.fixture
def kept(november: town.Vault, tmp_path: Path) -> Iterator[Engine]:
    engine = town.copied(november, tmp_path / "november").open()
    yield engine
    engine.dispose()


def tamper(engine: Engine, *statements: str) -> None:
    """Write past everything: the guards are taken off first, as somebody would with the key in hand."""
    connection = engine.raw_connection()
    db = connection.driver_connection
    assert db is not None
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("DROP INDEX uq_settlement_items_disbursement_id")
    for statement in statements:
        assert db.execute(statement).rowcount > 0, statement
    connection.commit()
    connection.close()


def codes(engine: Engine) -> set[str]:
    return {finding.code for finding in check.run(engine)}


def test_sound_books_hold_no_finding(register: Register, clock: town.Clock, engine: Engine) -> None:
    books = books_course.november(register, clock)
    assert check.run(engine) == []
    books_course.december(books, clock)
    assert check.run(engine) == []


def test_an_empty_hall_holds_no_finding(engine: Engine) -> None:
    assert check.run(engine) == []


@pytest.mark.usefixtures("funded")
def test_every_part_is_named_while_it_runs(engine: Engine) -> None:
    told: list[str] = []
    assert check.run(engine, told.append) == []
    assert told[0] == "备用金凭证号"
    assert len(told) == len(set(told)) == 16


UPDATE = "UPDATE reserve_entries SET"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM reserve_entries WHERE serial = 5", "reserve.gap"),
        (f"{UPDATE} year = 2025 WHERE serial = 12", "reserve.year"),
        (f"{UPDATE} booked_on = '2026-11-20' WHERE serial = 9", "reserve.order"),
        (f"{UPDATE} amount_fen = amount_fen + 10000000 WHERE serial = 4", "reserve.below_zero"),
        (f"{UPDATE} debit = 'till:nobody' WHERE serial = 3", "reserve.till"),
        (f"{UPDATE} debit = 'pocket' WHERE serial = 13", "reserve.identity"),
        (f"{UPDATE} credit = 'settled' WHERE serial = 1", "reserve.accounts"),
        (f"{UPDATE} kind = 'gift' WHERE serial = 1", "reserve.kind"),
        (f"{UPDATE} amount_fen = -5 WHERE serial = 2", "reserve.amount"),
        (f"{UPDATE} amount_fen = -100 WHERE serial = 6", "reserve.reversal"),
        (f"{UPDATE} reverses_id = 'x' WHERE serial = 6", "reserve.reversal"),
        (f"{UPDATE} by_id = '{town.CASHIER.id}' WHERE serial = 6", "reserve.reversal_own"),
        (f"{UPDATE} reason = '' WHERE serial = 6", "reserve.reversal_reason"),
        ("UPDATE grants SET amount_fen = 100", "payment.above_grant"),
        (f"UPDATE grants SET agreed_by_id = '{town.CASHIER.id}'", "payment.own"),
        (f"{UPDATE} grant_id = NULL WHERE serial = 4", "payment.grant"),
        ("UPDATE disbursements SET amount_fen = amount_fen - 1", "payment.receipt"),
        ("DELETE FROM disbursements", "payment.receipt"),
        (f"{UPDATE} kind = 'deposit' WHERE serial = 4", "payment.entry"),
        (f"UPDATE disbursements SET proxy_name = '{town.CASHIER.name}'", "payment.proxy"),
        ("DELETE FROM refunds", "refund.missing"),
        ("UPDATE refunds SET amount_fen = 1", "refund.entry"),
        ("UPDATE refunds SET entry_id = 'x'", "refund.entry"),
        ("UPDATE settlement_items SET amount_fen = amount_fen + 1", "settlement.item"),
        ("UPDATE settlement_items SET settlement_id = 'x'", "settlement.item"),
        ("UPDATE settlements SET amount_fen = amount_fen - 1", "settlement.amount"),
        ("UPDATE settlements SET accepted_fen = 1", "settlement.answer"),
        ("UPDATE settlements SET answer = ''", "settlement.entry"),
        (f"{UPDATE} amount_fen = 300001 WHERE kind = 'replenishment'", "settlement.replenished"),
        ("UPDATE cash_counts SET counted_fen = counted_fen + 1", "count.pieces"),
        ("UPDATE cash_counts SET book_fen = book_fen + 1", "count.book"),
        ("UPDATE cash_counts SET explanation = ''", "count.difference"),
        ("UPDATE cash_counts SET signed_by_id = by_id", "count.same"),
        ("UPDATE handovers SET amount_fen = 1", "handover.entry"),
        ("UPDATE handovers SET taken = 0", "handover.entry"),
        ("DELETE FROM handovers", "handover.missing"),
        ("UPDATE reserve_closings SET balances = '{}'", "closing.balances"),
        ("UPDATE reserve_closings SET turnover = '{}'", "closing.turnover"),
        ("UPDATE reserve_closings SET entry_count = 1", "closing.entries"),
        (f"{UPDATE} booked_on = '2026-12-01' WHERE serial = 13", "closing.entries"),
        ("UPDATE reserve_closings SET period = '2026-12'", "closing.order"),
    ],
)
def test_what_was_done_past_the_books_is_found(kept: Engine, statement: str, code: str) -> None:
    tamper(kept, statement)
    assert code in codes(kept)


def test_a_payment_settled_twice(kept: Engine) -> None:
    tamper(
        kept,
        "INSERT INTO settlement_items (id, settlement_id, disbursement_id, amount_fen, accepted, reason)"
        " SELECT 'f', settlement_id, disbursement_id, amount_fen, accepted, '' FROM settlement_items",
    )
    assert "settlement.twice" in codes(kept)


def test_more_came_back_than_was_paid(kept: Engine) -> None:
    tamper(
        kept,
        "UPDATE disbursements SET amount_fen = 100 WHERE id = (SELECT disbursement_id FROM refunds)",
    )
    assert "refund.amount" in codes(kept)
