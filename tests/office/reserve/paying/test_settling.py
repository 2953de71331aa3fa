"""Settling with the district: what may be handed in, what is booked, what comes back, and the money that replaces it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests import town
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.relief.payments.correcting import RefundEntry, refund, reverse
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.ledger import journal
from zqdesk.office.reserve.moves import OpeningBalance, open_reserve
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payments import awaiting_papers, payable, settlements, unsettled
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, RequestEntry, SettlementAnswer
from zqdesk.records.register import Register
from zqdesk.records.tables.reserve import Disbursement, Settlement
from zqdesk.rules.problem import Refused

OTHER = replace(
    FIRE, name="李某某", id_number="370181190002150027", phone="13000000001", village_id="370114001202"
)


def refused(register: Register, act: Callable[..., Any], *args: Any) -> set[str]:
    with pytest.raises(Refused) as caught:
        register.do(act, *args)
    return {problem.code for problem in caught.value.problems}


def paid_ids(funded: Reserve) -> tuple[str, ...]:
    return tuple(
        funded.register.read(lambda s: s.scalars(select(Disbursement.id).order_by(Disbursement.id)).all())
    )


def balances(funded: Reserve) -> tuple[int, int, int]:
    held = funded.register.read(journal.balances)
    return held["unsettled"], held["settled"], held["bank"]


def test_what_is_complete_is_settled_and_replaced(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    day, bank = clock.now.date(), balances(funded)[2]
    batch = funded.cashier.do(settling.submit_settlement, Batch(paid_ids(funded), note="11月")).result
    assert balances(funded)[:2] == (300_000, 0), "nothing is booked before the answer"
    assert funded.register.read(unsettled) == ()
    funded.cashier.do(settling.record_settlement_answer, batch, SettlementAnswer(day, "区核1号"))
    assert balances(funded)[:2] == (0, 300_000)
    funded.cashier.do(settling.record_replenishment, Replenishment(100_000, "区拨1号", day, "进11"))
    funded.cashier.do(settling.record_replenishment, Replenishment(200_000, "区拨2号", day, "进12"))
    assert balances(funded) == (0, 0, bank + 300_000)
    (row,) = funded.register.read(settlements)
    assert (row.number, row.answer, row.replenished_fen) == ("370114001-2026-HX-00001", "已核销", 300_000)


def test_papers_that_lack_or_are_late_block_it(funded: Reserve, clock: town.Clock) -> None:
    relief_course.helped(funded.register)
    (row,) = funded.register.read(unsettled)
    assert row.why_not == "先行救助手续未补齐"
    batch = Batch((row.disbursement_id,))
    assert refused(funded.cashier, settling.submit_settlement, batch) == {"settlement.not_ready"}
    relief_course.closed(funded.register, OTHER)
    (waiting,) = funded.register.read(awaiting_papers, clock.now.date())
    assert (waiting.due_on, waiting.overdue) == (date(2026, 11, 30), False)
    clock.set(date(2026, 12, 1))
    (waiting,) = funded.register.read(awaiting_papers, clock.now.date())
    assert waiting.overdue
    ready = [row.disbursement_id for row in funded.register.read(unsettled) if not row.why_not]
    assert refused(funded.cashier, settling.submit_settlement, Batch(tuple(ready))) == {"settlement.overdue"}


def test_one_payment_is_in_one_batch(funded: Reserve) -> None:
    relief_course.closed(funded.register)
    funded.cashier.do(settling.submit_settlement, Batch(paid_ids(funded)))
    assert "settlement.gone" in refused(funded.cashier, settling.submit_settlement, Batch(paid_ids(funded)))
    assert refused(funded.cashier, settling.submit_settlement, Batch(())) == {"settlement.empty"}
    assert refused(funded.register, settling.submit_settlement, Batch(())) == {"role.required"}


def test_what_was_returned_is_handed_in_again(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    relief_course.closed(funded.register, OTHER)
    first, second = paid_ids(funded)
    batch = funded.cashier.do(settling.submit_settlement, Batch((first, second))).result
    day = clock.now.date()
    nameless = SettlementAnswer(date(2026, 11, 24), " ", {first: " ", "x": "某"})
    assert refused(funded.cashier, settling.record_settlement_answer, batch, nameless) == {
        "answered_on.future", "document_number.empty", "settlement.item", "settlement.reason",
    }  # fmt: skip
    said = SettlementAnswer(day, "区核1号", {second: "缺领款签字"})
    funded.cashier.do(settling.record_settlement_answer, batch, said)
    assert balances(funded)[:2] == (300_000, 300_000)
    assert refused(funded.cashier, settling.record_settlement_answer, batch, said) == {"settlement.answered"}
    again = funded.cashier.do(settling.submit_settlement, Batch((second,))).result
    everything_back = SettlementAnswer(day, "区核2号", {second: "仍缺"})
    assert funded.cashier.do(settling.record_settlement_answer, again, everything_back).result is None
    assert balances(funded)[:2] == (300_000, 300_000)


def test_an_answer_recorded_wrongly_is_reversed_and_recorded_again(
    funded: Reserve, clock: town.Clock
) -> None:
    relief_course.closed(funded.register)
    relief_course.closed(funded.register, OTHER)
    first, second = paid_ids(funded)
    batch = funded.cashier.do(settling.submit_settlement, Batch((first, second))).result
    day = clock.now.date()
    wrong = SettlementAnswer(day, "区核1号", {second: "缺领款签字"})
    booked = funded.cashier.do(settling.record_settlement_answer, batch, wrong).result
    assert booked is not None
    again = funded.cashier.do(settling.submit_settlement, Batch((second,))).result
    assert refused(funded.approver, reverse, booked, "退错一笔") == {"reversal.settled"}
    funded.cashier.do(settling.withdraw_settlement, again, "答复录错")
    funded.approver.do(reverse, booked, "退错一笔")
    assert balances(funded)[:2] == (600_000, 0)
    newest, oldest = funded.register.read(settlements)
    assert (oldest.answer, oldest.document_number, oldest.accepted_fen) == ("等待批复", "", 0)
    assert newest.answer == "已撤回"
    assert refused(funded.approver, reverse, booked, "再冲") == {"reversal.twice"}
    assert funded.register.read(unsettled) == (), "both wait for the district again"
    right = SettlementAnswer(day, "区核1号", {first: "缺领款签字"})
    funded.cashier.do(settling.record_settlement_answer, batch, right)
    assert balances(funded)[:2] == (300_000, 300_000)
    assert check.run(funded.register.engine) == []


def test_an_answer_money_rests_on_stands(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    batch = funded.cashier.do(settling.submit_settlement, Batch(paid_ids(funded))).result
    day = clock.now.date()
    said = SettlementAnswer(day, "区核1号")
    booked = funded.cashier.do(settling.record_settlement_answer, batch, said).result
    money = funded.cashier.do(settling.record_replenishment, Replenishment(1, "区拨1号", day, "进11")).result
    assert "reversal.settled" in refused(funded.approver, reverse, booked, "答复录错")
    funded.approver.do(reverse, money, "答复录错")
    funded.cashier.do(refund, paid_ids(funded)[0], RefundEntry(1, "张某某", "多发"))
    assert "reversal.settled" in refused(funded.approver, reverse, booked, "答复录错")


def test_a_batch_is_taken_back_before_its_answer(funded: Reserve) -> None:
    relief_course.closed(funded.register)
    batch = funded.cashier.do(settling.submit_settlement, Batch(paid_ids(funded))).result
    assert refused(funded.cashier, settling.withdraw_settlement, batch, " ") == {"reason.empty"}
    funded.cashier.do(settling.withdraw_settlement, batch, "漏了一笔")
    assert len(funded.register.read(unsettled)) == 1


def test_money_is_asked_for_up_to_the_fixed_amount(funded: Reserve, clock: town.Clock) -> None:
    assert refused(funded.cashier, settling.request_replenishment, RequestEntry(1, "不足")) == {
        "request.amount"
    }
    relief_course.closed(funded.register)
    for wrong in (RequestEntry(300_001, "不足"), RequestEntry(0, "不足")):
        assert refused(funded.cashier, settling.request_replenishment, wrong) == {"request.amount"}
    request = funded.cashier.do(settling.request_replenishment, RequestEntry(300_000, "年末急难多发")).result
    assert refused(funded.cashier, settling.request_replenishment, RequestEntry(1, "再要")) == {
        "request.open"
    }
    funded.cashier.do(settling.withdraw_request, request, "并入下月")
    again = funded.cashier.do(settling.request_replenishment, RequestEntry(200_000, "重报")).result
    batch = funded.cashier.do(settling.submit_settlement, Batch(paid_ids(funded))).result
    day = clock.now.date()
    funded.cashier.do(settling.record_settlement_answer, batch, SettlementAnswer(day, "区核1号"))
    funded.cashier.do(
        settling.record_replenishment, Replenishment(200_000, "区拨1号", day, "进11", request_id=again)
    )
    late = Replenishment(100_000, "区拨2号", day, "进12", request_id=again)
    assert refused(funded.cashier, settling.record_replenishment, late) == {"request.done"}


def test_no_more_is_replaced_than_was_settled(funded: Reserve, clock: town.Clock) -> None:
    day = clock.now.date()
    assert refused(
        funded.cashier, settling.record_replenishment, Replenishment(1, "区拨1号", day, "进11")
    ) == {"replenishment.amount"}


def test_what_the_old_books_left_unsettled_is_settled_too(register: Register, clock: town.Clock) -> None:
    funded = reserve_course.opened(register)
    funded.cashier.do(open_reserve, OpeningBalance(1_000_000, 0, 250_000, 150_000, "2026年10月31日对账单"))
    assert refused(funded.cashier, settling.submit_settlement, Batch((), 250_001)) == {"settlement.opening"}
    batch = funded.cashier.do(settling.submit_settlement, Batch((), 250_000)).result
    assert refused(funded.cashier, settling.submit_settlement, Batch((), 1)) == {"settlement.opening"}
    day = clock.now.date()
    funded.cashier.do(settling.record_settlement_answer, batch, SettlementAnswer(day, "区核1号"))
    funded.cashier.do(settling.record_replenishment, Replenishment(400_000, "区拨1号", day, "进11"))
    assert balances(funded) == (0, 0, 1_400_000)
    settlement = register.read(lambda session: session.scalars(select(Settlement)).one())
    assert settlement.accepted_fen == 250_000


def test_what_may_be_paid_is_listed_until_it_is(funded: Reserve) -> None:
    case_id = relief_course.agreed(funded.register)
    (row,) = funded.register.read(payable)
    assert (row.case_id, row.unpaid_fen, row.help_first, row.agreed_by) == (
        case_id,
        300_000,
        True,
        town.APPROVER.name,
    )
    relief_course.pay(funded.register, case_id, relief_course.payment(100_000))
    (row,) = funded.register.read(payable)
    assert row.unpaid_fen == 200_000
    relief_course.pay(funded.register, case_id, relief_course.payment(200_000))
    assert funded.register.read(payable) == ()


def test_nobody_hands_in_what_their_own_family_was_paid(funded: Reserve) -> None:
    paid = relief_course.closed(funded.register, replace(FIRE, person_count=1, amount_reason="住房全毁"))
    with funded.register.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE persons SET name = ? WHERE name = ?", (town.CASHIER.name, FIRE.name)
        )
        connection.exec_driver_sql("UPDATE persons SET id_number = ''")
    (row,) = [each for each in funded.register.read(unsettled) if each.case_id == paid]
    assert "duty.own_family" in refused(
        funded.cashier, settling.submit_settlement, Batch((row.disbursement_id,))
    )
