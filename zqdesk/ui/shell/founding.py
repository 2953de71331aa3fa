"""Founding a hall on a new data folder; runs in the database thread."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import opening
from zqdesk.ui.desk.desk import Opened

if TYPE_CHECKING:
    from zqdesk.office.hall.setup import VillageEntry
    from zqdesk.records.faults import Known
    from zqdesk.ui.entrance.set_up import SetUp

DISTRICT = "370114"


def towns(now: datetime) -> list[tuple[str, str]]:
    """Code and name of the shipped towns of the district that exist today."""
    from zqdesk.records import codes

    return [(each.code, each.title) for each in codes.divisions().children(DISTRICT, now.date())]


def found_hall(folder: Path, entry: "SetUp", clock: Callable[[], datetime]) -> tuple[Opened, str]:
    """Make the vault, the hall and its accounts; returns the open desk and the recovery code to print.

    All of it is made ready aside and put in place as a restored backup is: whatever is cut or fails, there is either
    nothing or a desk that works.
    """
    from zqdesk.office.hall import setup, staff
    from zqdesk.records import files, keys, replacing, vault
    from zqdesk.records.faults import Known, told
    from zqdesk.records.register import Actor, Register
    from zqdesk.records.tables.base import new_id
    from zqdesk.rules.passphrases import refuse_weak

    vault.refuse_existing(folder)
    aside = folder / replacing.READY
    shutil.rmtree(aside, ignore_errors=True)
    others = []
    if entry.approver:
        refuse_weak(entry.approver_passphrase, [entry.approver_login, entry.approver])
        others.append(staff.AccountEntry(entry.approver_login, entry.approver, ("approver",)))
    hall = setup.HallEntry(
        town_id=entry.town_id, town_name=entry.town_name, district_name=entry.district_name, name=entry.name,
        login=entry.login, phone=entry.phone, address=entry.address, document_word=entry.document_word,
        villages=villages(entry.villages, entry.town_id), accounts=tuple(others),
    )  # fmt: skip
    roles = {"administrator", "clerk"} if entry.clerk else {"administrator"}
    refuse_weak(entry.passphrase, [entry.login, entry.person])
    key, code = vault.create(aside, entry.login, entry.passphrase)
    engine = vault.open_engine(aside / vault.DATABASE, key)
    try:
        actor = Actor(new_id(), entry.person, frozenset(roles))
        Register(engine, actor, new_id(), clock).do(setup.set_up_hall, hall)
        if entry.approver:
            keys.set_passphrase(aside, key, entry.approver_login, entry.approver_passphrase)
    finally:
        engine.dispose()
    vault.fold(aside / vault.DATABASE, key)
    try:
        with told():
            replacing.replace(folder, files.free_name(folder, "replaced"))
    except Known as fault:
        if not vault.exists(folder):
            raise
        raise _founded(fault) from fault
    try:
        return opening.enter(folder, key, entry.login, clock), code
    except Known as fault:
        raise _founded(fault) from fault


def _founded(cause: "Known") -> "Known":
    return replace(
        cause,
        code="hall.founded",
        happened=f"大厅已经设置好，但没能打开：{cause.happened}",
        safe="设置的内容已经保存，口令可以使用；恢复码没有显示出来。",
        todo="请重新启动本程序，用刚才的账号和口令登录，然后在“设置 · 账号”里更换一份恢复码。",
        detail=cause.code,
    )


def villages(pasted: str, town_id: str) -> "tuple[VillageEntry, ...]":
    """Villages from pasted lines: `code name` in any order, or the name alone, which gets the next free code.

    Refused: a line without a name, a name twice, a code that does not belong to the town.
    """
    from zqdesk.office.hall.setup import VillageEntry

    found: dict[str, str] = {}
    unnumbered: list[str] = []
    for number, line in enumerate(filter(None, map(str.strip, pasted.splitlines())), 1):
        code = next(iter(re.findall(r"\d{12}|\d{3}", line)), "")
        name = re.sub(r"[\d\s,，、;；]+", "", line)
        if not name or name in found.values() or name in unnumbered:
            raise _wrong(f"村（居）名单第 {number} 行没有名称，或与前面重复：{line}")
        if not code:
            unnumbered.append(name)
            continue
        code = code if len(code) == 12 else town_id + code
        if not code.startswith(town_id) or code in found:
            raise _wrong(f"村（居）名单第 {number} 行的代码不属于本镇街，或与前面重复：{line}")
        found[code] = name
    for name in unnumbered:
        # Communities are numbered from 001, villages from 201 (statistics codes).
        start = 1 if name.endswith(("社区", "居委会")) else 201
        free = next(n for n in range(start, 1000) if f"{town_id}{n:03d}" not in found)
        found[f"{town_id}{free:03d}"] = name
    return tuple(VillageEntry(code, name) for code, name in sorted(found.items()))


def _wrong(text: str) -> Refused:
    return Refused(Problem("villages.line", text, "villages"))
