"""A further desk of a town joins from an empty folder: it is taken in by its district and builds its database from the town's log.

All of it is made aside, in `joining`, and put in place once it is whole; cut off in between, it goes on from there. Runs in the database thread.
"""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.ui.desk import opening
from zqdesk.ui.desk.desk import Opened

ASIDE, LOGIN = "joining", "login"
Progress = Callable[[int, int], None]


@frozen
class Join:
    """What is asked: the invitation's text (once), what the desk is called, and whose passphrase opens it here."""

    code: str = ""
    desk_name: str = ""
    login: str = ""
    passphrase: str = ""
    again: str = ""


def begun(folder: Path) -> bool:
    """Whether a desk began to join here and was cut off."""
    return (folder / ASIDE / LOGIN).exists()


def begin_anew(folder: Path) -> None:
    """Throw away what was begun; the district keeps what it has."""
    shutil.rmtree(folder / ASIDE, ignore_errors=True)


def join(
    folder: Path, entry: Join, clock: Callable[[], datetime], *, progress: Progress
) -> tuple[Opened, str]:
    """Join, or go on joining; returns the open desk and the recovery code to print.

    Refused: a text that is no invitation, a wrong passphrase of what was begun, an account that is no administrator's
    of that town.
    """
    from zqdesk.records import files, keys, replacing, vault
    from zqdesk.records.register import Actor, Register
    from zqdesk.sync import joining
    from zqdesk.sync.client import Leave

    vault.refuse_existing(folder)
    aside = folder / ASIDE
    refuse_if(_missing(entry, new=not begun(folder)))
    key, code = _key(folder, entry, clock())
    engine, leave = vault.open_engine(aside / vault.DATABASE, key), Leave()
    try:
        joining.enrol(engine, entry.code, entry.desk_name.strip(), leave)
        joining.pull(engine, clock, leave, progress)
        _must_be_administrator(Register(engine, Actor("", "", frozenset()), "", clock), entry.login)
    finally:
        engine.dispose()
    login = (aside / LOGIN).read_text(encoding="utf-8")
    if login != entry.login:
        keys.set_passphrase(aside, key, entry.login, entry.passphrase)
    vault.fold(aside / vault.DATABASE, key)
    (aside / LOGIN).unlink()
    shutil.rmtree(folder / replacing.READY, ignore_errors=True)
    aside.rename(folder / replacing.READY)
    replacing.replace(folder, files.free_name(folder, "replaced"))
    return _entered(folder, key, entry, clock), code


def _key(folder: Path, entry: Join, now: datetime) -> tuple[bytes, str]:
    """The key of the database made aside, and a recovery code that opens it."""
    from zqdesk.records import files, keys, vault
    from zqdesk.rules.passphrases import refuse_weak
    from zqdesk.sync import joining

    aside = folder / ASIDE
    if begun(folder):
        key = keys.unlock(aside, (aside / LOGIN).read_text(encoding="utf-8"), entry.passphrase, now)
        code = keys.new_recovery_code()
        keys.add_recovery_code(aside, key, code)
        return key, code
    refuse_weak(entry.passphrase, [entry.login])
    begin_anew(folder)
    joining.invitation(entry.code)
    key, code = vault.create(aside, entry.login, entry.passphrase)
    files.write_durably(aside / LOGIN, entry.login.encode())
    return key, code


def _must_be_administrator(register: "object", login: str) -> None:
    from zqdesk.office.hall import setup, staff
    from zqdesk.records.register import Register
    from zqdesk.rules.process import Role

    assert isinstance(register, Register)
    try:
        register.read(setup.hall)
    except Refused:
        text = "这个镇街在区里还没有记录，本机不能从它那里取。第一台电脑请填写大厅后再登记。"
        raise Refused(Problem("join.empty", text, "code")) from None
    actor = register.read(staff.actor_of, login)
    if actor is None or Role.ADMINISTRATOR.value not in {str(role) for role in actor.roles}:
        text = f"本镇街没有在用的管理员账号“{login}”。请填管理员在别的窗口用的账号。"
        raise Refused(Problem("join.account", text, "login"))


def _entered(folder: Path, key: bytes, entry: Join, clock: Callable[[], datetime]) -> Opened:
    """The desk as the administrator opens it for the first time; what it is called is an act of theirs."""
    from zqdesk.office.hall import premises, staff
    from zqdesk.records import keys

    opened = opening.enter(folder, key, entry.login, clock)
    opened.register.do(premises.name_desk, entry.desk_name)
    held = keys.load(folder)
    newest = [slot for slot in held.slots if slot.id in {keys.slot_of(held, name) for name in keys.RECOVERY}]
    opened.register.do(staff.record_recovery_code, keys.mark_of(newest[-1]))
    return opened


def _missing(entry: Join, *, new: bool) -> list[Problem]:
    asked = {"desk_name": "请填写窗口名称。", "login": "请填写管理员账号。", "passphrase": "请填写口令。"}
    if new:
        asked["code"] = "请粘贴区里给的邀请码。"
    found = [
        Problem(f"join.{name}", text, name)
        for name, text in asked.items()
        if not getattr(entry, name).strip()
    ]
    if new and entry.passphrase != entry.again:
        found.append(Problem("passphrase.again", "两遍输入的口令不一样，请重新输入。", "again"))
    return found
