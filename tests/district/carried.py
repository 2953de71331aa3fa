"""Desks whose letters are carried to the district's post in this process, without a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.district.desk import Desk
from tests.district.server import Server
from zqdesk.district import keys
from zqdesk.district.door.limits import Buckets, Rate
from zqdesk.district.door.post import Post
from zqdesk.district.door.service import Service
from zqdesk.district.records import database
from zqdesk.sync import wire
from zqdesk.sync.wire import Enrolled

PATIENT = Rate(burst=1_000, each_second=0)


@dataclass
class Carried(Desk):
    """A desk that hands its letters over by hand."""

    post: Post | None = None

    @classmethod
    def enrolled(cls, server: Server, town: str, post: Post) -> "Carried":
        desk = cls(server.invite(town), keys.load(server.settings.data).certificate, post=post)
        assert isinstance(desk.say(desk.enrolling()), Enrolled)
        return desk

    def say(self, message: wire.Request) -> wire.Response:
        assert self.post
        return self.read(self.post.answer(self.letter(message)).framed)


@contextmanager
def carried(server: Server) -> Iterator[Post]:
    """The post of a district that was set up."""
    identity, access = keys.load(server.settings.data), database.access(server.settings.data)
    door, exchange = database.engine(access.door), database.engine(access.exchange)
    service = Service(identity.signer, door, exchange, lambda: datetime.now(UTC))
    yield Post(identity, service, Buckets(PATIENT, lambda: 0.0))
    door.dispose()
    exchange.dispose()
