"""Whatever stands in a file of the data folder, signing in ends with a desk or with a sentence, never with a bug."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import town
from tests.town import OPENING, PASSPHRASE
from zqdesk import settings
from zqdesk.office.hall import restoration
from zqdesk.records import anchor, attachments, attempts, keys, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks import check
from zqdesk.records.faults import Known
from zqdesk.rules.problem import Refused
from zqdesk.ui.desk import keeping, opening

DEEP = b"[" * 60_000
CONTENTS = {
    "empty": b"",
    "one byte": b"x",
    "zeros": bytes(4096),
    "noise": bytes(range(256)) * 20,
    "deep": DEEP,
    "deep in a field": b'{"x":' + DEEP + b"]" * 60_000 + b"}",
    "deep in toml": b"x = " + DEEP,
    "a list": b"[]",
    "null": b"null",
    "another object": b'{"a": 1}',
    "no utf-8": b'{"salt": "\xff\xfe"}',
    "utf-16": '{"version": 1}'.encode("utf-16"),
    "longer than any note": b'{"x": "' + b"a" * (2 << 20) + b'"}',
    "a number without end": b'{"version": ' + b"9" * 5000 + b"}",
}
FILES = (
    keys.KEYS, attempts.ATTEMPTS, anchor.FILE, settings.FILE, vault.DATABASE,
    f"{vault.DATABASE}-wal", f"{vault.DATABASE}-shm", vault.LOCK,
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1 << 63, 1 << 70, 1e308, "", "x" * 300, "\0", "9999-99-99T00:00:00Z",
    "0001-01-01T00:00:00", [], {}, [[]],
)  # fmt: skip


def sign_in(data: town.Vault, login: str = "01") -> str:
    """As the clerk does: the settings, the folder, the passphrase, the first backup; `in`, or the code of what was said."""
    loaded = settings.load(data.folder / settings.FILE)
    assert all(loaded.complaints)
    try:
        with vault.sole_use(data.folder):
            opened = opening.sign_in(data.folder, login, PASSPHRASE, town.Clock())
            keeping.daily(data.folder, opened, settings.Settings(), OPENING)
            opening.close(opened)
    except (Refused, Known) as said:
        return told(said)
    return "in"


def told(said: Refused | Known) -> str:
    """The code of what was said, which is a sentence."""
    if isinstance(said, Refused):
        assert said.problems[0].text
        return said.problems[0].code
    assert said.happened.endswith("。")
    assert said.todo.endswith("。")
    return said.code


def _directory(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere") / "x")


@pytest.mark.parametrize("name", FILES)
def test_any_content_of_any_file_is_met_with_a_sentence(data: town.Vault, name: str) -> None:
    path = data.folder / name
    held = path.read_bytes() if path.exists() else None
    database = (data.folder / vault.DATABASE).read_bytes()
    for content in CONTENTS.values():
        path.write_bytes(content)
        sign_in(data)
        if name in (keys.KEYS, vault.DATABASE):
            assert path.read_bytes() == content, "what is damaged is kept as it is"
        path.unlink(missing_ok=True)
        if held is not None:
            path.write_bytes(held)
        if name.startswith(vault.DATABASE):
            (data.folder / vault.DATABASE).write_bytes(database)
            for suffix in ("-wal", "-shm"):
                (data.folder / f"{vault.DATABASE}{suffix}").unlink(missing_ok=True)
        if name not in (anchor.FILE, f"{vault.DATABASE}-wal"):
            held = path.read_bytes() if path.exists() else None


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("put", [_directory, _loop, _dangling])
def test_what_is_no_file_is_met_with_a_sentence(
    data: town.Vault, name: str, put: Callable[[Path], None]
) -> None:
    path = data.folder / name
    path.unlink(missing_ok=True)
    put(path)
    sign_in(data)


@pytest.mark.parametrize("name", [keys.KEYS, attempts.ATTEMPTS, anchor.FILE])
def test_what_is_torn_anywhere_is_met_with_a_sentence(data: town.Vault, name: str) -> None:
    path = data.folder / name
    with pytest.raises(Refused):
        keys.unlock(data.folder, "02", "wrong horse 1", OPENING)
    held = path.read_bytes()
    for cut in range(0, len(held), max(1, len(held) // 12)):
        path.write_bytes(held[:cut])
        said = sign_in(data, "03")
        if name == keys.KEYS:
            assert said == "vault.keys_unreadable"
        path.write_bytes(held)


def _places(note: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside."""
    inside = note.items() if isinstance(note, dict) else enumerate(note) if isinstance(note, list) else ()
    for key, value in inside:
        yield (*way, key)
        yield from _places(value, (*way, key))


def _with(note: Any, way: tuple[Any, ...], value: Any) -> bytes:
    made = json.loads(json.dumps(note))
    place = made
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = value
    return json.dumps(made).encode()


def test_any_value_in_the_keys_is_met_with_a_sentence(data: town.Vault) -> None:
    path = data.folder / keys.KEYS
    note = json.loads(path.read_text())
    note["slots"] = note["slots"][:2]
    seen = set()
    for checked in (True, False):
        for way in _places(note):
            for value in ODD:
                made = json.loads(_with(note, way, value))
                path.write_text(json.dumps(made if checked else made | {"check": ""}))
                try:
                    assert keys.unlock(data.folder, "01", PASSPHRASE, OPENING) == data.key
                except (Refused, Known) as said:
                    seen.add((told(said), checked))
    assert {code for code, checked in seen if checked} == {"vault.keys_unreadable", "vault.newer"}


def test_any_value_in_the_tries_lets_the_right_passphrase_in_before_long(data: town.Vault) -> None:
    path = data.folder / attempts.ATTEMPTS
    for _ in range(4):
        with pytest.raises(Refused):
            keys.unlock(data.folder, "02", "wrong horse 1", OPENING)
    note = json.loads(path.read_text())
    seen = set()
    for way in _places(note):
        for value in ODD:
            path.write_bytes(_with(note, way, value))
            try:
                keys.unlock(data.folder, "02", PASSPHRASE, OPENING)
            except Refused as refused:
                seen.add(told(refused))
    assert seen <= {"sign_in.too_soon"}


def test_thousands_of_wrong_tries_are_only_slow(data: town.Vault) -> None:
    slot = keys.slot_of(keys.load(data.folder), "01")
    attempts._keep(data.folder, {slot: attempts.Attempts(attempts.MOST_COUNTED, OPENING)})
    attempts.count_failure(data.folder, slot, OPENING)
    with pytest.raises(Refused) as refused:
        keys.unlock(data.folder, "01", PASSPHRASE, OPENING)
    assert refused.value.problems[0].code == "sign_in.too_soon"


@pytest.fixture
def backed_up(data: town.Vault) -> backup.BackupInfo:
    engine = data.open()
    attachments.store(data.folder, data.key, b"%PDF-1.7")
    made = backup.make(data.folder, data.key, engine, "manual", OPENING)
    engine.dispose()
    return made


def test_any_value_in_a_manifest_hides_one_backup_at_most(
    data: town.Vault, backed_up: backup.BackupInfo
) -> None:
    path = backed_up.path / backup.MANIFEST
    note = json.loads(path.read_text())
    backups, mine = backed_up.path.parent, keys.vault_mark(data.folder)
    for way in _places(note):
        for value in ODD:
            path.write_bytes(_with(note, way, value))
            for info, whose in restoration.backups_in(data.folder, backups):
                assert keeping._row(info, whose).size >= 0
                assert whose.isprintable()
            backup.due(backups, mine, OPENING)
            backup.thin_out(backups, mine, just_made=backed_up.path)
            assert path.exists()


@pytest.mark.parametrize("name", [vault.DATABASE, keys.KEYS, backup.MANIFEST])
def test_a_damaged_backup_is_refused_and_nothing_moves(
    data: town.Vault, backed_up: backup.BackupInfo, name: str
) -> None:
    path, before = backed_up.path / name, sorted(each.name for each in data.folder.iterdir())
    held = path.read_bytes()
    (data.folder / keys.KEYS).rename(data.folder / "elsewhere")
    for content in (*CONTENTS.values(), held[: len(held) // 2]):
        path.write_bytes(content)
        with vault.sole_use(data.folder), pytest.raises((Known, Refused)):
            restoration.restore(data.folder, backed_up.path, ("", data.recovery_code), town.Clock())
    (data.folder / "elsewhere").rename(data.folder / keys.KEYS)
    assert sorted({each.name for each in data.folder.iterdir()} - {attempts.ATTEMPTS, vault.LOCK}) == before
    engine = data.open()
    codes = {each.code for each in check.run(data.folder, data.key, engine)}
    engine.dispose()
    assert codes <= {"backup.unsound"}
    assert name == backup.MANIFEST or codes
