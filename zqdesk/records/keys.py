"""The database key, wrapped once for each account and once for the recovery code.

`keys.json` holds a random 256-bit key wrapped by keys from passphrases (Argon2id, AES-256-GCM). Logins stand
there only as salted hashes.
"""

import hashlib
import os
import secrets
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from zqdesk.frozen import frozen
from zqdesk.records import attempts
from zqdesk.records.faults import Known
from zqdesk.records.files import write_durably
from zqdesk.rules.problem import Problem, Refused

KEYS = "keys.json"
RECOVERY = "recovery"
MIN_PASSPHRASE = 8


@frozen
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@frozen
class Slot:
    """The database key wrapped for one account; `id` is a salted hash of its login."""

    id: str
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost


@frozen
class KeyFile:
    """The content of keys.json."""

    salt: bytes
    slots: tuple[Slot, ...]
    version: int = 1


def new(login: str, passphrase: str, cost: Cost | None = None) -> tuple[KeyFile, bytes, str]:
    """A new key wrapped for a first account and a recovery code: the key file, the key and the code to print."""
    check_passphrase(passphrase)
    key, code = secrets.token_bytes(32), new_recovery_code()
    made = _with_slot(KeyFile(os.urandom(16), ()), RECOVERY, code.replace("-", ""), key, cost or Cost())
    return _with_slot(made, login, passphrase, key, cost or Cost()), key, code


def new_recovery_code() -> str:
    """Forty base-32 letters in groups of five: 200 bits, without letters that are mistaken for one another."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(40))
    return "-".join(letters[n : n + 5] for n in range(0, 40, 5))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short or all one character."""
    if len(passphrase) < MIN_PASSPHRASE or len(set(passphrase)) < 4:
        raise Refused(
            Problem(
                "passphrase.weak", f"口令至少 {MIN_PASSPHRASE} 位，并且不能是重复的几个字符。", "passphrase"
            )
        )


def unlock(folder: Path, login: str, passphrase: str, now: datetime) -> bytes:
    """The database key, for a right passphrase. Wrong ones are refused, ever more slowly."""
    keys = load(folder)
    slot_id = slot_of(keys, login)
    attempts.refuse_too_soon(folder, slot_id, now)
    slot = next((slot for slot in keys.slots if slot.id == slot_id), None)
    if slot is None:
        # An unknown login must cost as much time as a known one, or the answer's speed would tell which exist.
        _derive(passphrase, keys.salt, keys.slots[0].cost)
    key = _unwrap(slot, passphrase) if slot else None
    if key is None:
        attempts.count_failure(folder, slot_id, now)
        raise Refused(Problem("sign_in.wrong", "账号或口令不对，请重新输入。", "passphrase"))
    attempts.forget_failures(folder, slot_id)
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
    save(folder, keys)
    attempts.forget_failures(folder, slot_of(keys, login))


def replace_recovery_code(folder: Path, key: bytes, code: str, cost: Cost | None = None) -> None:
    """Put a `new_recovery_code` that is safely on paper in place of the old one, which opens nothing here any more.

    Backups made before keep the old one.
    """
    save(folder, _with_slot(load(folder), RECOVERY, code.replace("-", ""), key, cost or Cost()))


def take_access(folder: Path, login: str) -> None:
    """Remove an account's slot: its passphrase opens nothing any more."""
    keys = load(folder)
    gone = slot_of(keys, login)
    save(folder, replace(keys, slots=tuple(slot for slot in keys.slots if slot.id != gone)))


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


def vault_mark(folder: Path) -> str:
    """The mark of the vault these keys belong to: the same in every copy and backup of it, and in no other's."""
    return hashlib.sha256(b"zqdesk vault" + load(folder).salt).hexdigest()[:16]


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


def save(folder: Path, keys: KeyFile) -> None:
    """Write keys.json."""
    write_durably(folder / KEYS, msgspec.json.encode(keys))
