"""Two cashiers at one desk: cash and whole tills change hands in the window, each under their own name."""

import pytest

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.office.reserve import position as reserve_looks
from zqdesk.office.reserve.position import Position
from zqdesk.records.register import Register
from zqdesk.ui.pages.reserve.cash import CashPart
from zqdesk.ui.pages.reserve.page import ReservePage


@pytest.fixture
def funded(funded: Reserve, register: Register) -> Reserve:
    """A funded reserve, and a second cashier (login 02)."""
    entry = AccountEntry("02", town.SECOND_CLERK.name, ("clerk", "cashier"))
    head = register.acting_as(town.ADMINISTRATOR)
    head.do(staff.change_account, town.SECOND_CLERK.id, entry)
    return funded


def cash(person: Clerk) -> CashPart:
    person.window.open_reserve("cash")
    part = person.front(ReservePage).parts["cash"]
    assert isinstance(part, CashPart)
    return part


def give_float(person: Clerk, funded: Reserve) -> CashPart:
    """The float is counted and offered to the second cashier."""
    part = cash(person)
    part.tills.selectRow(next(n for n, r in enumerate(part.tills.rows.rows) if r.id == funded.float_id))
    person.click("整体交接")
    assert part.place.panel is not None
    assert part.place.panel.form.record().to_id == town.SECOND_CLERK.id
    part.place.panel.form.widget("pieces").setFocus()
    person.write("80")
    person.press("Ctrl+Return")
    return part


def position(funded: Reserve, clock: town.Clock) -> Position:
    return funded.register.read(reserve_looks.position, clock.now.date())


def holder(funded: Reserve, clock: town.Clock) -> str:
    return next(till.holder_name for till in position(funded, clock).tills if till.id == funded.float_id)


def test_a_till_is_taken_on_the_spot(cashier: Clerk, funded: Reserve, clock: town.Clock) -> None:
    part = give_float(cashier, funded)
    assert [row.to_name for row in part.handovers.rows.rows] == [town.SECOND_CLERK.name]
    assert holder(funded, clock) == town.CASHIER.name
    cashier.click("请对方在此签字")
    cashier.signed_by("02")
    assert holder(funded, clock) == town.SECOND_CLERK.name
    assert part.handovers.rows.rows == []
    assert part.counts.rows.rows[0].signed_by_name == town.SECOND_CLERK.name
    assert not part.count_button.isEnabled()


def test_a_till_is_taken_at_ones_own_sign_in(cashier: Clerk, funded: Reserve, clock: town.Clock) -> None:
    give_float(cashier, funded)
    cashier.hand_over("02")
    part = cash(cashier)
    part.handovers.selectRow(0)
    part.handovers.setFocus()
    cashier.press("Return", "Ctrl+Return")
    assert holder(funded, clock) == town.SECOND_CLERK.name


def test_a_hand_over_is_called_off_with_a_reason(cashier: Clerk, funded: Reserve, clock: town.Clock) -> None:
    part = give_float(cashier, funded)
    part.off_button.click()
    cashier.settle()
    cashier.write("改为明日交接")
    cashier.press("Ctrl+Return")
    assert part.handovers.rows.rows == []
    assert holder(funded, clock) == town.CASHIER.name


def test_the_wrong_colleague_takes_nothing(cashier: Clerk, funded: Reserve, clock: town.Clock) -> None:
    give_float(cashier, funded)
    cashier.click("请对方在此签字")
    dialog = cashier.signed_by("03")
    assert "不是出纳" in dialog.login_box.message.text()
    dialog.reject()
    assert holder(funded, clock) == town.CASHIER.name
