"""What is done at a hall that a fault may strike: how it begins, the work itself, and what of it can be seen afterwards."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, func, select

from tests import town
from tests.faults.paying_and_dying import perform
from tests.office.course import Course
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.town import OPENING, PASSPHRASE
from zqdesk import paths
from zqdesk.office.cases import materials
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.office.hall import restoration, staff
from zqdesk.records import anchor, attachments, keys, schema, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks import check
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Attachment, Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Refused
from zqdesk.ui.desk import opening
from zqdesk.ui.desk.desk import Opened
from zqdesk.ui.entrance.set_up import SetUp
from zqdesk.ui.shell import founding

NEW_PASSPHRASE = "another horse 2"
NEW_CODE = "-".join(["ABCDE"] * 8)
PDF = b"%PDF-1.7 " + bytes(9000)
Seen = Any
"""What can be seen of an errand; equal before it was begun, or after it was done, or it is half done."""


@dataclass(frozen=True)
class Errand:
    """`prepare` in an empty folder, `work` in a copy of it, `look` at the desk that was opened again as a clerk does."""

    prepare: Callable[[Path], town.Vault]
    work: Callable[[town.Vault], object]
    look: Callable[[town.Vault, Opened], Seen]


def opened(data: town.Vault, login: str = "05", passphrase: str = PASSPHRASE) -> Opened:
    return opening.sign_in(data.folder, login, passphrase, town.Clock())


def again(data: town.Vault, look: Callable[[town.Vault, Opened], Seen]) -> tuple[Seen, list[str]]:
    """What is seen when the desk is next opened, and what the check then says; nothing where no desk was founded."""
    with vault.sole_use(data.folder):
        if not paths.holds_vault(data.folder):
            return None, []
        desk = opened(data)
        try:
            seen = look(data, desk)
            return seen, [each.code for each in check.run(data.folder, desk.key, desk.register.engine)]
        finally:
            opening.close(desk)


@cache
def _template() -> town.Vault:
    """The town, made once for all errands of a process."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    return town.build(folder / "data")


def _built(folder: Path) -> town.Vault:
    return town.copied(_template(), folder / "data")


def _register(data: town.Vault) -> Register:
    return Register(data.open(), town.CLERK, town.DESK_ID, town.Clock())


def _counts(*kinds: Any) -> Callable[[town.Vault, Opened], Seen]:
    def look(_data: town.Vault, desk: Opened) -> Seen:
        return desk.register.read(
            lambda session: [session.scalar(select(func.count()).select_from(kind)) for kind in kinds]
        )

    return look


def _save(data: town.Vault) -> None:
    register = _register(data)
    register.do(town.add_household, "张某")
    register.engine.dispose()


def _with_case(folder: Path) -> town.Vault:
    data = _built(folder)
    register = _register(data)
    Course(register, register.clock).accepted()  # type: ignore[arg-type]
    register.engine.dispose()
    return data


def _attach(data: town.Vault) -> None:
    digest = attachments.store(data.folder, data.key, PDF)
    register = _register(data)
    case_id = register.read(lambda session: session.scalars(select(Case.id)).one())
    register.do(materials.attach, case_id, NewAttachment(digest, "户口簿", "application/pdf", len(PDF)))
    register.engine.dispose()


def _attached(data: town.Vault, desk: Opened) -> Seen:
    digests = desk.register.read(lambda session: list(session.scalars(select(Attachment.digest))))
    return [attachments.load(data.folder, desk.key, each) == PDF for each in digests]


def _with_reserve(folder: Path) -> town.Vault:
    data = _built(folder)
    register = _register(data)
    reserve_course.funded(register)
    relief_course.agreed(register)
    register.engine.dispose()
    return data


def _pay(data: town.Vault) -> None:
    engine = data.open()
    with engine.connect() as connection:
        case_id = connection.execute(select(Case.id)).scalar_one()
    perform(engine, "disburse", case_id)
    engine.dispose()


def _with_saved(folder: Path) -> town.Vault:
    data = _with_case(folder)
    _attach(data)
    return data


def _back_up(data: town.Vault) -> None:
    engine = data.open()
    backup.make(data.folder, data.key, engine, "daily", OPENING)
    engine.dispose()


def _backups(data: town.Vault, desk: Opened) -> Seen:
    """How many there are; each opens, and the next is made whatever the one before has left."""
    made = backup.own(data.folder / backup.FOLDER, keys.vault_mark(data.folder))
    for info in made:
        backup.check_copy(info.path / vault.DATABASE, desk.key, info.state)
    backup.make(data.folder, desk.key, desk.register.engine, "manual", OPENING)
    left = [each.name for each in (data.folder / backup.FOLDER).glob(f"{backup.UNFINISHED}*")]
    return len(made), left


def _with_backup(folder: Path) -> town.Vault:
    """A backup, and acts since that lie in the log of a desk that was killed."""
    data = _with_saved(folder)
    _back_up(data)
    child = os.fork()
    if child == 0:
        _register(data).do(town.add_household, "李某")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    return data


def _restore(data: town.Vault) -> None:
    with vault.sole_use(data.folder):
        made = data.folder / backup.FOLDER / f"{OPENING:%Y%m%d-%H%M%S}-daily"
        restoration.restore(data.folder, made, ("05", PASSPHRASE), town.Clock())


def _restored(data: town.Vault, desk: Opened) -> Seen:
    with vault.in_hand(desk.register.engine) as db:
        epoch = anchor.epoch_of(db)
    left = [name for name in ("restoring", ".unfinished-restore") if (data.folder / name).exists()]
    return _counts(Household, Person)(data, desk), epoch, left


def _empty(folder: Path) -> town.Vault:
    (folder / "data").mkdir()
    return town.Vault(folder / "data", b"", "")


def _found(data: town.Vault) -> None:
    entry = SetUp(
        town_id=town.TOWN_ID, town_name="示例街道", name="示例街道便民服务大厅", login="05", person="周某",
        passphrase=PASSPHRASE, again=PASSPHRASE, approver="李大某", approver_passphrase=NEW_PASSPHRASE,
    )  # fmt: skip
    with vault.sole_use(data.folder):
        opening.close(founding.found_hall(data.folder, entry, town.Clock())[0])


def _founded(data: town.Vault, desk: Opened) -> Seen:
    keys.unlock(data.folder, "02", NEW_PASSPHRASE, OPENING)
    return desk.register.read(staff.logins)


def _change(work: Callable[[town.Vault, Opened], object]) -> Callable[[town.Vault], None]:
    def change(data: town.Vault) -> None:
        desk = opened(data)
        work(data, desk)
        opening.close(desk)

    return change


def _open_account(data: town.Vault, desk: Opened) -> object:
    entry = staff.AccountEntry("06", "孙某", ("clerk",))
    return opening.keep_account(data.folder, desk, opening.AccountChange(entry, NEW_PASSPHRASE))


def _close_account(data: town.Vault, desk: Opened) -> object:
    return opening.close_account(data.folder, desk, town.CLERK.id, "调走")


def _change_passphrase(data: town.Vault, desk: Opened) -> None:
    opening.change_passphrase(data.folder, desk, "01", old=PASSPHRASE, new=NEW_PASSPHRASE)


def _renew_code(data: town.Vault, desk: Opened) -> object:
    return opening.replace_recovery_code(data.folder, desk, NEW_CODE)


def _access(data: town.Vault, desk: Opened) -> Seen:
    """Which accounts are in use, and what opens the key."""
    ways = [("01", PASSPHRASE), ("01", NEW_PASSPHRASE), ("06", NEW_PASSPHRASE)]
    opens = [_opens(keys.unlock, data.folder, *way) for way in ways]
    opens += [_opens(keys.unlock_with_recovery, data.folder, code) for code in (data.recovery_code, NEW_CODE)]
    return sorted(desk.register.read(staff.logins)), opens


def _opens(unlock: Callable[..., object], *way: object) -> bool:
    try:
        unlock(*way, OPENING)
    except Refused:
        return False
    return True


def _old(folder: Path) -> town.Vault:
    """A hall of the first version, as far as its people and cases go."""
    data = _built(folder)
    path = data.folder / vault.DATABASE
    path.unlink()
    engine = vault.open_engine(path, data.key, create_file=True)
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        command.upgrade(schema.config(connection), "0001")
        for login, actor in town.STAFF.items():
            _insert(
                connection, "accounts", id=actor.id, login=login, name=actor.name, roles='["administrator"]'
            )
        for n in range(50):
            _insert(connection, "persons", id=f"{n:032}", name=f"张某{n}")
    with vault.in_hand(engine) as db:
        db.execute("PRAGMA application_id = 0")
    (data.folder / anchor.FILE).unlink()
    engine.dispose()
    return data


BLANKS = {"VARCHAR": "", "BIGINT": 0, "INTEGER": 0, "DATE": "2026-11-24", "JSON": "[]", "BOOLEAN": 1}


def _insert(connection: Connection, table: str, **values: object) -> None:
    columns = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    row = {c[1]: BLANKS[c[2].partition("(")[0]] for c in columns if c[3]} | values
    marks = ", ".join("?" * len(row))
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )


def _upgrade(data: town.Vault) -> None:
    with vault.sole_use(data.folder):
        opening.close(opened(data))


def _upgraded(data: town.Vault, desk: Opened) -> Seen:
    """Opening it again brings it to the newest schema, if this did not: then nothing was lost on the way."""
    return schema.current(desk.register.engine), _counts(Account, Person)(data, desk)


ERRANDS = {
    "save": Errand(_built, _save, _counts(Household, Person)),
    "attach": Errand(_with_case, _attach, _attached),
    "pay": Errand(_with_reserve, _pay, _counts(Entry, Disbursement)),
    "back up": Errand(_with_saved, _back_up, _backups),
    "restore": Errand(_with_backup, _restore, _restored),
    "found a hall": Errand(_empty, _found, _founded),
    "open an account": Errand(_built, _change(_open_account), _access),
    "close an account": Errand(_built, _change(_close_account), _access),
    "change a passphrase": Errand(_built, _change(_change_passphrase), _access),
    "renew the recovery code": Errand(_built, _change(_renew_code), _access),
    "upgrade": Errand(_old, _upgrade, _upgraded),
}


def copy(data: town.Vault, into: Path) -> town.Vault:
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(data.folder, into / "data", symlinks=True)
    os.environ["ZQDESK_USER"] = str(into / "user")  # what became of one copy is not remembered of the next
    return replace(data, folder=into / "data")
