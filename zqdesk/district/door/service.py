"""What deals with letters once their sender is known: each kind of message with the role and the town it is for."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select

from zqdesk.district import enrolment
from zqdesk.district.door.post import Sender
from zqdesk.district.exchange import answering, rules
from zqdesk.district.exchange.exchanging import District
from zqdesk.district.records import database
from zqdesk.district.records.tables import desks
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import Enrol, Enrolled, Failed, Request, Response


class Service:
    """The desks' side of a district's database."""

    def __init__(self, signer: Signer, door: Engine, exchange: Engine, clock: Callable[[], datetime]) -> None:
        self._signer, self._door, self._exchange, self._clock = signer, door, exchange, clock

    def sender(self, desk: str) -> Sender | None:
        """A desk by its id, asked anew for each letter: a desk taken off is taken off at once."""
        query = select(desks.c.town, desks.c.signing_key, desks.c.sealing_key).where(desks.c.desk == desk)
        with self._door.connect() as connection:
            found = connection.execute(query).first()
        return None if found is None else Sender(desk, *found)

    def enrol(self, asked: Enrol) -> Enrolled | Failed:
        with self._door.begin() as connection:
            return enrolment.enrol(connection, asked, self._clock())

    def deal(self, sender: Sender, asked: Request) -> Response:
        """In the transaction's own town: what belongs to another is not there, whatever the desk asks for."""
        engine = database.of_town(self._exchange, sender.town)
        district = District(
            self._signer.id,
            engine,
            self._clock,
            rules=rules.against,
            after=rules.on_rolls(self._signer),
            signer=self._signer,
        )
        return answering.deal(district, sender.id, asked, lambda _, enrol: self.enrol(enrol))
