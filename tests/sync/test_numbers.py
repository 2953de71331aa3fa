"""Each desk of a town numbers for itself: two without a line never give one number twice, and no series has a gap."""

from tests.office.reserve import reserve_course
from zqdesk.office.hall.numbers import give_number
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.ledger.journal import last_serial
from zqdesk.records.checks.numbers import numbers
from zqdesk.records.register import Register
from zqdesk.sync import enrolment, wire

INVITATION = wire.Invitation(
    address="https://district.invalid",
    fingerprint=bytes(32),
    district="370114",
    signing_key=bytes(32),
    sealing_key=bytes(32),
    secret=bytes(16),
)


def _second(register: Register) -> None:
    enrolment.begin(register.engine, INVITATION, "2号窗口")
    told = wire.Enrolled(town="370114001", digit=2, generation="", server_time="")
    enrolment.complete(register.engine, told)


def test_a_towns_second_desk_begins_at_its_own_number(register: Register) -> None:
    assert register.do(give_number, "370114001-2026-DB").result == 1
    _second(register)
    assert [register.do(give_number, "370114001-2026-DB").result for _ in range(2)] == [20001, 20002]


def test_its_vouchers_are_its_own_and_the_books_agree(register: Register) -> None:
    _second(register)
    reserve_course.funded(register)
    assert register.read(last_serial, 2026) > 2_000_000
    assert register.read(lambda session: list(check.numbering(session))) == []
    assert register.read(lambda session: list(numbers(session))) == []
