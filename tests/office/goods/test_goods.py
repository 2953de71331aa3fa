"""Goods come in, are due by a norm, go out against signatures and are corrected by reversal; no stock falls below zero."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import town
from zqdesk.office.goods import charity, handing, stock
from zqdesk.office.goods.charity import CharityEntry, OutcomeEntry
from zqdesk.office.goods.handing import HandEntry, Line, ListEntry
from zqdesk.office.goods.stock import ItemEntry, ReceiptEntry
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Refused

TODAY = date(2026, 11, 23)
BATCH = ReceiptEntry("", 100, "donated", "某企业", 50_000, TODAY)
EVERYBODY = "allowance.end.persons"


def on_roll(work: Work, name: str, persons: int) -> None:
    home = town.add_household(work, name)
    row = RollEntry(household_id=home.id, from_month="2026-01", allowance_fen=1, person_count=persons)
    work.session.add(row)


@pytest.fixture
def masks(register: Register) -> str:
    """A hundred masks; two families of one and three on the roll."""
    register.do(on_roll, "甲某", 1)
    register.do(on_roll, "乙𬭎某", 3)
    item: str = register.do(stock.open_item, ItemEntry("口罩", "个")).result
    register.do(stock.receive_goods, replace(BATCH, item_id=item))
    return item


def listed(register: Register, item: str, count: int = 20, per: str = "person") -> dict[str, Line]:
    entry = ListEntry("春节慰问", EVERYBODY, per, ((item, count),))
    list_id = register.do(handing.make_goods_list, entry).result
    return lines(register, list_id)


def lines(register: Register, list_id: str) -> dict[str, Line]:
    return {line.name: line for line in register.read(handing.goods_list, list_id).lines}


def the_list(register: Register) -> dict[str, Line]:
    return lines(register, register.read(handing.goods_lists)[0][0])


def refused(register: Register, act: object, *args: object) -> list[str]:
    with pytest.raises(Refused) as problems:
        register.do(act, *args)  # type: ignore[arg-type]
    return [problem.code for problem in problems.value.problems]


@pytest.mark.parametrize(
    ("per", "due"), [("person", {"甲某": 20, "乙𬭎某": 60}), ("household", {"甲某": 20, "乙𬭎某": 20})]
)
def test_what_is_due_follows_the_norm(register: Register, masks: str, per: str, due: dict[str, int]) -> None:
    assert {name: line.due[masks] for name, line in listed(register, masks, per=per).items()} == due


def test_handed_out_on_two_days_and_no_more_than_is_due(
    register: Register, masks: str, clock: town.Clock
) -> None:
    line = listed(register, masks)["乙𬭎某"]
    first = HandEntry(TODAY, "乙𬭎某", "", ((masks, 40),))
    register.do(handing.hand_out, line.line_id, first)
    clock.forward(days=1)
    assert refused(register, handing.hand_out, line.line_id, first) == ["goods.due"]
    later = HandEntry(date(2026, 11, 24), "乙小某", "儿子", ((masks, 20),))
    register.do(handing.hand_out, line.line_id, later)
    after = the_list(register)["乙𬭎某"]
    assert (after.handed[masks], after.done, after.last_on) == (60, True, date(2026, 11, 24))
    assert register.read(stock.left_of, masks) == 40


def test_everybody_who_is_listed_signs_at_once_or_nobody(register: Register, masks: str) -> None:
    ids = tuple(line.line_id for line in listed(register, masks, 30).values())
    assert refused(register, handing.hand_out_rest, ids, TODAY) == ["goods.left"]
    assert register.read(stock.left_of, masks) == 100
    register.do(stock.receive_goods, replace(BATCH, item_id=masks, quantity=20))
    assert register.do(handing.hand_out_rest, ids, TODAY).result == 2
    assert register.read(stock.left_of, masks) == 0
    assert refused(register, handing.hand_out_rest, ids, TODAY) == ["goods.nothing"]


def test_a_wrong_entry_is_reversed_once_and_both_stay(register: Register, masks: str) -> None:
    line = listed(register, masks)["甲某"]
    register.do(handing.hand_out, line.line_id, HandEntry(TODAY, "甲某", "", ((masks, 20),)))
    row = register.read(handing.handed_of, line.line_id)[0]
    batch = register.read(stock.receipts)[0]
    register.do(stock.receive_goods, replace(BATCH, item_id=masks, quantity=1))
    assert refused(register, stock.reverse_receipt, batch.receipt_id, "登记错") == ["goods.left"]
    register.do(handing.reverse_handout, row.handout_id, "登记错人")
    assert refused(register, handing.reverse_handout, row.handout_id, "再一次") == ["goods.reversed"]
    assert [each.quantity for each in register.read(handing.handed_of, line.line_id)] == [-20, 20]
    assert the_list(register)["甲某"].handed[masks] == 0
    register.do(stock.reverse_receipt, batch.receipt_id, "登记错")
    assert refused(register, stock.reverse_receipt, batch.receipt_id, "再一次") == ["goods.reversed"]
    assert [row.quantity for row in register.read(stock.receipts)] == [-100, 1, 100]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": 0}, "goods.quantity"),
        ({"item_id": ""}, "goods.item"),
        ({"way": "found"}, "way.unknown"),
        ({"source": " "}, "source.empty"),
        ({"received_on": date(2026, 11, 24)}, "received_on.future"),
        ({"worth_fen": -1}, "goods.worth"),
    ],
)
def test_a_batch_that_cannot_be_is_refused(
    register: Register, masks: str, change: dict[str, object], code: str
) -> None:
    entry = replace(BATCH, **({"item_id": masks} | change))  # type: ignore[arg-type]
    assert refused(register, stock.receive_goods, entry) == [code]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (ListEntry("", EVERYBODY, "person", (("m", 1),)), "title.empty"),
        (ListEntry("x", "nobody", "person", (("m", 1),)), "recipients.unknown"),
        (ListEntry("x", EVERYBODY, "village", (("m", 1),)), "per.unknown"),
        (ListEntry("x", EVERYBODY, "person", (("m", 0),)), "goods.norm"),
        (ListEntry("x", "support.cared.home", "person", (("m", 1),)), "goods.nobody"),
    ],
)
def test_a_list_that_cannot_be_is_refused(
    register: Register, masks: str, entry: ListEntry, code: str
) -> None:
    assert masks
    assert refused(register, handing.make_goods_list, entry) == [code]


def test_who_signs_for_another_says_who_they_are(register: Register, masks: str) -> None:
    line = listed(register, masks)["甲某"]
    entry = HandEntry(TODAY, "别人", "", ((masks, 1),))
    assert refused(register, handing.hand_out, line.line_id, entry) == ["relation.empty"]
    assert refused(
        register, handing.hand_out, line.line_id, replace(entry, relation="邻居", quantities=())
    ) == ["goods.nothing"]
    assert refused(
        register, handing.hand_out, line.line_id, replace(entry, relation="邻居", handed_on=None)
    ) == ["handed_on.empty"]


@settings(max_examples=12)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["in", "out", "back", "undo"]), st.integers(1, 40)), max_size=12)
)
def test_any_course_keeps_stock_and_dues(steps: list[tuple[str, int]], template: town.Vault) -> None:
    """Whatever is asked in whatever order: what is refused leaves nothing, the sums are those of a plain count."""
    clock = town.Clock()
    with town.of_its_own(template, clock) as register:
        register.do(on_roll, "甲某", 2)
        item = register.do(stock.open_item, ItemEntry("口罩", "个")).result
        line = listed(register, item, 25)["甲某"]
        left = given_out = 0
        batches: list[tuple[str, int]] = []
        for step, count in steps:
            try:
                if step == "in":
                    made = register.do(
                        stock.receive_goods, replace(BATCH, item_id=item, quantity=count)
                    ).result
                    batches.append((made, count))
                    left += count
                elif step == "out":
                    register.do(
                        handing.hand_out, line.line_id, HandEntry(TODAY, "甲某", "", ((item, count),))
                    )
                    left, given_out = left - count, given_out + count
                elif step == "back" and batches:
                    register.do(stock.reverse_receipt, batches[-1][0], "错")
                    left -= batches.pop()[1]
                elif step == "undo":
                    rows = [
                        each for each in register.read(handing.handed_of, line.line_id) if not each.reversed
                    ]
                    if rows:
                        register.do(handing.reverse_handout, rows[0].handout_id, "错")
                        left, given_out = left + rows[0].quantity, given_out - rows[0].quantity
            except Refused:
                assert step in ("out", "back")
            assert register.read(stock.left_of, item) == left >= 0
            assert the_list(register)["甲某"].handed.get(item, 0) == given_out <= 50


def test_a_referral_to_a_charity_and_its_outcome(register: Register) -> None:
    number = "370114190001010014"
    register.do(lambda work: town.add_household(work, "难某", number) and None)
    entry = CharityEntry(number, "区慈善总会", "大病医疗", 2, TODAY, 2_000_000)
    assert refused(register, charity.refer_to_charity, replace(entry, id_number="370181190002150027")) == [
        "charity.home"
    ]
    help_id = register.do(charity.refer_to_charity, entry).result
    said = OutcomeEntry("granted", 0, TODAY, "")
    assert refused(register, charity.record_charity_outcome, help_id, said) == ["charity.granted"]
    register.do(charity.record_charity_outcome, help_id, replace(said, granted_fen=1_000_000))
    assert refused(register, charity.record_charity_outcome, help_id, replace(said, granted_fen=1)) == [
        "charity.answered"
    ]
    (row,) = register.read(charity.charity_helps)
    assert (row.head, row.outcome, row.granted_fen, row.persons) == ("难某", "已救助", 1_000_000, 2)
