"""A district's whole crowd at once: every desk of twenty towns exchanging for a minute, and how an exchange grows with the log behind it.

The desks here are light: keys, a chain, a cursor. What a desk's database costs is measured by `exchange`; here it is the server's turn. All
of it stays on this machine and ends after the seconds and acts that were asked for.
"""

import os
import random
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bench.exchange import FILL, Invites, server, timed
from bench.table import Figure
from zqdesk.records.schema import NEWEST
from zqdesk.records.tables.base import new_id
from zqdesk.sync import letters, wire
from zqdesk.sync.client import Line
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import Act, Cursor, Enrol, Enrolled, Exchange, Exchanged, Invitation, Point

DESKS_OF_A_TOWN = 5
PAUSE_SECONDS = 1.0
"""Between two exchanges of one desk: busier than any hall."""
BATCH = 1_000
FIRST = 1_000
"""With so many acts in the log the comparison begins."""


class Lost(RuntimeError):  # noqa: N818 - says what happened
    """The district does not have what it had answered."""


@dataclass
class LightDesk:
    """Keys, a chain and a cursor."""

    invitation: Invitation
    signer: Signer = field(default_factory=lambda: Signer.of(new_id(), os.urandom(32)))
    head: Point = field(default_factory=lambda: Point(number=0, hash=bytes(32)))
    cursor: Cursor = field(default_factory=Cursor)
    turn: int = 0
    took: list[float] = field(default_factory=list)
    errors: int = 0

    def say(self, message: wire.Request) -> wire.Response:
        line, request = Line(self.invitation.address, self.invitation.fingerprint), letters.new_request()
        framed = letters.write(message, self.signer, self.invitation.district, request)
        with line.connected():
            answer = letters.open_letter(line.post(framed))
        return letters.read_response(answer, self.invitation.signing_key)

    def enrol(self) -> None:
        asked = Enrol(
            secret=self.invitation.secret,
            desk=self.signer.id,
            name="窗口",
            signing_key=self.signer.public,
            sealing_key=bytes(32),
            head=self.head,
        )
        assert isinstance(self.say(asked), Enrolled)

    def acts(self, count: int) -> list[Act]:
        """The next of its chain, about a kilobyte each."""
        made: list[Act] = []
        at = self.head
        for _ in range(count):
            at_id = new_id()
            row = {"id": at_id, "name": "丁𬭎", "ethnicity": "01", "hukou_address": FILL * 2}
            fields = [["persons", at_id, {name: [None, value] for name, value in row.items()}]]
            act = Act(
                desk=self.signer.id,
                number=at.number + 1,
                id=new_id(),
                act="people.enter",
                actor_id="a" * 32,
                actor_name="张经办",
                at="2026-11-24T01:02:03.456Z",
                reason="",
                fields=msgspec.json.encode(fields).decode(),
                previous=at.hash,
                hash=b"",
                schema=NEWEST,
            )
            act = msgspec.structs.replace(act, hash=wire.hash_of(act))
            made.append(letters.signed_act(act, self.signer))
            at = Point(number=act.number, hash=act.hash)
        return made

    def exchange(self, acts: list[Act]) -> None:
        """Send these, and go on from what the district says."""
        if acts:
            self.head = Point(number=acts[-1].number, hash=acts[-1].hash)
        told = self.say(
            Exchange(cursor=self.cursor, head=self.head, turn=self.turn, acts=acts, schema=NEWEST)
        )
        if not isinstance(told, Exchanged) or told.received != self.head or told.diverged:
            raise Lost(self.signer.id)
        self.turn = told.turn
        position, head = self.cursor.position, self.cursor.head
        for entry in told.entries:
            position, head = entry.position, wire_head(head, entry)
        self.cursor = Cursor(generation=told.generation, position=position, head=head)

    def work(self, until: float, dice: random.Random) -> None:
        """One act at a time until the time is up. What did not get through is sent again: nothing may be missing at the end."""
        while time.monotonic() < until:
            acts = self.acts(1)
            begun = time.perf_counter()
            try:
                self.exchange(acts)
            except Lost:
                raise
            except Exception:  # noqa: BLE001 - whatever it was, it is one that the crowd met
                self.errors += 1
                self.exchange(acts)
            self.took.append((time.perf_counter() - begun) * 1000)
            time.sleep(PAUSE_SECONDS * dice.uniform(0.5, 1.5))
        self.exchange([])


def wire_head(head: bytes, entry: wire.Entry) -> bytes:
    from zqdesk.records.chain import next_head

    return next_head(head, entry.position, entry.hash, entry.answer)


def measure(desks: int, seconds: float, acts: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="zqdesk-bench-") as name, server(Path(name)) as invites:
        return [*_crowd(invites, desks, seconds), *_growth(invites, acts)]


def _crowd(invites: Invites, count: int, seconds: float) -> list[Figure]:
    towns = [invites.town() for _ in range(-(-count // DESKS_OF_A_TOWN))]
    desks = [LightDesk(invites(towns[n % len(towns)])) for n in range(count)]
    for each in desks:
        each.enrol()
    alone = [timed(lambda: desks[0].exchange(desks[0].acts(1))) for _ in range(9)]
    before = invites.peak_mb()
    until = time.monotonic() + seconds
    failed: list[BaseException] = []
    threads = [
        threading.Thread(target=_worked, args=(each, until, n, failed), daemon=True)
        for n, each in enumerate(desks)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    took = sorted(ms for each in desks for ms in each.took)
    errors = sum(each.errors for each in desks)
    what = f"{count} desks of {len(towns)} towns at once, {len(took):,} exchanges of an act in {seconds:g} s, {errors} errors, 0 lost"
    return [
        Figure(f"{what}: p95", took[int(len(took) * 0.95)], statistics.median(alone), "one desk alone"),
        Figure("server's memory, peak of them all", invites.peak_mb(), before, "before them", unit="MB"),
    ]


def _worked(desk: LightDesk, until: float, seed: int, failed: list[BaseException]) -> None:
    try:
        desk.work(until, random.Random(seed))
    except Exception as error:  # noqa: BLE001 - told by whoever waits for all
        failed.append(error)


def _growth(invites: Invites, acts: int) -> list[Figure]:
    """The same exchanges with few acts in a town's log and with many."""
    desk = LightDesk(invites(invites.town()))
    desk.enrol()
    batch = min(BATCH, max(1, acts // 4))
    first: dict[str, float] = {}
    while desk.head.number + batch <= acts:
        sent = desk.acts(batch)
        made = time.perf_counter()
        desk.exchange(sent)
        whole = (time.perf_counter() - made) * 1000
        if desk.head.number >= min(FIRST, batch):
            first = first or _now(desk, whole)
    last = _now(desk, whole)
    few, many = f"{min(FIRST, batch):,}", f"{desk.head.number:,}"
    return [Figure(f"{what}, behind {many} acts", last[what], first[what], f"behind {few}") for what in last]


def _now(desk: LightDesk, whole: float) -> dict[str, float]:
    one = statistics.median(timed(lambda: desk.exchange(desk.acts(1))) for _ in range(5))
    nothing = statistics.median(timed(lambda: desk.exchange([])) for _ in range(5))
    return {"a batch of acts up": whole, "one act up": one, "nothing new (light desk)": nothing}
