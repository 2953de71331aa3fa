"""Opening and closing the encrypted data folder for the windows; runs in the database thread.

Everything heavy is imported here and not before: while the clerk types her passphrase.
"""

import importlib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.ui.desk import keeping
from zqdesk.ui.desk.desk import Opened

if TYPE_CHECKING:
    from zqdesk.office.hall.staff import AccountEntry
    from zqdesk.records.register import Outcome, Register

WARMED = (
    "zqdesk.records.register",
    "zqdesk.records.vault",
    "zqdesk.records.backups.backup",
    "zqdesk.office.hall.setup",
    "zqdesk.office.hall.staff",
    "zqdesk.office.across.today.worklist",
    "zqdesk.ui.pages.across.today",
    "zqdesk.office.across.lists",
    "zqdesk.office.allowance.applying.intake",
    "zqdesk.office.across.dossier",
    "zqdesk.sync.overview",
    "pypinyin",
)
Clock = Callable[[], datetime]
T = TypeVar("T")


class Hold:
    """The data folder taken for this program alone. Lives in the database thread, like the lock it keeps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: ExitStack | None = None

    def take(self) -> None:
        """Take the folder if it is not taken yet; a known fault if another program has it."""
        from zqdesk.records import vault

        if self._held is None:
            held = ExitStack()
            held.enter_context(vault.sole_use(self.folder))
            self._held = held

    def through(self, work: Callable[..., T], *args: Any, **keywords: Any) -> T:
        """Do something in the folder, with the folder in hand."""
        from zqdesk.records import replacing
        from zqdesk.records.faults import told

        self.take()
        with told():
            replacing.finish(self.folder)  # a restore that could not be put in place at once
        return work(self.folder, *args, **keywords)

    def let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


def warm_up() -> None:
    """Import what the desk will need, while nobody waits for it."""
    for name in WARMED:
        importlib.import_module(name)


def sign_in(folder: Path, login: str, passphrase: str, clock: Clock, *, day_is_right: bool = False) -> Opened:
    """Open the desk for an account.

    Refused: wrong passphrase, too many tries, an account that was closed, a day that the person has to look at first
    (`clock.doubtful`).
    """
    from zqdesk.records import keys

    key = keys.unlock(folder, login, passphrase, clock())
    return enter(folder, key, login, clock, day_is_right=day_is_right)


def recover(folder: Path, code: str, clock: Clock) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The key behind a recovery code, and the (login, name) of the accounts it may give a new passphrase."""
    from zqdesk.office.hall import staff
    from zqdesk.records import keys

    key = keys.unlock_with_recovery(folder, code, clock())
    register = _register(folder, key, clock)
    try:
        accounts = register.read(staff.accounts)
        return key, tuple((each.login, each.name) for each in accounts if each.active)
    finally:
        register.engine.dispose()


def enter_anew(
    folder: Path, key: bytes, who: tuple[str, str], clock: Clock, *, day_is_right: bool = False
) -> Opened:
    """After recovery: give the account a new passphrase and open the desk for it."""
    from zqdesk.records import keys

    login, passphrase = who
    keys.set_passphrase(folder, key, login, passphrase)
    return enter(folder, key, login, clock, day_is_right=day_is_right)


def enter(folder: Path, key: bytes, login: str, clock: Clock, *, day_is_right: bool = False) -> Opened:
    """Open the database, bring it to the newest schema after a backup, and note the sign-in.

    Values and calendar years that a newer program ships are brought in by an act of whoever signs in first.
    """
    from zqdesk.office.hall import clock as hall_clock
    from zqdesk.office.hall import setup, staff, standing
    from zqdesk.records import parameters
    from zqdesk.records.register import CHINA

    register = _register(folder, key, clock)
    try:
        _settle(folder, register)
        actor = register.read(staff.actor_of, login)
        refuse_if([] if actor else [Problem("sign_in.closed", "这个账号已停用，请联系管理员。", "login")])
        assert actor is not None
        register = replace(register, actor=actor, desk_id=register.read(setup.desk_id))
        doubt = register.read(hall_clock.doubt, clock().astimezone(CHINA).date())
        if doubt:
            refuse_if([] if day_is_right else [Problem(hall_clock.DOUBTFUL, doubt, "login")])
            register.do(hall_clock.confirm_day)
        register.do(staff.record_sign_in)
        if register.read(parameters.is_outdated):
            register.do(parameters.seed, update=True)
    except BaseException:
        register.engine.dispose()
        raise
    return Opened(replace(register, guard=standing.may_act), key)


@frozen
class AccountChange:
    """A new account, or with `account_id` and `old_login` a change of one; an empty passphrase stays as it is."""

    entry: "AccountEntry"
    passphrase: str = ""
    account_id: str = ""
    old_login: str = ""


def keep_account(folder: Path, opened: Opened, wanted: AccountChange) -> "Outcome[Any]":
    """Open or change an account, and give it a passphrase if one was typed.

    Refused: a weak passphrase, another login (the passphrase and what was done are kept under it).
    """
    from zqdesk.office.hall import staff
    from zqdesk.records import keys
    from zqdesk.records.faults import Known
    from zqdesk.rules import passphrases

    login = wanted.entry.login.strip()
    if wanted.old_login not in {"", login}:
        text = f"账号 {wanted.old_login} 不能改名；确需更换，请另开一个账号，再停用这一个。"
        raise Refused(Problem("account.renamed", text, "login"))
    about: tuple[Any, ...] = (wanted.entry,)
    act: Callable[..., Any] = staff.open_account
    if wanted.account_id:
        act, about = staff.change_account, (wanted.account_id, wanted.entry)
    if not wanted.passphrase:
        return opened.register.do(act, *about)
    passphrases.refuse_weak(wanted.passphrase, [login, wanted.entry.name])
    before = keys.load(folder)

    def give() -> None:
        keys.set_passphrase(folder, opened.key, login, wanted.passphrase, name=wanted.entry.name)

    try:
        return opened.register.do(_and_then(act, give), *about)
    except BaseException as error:
        # A commit that the disk failed may be there after all when the file is next opened: an account without a slot
        # lets nobody in, a slot without an account is taken away at the next sign-in.
        if wanted.account_id or isinstance(error, Refused):
            with suppress(Known):
                keys.save(folder, before)
        raise


def _and_then(act: Callable[..., T], outside: Callable[[], object]) -> Callable[..., T]:
    """The act, with something done outside the database once nothing but the commit can fail any more."""

    @wraps(act)
    def both(work: Any, *args: Any) -> T:
        result = act(work, *args)
        work.session.flush()
        outside()
        return result

    return both


def close_account(folder: Path, opened: Opened, account_id: str, reason: str) -> "Outcome[None]":
    """Close an account and take its key away: its old passphrase opens nothing any more, here or on a copy."""
    from zqdesk.office.hall import staff

    outcome = opened.register.do(staff.close_account, account_id, reason)
    _settled(folder, opened.register, "账号已停用，但它的口令还没有从钥匙文件里删掉")
    return outcome


def change_passphrase(folder: Path, opened: Opened, login: str, *, old: str, new: str) -> None:
    """A person's own new passphrase, for the right old one."""
    from zqdesk.records import keys

    key = keys.unlock(folder, login, old, opened.register.clock())
    keys.set_passphrase(folder, key, login, new, name=opened.register.actor.name)


def replace_recovery_code(folder: Path, opened: Opened, code: str) -> "Outcome[None]":
    """Put a new recovery code in place of the old one. Refused to all but an administrator.

    Both open the data until the log says that the new one is valid: whatever is cut, the code on paper does.
    """
    from zqdesk.office.hall import staff
    from zqdesk.records import keys

    staff.may_renew(opened.register.actor)
    _settle(folder, opened.register)
    mark = keys.add_recovery_code(folder, opened.key, code)
    outcome = opened.register.do(staff.record_recovery_code, mark)
    _settled(folder, opened.register, "新恢复码已经启用，但原来的一份还没有作废")
    return outcome


def try_recovery_code(folder: Path, code: str, clock: Clock) -> None:
    """See that the code on paper opens the data, and change nothing; refused where it does not."""
    from zqdesk.records import keys

    keys.unlock_with_recovery(folder, code, clock())


def _settled(folder: Path, register: "Register", unfinished: str) -> None:
    """Put the key file in order after what was done; where that fails, the next sign-in does it."""
    from zqdesk.records.faults import Known

    try:
        _settle(folder, register)
    except Known as fault:
        raise replace(
            fault,
            code="keys.unfinished",
            happened=f"{unfinished}：{fault.happened}",
            safe="这件事本身已经办好，记入了变更记录。",
            todo="请排除故障以后退出，重新登录：登录时会自动补做。",
            detail=fault.code,
        ) from fault


def _settle(folder: Path, register: "Register") -> None:
    from zqdesk.office.hall import staff
    from zqdesk.records import keys

    keys.settle(folder, register.read(staff.logins), register.read(staff.recovery_marks))


def close(opened: Opened) -> None:
    """Close every connection; the key goes with them."""
    opened.register.engine.dispose()


def back_up_before_upgrade(folder: Path, key: bytes, now: datetime) -> Path:
    """Back up a vault of an older schema where backups go; returns the backup's folder.

    Where that disk is missing or full, into the data folder: the settings cannot be changed before signing in.
    """
    from zqdesk.records.backups import backup
    from zqdesk.records.faults import Known

    into = _backups_of(folder)
    try:
        return backup.before_migration(folder, key, now, into=into).path
    except (Known, OSError):
        if into == folder / backup.FOLDER:
            raise
        return backup.before_migration(folder, key, now).path


def _backups_of(folder: Path) -> Path:
    """Where the backups of the desk in a folder go, before anybody has signed in."""
    from zqdesk import settings

    return keeping.folder_of(folder, settings.load(folder / settings.FILE).settings)


def _register(folder: Path, key: bytes, clock: Clock) -> "Register":
    from zqdesk.office.hall import restoration
    from zqdesk.records import indexing, schema, vault
    from zqdesk.records.register import Actor, Register

    engine = vault.open_engine(folder / vault.DATABASE, key)
    try:
        schema.refuse_newer(engine)
        vault.refuse_other(folder, key, engine)
        restoration.refuse_older(folder, _backups_of(folder), engine)
        schema.upgrade(engine, lambda: back_up_before_upgrade(folder, key, clock()))
        indexing.renew_if_other(engine)
    except BaseException:
        engine.dispose()
        raise
    return Register(engine, Actor("", "", frozenset()), "", clock)
