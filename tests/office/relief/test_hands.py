"""Payment asks again who takes the money, for whom, before whose eyes; and who stands by signs this very payment."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import town
from tests.office.family import id_number, refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, pay_refused, payment
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.office.invented import witnessing
from zqdesk.office.relief import decisions
from zqdesk.office.relief.entries import Agreement
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.reserve.checks import check
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Disbursement

OTHER = "370181190002150027"
CHILD, YOUTH = id_number(date(2020, 5, 1)), id_number(date(2010, 5, 1))
NEIGHBOUR: dict[str, Any] = {"proxy_name": "孙某某", "proxy_id_number": OTHER, "proxy_relation": "祖父"}


@pytest.fixture
def case_id(register: Register, funded: Reserve) -> str:  # noqa: ARG001 - the money must be there
    return relief_course.agreed(register)


def on_record(register: Register, name: str, number: str, died_on: date | None = None) -> None:
    def keep(work: Work) -> None:
        work.session.add(Person(name=name, id_number=number, died_on=died_on))

    register.do(keep)


def test_a_number_on_record_as_anothers_is_not_the_payees(funded: Reserve) -> None:
    unknown = relief_course.agreed(funded.register, replace(FIRE, id_number=""))
    on_record(funded.register, "李某某", OTHER)
    said = payment(payee_id_number=OTHER)
    assert pay_refused(funded, unknown, said) == {"payment.number_taken": "payee_id_number"}
    by_proxy = payment(payee_id_number="", **NEIGHBOUR)
    assert pay_refused(funded, unknown, by_proxy) == {"payment.number_taken": "proxy_id_number"}


def test_the_dead_collect_nothing(funded: Reserve, case_id: str) -> None:
    on_record(funded.register, "孙某某", OTHER, date(2026, 11, 1))
    assert pay_refused(funded, case_id, payment(**NEIGHBOUR)) == {"payment.died": "proxy_id_number"}


@pytest.mark.parametrize("number", [CHILD, YOUTH])
def test_a_minor_is_paid_through_a_guardian_of_age(funded: Reserve, number: str) -> None:
    child = relief_course.agreed(funded.register, replace(FIRE, id_number=number))
    said = payment(payee_id_number=number)
    assert pay_refused(funded, child, said) == {"payment.minor": "proxy_name"}
    by_child = replace(
        said, proxy_name="孙小某", proxy_id_number=id_number(date(2012, 1, 1), 2), proxy_relation="姐"
    )
    assert pay_refused(funded, child, by_child) == {"proxy.minor": "proxy_id_number"}
    relief_course.pay(funded.register, child, replace(said, **NEIGHBOUR))


def test_who_stands_by_signs_this_payment_and_no_other(funded: Reserve, case_id: str) -> None:
    said = payment(100_000)
    assert pay_refused(funded, case_id, said) == {"word.witness": "second_payer"}
    witnessing.sign(funded.register, case_id, said)
    for other in (replace(said, amount_fen=200_000), replace(said, **NEIGHBOUR)):
        assert pay_refused(funded, case_id, other) == {"word.witness": "second_payer"}
    paid = funded.cashier.do(disbursing.disburse, case_id, said).result
    row = funded.register.read(lambda session: session.get_one(Disbursement, paid))
    assert (row.second_payer, row.witness_id) == (town.CLERK.name, town.CLERK.id)
    assert pay_refused(funded, case_id, said) == {"word.witness": "second_payer"}, "it was for the first"
    assert check.run(funded.register.engine) == []


def test_yesterdays_signature_is_none(funded: Reserve, clock: town.Clock, case_id: str) -> None:
    witnessing.sign(funded.register, case_id, payment())
    clock.forward(days=1)
    assert pay_refused(funded, case_id, payment()) == {"word.witness": "second_payer"}


def test_another_colleagues_signature_is_not_the_one_that_was_named(funded: Reserve, case_id: str) -> None:
    witnessing.sign(funded.register.acting_as(town.SECOND_CLERK), case_id, payment())
    assert pay_refused(funded, case_id, payment()) == {"word.witness": "second_payer"}


@pytest.mark.parametrize("name", [town.CASHIER.name, town.ADMINISTRATOR.name, "孙二某", "张二某", "路人某"])
def test_who_cannot_stand_by(funded: Reserve, case_id: str, name: str) -> None:
    """The payer, who only administers, another cashier, the payer's second account, who is no colleague."""
    head = funded.register.acting_as(town.ADMINISTRATOR)
    head.do(staff.open_account, AccountEntry("06", "孙二某", ("cashier", "clerk")))
    own = AccountEntry("07", "张二某", ("clerk",), same_as=town.CASHIER.id, identity_reason="本人")
    head.do(staff.open_account, own)
    said = payment(second_payer=name)
    assert pay_refused(funded, case_id, said) == {"payment.witness": "second_payer"}


def test_nobody_of_the_household_stands_by(funded: Reserve) -> None:
    home = relief_course.household(funded.register)
    funded.approver.do(decisions.agree_help, home, Agreement(300_000))
    entry = AccountEntry("02", town.SECOND_CLERK.name, ("clerk",), id_number=OTHER)
    funded.register.acting_as(town.ADMINISTRATOR).do(staff.change_account, town.SECOND_CLERK.id, entry)
    said = payment(second_payer=town.SECOND_CLERK.name)
    assert pay_refused(funded, home, said) == {"payment.witness": "second_payer"}


def test_no_colleague_collects(funded: Reserve, case_id: str) -> None:
    entry = AccountEntry("02", town.SECOND_CLERK.name, ("clerk",), id_number=OTHER)
    funded.register.acting_as(town.ADMINISTRATOR).do(staff.change_account, town.SECOND_CLERK.id, entry)
    assert pay_refused(funded, case_id, payment(**NEIGHBOUR)) == {"proxy.staff": "proxy_name"}


def test_a_second_account_of_who_agreed_does_not_pay(funded: Reserve, case_id: str) -> None:
    head = funded.register.acting_as(town.ADMINISTRATOR)
    entry = AccountEntry("08", "换名某", ("cashier",), same_as=town.APPROVER.id, identity_reason="本人")
    account = head.do(staff.open_account, entry).result
    actor = replace(town.CASHIER, id=account, name="换名某")
    assert "duty.approver" in refused(
        funded.register.acting_as(actor), disbursing.disburse, case_id, payment()
    )
