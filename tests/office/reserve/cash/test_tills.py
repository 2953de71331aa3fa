"""Cash changes hands only between two people who both say so, and every till has one who answers for it."""

from dataclasses import replace

import pytest

from tests import town
from tests.office.family import refused
from tests.office.relief import relief_course
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import (
    BOX_FEN,
    FLOAT_FEN,
    SECOND_CASHIER,
    SECOND_DESK,
    Reserve,
    pieces,
)
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.till_agreement import last_signed, moved_since
from zqdesk.office.reserve.cash.tills import CashOffer, TillEntry, TillOffer
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.position import open_handovers, position
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.reserve import Handover, Till
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Refused


@pytest.fixture
def reserve(register: Register) -> Reserve:
    return reserve_course.funded(register)


def held(reserve: Reserve, till_id: str) -> int:
    return reserve.register.read(balance, till_account(till_id))


def holder(reserve: Reserve, till_id: str) -> str:
    return reserve.register.read(lambda session: session.get_one(Till, till_id).holder_name)


def leave(reserve: Reserve) -> None:
    """The cashier has left without a hand-over, in a database from before that was refused."""

    def gone(work: Work) -> None:
        work.session.get_one(Account, town.CASHIER.id).active = False

    reserve.register.do(gone)


def test_who_answers_for_cash_hands_it_over_before_leaving(reserve: Reserve) -> None:
    head = reserve.register.acting_as(town.ADMINISTRATOR)
    clerk = staff.AccountEntry("04", town.CASHIER.name, ("clerk",))
    assert refused(head, staff.close_account, town.CASHIER.id, "离职") == {"account.till": "cashier"}
    assert refused(head, staff.change_account, town.CASHIER.id, clerk) == {"account.till": "cashier"}


# opening and closing


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        (TillEntry("box", "第二个箱", town.DESK_ID, town.CASHIER.id), {"till.box": "kind"}),
        (TillEntry("float", "又一份", town.DESK_ID, town.CASHIER.id), {"till.float": "desk_id"}),
        (
            TillEntry("float", "现金箱", SECOND_DESK, town.CASHIER.id),
            {"till.float": "desk_id", "till.name": "name"},
        ),
        (
            TillEntry("safe", " ", "none", town.CLERK.id),
            {
                "kind.unknown": "kind",
                "name.empty": "name",
                "till.desk": "desk_id",
                "till.cashier": "holder_id",
            },
        ),
    ],
)
def test_a_till_that_cannot_be_is_not_opened(
    reserve: Reserve, entry: TillEntry, problems: dict[str, str]
) -> None:
    reserve_course.second_cashier(reserve)
    assert refused(reserve.approver, tills.open_till, entry) == problems


def test_only_the_approver_opens_and_closes_a_till(reserve: Reserve) -> None:
    entry = TillEntry("float", "备用", town.DESK_ID, town.CASHIER.id)
    for someone in (town.CASHIER, town.CLERK, town.ADMINISTRATOR):
        at = reserve.register.acting_as(someone)
        assert refused(at, tills.open_till, entry) == {"role.required": ""}
        assert refused(at, tills.close_till, reserve.float_id) == {"role.required": ""}


def test_nobody_opens_a_till_for_themselves(register: Register) -> None:
    """An account that is approver and cashier at once is still one person."""
    both = AccountEntry("09", "吴某", ("approver", "cashier"))
    account_id = register.acting_as(town.ADMINISTRATOR).do(staff.open_account, both).result
    actor = Actor(account_id, "吴某", frozenset({"approver", "cashier"}))
    entry = TillEntry("box", "现金箱", town.DESK_ID, account_id)
    assert refused(register.acting_as(actor), tills.open_till, entry) == {"till.own": "holder_id"}


def test_a_till_is_closed_empty_and_for_good(reserve: Reserve) -> None:
    assert refused(reserve.approver, tills.close_till, reserve.float_id) == {"till.not_empty": ""}
    back = CashOffer(reserve.float_id, reserve.box_id, FLOAT_FEN)
    reserve.cashier.do(tills.offer_cash, back)
    reserve.approver.do(tills.close_till, reserve.float_id)
    assert refused(reserve.approver, tills.close_till, reserve.float_id) == {"till.missing": "till_id"}
    assert refused(reserve.cashier, tills.offer_cash, CashOffer(reserve.box_id, reserve.float_id, 5)) == {
        "till.missing": "to_till_id"
    }
    again = TillEntry("float", "1号窗口备用金", town.DESK_ID, town.CASHIER.id)
    assert reserve.approver.do(tills.open_till, again).result != reserve.float_id


def test_a_till_whose_count_does_not_agree_is_not_closed_away(reserve: Reserve) -> None:
    reserve_course.counted(reserve, reserve.float_id, FLOAT_FEN - 100, "少一元，待查")
    reserve.cashier.do(tills.offer_cash, CashOffer(reserve.float_id, reserve.box_id, FLOAT_FEN))
    assert refused(reserve.approver, tills.close_till, reserve.float_id) == {"till.wrong": ""}
    reserve_course.counted(reserve, reserve.float_id)
    reserve.approver.do(tills.close_till, reserve.float_id)


# cash from one to another


def test_cash_between_two_people_moves_when_it_is_taken(reserve: Reserve) -> None:
    there, other = reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_cash, CashOffer(reserve.box_id, other, 200_000)).result
    assert held(reserve, other) == 0
    [row] = reserve.register.read(open_handovers)
    assert (row.words, row.from_name, row.to_name) == ("现金箱 → 2号窗口备用金", "钱某", "孙二某")
    for someone in (reserve.cashier, reserve.approver, reserve.register):
        with pytest.raises(Refused):
            someone.do(tills.take_cash, offered)
    there.do(tills.take_cash, offered)
    assert (held(reserve, other), held(reserve, reserve.box_id)) == (200_000, BOX_FEN - FLOAT_FEN - 200_000)
    assert refused(there, tills.take_cash, offered) == {"handover.ended": ""}
    assert reserve.register.read(open_handovers) == ()


def test_cash_between_tills_of_one_person_moves_at_once(reserve: Reserve) -> None:
    offered = reserve.cashier.do(
        tills.offer_cash, CashOffer(reserve.float_id, reserve.box_id, 300_000)
    ).result
    row = reserve.register.read(lambda session: session.get_one(Handover, offered))
    assert (row.taken, row.entry_id is not None) == (True, True)
    assert held(reserve, reserve.float_id) == FLOAT_FEN - 300_000


def test_what_cannot_be_offered_is_refused(reserve: Reserve) -> None:
    there, other = reserve_course.second_cashier(reserve)
    box, desk = reserve.box_id, reserve.float_id
    said = [
        (there, box, other, 5, {"till.holder": ""}),
        (reserve.cashier, desk, other, 5, {"till.pair": "to_till_id"}),
        (reserve.cashier, box, box, 5, {"till.pair": "to_till_id"}),
        (reserve.cashier, box, other, 0, {"reserve.amount": "amount_fen"}),
        (reserve.cashier, box, other, 700_001, {"reserve.short": "amount_fen"}),
        (reserve.cashier, box, desk, 200_001, {"reserve.ceiling": "amount_fen"}),
        (reserve.register, box, other, 5, {"role.required": ""}),
    ]
    for who, giver, taker, fen, problems in said:
        assert refused(who, tills.offer_cash, CashOffer(giver, taker, fen)) == problems


def test_a_till_has_one_offer_at_a_time(reserve: Reserve) -> None:
    there, other = reserve_course.second_cashier(reserve)
    offer = CashOffer(reserve.box_id, other, 5_000)
    first = reserve.cashier.do(tills.offer_cash, offer).result
    assert refused(reserve.cashier, tills.offer_cash, offer) == {"handover.open": ""}
    assert refused(reserve.approver, tills.close_till, other) == {"handover.open": ""}
    there.do(tills.call_off, first, "先不领")
    reserve.cashier.do(tills.offer_cash, offer)


def test_what_was_offered_and_is_gone_is_not_taken(reserve: Reserve) -> None:
    """The offer promised what the box had; it is asked for again when it is taken."""
    there, other = reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_cash, CashOffer(reserve.box_id, other, 700_000)).result
    reserve.cashier.do(moves.deposit_cash, moves.BankMove(1, "票18"))
    assert refused(there, tills.take_cash, offered) == {"reserve.short": "amount_fen"}


def test_only_giver_taker_or_approver_call_an_offer_off(reserve: Reserve) -> None:
    _, other = reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_cash, CashOffer(reserve.box_id, other, 5)).result
    assert refused(reserve.register, tills.call_off, offered, "x") == {"handover.other": ""}
    assert refused(reserve.cashier, tills.call_off, offered, " ") == {"reason.empty": "reason"}
    reserve.approver.do(tills.call_off, offered, "双方都不在")
    assert refused(reserve.cashier, tills.call_off, offered, "x") == {"handover.ended": ""}
    assert held(reserve, other) == 0


# a whole till


def offer_till(reserve: Reserve, fen: int = FLOAT_FEN, explanation: str = "") -> TillOffer:
    return TillOffer(reserve.float_id, SECOND_CASHIER.id, pieces(fen), explanation)


def test_a_till_is_handed_over_and_its_count_signed_by_the_taker(reserve: Reserve) -> None:
    there, _ = reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_till, offer_till(reserve)).result
    assert holder(reserve, reserve.float_id) == "钱某"
    there.do(tills.take_till, offered)
    assert holder(reserve, reserve.float_id) == "孙二某"
    count = reserve.register.read(last_signed, reserve.float_id)
    assert count is not None
    assert (count.by_name, count.signed_by_name, count.counted_fen) == ("钱某", "孙二某", FLOAT_FEN)
    counted = CountEntry(reserve.float_id, pieces(FLOAT_FEN))
    assert refused(reserve.cashier, counting.count_cash, counted) == {"till.holder": ""}
    there.do(counting.count_cash, counted)


def test_only_its_holder_hands_a_till_over_to_another_cashier(reserve: Reserve) -> None:
    there, other = reserve_course.second_cashier(reserve)
    said = [
        (there, reserve.float_id, SECOND_CASHIER.id, {"till.holder": "", "till.same": "to_id"}),
        (reserve.cashier, reserve.float_id, town.CASHIER.id, {"till.same": "to_id"}),
        (reserve.cashier, reserve.float_id, town.CLERK.id, {"till.cashier": "to_id"}),
        (reserve.cashier, other, SECOND_CASHIER.id, {"till.holder": "", "till.same": "to_id"}),
        (reserve.approver, reserve.float_id, SECOND_CASHIER.id, {"explanation.empty": "explanation"}),
    ]
    for who, till_id, to_id, problems in said:
        fen = held(reserve, till_id)
        assert refused(who, tills.offer_till, TillOffer(till_id, to_id, pieces(fen))) == problems


def test_a_till_that_is_short_is_handed_over_with_a_word_and_stays_red(reserve: Reserve) -> None:
    there, _ = reserve_course.second_cashier(reserve)
    short = offer_till(reserve, FLOAT_FEN - 500)
    assert refused(reserve.cashier, tills.offer_till, short) == {"count.difference": "explanation"}
    offered = reserve.cashier.do(tills.offer_till, offer_till(reserve, FLOAT_FEN - 500, "少五元")).result
    there.do(tills.take_till, offered)
    seen = reserve.register.read(position, town.OPENING.date())
    assert not seen.agrees
    assert "短款5.00元" in seen.wrong[0]
    assert held(reserve, reserve.float_id) == FLOAT_FEN


def test_a_till_that_moved_since_it_was_counted_is_not_taken(reserve: Reserve) -> None:
    there, _ = reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_till, offer_till(reserve)).result
    relief_course.helped(reserve.register)
    assert refused(there, tills.take_till, offered) == {"handover.moved": ""}
    assert holder(reserve, reserve.float_id) == "钱某"
    reserve.cashier.do(tills.call_off, offered, "重新清点")
    again = reserve.cashier.do(tills.offer_till, offer_till(reserve, FLOAT_FEN - 300_000)).result
    there.do(tills.take_till, again)
    count = reserve.register.read(last_signed, reserve.float_id)
    assert count is not None
    assert not reserve.register.read(moved_since, count)


def test_nobody_but_the_chosen_cashier_takes_a_till(reserve: Reserve) -> None:
    reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_till, offer_till(reserve)).result
    assert refused(reserve.cashier, tills.take_till, offered) == {"handover.taker": ""}
    assert refused(reserve.approver, tills.take_till, offered) == {"role.required": ""}
    assert refused(reserve.cashier, tills.take_cash, offered) == {"handover.ended": ""}


def test_the_till_of_a_cashier_who_left_is_handed_on_by_the_approver(reserve: Reserve) -> None:
    there, _ = reserve_course.second_cashier(reserve)
    leave(reserve)
    assert refused(there, tills.offer_till, offer_till(reserve)) == {"role.required": ""}
    why = replace(offer_till(reserve), explanation="保管人已离职")
    offered = reserve.approver.do(tills.offer_till, why).result
    there.do(tills.take_till, offered)
    assert holder(reserve, reserve.float_id) == "孙二某"
    count = reserve.register.read(last_signed, reserve.float_id)
    assert count is not None
    assert (count.by_name, count.signed_by_name) == (town.APPROVER.name, "孙二某")


def test_cash_is_not_offered_to_somebody_who_left(reserve: Reserve) -> None:
    there, other = reserve_course.second_cashier(reserve)
    given = reserve.cashier.do(tills.offer_cash, CashOffer(reserve.box_id, other, 5_000)).result
    there.do(tills.take_cash, given)
    leave(reserve)
    said = refused(there, tills.offer_cash, CashOffer(other, reserve.box_id, 5))
    assert said == {"till.cashier": "to_till_id"}


def test_who_took_a_till_over_pays_out_of_it_only_at_its_desk(reserve: Reserve) -> None:
    there, _ = reserve_course.second_cashier(reserve)
    offered = reserve.cashier.do(tills.offer_till, offer_till(reserve)).result
    there.do(tills.take_till, offered)
    case_id = relief_course.agreed(reserve.register)
    payment = relief_course.payment()
    assert refused(reserve.cashier, disbursing.disburse, case_id, payment) == {"payment.float": "way"}
    at_its_desk = reserve.register.acting_as(SECOND_CASHIER)
    relief_course.paid_by(at_its_desk, case_id, payment)
    assert held(reserve, reserve.float_id) == FLOAT_FEN - 300_000
