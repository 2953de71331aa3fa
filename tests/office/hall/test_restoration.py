"""Restoring is an act: by an administrator of today or the recovery code, in the log, and no number comes twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests import town
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.town import OPENING, PASSPHRASE
from zqdesk.office.across.history.act_titles import title_of
from zqdesk.office.hall import numbers, restoration
from zqdesk.office.hall.restoration import Restored
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.checks import check as reserve_check
from zqdesk.office.reserve.moves import BankMove
from zqdesk.records import changes, keys, vault
from zqdesk.records.backups import backup
from zqdesk.records.backups.backup import BackupInfo
from zqdesk.records.changes import changes as log
from zqdesk.records.checks import check
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Refused

SERIES = "370114001-2026-DB"
NEXT = OPENING + timedelta(days=4)
"""When it is restored."""


@dataclass
class Hall:
    """A data folder with one case in the backup and two more since."""

    data: town.Vault
    made: BackupInfo

    def restore(self, login: str = "05", secret: str = PASSPHRASE, path: Path | None = None) -> Restored:
        with vault.sole_use(self.data.folder):
            return restoration.restore(
                self.data.folder, path or self.made.path, (login, secret), town.Clock(NEXT)
            )

    def register(self, engine: Engine) -> Register:
        return Register(engine, town.CLERK, town.DESK_ID, town.Clock(NEXT))


def numbered(work: Work) -> str:
    """A case with the next number of its series."""
    household = town.add_household(work)
    number = numbers.full_number(SERIES, numbers.give_number(work, SERIES))
    work.session.add(
        Case(
            household_id=household.id,
            applicant_id=household.head_id,
            clerk_id=town.CLERK.id,
            applied_on=work.today,
            number=number,
        )
    )
    return number


def numbers_of(session: Session) -> list[str]:
    return sorted(session.scalars(select(Case.number)))


def last(session: Session) -> tuple[int, str, str, str, str, str]:
    row = session.execute(select(log).order_by(log.c.seq.desc())).first()
    assert row is not None
    return row.seq, row.act, row.actor_id, row.actor_name, row.desk_id, row.reason


@pytest.fixture
def hall(data: town.Vault, engine: Engine, register: Register, clock: town.Clock) -> Hall:
    register.do(numbered)
    made = backup.make(data.folder, data.key, engine, "daily", OPENING)
    clock.forward(days=3)
    register.do(numbered)
    register.do(numbered)
    engine.dispose()
    return Hall(data, made)


@pytest.fixture
def reopened(hall: Hall) -> Iterator[Engine]:
    """The database in place once it was opened; nothing is opened before a test has restored."""
    engine = hall.data.open()
    yield engine
    engine.dispose()


def test_it_is_an_act_that_says_who_what_and_what_was_lost(hall: Hall, reopened: Engine) -> None:
    reopened.dispose()
    done = hall.restore()
    seq, act, actor_id, name, desk_id, reason = hall.register(reopened).read(last)
    assert (act, actor_id, name, desk_id) == (
        "restoration.restored",
        *(town.ADMINISTRATOR.id, town.ADMINISTRATOR.name, town.DESK_ID),
    )
    assert title_of(act) == "从备份恢复"
    assert reason == done.text
    assert hall.made.path.name in reason
    assert f"恢复前变更记录到第 {seq + 1} 条（2026年11月26日）" in reason
    assert f"恢复后到第 {seq - 1} 条（2026年11月23日）" in reason
    assert done.aside is not None
    assert (done.aside / vault.DATABASE).exists()


def test_no_number_comes_twice_and_the_check_understands_the_gap(hall: Hall, reopened: Engine) -> None:
    reopened.dispose()
    hall.restore()
    register = hall.register(reopened)
    assert register.do(numbered).result == f"{SERIES}-00004"
    assert register.read(numbers_of) == [f"{SERIES}-00001", f"{SERIES}-00004"]
    assert register.read(changes.first_break) is None
    assert check.run(hall.data.folder, hall.data.key, reopened) == []


def test_restoring_again_goes_on_from_the_highest_of_all(hall: Hall, reopened: Engine) -> None:
    """To and fro between backups: the numbers only rise, and each backup after a restore is the newest."""
    reopened.dispose()
    given = {f"{SERIES}-{n:05}" for n in (1, 2, 3)}
    for _ in range(3):
        hall.restore()
        register = hall.register(reopened)
        number = register.do(numbered).result
        assert number not in given
        given.add(number)
        newest = backup.make(hall.data.folder, hall.data.key, reopened, "manual", OPENING)
        reopened.dispose()
        assert backup.listing(newest.path.parent)[0].path == newest.path
        hall.restore(path=newest.path)
    assert check.run(hall.data.folder, hall.data.key, reopened) == []


def test_a_number_that_is_really_missing_is_still_found(hall: Hall, reopened: Engine) -> None:
    reopened.dispose()
    hall.restore()
    hall.register(reopened).do(numbered)
    hall.register(reopened).do(lambda work: numbers.give_number(work, SERIES))
    found = check.run(hall.data.folder, hall.data.key, reopened)
    assert [(each.code, each.place) for each in found] == [("numbers.gap", f"{SERIES}-00005")]


@pytest.mark.usefixtures("funded")
def test_no_receipt_and_no_voucher_comes_twice(data: town.Vault, engine: Engine, register: Register) -> None:
    """Paid after the backup, restored, paid again: receipt and voucher bear other numbers, and the books hold."""
    case_id = relief_course.agreed(register)
    made = backup.make(data.folder, data.key, engine, "daily", OPENING)
    relief_course.pay(register, case_id)
    lost = register.read(last_payment)
    assert lost == ("370114001-2026-LK-00001", 4)
    engine.dispose()
    Hall(data, made).restore()
    relief_course.pay(register, case_id)
    assert register.read(last_payment) == ("370114001-2026-LK-00002", 5)
    assert check.run(data.folder, data.key, engine) + reserve_check.run(engine) == []


@pytest.mark.usefixtures("funded")
def test_a_voucher_that_is_really_missing_is_still_found(
    data: town.Vault, engine: Engine, register: Register
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO number_series (id, series, last) VALUES ('n', 'journal-2026', 9)"
        )
    reserve_course.cashier(register).do(moves.withdraw_cash, BankMove(100, "支002", date(2026, 11, 23)))
    found = {each.code for each in check.run(data.folder, data.key, engine) + reserve_check.run(engine)}
    assert {"reserve.gap", "rows.unlogged"} <= found


def last_payment(session: Session) -> tuple[str, int]:
    paid = session.execute(
        select(Disbursement.receipt_number, Entry.serial)
        .join(Entry, Entry.id == Disbursement.entry_id)
        .order_by(Entry.serial.desc())
    ).first()
    assert paid is not None
    return paid.receipt_number, paid.serial


@pytest.mark.parametrize("login", ["01", "02", "03", "04"])
def test_nobody_but_an_administrator_restores(hall: Hall, login: str) -> None:
    with pytest.raises(Refused) as refused:
        hall.restore(login)
    assert refused.value.problems[0].code == "restore.administrator"
    assert not list(hall.data.folder.glob("replaced-*"))


def test_what_somebody_was_at_the_time_of_the_backup_counts_for_nothing(hall: Hall, reopened: Engine) -> None:
    """The account was an administrator's in the backup, and is closed or only a clerk's today."""
    head = Register(reopened, Actor(town.CLERK.id, "", frozenset({"administrator"})), town.DESK_ID)
    head.do(lambda work: setattr(work.session.get(Account, town.ADMINISTRATOR.id), "roles", ["clerk"]))
    reopened.dispose()
    with pytest.raises(Refused) as refused:
        hall.restore()
    assert refused.value.problems[0].code == "restore.administrator"
    head.do(lambda work: setattr(work.session.get(Account, town.ADMINISTRATOR.id), "active", False))
    reopened.dispose()
    with pytest.raises(Refused) as refused:
        hall.restore()
    assert refused.value.problems[0].code == "sign_in.closed"
    keys.settle(hall.data.folder, set(town.STAFF) - {"05"}, ())
    with pytest.raises(Refused) as refused:
        hall.restore()
    assert refused.value.problems[0].code == "sign_in.wrong"


def test_who_has_no_key_any_more_gets_none_back(hall: Hall, reopened: Engine) -> None:
    """The passphrases of today stay: a colleague who left is in the backup, their key is not."""
    reopened.dispose()
    keys.settle(hall.data.folder, set(town.STAFF) - {"01"}, ())
    keys.set_passphrase(hall.data.folder, hall.data.key, "05", "another horse 2", town.CHEAP)
    code = keys.new_recovery_code()
    mark = keys.add_recovery_code(hall.data.folder, hall.data.key, code, town.CHEAP)
    keys.settle(hall.data.folder, set(town.STAFF) - {"01"}, {mark})
    hall.restore(secret="another horse 2")
    for login, passphrase in (("01", PASSPHRASE), ("05", PASSPHRASE)):
        with pytest.raises(Refused):
            keys.unlock(hall.data.folder, login, passphrase, NEXT)
    assert keys.unlock_with_recovery(hall.data.folder, code, NEXT) == hall.data.key
    with pytest.raises(Refused):
        hall.restore("", hall.data.recovery_code)


def test_the_recovery_code_restores_too(hall: Hall, reopened: Engine) -> None:
    reopened.dispose()
    hall.restore("", hall.data.recovery_code.lower().replace("-", " "))
    register = hall.register(reopened)
    assert register.read(last)[3] == "恢复码持有人"
    assert register.do(numbered).result == f"{SERIES}-00004"


@pytest.mark.parametrize("harm", ["damaged", "missing", "empty"])
def test_where_the_database_cannot_be_opened_only_the_recovery_code_restores(
    hall: Hall, reopened: Engine, harm: str
) -> None:
    reopened.dispose()
    database = hall.data.folder / vault.DATABASE
    database.unlink()
    if harm != "missing":
        database.write_bytes(b"" if harm == "empty" else b"x" * 5000)
    with pytest.raises(Refused) as refused:
        hall.restore()
    assert refused.value.problems[0].code == "restore.recovery_only"
    done = hall.restore("", hall.data.recovery_code)
    assert "原来的数据库打不开" in done.text
    assert "对照纸面" in done.text
    assert hall.register(reopened).read(last)[5] == done.text
    assert hall.register(reopened).read(numbers_of) == [f"{SERIES}-00001"]


@pytest.mark.parametrize("harm", ["torn", "missing"])
def test_where_the_keys_cannot_be_read_the_recovery_code_of_the_backup_restores(
    hall: Hall, reopened: Engine, harm: str
) -> None:
    reopened.dispose()
    (hall.data.folder / keys.KEYS).unlink()
    if harm == "torn":
        (hall.data.folder / keys.KEYS).write_bytes(b'{"salt":')
    with pytest.raises(Refused) as refused:
        hall.restore()
    assert refused.value.problems[0].code == "restore.recovery_only"
    with pytest.raises(Refused) as refused:
        hall.restore("", "AAAAA-BBBBB")
    assert refused.value.problems[0].code == "recovery.wrong"
    hall.restore("", hall.data.recovery_code)
    assert keys.unlock(hall.data.folder, "01", PASSPHRASE, NEXT) == hall.data.key
    assert hall.register(reopened).read(numbers_of) == [f"{SERIES}-00001"]


def test_an_empty_folder_is_filled_by_the_recovery_code(hall: Hall, tmp_path: Path) -> None:
    """A new computer."""
    there = town.Vault(tmp_path / "new", hall.data.key, hall.data.recovery_code)
    done = Hall(there, hall.made).restore("", hall.data.recovery_code)
    assert done.aside is None
    engine = there.open()
    assert Register(engine, town.CLERK, town.DESK_ID).read(numbers_of) == [f"{SERIES}-00001"]
    engine.dispose()


def test_another_desks_backup_is_named_and_not_put_in_place(hall: Hall, tmp_path: Path) -> None:
    other = town.build(tmp_path / "other")
    engine = other.open()
    into = hall.made.path.parent
    theirs = backup.make(other.folder, other.key, engine, "daily", NEXT, into=into)
    engine.dispose()
    listed = restoration.backups_in(hall.data.folder, into)
    assert [(info.path, whose) for info, whose in listed] == [
        (hall.made.path, "示例街道便民服务大厅 1号窗口"),
        (theirs.path, "其他工作台：示例街道便民服务大厅 1号窗口"),
    ]
    for who in (("05", PASSPHRASE), ("", hall.data.recovery_code), ("", other.recovery_code)):
        with pytest.raises(Refused) as refused:
            hall.restore(*who, path=theirs.path)
        assert refused.value.problems[0].code == "restore.foreign"


def test_what_is_no_backup_is_refused(hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        hall.restore(path=tmp_path)
    assert refused.value.problems[0].code == "backup.unknown"
