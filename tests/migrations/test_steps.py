"""Every revision after the first is tried on a filled database of the revision before it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.migrations.filled import OLD_ROWS, insert
from zqdesk.office.reserve.months.reported import KEPT
from zqdesk.records import changes, schema, vault
from zqdesk.records.chain import GENESIS, act_hash
from zqdesk.records.checks import structure

Step = tuple[Callable[[Connection], None], Callable[[Connection], None]]


STEPS: dict[str, Step] = {}
"""Revision → (fill a database of the revision before with plain SQL, check it after the upgrade)."""


def _kept(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    tables = dict.fromkeys(table for table, _ in OLD_ROWS)
    return {
        table: [
            dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").mappings()
        ]
        for table in tables
    }


def _first_hall(connection: Connection) -> None:
    for table, values in OLD_ROWS:
        insert(connection, table, values)
    BEFORE.update(_kept(connection))


BEFORE: dict[str, list[dict[str, Any]]] = {}


def _with_relief(connection: Connection) -> None:
    """Nothing was lost, papers have an empty subject and may stand without a case, the guards are on."""
    after = _kept(connection)
    assert [row.pop("subject_id") for row in after["papers"]] == ["", "", ""]
    assert after == BEFORE
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    insert(connection, "papers", {"id": "book", "case_id": None, "subject_id": "2026-11", "sheet_code": "S"})
    entry = {"year": 2026, "serial": 2, "kind": "allocation", "debit": "bank", "credit": "district"}
    with pytest.raises(DatabaseError, match="without a gap"):
        insert(connection, "reserve_entries", entry | {"amount_fen": 5})
    found = connection.exec_driver_sql(
        "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1"
    )
    guards = {str(row[0]): int(row[1]) for row in found}
    for table in ("reserve_entries", "disbursements", "refunds", "reserve_closings", "cash_counts", "grants"):
        assert guards[table] >= 2, table
    indexes = (
        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE tbl_name = 'papers'").scalars().all()
    )
    assert {"ix_papers_case_id", "ix_papers_subject_id"} <= set(indexes)


STEPS["0002"] = (_first_hall, _with_relief)


def _with_entry(connection: Connection) -> None:
    insert(connection, "accounts", {"id": "cashier", "login": "04"})
    insert(connection, "reserve_entries", _ENTRY | {"id": "first", "serial": 1})


def _goes_on(connection: Connection) -> None:
    """The entry is there; the next is number 2, or follows what a restore has passed over."""
    for serial in (1, 3):
        with pytest.raises(DatabaseError, match="without a gap"):
            insert(connection, "reserve_entries", _ENTRY | {"id": "next", "serial": serial})
    insert(connection, "reserve_entries", _ENTRY | {"id": "second", "serial": 2})
    insert(connection, "number_series", {"id": "n", "series": "journal-2026", "last": 7})
    with pytest.raises(DatabaseError, match="without a gap"):
        insert(connection, "reserve_entries", _ENTRY | {"id": "third", "serial": 3})
    for serial in (8, 9):
        insert(connection, "reserve_entries", _ENTRY | {"id": f"e{serial}", "serial": serial})


_ENTRY: dict[str, Any] = {
    "year": 2026,
    "booked_on": "2026-11-24",
    "kind": "allocation",
    "debit": "bank",
    "credit": "district",
    "amount_fen": 5,
    "by_id": "cashier",
}
STEPS["0003"] = (_with_entry, _goes_on)


def _with_household(connection: Connection) -> None:
    insert(connection, "persons", {"id": "head", "name": "𬭎某"})
    insert(connection, "households", {"id": "home", "head_id": "head", "standard_kind": "urban"})
    insert(connection, "accounts", {"id": "clerk", "login": "01"})
    case = {"id": "case", "household_id": "home", "applicant_id": "head", "clerk_id": "clerk"}
    insert(connection, "cases", case)
    insert(connection, "case_members", {"id": "line", "case_id": "case", "person_id": "head"})


def _without_reason(connection: Connection) -> None:
    """Nobody has yet said why a standard is not the village's, and nobody has refused work."""
    found = connection.exec_driver_sql("SELECT id, standard_kind, standard_reason FROM households").all()
    assert [tuple(row) for row in found] == [("home", "urban", "")]
    members = connection.exec_driver_sql("SELECT id, student, work_refusals FROM case_members").all()
    assert [tuple(row) for row in members] == [("line", 0, "[]")]


STEPS["0004"] = (_with_household, _without_reason)


def _with_notice(connection: Connection) -> None:
    _with_household(connection)
    insert(connection, "opinions", {"id": "opinion", "case_id": "case", "by_id": "clerk"})
    insert(connection, "public_notices", {"id": "notice", "case_id": "case", "opinion_id": "opinion"})


def _alone(connection: Connection) -> None:
    """What hung before hung alone; a notice may name a sheet now, and none that is not there."""
    found = connection.exec_driver_sql("SELECT id, sheet_id FROM public_notices").all()
    assert [tuple(row) for row in found] == [("notice", None)]
    insert(connection, "notice_sheets", {"id": "sheet", "opinions": '["opinion"]'})
    connection.exec_driver_sql("UPDATE public_notices SET sheet_id = 'sheet'")
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        connection.exec_driver_sql("UPDATE public_notices SET sheet_id = 'other'")


STEPS["0005"] = (_with_notice, _alone)


def _with_letter(connection: Connection) -> None:
    _with_household(connection)
    insert(connection, "papers", {"id": "letter", "case_id": "case", "kind": "refusal", "sheet_code": "S"})
    insert(connection, "decisions", {"id": "decision", "case_id": "case"})


def _standing(connection: Connection) -> None:
    """What was issued before stands, and no decision has a reason beside its text."""
    papers = connection.exec_driver_sql("SELECT id, replaced_on, replaced_reason FROM papers").all()
    assert [tuple(row) for row in papers] == [("letter", None, "")]
    decided = connection.exec_driver_sql("SELECT id, reason FROM decisions").all()
    assert [tuple(row) for row in decided] == [("decision", "")]


STEPS["0006"] = (_with_letter, _standing)


def _with_closings(connection: Connection) -> None:
    insert(connection, "accounts", {"id": "cashier", "login": "04"})
    insert(connection, "reserve_entries", _ENTRY | {"id": "first", "serial": 1})
    for number, period in enumerate(("2026-11", "2026-12", "2026"), 1):
        closing = {"id": f"c{number}", "period": period, "closed_on": "2026-12-31", "by_id": "cashier"}
        insert(connection, "reserve_closings", closing | {"balances": f'{{"bank": {number}}}'})


def _closings_kept(connection: Connection) -> None:
    """The closings are there in their order; the last may be opened again by two people, and closed by a new row."""
    found = connection.exec_driver_sql(
        "SELECT id, period, balances FROM reserve_closings ORDER BY rowid"
    ).all()
    assert [tuple(row) for row in found] == [
        ("c1", "2026-11", '{"bank": 1}'),
        ("c2", "2026-12", '{"bank": 2}'),
        ("c3", "2026", '{"bank": 3}'),
    ]
    assert connection.exec_driver_sql("SELECT day FROM reserve_last_day").scalar() == "2026-12-31"
    row = {"matter": "closing", "by_id": "cashier", "second_id": "head", "reason": "结错了"}
    with pytest.raises(DatabaseError, match="last closing"):
        insert(connection, "reserve_set_asides", row | {"id": "s", "subject_id": "c2"})
    insert(connection, "accounts", {"id": "head", "login": "03"})
    insert(connection, "reserve_set_asides", row | {"id": "s", "subject_id": "c3"})
    again = {"id": "c4", "period": "2026", "closed_on": "2026-12-31", "by_id": "cashier"}
    insert(connection, "reserve_closings", again)


STEPS["0007"] = (_with_closings, _closings_kept)


def _with_vouchers(connection: Connection) -> None:
    insert(connection, "accounts", {"id": "cashier", "login": "04"})
    insert(connection, "desks", {"id": "desk"})
    insert(connection, "tills", {"id": "box", "kind": "box", "desk_id": "desk", "holder_id": "cashier"})
    for serial, (kind, debit, credit, voucher, text) in enumerate(
        (
            ("allocation", "bank", "district", "示民财〔2026〕8号；进001", "收到区级拨付备用金（第二批）"),
            ("allocation", "bank", "district", "示民财[2026]08号", "收到区级拨付备用金"),
            ("withdrawal", "till:box", "bank", "支 0021", "提取现金"),
            ("deposit", "bank", "till:box", "", "现金存行"),
        ),
        1,
    ):
        row = {"id": f"e{serial}", "serial": serial, "kind": kind, "debit": debit, "credit": credit}
        insert(connection, "reserve_entries", _ENTRY | row | {"voucher": voucher, "text": text})


def _papers_told_apart(connection: Connection) -> None:
    """What stood in words is a paper with its number made plain; the next entry wants one that is new."""
    found = connection.exec_driver_sql(
        "SELECT entry_id, kind, key, number FROM reserve_documents ORDER BY entry_id, kind DESC"
    ).all()
    assert [tuple(row) for row in found] == [
        ("e1", "notice", "示民财-2026-8/2", "示民财〔2026〕8号（第二批）"),
        ("e1", "arrival", "进-1", "进001"),
        ("e2", "notice", "示民财-2026-8", "示民财[2026]08号"),
        ("e3", "cheque", "支-21", "支 0021"),
    ]
    entry = _ENTRY | {"id": "e5", "serial": 5}
    with pytest.raises(DatabaseError, match="rests on a paper"):
        insert(connection, "reserve_entries", entry)
    paper = {"id": "p", "entry_id": "e5", "kind": "arrival", "key": "进-1"}
    connection.exec_driver_sql("SAVEPOINT again")
    connection.exec_driver_sql(
        "INSERT INTO reserve_documents (id, entry_id, kind, key, number) VALUES (?, ?, ?, ?, '')",
        tuple(paper.values()),
    )
    with pytest.raises(DatabaseError, match="booked once"):
        insert(connection, "reserve_entries", entry)


STEPS["0008"] = (_with_vouchers, _papers_told_apart)


def _with_single(connection: Connection) -> None:
    _with_household(connection)
    connection.exec_driver_sql("UPDATE cases SET single_reason = 'clergy', single_person_id = applicant_id")
    for entry, case in (("alone", "case"), ("old", None)):
        insert(connection, "roll_entries", {"id": entry, "household_id": "home", "case_id": case})


def _on_roll_alone(connection: Connection) -> None:
    """Who had applied alone is on the roll alone; a household from a roster is on it as a whole."""
    found = connection.exec_driver_sql(
        "SELECT e.id, e.person_id = c.applicant_id FROM roll_entries e LEFT JOIN cases c ON c.id = e.case_id ORDER BY e.id"
    ).all()
    assert [tuple(row) for row in found] == [("alone", 1), ("old", None)]


STEPS["0009"] = (_with_single, _on_roll_alone)


def _with_payment(connection: Connection) -> None:
    _with_household(connection)
    connection.exec_driver_sql("UPDATE households SET village_name = '示例东村', address = '7号'")
    connection.exec_driver_sql("UPDATE cases SET clerk_id = 'clerk', number = 'LS-1', kind = 'emergency'")
    insert(connection, "reliefs", {"id": "relief", "case_id": "case", "cause": "fire", "person_count": 3})
    grant = {"id": "grant", "case_id": "case", "amount_fen": 5, "help_first": 1, "fund": "reserve"}
    insert(connection, "grants", grant | {"agreed_by_name": "李某", "agreed_by_id": "clerk"})
    insert(connection, "accounts", {"id": "cashier", "login": "04"})
    paper = "INSERT INTO reserve_documents (id, entry_id, kind, key, number) VALUES ('p', 'e1', 'arrival', '1', '1')"
    connection.exec_driver_sql(paper)
    insert(connection, "reserve_entries", _ENTRY | {"id": "e1", "serial": 1})
    paid = {"id": "e2", "serial": 2, "kind": "disbursement", "debit": "unsettled", "credit": "bank"}
    insert(connection, "reserve_entries", _ENTRY | paid | {"grant_id": "grant", "case_id": "case"})


def _with_closed_month(connection: Connection) -> None:
    _with_payment(connection)
    insert(
        connection,
        "reserve_closings",
        {"id": "c", "period": "2026-11", "closed_on": "2026-11-30", "by_id": "cashier"},
    )


def _reported(connection: Connection) -> None:
    """A month that was closed before keeps what is known of its payments now."""
    found = connection.exec_driver_sql("SELECT closing_id, entry_id, facts FROM reserve_reported").all()
    [(closing_id, entry_id, facts)] = [tuple(row) for row in found]
    assert (closing_id, entry_id) == ("c", "e2")
    assert json.loads(facts) == {
        "case_number": "LS-1",
        "kind": "emergency",
        "cause": "fire",
        "applicant_class": "",
        "person_count": 3,
        "village": "示例东村",
        "address": "7号",
        "clerk": "",
        "approver": "李某",
        "batch": "",
    }
    assert set(json.loads(facts)) == set(KEPT)


STEPS["0010"] = (_with_closed_month, _reported)


def _with_check(connection: Connection) -> None:
    _with_household(connection)
    insert(connection, "cross_checks", {"id": "check", "case_id": "case", "requested_on": "2026-11-02"})


def _untold(connection: Connection) -> None:
    """A check of before has begun on no day that anybody said, and was told to nobody."""
    row = connection.exec_driver_sql("SELECT begun_on, told_on, reply FROM cross_checks").one()
    assert tuple(row) == (None, None, "")


STEPS["0011"] = (_with_check, _untold)


def _with_accounts(connection: Connection) -> None:
    for login in ("01", "02"):
        insert(connection, "accounts", {"id": f"a{login}", "login": login, "name": "王小某"})


def _nobody_known(connection: Connection) -> None:
    """Nothing is said yet of whose an account is; an identity has its number once."""
    found = connection.exec_driver_sql("SELECT id, identity_id FROM accounts ORDER BY id").all()
    assert [tuple(row) for row in found] == [("a01", None), ("a02", None)]
    insert(connection, "staff_identities", {"id": "i", "id_number": "370114190001010014"})
    connection.exec_driver_sql("UPDATE accounts SET identity_id = 'i'")
    with pytest.raises(DatabaseError, match="UNIQUE"):
        insert(connection, "staff_identities", {"id": "j", "id_number": "370114190001010014"})


STEPS["0012"] = (_with_accounts, _nobody_known)


def _with_roll(connection: Connection) -> None:
    _with_household(connection)
    entry = {"id": "entry", "programme": "allowance", "household_id": "home", "from_month": "2026-10"}
    insert(connection, "roll_entries", entry | {"to_month": "", "person_count": 3, "allowance_fen": 5})


def _of_allowance(connection: Connection) -> None:
    """Who was on the roll is on that of 低保, found by its programme; of 特困 there is nobody yet."""
    plan = connection.exec_driver_sql(
        "EXPLAIN QUERY PLAN SELECT count(*), sum(person_count) FROM roll_entries "
        "WHERE programme = 'allowance' AND to_month = '' AND from_month <= '2026-11'"
    ).all()
    assert "COVERING INDEX ix_roll_entries_current" in str(plan)
    counted = "SELECT count(*) FROM roll_entries WHERE programme = 'allowance' AND to_month = ''"
    assert connection.exec_driver_sql(counted).scalar() == 1
    assert connection.exec_driver_sql("SELECT count(*) FROM supports").scalar() == 0


STEPS["0013"] = (_with_roll, _of_allowance)


def _with_objection(connection: Connection) -> None:
    _with_household(connection)
    insert(connection, "opinions", {"id": "opinion", "case_id": "case", "by_id": "clerk"})
    insert(connection, "public_notices", {"id": "notice", "case_id": "case", "opinion_id": "opinion"})
    insert(connection, "objections", {"id": "objection", "case_id": "case", "notice_id": "notice"})


def _unretracted(connection: Connection) -> None:
    """An objection of before stands."""
    assert connection.exec_driver_sql("SELECT id, retracted_on FROM objections").one()[1] is None


STEPS["0014"] = (_with_objection, _unretracted)


def _with_log_and_payment(connection: Connection) -> None:
    _with_payment(connection)
    connection.exec_driver_sql("DELETE FROM desks")
    insert(connection, "desks", {"id": "desk", "name": "1号窗口"})
    paid = {"id": "d", "entry_id": "e2", "grant_id": "grant", "case_id": "case", "amount_fen": 5}
    insert(connection, "disbursements", paid | {"receipt_number": "R-1", "way": "transfer"})
    insert(connection, "settlements", {"id": "s", "number": "S-1", "by_id": "clerk"})
    insert(
        connection,
        "settlement_items",
        {"id": "i", "settlement_id": "s", "disbursement_id": "d", "amount_fen": 5},
    )
    connection.exec_driver_sql("DELETE FROM changes")
    previous = GENESIS
    for seq in (1, 2):
        said: dict[str, Any] = {"id": f"c{seq}", "act": "a.b", "actor_id": "clerk", "actor_name": "王小某"}
        said |= {"desk_id": "desk", "at": "2026-11-24T01:02:03.456Z", "reason": "𬭎", "fields": "[]"}
        said |= {"previous_hash": previous}
        previous = act_hash(number=seq, **said)
        insert(connection, "changes", said | {"seq": seq, "hash": previous})


def _chained(connection: Connection) -> None:
    """The acts of old are this desk's chain under the numbers and hashes they had; money and what hangs on it are all there."""
    with Session(connection) as session:
        assert changes.first_break(session) is None
    rows = connection.exec_driver_sql("SELECT seq, number, schema FROM changes ORDER BY seq").all()
    assert [tuple(row) for row in rows] == [(1, 1, ""), (2, 2, "")]
    (chain,) = connection.exec_driver_sql("SELECT desk_id, number FROM chains").all()
    assert tuple(chain) == ("desk", 2)
    entries = connection.exec_driver_sql("SELECT id, serial FROM reserve_entries ORDER BY rowid").all()
    assert [tuple(row) for row in entries] == [("e1", 1), ("e2", 2)]
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    double = {"id": "e3", "serial": 2, "kind": "disbursement", "debit": "unsettled", "credit": "bank"}
    double = _ENTRY | double | {"grant_id": "grant", "case_id": "case"}
    with pytest.raises(DatabaseError, match="without a gap"):
        insert(connection, "reserve_entries", double)
    connection.exec_driver_sql("INSERT INTO applying (id) VALUES (1)")
    insert(connection, "reserve_entries", double)  # two machines gave one number
    connection.exec_driver_sql("DELETE FROM reserve_entries WHERE id = 'e3'")
    connection.exec_driver_sql("DELETE FROM applying")
    with pytest.raises(DatabaseError, match="only ever added to"):
        connection.exec_driver_sql("DELETE FROM reserve_entries WHERE id = 'e2'")


STEPS["0015"] = (_with_log_and_payment, _chained)


def test_while_acts_of_others_are_done_no_guard_but_the_logs_speaks(tmp_path: Path) -> None:
    """A later revision that makes a guard anew must say so too."""
    engine = vault.open_engine(tmp_path / vault.DATABASE, bytes(32), create_file=True)
    schema.upgrade(engine)
    with engine.connect() as connection:
        guards = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).all()
    loud = {name for name, statement in guards if "applying" not in statement}
    assert loud == {"changes_no_update", "changes_no_delete", "changes_unanswered"}
    engine.dispose()


def _with_bank_and_closing(connection: Connection) -> None:
    paper = "INSERT INTO reserve_documents (id, entry_id, kind, key, number) VALUES ('p', 'first', 'arrival', '1', '1')"
    connection.exec_driver_sql(paper)
    _with_entry(connection)
    row = {"id": "c", "period": "2026-11", "closed_on": "2026-11-30", "by_id": "cashier"}
    insert(connection, "reserve_closings", row)


def _bank_asked(connection: Connection) -> None:
    """A month closed before stays closed; no other is before the bank was asked."""
    assert connection.exec_driver_sql(
        "SELECT count(*), max(word_id) FROM reserve_standing_closings"
    ).one() == (
        1,
        None,
    )
    fen = connection.exec_driver_sql("SELECT sum(amount_fen) FROM bank_entries").scalar_one()
    assert fen == _ENTRY["amount_fen"]
    with pytest.raises(DatabaseError, match="reconciled and signed"):
        insert(
            connection,
            "reserve_closings",
            {"id": "d", "period": "2026-12", "closed_on": "2026-12-31", "by_id": "cashier"},
        )


STEPS["0016"] = (_with_bank_and_closing, _bank_asked)


def _unsigned(connection: Connection) -> None:
    """Who stood by a payment may be a person; two cases told apart are there, and none that is not."""
    columns = connection.exec_driver_sql("PRAGMA table_info(disbursements)").all()
    assert [column[3] for column in columns if column[1] == "witness_id"] == [0], "those of before have none"
    judged = {"id": "j", "case_id": "case", "other_id": "case", "by_id": "clerk", "verdict": "same"}
    insert(connection, "relief_judged", judged)
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        connection.exec_driver_sql("UPDATE relief_judged SET other_id = 'nobody'")


STEPS["0017"] = (_with_household, _unsigned)


def _with_roll_entry(connection: Connection) -> None:
    _with_household(connection)
    insert(connection, "staff_identities", {"id": "one"})
    for other in ("reviewer", "releaser"):
        account = {"id": other, "login": other, "name": other, "roles": "[]", "identity_id": "one"}
        insert(connection, "accounts", account)
    entry = {"id": "entry", "programme": "allowance", "household_id": "home", "from_month": "2026-10"}
    insert(connection, "roll_entries", entry | {"to_month": "", "person_count": 3, "allowance_fen": 5})


def _paid_by_lists(connection: Connection) -> None:
    """Of lists there are none yet; one that is made goes its way, and two accounts of one person sign it once."""
    made = {"id": "list", "kind": "month", "from_month": "2026-12", "made_by_id": "clerk", "state": "draft"}
    insert(connection, "payroll_lists", made | {"matter": "month:allowance:2026-12::1", "facts": "{}"})
    row = {"id": "row", "list_id": "list", "home_id": "home", "entry_id": "entry", "programme": "allowance"}
    insert(
        connection, "payroll_rows", row | {"person_count": 3, "base_fen": 5, "total_fen": 5, "position": 1}
    )
    sums = "row_count = 1, person_count = 3, base_fen = 5, total_fen = 5, number = '1'"
    sign = "UPDATE payroll_lists SET state = '{0}', {0}_by_id = '{1}', {0}_at = 'x' {2} WHERE id = 'list'"
    connection.exec_driver_sql(sign.format("prepared", "clerk", f", {sums}"))
    connection.exec_driver_sql(sign.format("reviewed", "reviewer", ""))
    with pytest.raises(DatabaseError, match="three different people"):
        connection.exec_driver_sql(sign.format("released", "releaser", ""))
    with pytest.raises(DatabaseError, match="never changes"):
        connection.exec_driver_sql("UPDATE payroll_rows SET base_fen = 6, total_fen = 6")


STEPS["0018"] = (_with_roll_entry, _paid_by_lists)


def _with_values(connection: Connection) -> None:
    insert(
        connection, "parameters", {"id": "p", "key": "standard.rural", "scope": "370114", "value": "80400"}
    )
    insert(connection, "calendar_years", {"id": "y", "year": 2026, "days": "{}"})
    insert(connection, "divisions", {"id": "370114001", "name": "示例街道"})


def _own_values(connection: Connection) -> None:
    """What a hall has entered itself stays its own; what the district publishes, the hall cannot make up."""
    for table in ("parameters", "calendar_years", "divisions"):
        assert connection.exec_driver_sql(f"SELECT by_district FROM {table}").scalars().all() == [0]
        with pytest.raises(DatabaseError, match="only the district writes"):
            connection.exec_driver_sql(f"UPDATE {table} SET by_district = 1")
    with pytest.raises(DatabaseError, match="only the district writes"):
        insert(connection, "district_allocations", {"id": "a", "amount_fen": 5})


STEPS["0019"] = (_with_values, _own_values)


def _kept_figures(connection: Connection) -> None:
    """A closed report stays as it is; where a household lived before is kept beside it."""
    closed = {"id": "r", "period": "2026-10", "town_name": "示例街道", "by_id": "clerk", "lists": "{}"}
    insert(connection, "closed_reports", closed)
    with pytest.raises(DatabaseError, match="never changes"):
        connection.exec_driver_sql("UPDATE closed_reports SET lists = '[]'")
    insert(connection, "former_villages", {"id": "f", "household_id": "home", "until_on": "2026-10-31"})
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        connection.exec_driver_sql("UPDATE former_villages SET household_id = 'nobody'")


STEPS["0020"] = (_with_roll_entry, _kept_figures)


def _sought(connection: Connection) -> None:
    """Who stands on a list stays as the file had them; a list may be withdrawn."""
    made = {"id": "l", "kind": "poor", "by_id": "clerk", "row_count": 1}
    insert(connection, "seek_lists", made)
    insert(connection, "seek_rows", {"id": "s", "list_id": "l", "position": 1})
    connection.exec_driver_sql("UPDATE seek_lists SET withdrawn_on = '2026-11-30'")
    with pytest.raises(DatabaseError, match="only ever added"):
        connection.exec_driver_sql("UPDATE seek_rows SET name = 'x'")


STEPS["0022"] = (_with_household, _sought)


def _decided_before_the_move(connection: Connection) -> None:
    """Decided by the rural standard; the household has moved into town since. Another came with a roster."""
    _with_roll_entry(connection)
    connection.exec_driver_sql("UPDATE roll_entries SET case_id = 'case'")
    trace = [{"key": "standard", "formula": "2026年1月1日起执行的农村低保标准"}]
    decision = {"id": "d", "case_id": "case", "result": "confirm", "trace": json.dumps(trace)}
    insert(connection, "decisions", decision)
    roster = {"id": "other", "household_id": "home", "from_month": "2026-01", "to_month": "2026-02"}
    insert(connection, "roll_entries", roster | {"programme": "allowance", "person_count": 1})


def _fixed_by(connection: Connection) -> None:
    found = connection.exec_driver_sql("SELECT id, standard_kind FROM roll_entries ORDER BY id").all()
    assert [tuple(row) for row in found] == [("entry", "rural"), ("other", "urban")]


STEPS["0023"] = (_decided_before_the_move, _fixed_by)


def _goods(connection: Connection) -> None:
    """No stock falls below zero, and nobody gets more than is due."""
    insert(connection, "goods_items", {"id": "i", "name": "口罩", "unit": "个"})
    insert(
        connection,
        "goods_receipts",
        {"id": "r", "item_id": "i", "quantity": 5, "way": "bought", "by_id": "clerk"},
    )
    made = {"id": "l", "norms": '{"i": 4}', "by_id": "clerk"}
    insert(connection, "goods_lists", made)
    insert(connection, "goods_lines", {"id": "n", "list_id": "l", "home_id": "home", "due": '{"i": 4}'})
    insert(
        connection,
        "goods_lines",
        {"id": "m", "list_id": "l", "home_id": "home", "due": '{"i": 4}'} | {"position": 2},
    )
    given = {"id": "h", "line_id": "n", "item_id": "i", "by_id": "clerk", "receiver": "x"}
    with pytest.raises(DatabaseError, match="more than is due"):
        insert(connection, "goods_handouts", given | {"quantity": 5})
    insert(connection, "goods_handouts", given | {"quantity": 4})
    with pytest.raises(DatabaseError, match="below zero"):
        insert(connection, "goods_handouts", given | {"id": "g", "line_id": "m", "quantity": 2})
    taken = {"id": "s", "item_id": "i", "quantity": -5, "reverses_id": "r", "by_id": "clerk"}
    with pytest.raises(DatabaseError, match="below zero"):
        insert(connection, "goods_receipts", taken)


STEPS["0024"] = (_with_household, _goods)


def _disputed(connection: Connection) -> None:
    """What came in stays in the register."""
    came = {"id": "q", "kind": "complaint", "way": "hotline", "by_id": "clerk", "due_on": "2027-01-22"}
    insert(connection, "disputes", came)
    connection.exec_driver_sql("UPDATE disputes SET reply = 'x', replied_on = '2026-12-01'")
    with pytest.raises(DatabaseError, match="stays in the register"):
        connection.exec_driver_sql("DELETE FROM disputes")


STEPS["0025"] = (_with_household, _disputed)


def _donated(connection: Connection) -> None:
    """Nothing is spent beyond a donation, and no donation taken out again that was spent."""
    insert(connection, "donations", {"id": "g", "amount_fen": 500, "by_id": "clerk"})
    spent = {"id": "s", "donation_id": "g", "household_id": "home", "by_id": "clerk", "persons": 1}
    with pytest.raises(DatabaseError, match="more than is left"):
        insert(connection, "donation_spendings", spent | {"amount_fen": 501})
    insert(connection, "donation_spendings", spent | {"amount_fen": 500})
    taken = {"id": "t", "amount_fen": -500, "reverses_id": "g", "by_id": "clerk"}
    with pytest.raises(DatabaseError, match="cannot be taken back"):
        insert(connection, "donations", taken)
    with pytest.raises(DatabaseError, match="only ever added"):
        connection.exec_driver_sql("UPDATE donations SET kept_at = 'x'")


STEPS["0026"] = (_with_household, _donated)


def test_every_revision_carries_a_filled_database_over(tmp_path: Path) -> None:
    scripts = ScriptDirectory.from_config(schema.config())
    later = {script.revision for script in scripts.walk_revisions() if script.down_revision}
    assert set(STEPS) == later, "a new revision needs its step here"
    for revision, (fill, check) in STEPS.items():
        before = str(scripts.get_revision(revision).down_revision)
        path = tmp_path / f"{revision}.db"
        engine = vault.open_engine(path, bytes(32), create_file=True)
        for target, then in ((before, fill), (revision, check)):
            with engine.begin() as connection:
                command.upgrade(schema.config(connection), target)
                then(connection)
        schema.upgrade(engine)
        with Session(engine) as session:
            assert not list(structure.guards(session)), "an old database has all that a new one has"
        engine.dispose()


def _with_cash_paid(connection: Connection) -> None:
    """Before anybody signed for having seen it."""
    _with_household(connection)
    connection.exec_driver_sql("INSERT INTO applying (id) VALUES (1)")
    insert(connection, "grants", {"id": "grant", "case_id": "case", "amount_fen": 5})
    paid = {"id": "d", "entry_id": "e2", "grant_id": "grant", "case_id": "case", "amount_fen": 5}
    insert(connection, "disbursements", paid | {"receipt_number": "R-1", "way": "cash"})
    connection.exec_driver_sql("DELETE FROM applying")


def _named_and_witnessed(connection: Connection) -> None:
    """Those helped can be named; a payment of before stands without a witness."""
    insert(connection, "relief_persons", {"id": "p", "case_id": "case", "position": 1, "name": "李某"})
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        connection.exec_driver_sql("UPDATE relief_persons SET case_id = 'nobody'")
    assert connection.exec_driver_sql("SELECT id, witness_id FROM disbursements").all() == [("d", None)]


STEPS["0021"] = (_with_cash_paid, _named_and_witnessed)
