"""Desks with a database of their own, as the program has them, talking to the server over the line."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from tests.district.desk import Desk
from tests.district.server import Server
from tests.sync.desks import copied, template
from zqdesk.district import keys
from zqdesk.sync import enrolment, letters
from zqdesk.sync import round as rounds
from zqdesk.sync.letters import Signer
from zqdesk.sync.local import looking
from zqdesk.sync.state import state_digest
from zqdesk.sync.wire import Enrolled, Exchanged, Invitation


@dataclass
class RealDesk:
    """A desk's database and its line."""

    engine: Engine
    line: Desk
    town: str = ""

    @classmethod
    def joined(cls, server: Server, town: str, engine: Engine | None = None) -> "RealDesk":
        """Enrol the desk of this database, or one whose database is empty."""
        made = engine or copied(template())
        invitation: Invitation = server.invite(town)
        asked = enrolment.begin(made, invitation, "1号窗口")
        with looking(made) as local:
            state = local.state()
        assert state is not None
        signer: Signer = enrolment.signer(state)
        line = Desk(invitation, keys.load(server.settings.data).certificate, signer)
        told = line.say(asked)
        assert isinstance(told, Enrolled), told
        enrolment.complete(made, told)
        return cls(made, line, told.town)

    def exchange_once(self, *, check: bool = False) -> tuple[rounds.Taken, Exchanged]:
        now = datetime.now(UTC)
        name, request = rounds.ask(self.engine, now, check=check)
        framed = letters.write(request, self.line.signer, self.line.invitation.district, name)
        status, content = self.line.send(framed)
        assert status == 200, content
        told = self.line.read(content)
        assert isinstance(told, Exchanged), told
        return rounds.take_in(self.engine, name, told, now), told

    def exchange(self) -> None:
        """As often as there is something to say; then both sides compare all rows."""
        while self.exchange_once()[0].again:
            pass
        taken, told = self.exchange_once(check=True)
        assert (taken.trouble, told.checked) == ("", "same")

    def digest(self) -> bytes:
        with looking(self.engine) as local:
            return state_digest(local.place)
