"""After a restored server nobody waits for ever for another desk's acts: lost, gone another way, or forgotten altogether."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.sync import desks as acts
from tests.sync.desks import SimDesk, copied, desk, district_digest, district_restored, district_snapshot
from tests.sync.district import NOON, count, district
from tests.sync.facts import disbursing
from zqdesk.district.exchange.exchanging import District, exchange
from zqdesk.district.records import tables
from zqdesk.records import changes
from zqdesk.sync import round as rounds
from zqdesk.sync import wire
from zqdesk.sync.local import looking
from zqdesk.sync.overview import overview
from zqdesk.ui.desk.exchange_words import waiting_words


@dataclass
class Former:
    """Two desks that know a family, whose head `two` entered; and what the server and `two` were before.

    `nobody`: the server before it knew `two`.
    """

    it: District
    nobody: bytes
    content: bytes
    one: SimDesk
    two: SimDesk
    before: Engine
    person: str


@pytest.fixture
def former() -> Former:
    it = district()
    one = desk(it, 1)
    one.register.do(acts.enter_person, "甲")
    one.exchange(it)
    nobody = district_snapshot(it)
    two = desk(it, 2)
    two.exchange(it)
    content, before = district_snapshot(it), copied(two.engine)
    person: str = two.register.do(acts.enter_person, "乙𬭎").result
    for each in (two, one):
        each.exchange(it)
    one.register.do(acts.correct, person, phone="7")
    one.exchange(it)
    return Former(it, nobody, content, one, two, before, person)


def quiet(it: District, *desks: SimDesk) -> None:
    for each in (*desks, *desks):
        assert each.exchange(it).trouble == ""
    for each in desks:
        with looking(each.engine) as local:
            assert local.pending() == []
        assert each.digest() == district_digest(it)
        assert each.register.read(changes.first_break) is None


def corrected(it: District, *desks: SimDesk, person: str) -> None:
    """What the other had corrected stands, and what was corrected on top of it without a line."""
    quiet(it, *desks)
    for each in desks:
        found = each.row("persons", person)
        assert found is not None
        assert (found["name"], found["phone"], found["sex"]) == ("乙𬭎", "7", "2")
    with it.engine.connect() as connection:
        kinds = connection.scalars(tables.log.select().with_only_columns(tables.log.c.kind)).all()
    assert set(kinds) == {"applied"}


@pytest.mark.parametrize("standing", ["lost", "retired", "cloned"])
def test_what_a_desk_did_before_it_was_taken_off_comes_back_through_another(
    former: Former, standing: str
) -> None:
    it = district_restored(former.it, former.content)
    with it.engine.begin() as connection:
        named = tables.desks.c.desk == former.two.signer.id
        connection.execute(tables.desks.update().where(named).values(standing=standing))
    former.one.register.do(acts.correct, former.person, sex="2")
    corrected(it, former.one, person=former.person)


def test_what_a_desk_restored_with_the_server_forgot_is_said_again_by_those_who_have_it(
    former: Former,
) -> None:
    third = desk(former.it, 3)
    third.exchange(former.it)
    third_digit = former.it
    it = district_restored(third_digit, former.content)
    with it.engine.begin() as connection:
        row = {"town": "370114001", "desk": third.signer.id, "name": "3号窗口", "digit": 3}
        keys = {"signing_key": third.signer.public, "sealing_key": bytes(32), "enrolled_at": ""}
        connection.execute(tables.desks.insert(), row | keys)
    back = SimDesk(copied(former.before), former.two.signer, former.two.clock)
    back.register.do(acts.enter_person, "丁")
    back.exchange(it)
    former.one.register.do(acts.correct, former.person, sex="2")
    corrected(it, former.one, third, back, person=former.person)
    assert back.register.read(acts.names) == sorted(["甲", "乙𬭎", "丁"])
    assert count(it, "log") == 5  # nothing twice


def test_what_waits_is_told_with_whose_it_is_and_since_when(former: Former) -> None:
    it = district_restored(former.it, former.content)
    former.one.register.do(acts.enter_person, "丙")
    for _ in range(2):  # another life of the server; then the common point
        former.one.exchange_once(it)
    found = former.one.register.read(overview)
    assert found is not None
    assert (found.waiting, found.brought) == (2, 1)
    said = waiting_words(found, NOON.date())
    assert any("本机还有 2 件" in line for line in said)
    assert any("别的电脑办的 1 件" in line for line in said)
    assert any("张经办今天 12:00办的" in line for line in said)
    late = replace(found, exchanged_at=NOON + timedelta(days=5))
    assert "不会自己好" in waiting_words(late, NOON.date())[-1]
    quiet(it, former.one)
    answered = former.one.register.read(overview)
    assert answered is not None
    assert waiting_words(answered, NOON.date()) == []


def test_what_a_desk_did_that_the_server_does_not_know_any_more_is_said_again(former: Former) -> None:
    it = district_restored(former.it, former.nobody)
    former.one.register.do(acts.correct, former.person, sex="2")
    corrected(it, former.one, person=former.person)


class Cut(Exception):  # noqa: N818 - says what happened
    """The power went."""


def test_what_is_done_while_a_restored_desk_still_reads_its_past_goes_up_too() -> None:
    it = district()
    one, two = desk(it, 1), desk(it, 2)
    one.register.do(acts.enter_person, "甲")
    one.exchange(it)
    before = copied(one.engine)
    for number in range(rounds.AT_ONCE + 5):
        one.register.do(acts.enter_person, f"忘{number}")
    one.exchange(it)
    back = SimDesk(before, one.signer, one.clock)
    assert back.exchange_once(it).again
    name, request = rounds.ask(back.engine, back.clock())
    told = exchange(it, back.signer.id, request)
    assert isinstance(told, wire.Exchanged)

    def cut() -> None:
        raise Cut

    with pytest.raises(Cut):
        rounds.take_in(back.engine, name, told, back.clock(), cut)
    back.register.do(acts.enter_person, "其间")
    quiet(it, back, two)
    assert "其间" in two.register.read(acts.names)
    assert len(two.register.read(acts.names)) == rounds.AT_ONCE + 7


def test_a_number_that_came_and_went_here_may_be_another_persons_meanwhile() -> None:
    it = district()
    one, two = desk(it, 1), desk(it, 2)
    for each in (one, two, one):
        each.exchange(it)
    number = "370114190001010014"
    mistaken = one.register.do(acts.enter_person, "误", id_number=number).result
    one.register.do(acts.remove, mistaken)
    two.register.do(acts.enter_person, "乙", id_number=number)
    two.exchange(it)
    two.register.do(acts.enter_person, "丙")
    two.exchange(it)
    one.register.do(acts.enter_person, "丁")
    quiet(it, one, two)
    assert one.register.read(acts.names) == sorted(["乙", "丙", "丁"])


def test_a_person_two_payments_brought_back_is_the_districts_at_every_desk() -> None:
    it = district()
    one, two, three = desk(it, 1), desk(it, 2), desk(it, 3)
    head = one.register.do(acts.enter_person, "甲").result
    other = one.register.do(acts.enter_person, "乙").result
    quiet(it, one, two, three)
    for each in (two, three):  # paid without a line
        each.register.do(disbursing.disburse, head, other)
    one.register.do(acts.remove, head)
    one.exchange(it)
    three.exchange(it)
    three.register.do(acts.correct, head, phone="7")
    quiet(it, three, two, one)
    found = two.row("persons", head)
    assert found is not None
    assert found["phone"] == "7"
