"""Today's work says what of the month is still to be done, and says nothing where the hall pays otherwise."""

from datetime import date

import pytest

from tests import town
from tests.office.payroll.payroll_course import Months
from zqdesk.office.across.today import worklist
from zqdesk.office.payroll import recoveries, signing
from zqdesk.records.register import Register


@pytest.fixture
def hall(register: Register, clock: town.Clock) -> Months:
    clock.set(date(2026, 12, 3))
    made = Months(register, clock)
    made.home("张某", 1)
    made.home("李某", 2)
    return made


def told(hall: Months) -> list[tuple[str, str, date | None]]:
    rows = hall.clerk.read(worklist.today, hall.today, town.CLERK).rows
    return [(row.business, row.next_step, row.due_on) for row in rows if row.act == "payroll"]


def test_each_step_of_a_month_is_told_when_it_is_due(hall: Months) -> None:
    assert told(hall) == [], "nobody pays by lists yet"
    made, title, day = hall.make(), "2026年12月低保金发放名册", date(2026, 12, 10)
    assert told(hall) == [(title, "核对并签字", day)]
    hall.prepare(made)
    assert told(hall) == [(title, "复核签字", day)]
    hall.second.do(signing.review, made)
    assert told(hall) == [(title, "批准", day)]
    hall.approver.do(signing.release, made)
    assert told(hall) == [(title, "报送银行", day)]
    hall.give(made)
    assert told(hall) == [(title, "读入银行回盘", date(2026, 12, 6))]
    hall.answer(made, hall.lines(made)[:1])
    assert told(hall) == [(title, "处理回盘", hall.today)]
    hall.answer(made, hall.lines(made, failing=("李某",)))
    assert told(hall) == [("重发", "核对账户后重发", None)]
    hall.clock.set(date(2027, 1, 2))
    assert ("2027年1月低保金", "制作发放名册", date(2027, 1, 5)) in told(hall)


def test_what_is_to_come_back_is_told(hall: Months) -> None:
    made = hall.released()
    hall.answer(made, hall.lines(made))
    hall.change(hall.row(made, "李某").home_id, to_month="2026-11")
    assert told(hall) == [("追回多发资金", "登记应追回", None)]
    (found,) = hall.clerk.read(recoveries.overpaid)
    assert found.why == "2026年12月起停发，2026年12月多发", "the month after the last that was due"
    hall.recover("李某")
    assert told(hall) == [("追回多发资金", "催收并登记收款", date(2027, 1, 2))]
