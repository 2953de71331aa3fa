"""Restores a backup and dies before one step after the other; run by test_restore_killed as a process of its own.

A step is whatever the program asks of the file system. Prints, for every death: how many acts were there before, what
is in place at the next start, and what lies in the folder of the replaced files.
"""

import os
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests import compiling, town
from tests.faults.killing import counted
from zqdesk.office.hall import restoration
from zqdesk.records import keys, vault
from zqdesk.records.backups import backup
from zqdesk.records.checks import check
from zqdesk.records.register import Register

STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir"})
CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
"""Between two steps that only look nothing on the disk changes: dying before the second is dying before the first."""
SAVED, LATER = 3, 4
"""Acts in the backup, and those done after it, which lie in the write-ahead log of a desk that was killed."""
HARMS = ("none", "keys")


def main() -> None:
    data = town.Vault(Path(sys.argv[1]), b"", sys.argv[2])
    data = replace(data, key=keys.unlock_with_recovery(data.folder, data.recovery_code, town.OPENING))
    prepare(data)
    for harm in HARMS:
        step, done = 0, False
        while not done:
            step += 1
            with tempfile.TemporaryDirectory() as folder:
                copy = town.copied(data, Path(folder) / "data")
                if harm == "keys":
                    (copy.folder / keys.KEYS).write_bytes(b"torn")
                done = not dies(copy, step)
                sys.stdout.write(f"{harm} {step} {'done' if done else 'died'} {after(copy)}\n")


def prepare(data: town.Vault) -> None:
    """A backup, more acts, and a desk that was killed before they came from the log into the file."""
    engine = data.open()
    register = Register(engine, town.CLERK, town.DESK_ID, town.Clock())
    for _ in range(SAVED):
        register.do(town.add_household, "张某")
    backup.make(data.folder, data.key, engine, "daily", town.OPENING)
    engine.dispose()
    child = os.fork()
    if child == 0:
        register = Register(data.open(), town.CLERK, town.DESK_ID, town.Clock())
        for _ in range(LATER):
            register.do(town.add_household, "李某")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (data.folder / f"{vault.DATABASE}-wal").stat().st_size > 0


def dies(data: town.Vault, step: int) -> bool:
    """Fork a desk that is killed before this step of a restore; whether it came that far."""
    child = os.fork()
    if child == 0:
        with vault.sole_use(data.folder):
            left, changed = [step], [True]

            def count(event: str, args: tuple[object, ...]) -> None:
                if event in STEPS and str(args[0]).startswith(str(data.folder)):
                    changes = event in CHANGES or (event == "open" and bool(int(str(args[2] or 0)) & WRITING))
                    left[0] -= changes or changed[0]
                    changed[0] = changes
                    if left[0] == 0:
                        os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(count)
            (made,) = (data.folder / backup.FOLDER).glob("*-daily")
            restoration.restore(data.folder, made, ("", data.recovery_code), town.Clock())
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def after(data: town.Vault) -> str:
    """`present aside state` at the next start: acts in place, acts in the replaced database or `-`."""
    with vault.sole_use(data.folder):
        left = [
            each.name for each in data.folder.iterdir() if each.name in ("restoring", ".unfinished-restore")
        ]
        engine = data.open()
        present, wrong = counted(engine)
        findings = [each.code for each in check.run(data.folder, data.key, engine)]
        if present != SAVED and (data.folder / keys.KEYS).read_bytes() == b"torn":
            assert "vault.keys_unreadable" in findings  # and that is what it must say
            findings = [each for each in findings if each != "vault.keys_unreadable"]
        engine.dispose()
        opens = not findings and not wrong and not left and _key_fits(data, restored=present == SAVED)
    aside = [each for each in data.folder.glob("replaced-*") if (each / vault.DATABASE).exists()]
    kept = "-"
    if aside:
        engine = replace(data, folder=aside[0]).open()
        kept = str(counted(engine)[0])
        engine.dispose()
    return f"{present} {kept} {'sound' if opens else 'broken'}"


def _key_fits(data: town.Vault, *, restored: bool) -> bool:
    """Whether the recovery code opens what is in place; torn keys stay torn until they are replaced."""
    if not restored and (data.folder / keys.KEYS).read_bytes() == b"torn":
        return True
    return keys.unlock_with_recovery(data.folder, data.recovery_code, town.OPENING) == data.key


if __name__ == "__main__":
    compiling.share()
    main()
