"""Wrong passphrases slow down the next try, also over a restart of the program."""

import math
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from zqdesk.frozen import frozen
from zqdesk.records.faults import Known
from zqdesk.records.files import read_note, write_durably
from zqdesk.rules.problem import Problem, Refused

ATTEMPTS = "attempts.json"
FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 300
MOST_COUNTED = 1000
"""Far beyond where the wait is the longest."""


@frozen
class Attempts:
    """Wrong passphrases in a row for one slot, and when the last one was tried."""

    count: Annotated[int, Meta(ge=0, le=MOST_COUNTED)]
    last_at: Annotated[datetime, Meta(tz=True)]


def _attempts(folder: Path) -> dict[str, Attempts]:
    try:
        return read_note(folder / ATTEMPTS, dict[str, Attempts]) or {}
    except Known:
        return {}


def refuse_too_soon(folder: Path, slot_id: str, now: datetime) -> None:
    """Refuse a try that comes before the wait after the last wrong one is over."""
    known = _attempts(folder)
    tried = known.get(slot_id)
    if tried is None or tried.count < FREE_TRIES:
        return
    wait = min(2 ** (tried.count - FREE_TRIES + 1), LONGEST_WAIT_SECONDS)
    passed = (now - tried.last_at).total_seconds()
    if passed < 0:
        # A clock set back must not open the door, nor close it for longer than one full wait from now.
        _keep(folder, known | {slot_id: Attempts(tried.count, now)})
        passed = 0
    if passed < wait:
        left = math.ceil(wait - passed)
        raise Refused(Problem("sign_in.too_soon", f"口令连续输错，请等 {left} 秒后再试。", "passphrase"))


def count_failure(folder: Path, slot_id: str, now: datetime) -> None:
    known = _attempts(folder)
    count = min(known[slot_id].count + 1, MOST_COUNTED) if slot_id in known else 1
    _keep(folder, known | {slot_id: Attempts(count, now)})


def forget_failures(folder: Path, slot_id: str) -> None:
    known = _attempts(folder)
    if known.pop(slot_id, None):
        # On a full disk nobody is kept out who has the right passphrase.
        with suppress(Known):
            _keep(folder, known)


def _keep(folder: Path, known: dict[str, Attempts]) -> None:
    write_durably(folder / ATTEMPTS, msgspec.json.encode(known))
