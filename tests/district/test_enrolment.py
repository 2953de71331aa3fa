"""A desk is taken in once by its invitation, and taken off or lost from its next letter on."""

import os

import msgspec
import pytest
from sqlalchemy import text

from tests.district.desk import Desk
from tests.district.server import ORDER, Server
from zqdesk.district import enrolment
from zqdesk.rules.problem import Refused
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import Enrolled, Failed


def test_desks_of_a_town_get_its_digits_in_turn(server: Server, town: str) -> None:
    told = [desk.say(desk.enrolling()) for desk in (server.stranger(town), server.stranger(town))]
    assert [(each.town, each.digit) for each in told if isinstance(each, Enrolled)] == [(town, 1), (town, 2)]


def test_an_answer_that_was_lost_is_given_again(server: Server, town: str) -> None:
    desk = server.stranger(town)
    first, again = desk.say(desk.enrolling()), desk.say(desk.enrolling())
    assert isinstance(first, Enrolled)
    assert isinstance(again, Enrolled)
    assert (first.town, first.digit, first.generation) == (again.town, again.digit, again.generation)


def test_an_invitation_serves_one_desk(server: Server, town: str) -> None:
    first = server.desk(town)
    second = Desk(first.invitation, first.certificate)
    assert _code(second) == "enrol.secret"


def test_unknown_and_outdated_invitations_are_told_alike(server: Server, town: str) -> None:
    outdated, guessed = server.stranger(town), server.stranger(town)
    with server.owner() as connection:
        connection.execute(
            text(
                "UPDATE invitations SET good_until = '2026-01-01T00:00:00.000Z' WHERE town = :t AND serial = 1"
            ),
            {"t": town},
        )
    guessed.invitation = msgspec.structs.replace(guessed.invitation, secret=os.urandom(16))
    assert outdated.say(outdated.enrolling()) == guessed.say(guessed.enrolling())
    assert _code(outdated) == "enrol.secret"


def test_a_desk_keeps_its_keys(server: Server, town: str) -> None:
    known = server.desk(town)
    again = server.stranger(town)
    again.signer = Signer.of(known.signer.id, os.urandom(32))
    assert _code(again) == "enrol.desk_taken"


def test_a_desk_with_acts_founds_an_empty_town_only(server: Server, town: str) -> None:
    first = server.stranger(town)
    first.account("甲")
    assert isinstance(first.say(first.enrolling()), Enrolled)
    first.exchange(first.asking())
    second = server.stranger(town)
    second.account("乙")
    assert _code(second) == "enrol.town_taken"


def test_a_town_has_five_desks(server: Server, town: str) -> None:
    desks = [server.desk(town) for _ in range(5)]
    with pytest.raises(Refused, match=r"enrol\.many"):
        server.invite(town)
    _off(server, desks[0], "retired")
    assert isinstance(server.desk(town), Desk)


def test_a_retired_desk_sends_what_is_left(server: Server, town: str) -> None:
    desk = server.desk(town)
    _off(server, desk, "retired")
    desk.account("甲")
    told = desk.exchange(desk.asking())
    assert (told.standing, len(told.entries)) == ("retired", 1)


def test_a_lost_desk_is_told_so_and_nothing_of_it_is_taken(server: Server, town: str) -> None:
    desk, other = server.desk(town), server.desk(town)
    other.account("甲")
    other.exchange(other.asking())
    _off(server, desk, "lost")
    desk.account("乙")
    told = desk.exchange(desk.asking())
    assert (told.standing, told.entries, told.received.number) == ("lost", [], 0)
    seen = other.exchange(other.asking()).entries
    assert [each.desk for each in seen] == [other.signer.id]
    with server.role("console") as connection:
        waiting = connection.execute(
            text("SELECT desk FROM held_back WHERE town = :t"), {"t": town}
        ).scalars()
        assert list(waiting) == [desk.signer.id]
    with pytest.raises(Refused, match=r"desk\.lost"):
        _off(server, desk, "retired")


def test_who_did_what_on_the_console_is_kept(server: Server, town: str) -> None:
    desk = server.desk(town)
    _off(server, desk, "retired")
    with server.role("console") as connection:
        query = text("SELECT by, verb FROM orders WHERE town = :t ORDER BY serial")
        done = [tuple(row) for row in connection.execute(query, {"t": town})]
    assert done == [("admin", "town add"), ("admin", "desk enrol"), ("admin", "desk retired")]


@pytest.mark.parametrize(("code", "name"), [("37", "某镇"), ("37011400x", "某镇"), ("370114888", " ")])
def test_a_town_without_a_code_or_name_is_refused(server: Server, code: str, name: str) -> None:
    with server.role("console") as connection, pytest.raises(Refused):
        enrolment.add_town(connection, code, name, ORDER)


def test_no_secret_is_kept(server: Server, town: str) -> None:
    invitation = server.invite(town)
    with server.owner() as connection:
        kept = connection.execute(text("SELECT * FROM invitations WHERE town = :t"), {"t": town}).one()
    assert invitation.secret not in [bytes(each) for each in kept if isinstance(each, bytes | memoryview)]


def _off(server: Server, desk: Desk, standing: str) -> None:
    with server.role("console") as connection:
        enrolment.set_standing(connection, desk.signer.id, standing, ORDER)


def _code(desk: Desk) -> str:
    told = desk.say(desk.enrolling())
    assert isinstance(told, Failed)
    return told.code
