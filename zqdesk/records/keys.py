"""The database key, wrapped once for each account and once for the recovery code.

`keys.json` holds a random 256-bit key wrapped by keys from passphrases (Argon2id, AES-256-GCM). Logins stand
there only as salted hashes. The file and the accounts in the database are changed one after the other; what a cut
between leaves is put in order by `settle` at the next sign-in.
"""

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Meta

from zqdesk.frozen import frozen
from zqdesk.records import attempts
from zqdesk.records.faults import Known, told
from zqdesk.records.files import read_note, write_durably
from zqdesk.rules.passphrases import refuse_weak
from zqdesk.rules.problem import Problem, Refused

KEYS = "keys.json"
RECOVERY = ("recovery", "recovery next")
"""Under which names the recovery code is kept, in turn: a new one stands beside the old one until the log knows of it."""
_Sixteen = Annotated[bytes, Meta(min_length=16, max_length=16)]


@frozen
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes, lanes."""

    memory_kib: Annotated[int, Meta(ge=8, le=1 << 20)] = 64 * 1024
    passes: Annotated[int, Meta(ge=1, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


@frozen
class Slot:
    """The database key wrapped for one account; `id` is a salted hash of its login."""

    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    salt: _Sixteen
    nonce: Annotated[bytes, Meta(min_length=12, max_length=12)]
    wrapped: Annotated[bytes, Meta(min_length=48, max_length=48)]
    cost: Cost


@frozen
class KeyFile:
    """The content of keys.json; `check` is a digest of all else, so that damage is not taken for a wrong passphrase."""

    salt: _Sixteen
    slots: Annotated[tuple[Slot, ...], Meta(min_length=1, max_length=1000)]
    version: int = 1
    check: str = ""


@frozen
class _Version:
    """`destroyed_at`: the keys were destroyed on the district's word; nothing opens this database any more."""

    version: int = 1
    destroyed_at: str = ""


def new(login: str, passphrase: str, cost: Cost | None = None) -> tuple[KeyFile, bytes, str]:
    """A new key wrapped for a first account and a recovery code: the key file, the key and the code to print."""
    refuse_weak(passphrase, [login])
    key, code = secrets.token_bytes(32), new_recovery_code()
    made = _with_slot(KeyFile(os.urandom(16), ()), RECOVERY[0], code.replace("-", ""), key, cost or Cost())
    return _with_slot(made, login, passphrase, key, cost or Cost()), key, code


def new_recovery_code() -> str:
    """Forty base-32 letters in groups of five: 200 bits, without letters that are mistaken for one another."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(40))
    return "-".join(letters[n : n + 5] for n in range(0, 40, 5))


def unlock(folder: Path, login: str, passphrase: str, now: datetime) -> bytes:
    """The database key, for a right passphrase. Wrong ones are refused, ever more slowly."""
    keys = load(folder)
    slot_id = slot_of(keys, login)
    return _unlock(folder, keys, [slot_id], passphrase, now)


def unlock_with_recovery(folder: Path, code: str, now: datetime) -> bytes:
    """The database key, for the recovery code printed at set-up; blanks, dashes and case do not matter."""
    letters = "".join(character for character in code.upper() if character.isalnum())
    keys = load(folder)
    slots = [slot_of(keys, name) for name in RECOVERY]
    try:
        return _unlock(folder, keys, slots, letters, now)
    except Refused as refused:
        if refused.problems[0].code == "sign_in.too_soon":
            raise
        raise Refused(
            Problem("recovery.wrong", "恢复码不对，请对照打印的恢复码逐组核对。", "recovery")
        ) from None


def _unlock(folder: Path, keys: KeyFile, slot_ids: Sequence[str], passphrase: str, now: datetime) -> bytes:
    """The key out of any of these slots; wrong tries are counted under the first."""
    counted = slot_ids[0]
    attempts.refuse_too_soon(folder, counted, now)
    slots = [slot for slot in keys.slots if slot.id in slot_ids]
    if not slots:
        # An unknown login must cost as much time as a known one, or the answer's speed would tell which exist.
        _derive(passphrase, keys.salt, keys.slots[0].cost)
    key = next(filter(None, (_unwrap(slot, passphrase) for slot in slots)), None)
    if key is None:
        attempts.count_failure(folder, counted, now)
        raise Refused(Problem("sign_in.wrong", "账号或口令不对，请重新输入。", "passphrase"))
    attempts.forget_failures(folder, counted)
    return key


def set_passphrase(
    folder: Path, key: bytes, login: str, passphrase: str, cost: Cost | None = None, *, name: str = ""
) -> None:
    """Give an account a new passphrase (and so its first access); `name` is its owner's, to tell a weak one by."""
    refuse_weak(passphrase, [login, name])
    keys = _with_slot(load(folder), login, passphrase, key, cost or Cost())
    save(folder, keys)
    attempts.forget_failures(folder, slot_of(keys, login))


def add_recovery_code(folder: Path, key: bytes, code: str, cost: Cost | None = None) -> str:
    """Let a `new_recovery_code` that is safely on paper open the key too; returns its mark, by which the log knows it.

    The file is in order before. The old one goes by `settle`, once the log says that this one is valid. Backups made before keep the old one.
    """
    keys = load(folder)
    valid = _recovery_slots(keys)[:1]
    free = next(name for name in RECOVERY if slot_of(keys, name) not in [slot.id for slot in valid])
    keys = _with_slot(keys, free, code.replace("-", ""), key, cost or Cost())
    save(folder, keys)
    return mark_of(keys.slots[-1])


def settle(folder: Path, logins: Iterable[str], marks: Container[str]) -> None:
    """Put the file in order with the database: no slot but those of these accounts, and one recovery code.

    Of two codes the newer one is valid if the log knows its mark, else the older.
    """
    keys = load(folder)
    recovery = _recovery_slots(keys)
    if len(recovery) > 1:
        recovery = recovery[-1:] if mark_of(recovery[-1]) in marks else recovery[:1]
    known = {slot_of(keys, login) for login in logins} | {slot.id for slot in recovery}
    kept = tuple(slot for slot in keys.slots if slot.id in known)
    if kept and kept != keys.slots:
        save(folder, replace(keys, slots=kept))


def unsettled(keys: KeyFile, logins: Iterable[str]) -> tuple[list[str], int]:
    """The logins that have no slot, and how many slots belong to none of them nor to the recovery code."""
    held = {slot.id for slot in keys.slots}
    wanted = {slot_of(keys, login): login for login in logins}
    missing = [login for slot, login in wanted.items() if slot not in held]
    return missing, len(held - wanted.keys() - {slot.id for slot in _recovery_slots(keys)})


def has_recovery(keys: KeyFile) -> bool:
    return bool(_recovery_slots(keys))


def mark_of(slot: Slot) -> str:
    """A few characters that tell a wrapping from any other and nothing about what is in it."""
    return hashlib.sha256(slot.wrapped).hexdigest()[:12]


def _recovery_slots(keys: KeyFile) -> list[Slot]:
    """The older first."""
    ids = [slot_of(keys, name) for name in RECOVERY]
    return [slot for slot in keys.slots if slot.id in ids]


def load(folder: Path) -> KeyFile:
    """Read keys.json; a missing or torn one is a known fault, never a reason for a new vault."""
    version = read_note(folder / KEYS, _Version)
    if version is not None and version.destroyed_at:
        raise Known(
            "vault.destroyed",
            f"这台电脑已被区里挂失，打开数据的密钥在 {version.destroyed_at[:10]} 销毁了。",
            "挂失以前报到区里的办理都在区里。",
            "这里的数据不能再打开。找回的电脑请清空数据文件夹，作为新电脑重新登记；有疑问请联系区里。",
        )
    if version is not None and version.version > 1:
        raise Known(
            "vault.newer", "密钥文件来自更新版本的程序。", "数据没有改动。", "请安装最新版本的程序后再登录。"
        )
    keys = read_note(folder / KEYS, KeyFile)
    if keys is None or version is None or version.version != 1 or (keys.check and keys.check != _check(keys)):
        raise Known(
            "vault.keys_unreadable",
            "密钥文件 keys.json 缺失或已损坏，无法登录。",
            "数据库文件本身没有改动。",
            "请从最近的备份中恢复 keys.json，或在登录窗口选择“从备份恢复”。",
        )
    return keys


def destroy(folder: Path, backups: Iterable[Path], now: datetime) -> None:
    """Make this database and its backups here useless: every wrapping of its key is overwritten. There is no way back."""
    gone = msgspec.json.encode(_Version(destroyed_at=now.isoformat()))
    for place in (folder, *backups):
        file = place / KEYS
        with told(), suppress(FileNotFoundError):
            with file.open(
                "r+b"
            ) as stream:  # in place first: a new file would leave the old one's bytes behind
                stream.write(os.urandom(file.stat().st_size))
                stream.flush()
                os.fsync(stream.fileno())
            write_durably(file, gone)


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
    write_durably(folder / KEYS, msgspec.json.encode(replace(keys, check=_check(keys))))


def _check(keys: KeyFile) -> str:
    return hashlib.sha256(msgspec.json.encode(replace(keys, check=""))).hexdigest()
