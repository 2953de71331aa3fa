"""Open, lock and re-key the encrypted data folder.

The database is one SQLCipher file under a random 256-bit key. `keys.json` beside it holds that key wrapped
once for each account by a key from its passphrase (Argon2id) and once by the recovery code. Logins stand
there only as salted hashes. Nothing else outside the encrypted files says anything about anybody.
"""

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from zqdesk.records.faults import Known, translate
from zqdesk.rules.problem import Problem, Refused

DATABASE, KEYS, ATTEMPTS, LOCK = "zqdesk.db", "keys.json", "attempts.json", "zqdesk.lock"
RECOVERY = "recovery"
MIN_PASSPHRASE = 8
FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key wrapped for one account; `id` is a salted hash of its login."""

    id: str
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of keys.json."""

    salt: bytes
    slots: tuple[Slot, ...]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passphrases in a row for one slot, and when the last one was tried."""

    count: int
    last_at: datetime


def exists(folder: Path) -> bool:
    """Whether a desk has been set up here; either file alone already counts, so that nothing is overwritten."""
    return (folder / DATABASE).exists() or (folder / KEYS).exists()


def create(folder: Path, login: str, passphrase: str, cost: Cost | None = None) -> tuple[bytes, str]:
    """Make a new vault for its first account; returns the database key and the recovery code to print."""
    if exists(folder):
        raise Known(
            "vault.exists",
            "这个文件夹里已经有一个工作台的数据。",
            "原有数据没有改动。",
            "请直接登录，或换一个空文件夹。",
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key, code = secrets.token_bytes(32), new_recovery_code()
    keys = KeyFile(os.urandom(16), ())
    keys = _with_slot(keys, RECOVERY, code.replace("-", ""), key, cost or Cost())
    check_passphrase(passphrase)
    _save(folder, _with_slot(keys, login, passphrase, key, cost or Cost()))
    return key, code


def new_recovery_code() -> str:
    """Forty base-32 letters in groups of five: 200 bits, without letters that are mistaken for one another."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(40))
    return "-".join(letters[n : n + 5] for n in range(0, 40, 5))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short or all one character."""
    if len(passphrase) < MIN_PASSPHRASE or len(set(passphrase)) < 4:  # noqa: PLR2004
        raise Refused(
            Problem(
                "passphrase.weak", f"口令至少 {MIN_PASSPHRASE} 位，并且不能是重复的几个字符。", "passphrase"
            )
        )


def unlock(folder: Path, login: str, passphrase: str, now: datetime) -> bytes:
    """The database key, for a right passphrase. Wrong ones are refused, ever more slowly."""
    keys = load(folder)
    slot_id = slot_of(keys, login)
    _refuse_too_soon(folder, slot_id, now)
    slot = next((slot for slot in keys.slots if slot.id == slot_id), None)
    key = _unwrap(slot, passphrase) if slot else _waste(keys, passphrase)
    if key is None:
        _count_failure(folder, slot_id, now)
        raise Refused(Problem("sign_in.wrong", "账号或口令不对，请重新输入。", "passphrase"))
    _forget_failures(folder, slot_id)
    return key


def unlock_with_recovery(folder: Path, code: str, now: datetime) -> bytes:
    """The database key, for the recovery code printed at set-up; blanks, dashes and case do not matter."""
    letters = "".join(character for character in code.upper() if character.isalnum())
    try:
        return unlock(folder, RECOVERY, letters, now)
    except Refused as refused:
        if refused.problems[0].code == "sign_in.too_soon":
            raise
        raise Refused(
            Problem("recovery.wrong", "恢复码不对，请对照打印的恢复码逐组核对。", "recovery")
        ) from None


def set_passphrase(folder: Path, key: bytes, login: str, passphrase: str, cost: Cost | None = None) -> None:
    """Give an account a new passphrase (and so its first access)."""
    check_passphrase(passphrase)
    keys = _with_slot(load(folder), login, passphrase, key, cost or Cost())
    _save(folder, keys)
    _forget_failures(folder, slot_of(keys, login))


def replace_recovery_code(folder: Path, key: bytes, cost: Cost | None = None) -> str:
    """A new recovery code in place of the old one, which no longer opens anything."""
    code = new_recovery_code()
    _save(folder, _with_slot(load(folder), RECOVERY, code.replace("-", ""), key, cost or Cost()))
    return code


def take_access(folder: Path, login: str) -> None:
    """Remove an account's slot: its passphrase opens nothing any more."""
    keys = load(folder)
    gone = slot_of(keys, login)
    _save(folder, replace(keys, slots=tuple(slot for slot in keys.slots if slot.id != gone)))


def load(folder: Path) -> KeyFile:
    """Read keys.json; a missing or torn one is a known fault, never a reason for a new vault."""
    try:
        keys = msgspec.json.decode((folder / KEYS).read_bytes(), type=KeyFile)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Known(
            "vault.keys_unreadable",
            "密钥文件 keys.json 缺失或已损坏，无法登录。",
            "数据库文件本身没有改动。",
            "请从最近的备份中恢复 keys.json，或在登录窗口选择“从备份恢复”。",
            type(error).__name__,
        ) from error
    if keys.version != 1:
        raise Known(
            "vault.newer", "密钥文件来自更新版本的程序。", "数据没有改动。", "请安装最新版本的程序后再登录。"
        )
    return keys


def slot_of(keys: KeyFile, login: str) -> str:
    """The id under which a login's slot is kept."""
    name = unicodedata.normalize("NFKC", login).strip().casefold()
    return hashlib.sha256(keys.salt + name.encode()).hexdigest()[:32]


def _with_slot(keys: KeyFile, login: str, passphrase: str, key: bytes, cost: Cost) -> KeyFile:
    slot_id, salt, nonce = slot_of(keys, login), os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_derive(passphrase, salt, cost)).encrypt(nonce, key, slot_id.encode())
    others = tuple(slot for slot in keys.slots if slot.id != slot_id)
    return replace(keys, slots=(*others, Slot(slot_id, salt, nonce, wrapped, cost)))


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


def _unwrap(slot: Slot, passphrase: str) -> bytes | None:
    try:
        return AESGCM(_derive(passphrase, slot.salt, slot.cost)).decrypt(
            slot.nonce, slot.wrapped, slot.id.encode()
        )
    except InvalidTag:
        return None


def _waste(keys: KeyFile, passphrase: str) -> None:
    # An unknown login must cost as much time as a known one, or the answer's speed would tell which exist.
    _derive(passphrase, keys.salt, keys.slots[0].cost)


def _save(folder: Path, keys: KeyFile) -> None:
    write_durably(folder / KEYS, msgspec.json.encode(keys))


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file at once or not at all, also through a power cut."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _attempts(folder: Path) -> dict[str, Attempts]:
    try:
        return msgspec.json.decode((folder / ATTEMPTS).read_bytes(), type=dict[str, Attempts])
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return {}


def _refuse_too_soon(folder: Path, slot_id: str, now: datetime) -> None:
    tried = _attempts(folder).get(slot_id)
    if tried is None or tried.count < FREE_TRIES:
        return
    wait = min(2.0 ** (tried.count - FREE_TRIES + 1), LONGEST_WAIT_SECONDS)
    passed = (now - tried.last_at).total_seconds()
    # A clock set back must not open the door, nor close it for longer than one full wait.
    left = int(wait - max(passed, 0)) + 1
    if passed < wait:
        raise Refused(Problem("sign_in.too_soon", f"口令连续输错，请等 {left} 秒后再试。", "passphrase"))


def _count_failure(folder: Path, slot_id: str, now: datetime) -> None:
    known = _attempts(folder)
    count = known[slot_id].count + 1 if slot_id in known else 1
    write_durably(folder / ATTEMPTS, msgspec.json.encode(known | {slot_id: Attempts(count, now)}))


def _forget_failures(folder: Path, slot_id: str) -> None:
    known = _attempts(folder)
    if known.pop(slot_id, None):
        write_durably(folder / ATTEMPTS, msgspec.json.encode(known))


@contextmanager
def sole_use(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process; a second instance is told so instead of sharing the files."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Known(
            "vault.in_use",
            "工作台已经打开着。",
            "数据没有改动。",
            "请切换到已打开的窗口；如果看不到窗口，请重新启动电脑后再试。",
        ) from None
    try:
        yield
    finally:
        lock.release()


def open_engine(path: Path, key: bytes, *, create_file: bool = False) -> Engine:
    """An engine over the encrypted file: WAL, full durability, foreign keys on, memory-only temporaries."""
    from sqlcipher3 import dbapi2 as sqlcipher

    if not create_file and not path.exists():
        raise Known(
            "database.missing",
            "数据文件 zqdesk.db 不见了。",
            "没有新建空的数据库，备份也没有改动。",
            "请检查数据文件夹是否被移动，或选择“从备份恢复”。",
        )

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None, timeout=5)
        try:
            for pragma in (
                f"key = \"x'{key.hex()}'\"",
                "foreign_keys = ON",
                "journal_mode = WAL",
                "synchronous = FULL",
                "temp_store = MEMORY",
                "cache_size = -64000",
            ):
                connection.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error as error:
            connection.close()
            raise translate(error) or error from error
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, module=sqlcipher, poolclass=QueuePool, pool_size=4
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The driver must not open transactions by itself: schema changes and acts need them exactly here.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
