"""Two desks sign the list of one month without a line: both learn it, one list is given up, and no household is paid twice."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from tests import town
from tests.office.payroll.payroll_course import Months, codes
from tests.sync.desks import INVITATION, SimDesk, desk, district_digest, name_desk
from tests.sync.district import TOWN, district, enrol
from zqdesk.district.exchange.exchanging import District
from zqdesk.office.across.exchange.exchange_conflicts import open_conflicts, settle_conflict
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.bank import bank_files
from zqdesk.office.payroll.values import seal
from zqdesk.records.register import Register
from zqdesk.records.tables.payroll import PayrollRow
from zqdesk.rules.payroll.process import State
from zqdesk.sync import enrolment, wire
from zqdesk.sync.local import looking

Two = tuple[District, list[SimDesk], tuple[Months, Months]]


def founder(it: District, engine: Engine) -> SimDesk:
    """The desk of a hall that has worked alone so far."""
    asked = enrolment.begin(engine, INVITATION, "1号窗口")
    with looking(engine) as local:
        state = local.state()
    assert state is not None
    made = SimDesk(engine, enrolment.signer(state))
    enrol(it, made.signer)
    enrolment.complete(engine, wire.Enrolled(town=TOWN, digit=1, generation="", server_time=""))
    assert asked.head.number
    return made


@pytest.fixture
def two(register: Register, clock: town.Clock) -> Two:
    months = Months(register, clock)
    months.home("张𬭎", 1)
    months.home("李某", 2, 50_000)
    it = district()
    desks = [founder(it, register.engine), desk(it, 2)]
    exchange(it, desks)
    other = replace(register, engine=desks[1].engine, desk_id=desks[1].signer.id)
    other.do(name_desk, desks[1].signer.id)
    exchange(it, desks)
    return it, desks, (months, Months(other, clock))


def exchange(it: District, desks: list[SimDesk]) -> None:
    for each in (*desks, *desks):
        assert each.exchange(it).trouble == ""
    for each in desks:
        assert each.digest() == district_digest(it)


def test_of_two_lists_of_a_month_one_is_given_up_and_only_one_goes_to_the_bank(two: Two) -> None:
    it, desks, (one, other) = two
    mine, theirs = one.sign(one.make()), other.sign(other.make())
    made = bank_files.FileMade("代发.csv", "ab" * 32)
    for months, made_list in ((one, mine), (other, theirs)):  # before anybody knows of the other
        assert codes(months.clerk, bank_files.give_file, made_list, made) == ["payroll.unanswered"]
    exchange(it, desks)
    one.give(mine)
    exchange(it, desks)

    # Nothing of what was signed is gone, nothing of it counts; who signed says what becomes of it.
    assert (one.state(mine), other.state(mine)) == (State.RELEASED, State.RELEASED)
    assert other.state(theirs) == State.DRAFT
    for months in (one, other):
        kept = months.clerk.read(lambda s: list(s.scalars(select(PayrollRow).filter_by(list_id=theirs))))
        assert sorted(row.name for row in kept) == sorted(["张𬭎", "李某"])
    conflicts = other.clerk.read(open_conflicts)
    assert [each.act.partition(".")[2] for each in conflicts] == ["open_list", "prepare", "review", "release"]
    for actor in (other.clerk, other.second, other.approver):
        for each in conflicts:
            if each.actor_id == actor.actor.id:
                actor.do(settle_conflict, each.id, "theirs", "1号窗口已做")
    assert other.clerk.read(open_conflicts) == ()

    # The draft that is left is neither signed again, nor its file made; it is given up, and who was forgotten goes on another.
    other.home("赵某", 4)
    seen = seal(other.drawn(theirs).rows)
    assert codes(other.clerk, signing.prepare, theirs, seen) == ["payroll.doubled"]
    assert codes(other.clerk, bank_files.give_file, theirs, made) == ["payroll.state"]
    other.clerk.do(lists.drop_list, theirs, "与1号窗口重复")
    late = other.sign(other.make())
    assert [row.name for row in other.drawn(late).rows] == ["赵某"]
    exchange(it, desks)
    other.give(late)
    exchange(it, desks)
    assert one.clerk.read(open_conflicts) == ()


def test_one_draft_signed_at_two_desks_is_one_list_and_a_conflict_told(two: Two) -> None:
    it, desks, (one, other) = two
    made = one.make()
    exchange(it, desks)
    one.prepare(made)
    other.prepare(made)
    exchange(it, desks)
    assert (one.state(made), other.state(made)) == (State.PREPARED, State.PREPARED)
    rows = other.clerk.read(lambda s: list(s.scalars(select(PayrollRow).filter_by(list_id=made))))
    assert len(rows) == 2
    for months in (one, other):
        (conflict,) = months.clerk.read(open_conflicts)
        assert conflict.act == "signing.prepare"
    other.clerk.do(settle_conflict, conflict.id, "theirs", "1号窗口已签")
    exchange(it, desks)
    one.second.do(signing.review, made)
    one.approver.do(signing.release, made)
    exchange(it, desks)
    other.give(made)
    exchange(it, desks)
    assert one.clerk.read(open_conflicts) == ()
