"""Donated money comes in for a purpose, is spent on households within what is left, and is corrected by reversal only."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import town
from tests.office.family import id_number, refused
from zqdesk.office.figures import given as figures
from zqdesk.office.figures.periods import span_of
from zqdesk.office.goods import donating
from zqdesk.office.goods.donating import DonationEntry, SpendingEntry
from zqdesk.records.register import Register

TODAY = date(2026, 11, 23)
CAME = DonationEntry("𬭎氏基金", 100_000, TODAY, "区慈善总会账户", "大病救助", "收据1号")
HEAD = id_number(date(1950, 3, 4), 9)
SPENT = SpendingEntry(HEAD, 2, 30_000, TODAY, "阿依古丽·买买提吐尔逊", "党委会纪要3号", "", "住院")


@pytest.fixture
def home(register: Register) -> str:
    household = register.do(town.add_household, "阿依古丽·买买提吐尔逊", HEAD).result
    return str(household.id)


@pytest.fixture
def donation(register: Register) -> str:
    return str(register.do(donating.receive_donation, CAME).result)


def left(register: Register) -> int:
    return sum(row.left_fen for row in register.read(donating.donations))


def told(register: Register, period: str) -> dict[str, int]:
    lists = register.read(figures.CHAPTER.read, span_of(period))
    return {
        figure.id.removeprefix("donation."): figure.value(lists[figure.list_id])
        for figure in figures.FIGURES
        if figure.id.startswith("donation.")
    }


def test_what_is_left_and_on_whom_it_was_spent(
    register: Register, home: str, donation: str, clock: town.Clock
) -> None:
    """And the figures of both months after it was found to be wrong: what was told of November stays."""
    spending = register.do(donating.spend_donation, donation, SPENT).result
    (row,) = register.read(donating.spendings)
    assert (row.household_id, row.donor, row.amount_fen) == (home, "𬭎氏基金", 30_000)
    assert left(register) == 70_000
    november = {"came.fen": 100_000, "spent.persons": 2, "spent.fen": 30_000, "left.fen": 70_000}
    assert told(register, "2026-11") == november
    clock.forward(days=10)
    register.do(donating.reverse_spending, spending, "退回")
    register.do(donating.reverse_donation, donation, "记错")
    assert left(register) == 0
    assert told(register, "2026-11") == november
    december = {"came.fen": -100_000, "spent.persons": -2, "spent.fen": -30_000, "left.fen": 0}
    assert told(register, "2026-12") == december
    assert told(register, "2026") == dict.fromkeys(november, 0)


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (replace(CAME, amount_fen=0), {"amount_fen"}),
        (replace(CAME, donor=" ", purpose="", kept_at=""), {"donor", "purpose", "kept_at"}),
        (replace(CAME, kept_at="临时救助备用金专户"), {"kept_at"}),
        (replace(CAME, received_on=date(2026, 11, 24)), {"received_on"}),
        (replace(CAME, received_on=None), {"received_on"}),
    ],
)
def test_a_donation_that_cannot_be(register: Register, entry: DonationEntry, fields: set[str]) -> None:
    assert set(refused(register, donating.receive_donation, entry).values()) == fields


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (replace(SPENT, amount_fen=100_001), {"amount_fen"}),
        (replace(SPENT, amount_fen=0, persons=0), {"amount_fen", "persons"}),
        (replace(SPENT, spent_on=date(2026, 11, 22)), {"spent_on"}),
        (replace(SPENT, id_number="370114190001010014"), {"id_number"}),
        (replace(SPENT, id_number="x", receiver="", basis="", matter=""), {"id_number", "receiver", "basis", "matter"}),
    ],
)  # fmt: skip
def test_a_spending_that_cannot_be(
    register: Register, donation: str, entry: SpendingEntry, fields: set[str]
) -> None:
    assert set(refused(register, donating.spend_donation, donation, entry).values()) == fields
    assert left(register) == 100_000


@pytest.mark.usefixtures("home")
def test_nothing_is_reversed_twice_and_only_a_clerk_does_it(register: Register, donation: str) -> None:
    spending = register.do(donating.spend_donation, donation, SPENT).result
    assert "donation.spent" in refused(register, donating.reverse_donation, donation, "记错")
    register.do(donating.reverse_spending, spending, "退回")
    assert "donation.reversed" in refused(register, donating.reverse_spending, spending, "退回")
    register.do(donating.reverse_donation, donation, "记错")
    assert "donation.reversed" in refused(register, donating.reverse_donation, donation, "记错")
    assert "donation.left" in refused(register, donating.spend_donation, donation, SPENT)
    for actor in (town.APPROVER, town.CASHIER, town.ADMINISTRATOR):
        assert "role.required" in refused(register.acting_as(actor), donating.receive_donation, CAME)


@settings(max_examples=3, deadline=None)
@given(spent=st.lists(st.integers(1, 60_000), max_size=6))
def test_no_donation_is_ever_overspent(template: town.Vault, spent: list[int]) -> None:
    with town.of_its_own(template, town.Clock()) as register:
        register.do(town.add_household, "李某", HEAD)
        donation = str(register.do(donating.receive_donation, CAME).result)
        rest = 100_000
        for fen in spent:
            entry = replace(SPENT, amount_fen=fen)
            if fen > rest:
                assert "donation.left" in refused(register, donating.spend_donation, donation, entry)
            else:
                register.do(donating.spend_donation, donation, entry)
                rest -= fen
        assert left(register) == rest
