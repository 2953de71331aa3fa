"""Whoever writes past the acts: a signed list never changes, and no money is paid, ended or recovered twice."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from tests import town
from tests.office.payroll.payroll_course import Months
from zqdesk.records.register import Register


@pytest.fixture
def answered(engine: Engine, clock: town.Clock) -> str:
    """A list of two households that the bank has answered: one was paid, one was not."""
    clock.set(date(2026, 12, 3))
    hall = Months(Register(engine, town.CLERK, town.DESK_ID, clock), clock)
    hall.home("张某", 1)
    hall.home("李某", 2)
    made = hall.released()
    hall.answer(made, hall.lines(made, failing=("李某",)))
    return made


PAID = "(SELECT id FROM payroll_rows WHERE name = '张某')"
FAILED = "(SELECT id FROM payroll_rows WHERE name = '李某')"
BY = f"'{town.CLERK.id}', 'x'"
REFUSED = {
    "UPDATE payroll_rows SET base_fen = 1, total_fen = 1": "never changes",
    "DELETE FROM payroll_rows": "never changes",
    f"INSERT INTO payroll_rows SELECT * FROM payroll_rows WHERE id = {PAID}": "never changes",
    "UPDATE payroll_lists SET total_fen = total_fen + 1, base_fen = base_fen + 1": "goes its way",
    "UPDATE payroll_lists SET state = 'draft'": "goes its way",
    "UPDATE payroll_lists SET state = 'returned', ended_at = 'x', ended_by_id = made_by_id, ended_reason = 'x'": "goes its way",
    "DELETE FROM payroll_lists": "never changes",
    "UPDATE payroll_files SET total_fen = 1": "recalled once",
    "UPDATE payroll_results SET paid_fen = 1": "only ever added",
    "DELETE FROM payroll_results": "only ever added",
    f"INSERT INTO payroll_results (id, answer_id, serial, position, row_id, key, name, account, outcome, words) "
    f"SELECT 'r', id, 1, 9, {PAID}, '', '', '', 'paid', '' FROM payroll_answers": "only ever added",
    f"INSERT INTO payroll_ends VALUES ({FAILED}, 1, 'x', 'x', {BY}, 'e')": "what is ended is missing",
    f"INSERT INTO payroll_ends VALUES ({PAID}, 60000, 'x', 'x', {BY}, 'e')": "what is ended is missing",
    f"INSERT INTO payroll_stops VALUES ({FAILED}, 'x', 'x', {BY}, 's')": "between the release",
    "INSERT INTO payroll_receipts VALUES ('none', '2026-12-03', 1, 'bank', '1', '', 'x', "
    f"{BY}, 'q')": "lies between",
    f"INSERT INTO payroll_decisions VALUES ('none', {PAID}, 1, NULL, 'x', 'x', {BY}, 'd')": "a decision is on",
}  # fmt: skip


@pytest.mark.parametrize("statement", REFUSED)
def test_what_the_database_itself_refuses(answered: str, engine: Engine, statement: str) -> None:
    assert answered
    with engine.connect() as connection, pytest.raises(DatabaseError, match=REFUSED[statement]):
        connection.exec_driver_sql(statement)


def test_no_more_is_recovered_than_was_paid(answered: str, engine: Engine) -> None:
    line = f"INSERT INTO payroll_recovery_lines VALUES ('rec', {FAILED}, '2026-12', 5, 'l')"
    booked = (
        "INSERT INTO payroll_recoveries SELECT home_id, NULL, 'allowance', 'other', 'x', '', 'x', 5, NULL, 'x', "
        f"{BY}, NULL, NULL, '', '', 'rec' FROM payroll_rows WHERE id = {FAILED}"
    )
    assert answered
    with engine.connect() as connection:
        connection.exec_driver_sql(line)
        with pytest.raises(DatabaseError, match="no more is to come back than was paid"):
            connection.exec_driver_sql(booked)
