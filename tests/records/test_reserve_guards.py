"""What the database refuses by itself, whoever writes to it: the books of the reserve on the real encrypted file."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from tests import town
from tests.office import relief_course, reserve_course
from tests.office.reserve_course import Reserve
from zqdesk.records.register import Register

COLUMNS = (
    "id, year, serial, booked_on, booked_at, kind, debit, credit, amount_fen, text, voucher, by_id, by_name, desk_id, "
    "reason, grant_id, case_id, reverses_id"
)


@pytest.fixture
def funds(register: Register) -> Reserve:
    return reserve_course.funded(register)


@pytest.fixture
def paid(register: Register, funds: Reserve) -> str:  # noqa: ARG001 - the money must be there
    """A family that was paid 1,000.00 of 3,000.00."""
    case_id = relief_course.agreed(register)
    relief_course.pay(register, case_id, relief_course.payment(100_000))
    return case_id


@pytest.fixture
def raw(engine: Engine, funds: Reserve) -> Iterator[Connection]:  # noqa: ARG001 - after the money came
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def book(raw: Connection, **said: object) -> None:
    """One entry as somebody past the program would write it: right in all but what is said."""
    serial = raw.execute(
        text("SELECT COALESCE(MAX(serial), 0) + 1 FROM reserve_entries WHERE year = 2026")
    ).scalar()
    row = {
        "id": "f" * 32, "year": 2026, "serial": serial, "booked_on": "2026-11-23",
        "booked_at": "2026-11-23T01:00:00.000Z", "kind": "deposit", "debit": "bank", "credit": "bank",
        "amount_fen": 100, "text": "某", "voucher": "", "by_id": town.CASHIER.id, "by_name": town.CASHIER.name,
        "desk_id": town.DESK_ID, "reason": "", "grant_id": None, "case_id": None, "reverses_id": None,
    } | said  # fmt: skip
    values = ", ".join(f":{name}" for name in COLUMNS.split(", "))
    raw.execute(text(f"INSERT INTO reserve_entries ({COLUMNS}) VALUES ({values})"), row)


def refused(raw: Connection, **said: object) -> str:
    with pytest.raises(IntegrityError) as caught:
        book(raw, **said)
    return str(caught.value.orig)


def test_a_right_entry_is_taken(raw: Connection, funds: Reserve) -> None:
    book(raw, credit=f"till:{funds.box_id}")


def test_an_entry_has_two_accounts_and_an_amount(raw: Connection) -> None:
    assert "ck_reserve_entries_accounts" in refused(raw)
    assert "ck_reserve_entries_amount" in refused(raw, credit="settled", amount_fen=0)
    assert "ck_reserve_entries_amount" in refused(raw, credit="district", amount_fen=-100)


def test_numbers_run_without_a_gap(raw: Connection) -> None:
    assert "without a gap" in refused(raw, credit="district", serial=99)
    assert "without a gap" in refused(raw, credit="district", serial=1)
    assert "in the year of its day" in refused(raw, credit="district", year=2025, serial=1)


def test_nothing_is_dated_back(raw: Connection) -> None:
    assert "never dated before" in refused(raw, credit="district", booked_on="2026-11-22")


@pytest.mark.parametrize("account", ["settled", "unsettled"])
def test_no_account_falls_below_zero(raw: Connection, account: str) -> None:
    assert "below zero" in refused(raw, kind="replenishment", credit=account)


def test_no_more_leaves_than_is_there(raw: Connection, funds: Reserve) -> None:
    assert "below zero" in refused(raw, debit=f"till:{funds.box_id}", amount_fen=4_500_001)
    book(raw, debit=f"till:{funds.box_id}", amount_fen=4_500_000)
    assert "below zero" in refused(raw, debit="district", amount_fen=1, id="e" * 32)


def test_there_is_no_cash_without_a_till(raw: Connection) -> None:
    assert "no such till" in refused(raw, debit="till:nowhere")


def test_a_closed_month_takes_nothing(raw: Connection) -> None:
    raw.execute(
        text(
            "INSERT INTO reserve_closings (id, period, closed_on, by_id, by_name, last_serial, entry_count, balances, turnover)"
            f" VALUES ('{'9' * 32}', '2026-11', '2026-11-30', '{town.CASHIER.id}', '钱某', 3, 3, '{{}}', '{{}}')"
        )
    )
    assert "month is closed" in refused(raw, credit="district")
    assert "month is closed" in refused(raw, credit="district", booked_on="2026-11-30")


def test_a_payment_rests_on_an_approval(raw: Connection, funds: Reserve) -> None:
    said = {"kind": "disbursement", "debit": "unsettled", "credit": f"till:{funds.float_id}"}
    assert "rests on one approval" in refused(raw, **said)


def _payment(raw: Connection, funds: Reserve) -> dict[str, object]:
    grant, case_id = raw.execute(text("SELECT id, case_id FROM grants")).one()
    return {
        "kind": "disbursement", "debit": "unsettled", "credit": f"till:{funds.float_id}",
        "grant_id": grant, "case_id": case_id,
    }  # fmt: skip


@pytest.mark.usefixtures("paid")
def test_never_more_than_the_approval(raw: Connection, funds: Reserve) -> None:
    said = _payment(raw, funds)
    book(raw, **said, amount_fen=200_000)
    assert "more is paid than was approved" in refused(raw, **said, amount_fen=1, id="e" * 32)


@pytest.mark.usefixtures("paid")
def test_never_by_its_approver_nor_out_of_somebody_elses_float(raw: Connection, funds: Reserve) -> None:
    said = _payment(raw, funds)
    assert "own float" in refused(raw, **said | {"by_id": town.CLERK.id})
    assert "own float" in refused(raw, **said | {"credit": f"till:{funds.box_id}"})
    assert "own float" in refused(raw, **said | {"desk_id": "d9" * 16})
    bank = said | {"credit": "bank", "by_id": town.APPROVER.id}
    assert "approver of a payment never pays it" in refused(raw, **bank)


@pytest.mark.usefixtures("paid")
def test_a_reversal_mirrors_its_entry_once(raw: Connection, funds: Reserve) -> None:
    old = raw.execute(text("SELECT id FROM reserve_entries WHERE kind = 'disbursement'")).scalar()
    said = _payment(raw, funds) | {"reverses_id": old, "amount_fen": -100_000, "by_id": town.APPROVER.id}
    for wrong in (
        {"amount_fen": -99_999},
        {"by_id": town.CASHIER.id},
        {"credit": "bank"},
        {"kind": "refund"},
        {"grant_id": None},
        {"reverses_id": "0" * 32},
    ):
        assert "opposite amount" in refused(raw, **said | wrong), wrong
    book(raw, **said)
    assert "UNIQUE" in refused(raw, **said, id="e" * 32)


@pytest.mark.usefixtures("paid")
def test_a_disbursement_is_its_entry_and_no_staff_member_its_proxy(raw: Connection, funds: Reserve) -> None:
    said = _payment(raw, funds)
    book(raw, **said, amount_fen=500)
    row = "INSERT INTO disbursements SELECT {} FROM disbursements"
    names = [each[1] for each in raw.execute(text("PRAGMA table_info(disbursements)"))]
    new = {"id": f"'{'8' * 32}'", "entry_id": f"'{'f' * 32}'", "receipt_number": "'新'", "amount_fen": "500"}

    def insert(**changed: str) -> None:
        values = new | changed
        raw.execute(text(row.format(", ".join(values.get(name, name) for name in names))))

    with pytest.raises(IntegrityError, match="is its entry"):
        insert(amount_fen="501")
    for name in (town.CASHIER.name, town.APPROVER.name):
        with pytest.raises(IntegrityError, match="never the proxy"):
            insert(proxy_name=f"'{name}'")
    with pytest.raises(IntegrityError, match="UNIQUE"):
        insert(receipt_number="receipt_number")
    insert(proxy_name="'李某'")


@pytest.mark.usefixtures("paid")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reserve_entries SET amount_fen = 1 WHERE serial = 1",
        "DELETE FROM reserve_entries WHERE serial = 4",
        "UPDATE disbursements SET payee_name = '别人'",
        "DELETE FROM disbursements",
        "DELETE FROM grants",
        "DELETE FROM tills",
        "UPDATE grants SET amount_fen = 99999",
        "UPDATE grants SET agreed_by_id = NULL",
        "UPDATE grants SET case_id = 'x'",
    ],
)
def test_the_books_are_only_ever_added_to(raw: Connection, statement: str) -> None:
    with pytest.raises(IntegrityError, match="reserve:"):
        raw.execute(text(statement))


@pytest.mark.usefixtures("paid")
def test_an_approval_may_rise(raw: Connection) -> None:
    raw.execute(text("UPDATE grants SET amount_fen = 300001"))


def test_a_signed_count_stays_as_it_is(raw: Connection, funds: Reserve) -> None:
    raw.execute(
        text(
            "INSERT INTO cash_counts (id, till_id, counted_on, counted_at, pieces, counted_fen, book_fen, after_year,"
            " after_serial, explanation, by_id, by_name, signed_by_name) VALUES"
            f" ('{'7' * 32}', '{funds.box_id}', '2026-11-23', '2026-11-23T01:00:00.000Z', '{{}}', 5, 5, 0, 0, '',"
            f" '{town.CASHIER.id}', '钱某', '')"
        )
    )
    for wrong in (f"signed_by_id = '{town.CASHIER.id}'", "counted_fen = 6", "book_fen = 6"):
        with pytest.raises(IntegrityError, match="reserve:"):
            raw.execute(text(f"UPDATE cash_counts SET {wrong}"))
    raw.execute(text(f"UPDATE cash_counts SET signed_by_id = '{town.CLERK.id}'"))
    with pytest.raises(IntegrityError, match="signed count"):
        raw.execute(text("UPDATE cash_counts SET explanation = '改'"))
