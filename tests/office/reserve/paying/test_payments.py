"""What the cashier and the head of the hall see: what is to be paid, what waits, where the money went."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests import town
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, IN_THE_WEST, SPENT, payment
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.relief.entries import ReliefApproval, StagePlan
from zqdesk.office.relief.payments.correcting import RefundEntry, refund, reverse
from zqdesk.office.relief.payments.proposal import Proposal, proposal
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.charts import Share, flows, years
from zqdesk.office.reserve.moves import BankMove
from zqdesk.office.reserve.paying import payments, settling
from zqdesk.office.reserve.paying.payment_entry import Payment
from zqdesk.office.reserve.paying.settling import Batch, Replenishment, SettlementAnswer
from zqdesk.records.tables.reserve import Disbursement

TODAY = town.OPENING.date()
WEST = replace(FIRE, name="李某某", address="9号", cause="illness", amount_fen=120_050, **IN_THE_WEST)
THIRD = replace(
    FIRE,
    name="孙某某",
    id_number="37011419001231999X",
    phone="13000000002",
    address="11号",
    amount_fen=80_000,
)


def shown(funded: Reserve, case_id: str, today: date = TODAY) -> Proposal:
    return funded.register.read(proposal, case_id, town.CASHIER.id, town.DESK_ID, today)


def entry_of(funded: Reserve, paid: str) -> str:
    return str(funded.register.read(lambda session: session.get_one(Disbursement, paid).entry_id))


def to(entry: Any, amount_fen: int, **changed: object) -> Payment:
    """Cash to the person of an emergency."""
    return payment(
        amount_fen,
        payee_name=entry.name,
        payee_id_number=entry.id_number,
        payee_phone=entry.phone,
        **changed,
    )


@contextmanager
def statements(funded: Reserve) -> Iterator[list[str]]:
    """The statements the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(funded.register.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(funded.register.engine, "before_cursor_execute", note)


def asked_for(funded: Reserve, look: Callable[..., Any], *args: Any) -> int:
    with statements(funded) as asked:
        funded.register.read(look, *args)
    return len(asked)


def test_what_may_be_paid_is_filled_in(funded: Reserve) -> None:
    case_id = relief_course.agreed(funded.register)
    seen = shown(funded, case_id)
    said = seen.payment
    assert (said.amount_fen, said.way, said.payee_name) == (300_000, "cash", "张某某")
    assert (said.payee_id_number, said.payee_phone) == (FIRE.id_number, FIRE.phone)
    assert (seen.granted_fen, seen.unpaid_fen, seen.help_first) == (300_000, 300_000, True)
    assert (seen.float_fen, seen.bank_fen) == (reserve_course.FLOAT_FEN, 4_500_000)
    assert town.CASHIER.name not in seen.staff
    assert town.CLERK.name in seen.staff
    assert seen.family == (("张某某", FIRE.id_number),)
    elsewhere = funded.register.read(proposal, case_id, town.CASHIER.id, "d9" * 16, TODAY)
    assert elsewhere.float_fen is None


def test_a_payment_made_today_is_said_before_another(funded: Reserve, clock: town.Clock) -> None:
    case_id = relief_course.agreed(funded.register)
    assert shown(funded, case_id).warnings == ()
    paid = relief_course.pay(funded.register, case_id, payment(100_000))
    (warning,) = shown(funded, case_id).warnings
    assert warning.startswith("今天已在本案向张某某（370114********0014）发放1,000.00元"), warning
    clock.forward(days=1)
    assert shown(funded, case_id, clock.now.date()).warnings == ()
    (made,) = shown(funded, case_id).made
    assert (made.disbursement_id, made.standing_fen, made.by_id) == (paid, 100_000, town.CASHIER.id)


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ({"proxy_name": "李某某", "proxy_id_number": WEST.id_number, "proxy_relation": "表亲"}, True),
        ({"payee_phone": WEST.phone}, True),
        ({}, False),
    ],
)
def test_whoever_took_money_elsewhere_is_named(funded: Reserve, said: dict[str, str], seen: bool) -> None:
    relief_course.pay(funded.register, relief_course.agreed(funded.register), payment(100_000, **said))
    other = relief_course.emergency(funded.register, WEST)
    assert bool(shown(funded, other).warnings) is seen


def test_a_namesake_with_a_number_of_their_own_is_not_suspected(funded: Reserve) -> None:
    relief_course.pay(funded.register, relief_course.agreed(funded.register))
    namesake = relief_course.emergency(funded.register, replace(WEST, name=FIRE.name))
    assert shown(funded, namesake).warnings == ()
    unknown = relief_course.emergency(
        funded.register, replace(WEST, name=FIRE.name, id_number="", phone="", address="1号")
    )
    assert len(shown(funded, unknown).warnings) == 1


def test_what_was_reversed_or_is_long_past_warns_of_nothing(funded: Reserve, clock: town.Clock) -> None:
    first = relief_course.pay(funded.register, relief_course.agreed(funded.register))
    again = relief_course.emergency(funded.register, replace(WEST, phone=FIRE.phone))
    assert len(shown(funded, again).warnings) == 1
    assert len(shown(funded, again, date(2027, 11, 23)).warnings) == 1
    assert shown(funded, again, date(2027, 11, 24)).warnings == ()
    funded.approver.do(reverse, entry_of(funded, first), "付错")
    assert shown(funded, again, clock.now.date()).warnings == ()


def test_stages_are_offered_in_turn(funded: Reserve, clock: town.Clock) -> None:
    day = clock.now.date() + timedelta(days=8)
    plan = (StagePlan(141_200, day), StagePlan(100_000, day + timedelta(days=30)))
    case_id = relief_course.approved(funded.register, clock, ReliefApproval(SPENT.amount_fen, stages=plan))
    seen = shown(funded, case_id, clock.now.date())
    assert [(stage.left_fen, stage.is_due) for stage in seen.stages] == [(141_200, True), (100_000, False)]
    assert (seen.payment.amount_fen, seen.payment.stage_id) == (141_200, seen.stages[0].stage_id)
    (row,) = funded.register.read(payments.payable)
    assert (row.next_on, row.unpaid_fen) == (day, 241_200)
    part = replace(seen.payment, amount_fen=41_200, way="cash", second_payer=town.CLERK.name)
    relief_course.pay(funded.register, case_id, part)
    (row,) = funded.register.read(payments.payable)
    assert row.next_on == day, "1,000.00 of the first stage are still due"
    relief_course.pay(funded.register, case_id, replace(part, amount_fen=100_000))
    (row,) = funded.register.read(payments.payable)
    assert row.next_on == day + timedelta(days=30)
    seen = shown(funded, case_id, clock.now.date())
    assert (seen.payment.amount_fen, seen.payment.stage_id) == (0, "")


def test_unsettled_rows_say_what_they_still_lack(funded: Reserve) -> None:
    helped = relief_course.helped(funded.register)
    (row,) = funded.register.read(payments.unsettled)
    assert (row.case_id, row.net_fen, row.village, row.cause) == (helped, 300_000, "示例东村", "火灾")
    assert row.why_not == "先行救助手续未补齐"
    relief_course.complete_papers(funded.register, helped)
    (row,) = funded.register.read(payments.unsettled)
    assert row.why_not == "待补办审批"
    funded.cashier.do(refund, row.disbursement_id, RefundEntry(100_000, "张某某", "多发"))
    (row,) = funded.register.read(payments.unsettled)
    assert row.net_fen == 200_000
    funded.cashier.do(refund, row.disbursement_id, RefundEntry(200_000, "张某某", "多发"))
    assert funded.register.read(payments.unsettled) == ()


def test_the_papers_clock_starts_with_the_first_payment_whatever_came_back(
    funded: Reserve, clock: town.Clock
) -> None:
    case_id = relief_course.agreed(funded.register)
    failed = relief_course.pay(funded.register, case_id, payment(100_000))
    clock.forward(days=1)
    relief_course.pay(funded.register, case_id, payment(50_000))
    (row,) = funded.register.read(payments.awaiting_papers, clock.now.date())
    assert (row.paid_on, row.due_on, row.paid_fen) == (date(2026, 11, 23), date(2026, 11, 30), 150_000)
    funded.cashier.do(
        refund, failed, RefundEntry(100_000, "示例农商行", "账户不存在", to="bank", bank_slip="进903")
    )
    (row,) = funded.register.read(payments.awaiting_papers, clock.now.date())
    assert (row.paid_on, row.due_on, row.paid_fen) == (date(2026, 11, 23), date(2026, 11, 30), 50_000)
    assert not row.overdue
    (row,) = funded.register.read(payments.awaiting_papers, date(2026, 12, 1))
    assert row.overdue
    assert funded.register.read(payments.first_paid_on, case_id) == date(2026, 11, 23)


def test_batches_are_listed_the_newest_first(funded: Reserve, clock: town.Clock) -> None:
    relief_course.closed(funded.register)
    relief_course.closed(funded.register, WEST)
    rows = funded.register.read(payments.unsettled)
    first = funded.cashier.do(settling.submit_settlement, Batch((rows[0].disbursement_id,))).result
    second = funded.cashier.do(settling.submit_settlement, Batch((rows[1].disbursement_id,))).result
    funded.cashier.do(settling.withdraw_settlement, second, "漏附件")
    day = clock.now.date()
    funded.cashier.do(settling.record_settlement_answer, first, SettlementAnswer(day, "区核1号"))
    funded.cashier.do(settling.record_replenishment, Replenishment(100_000, "区拨1号", day, "进11"))
    newest, oldest = funded.register.read(payments.settlements)
    assert (newest.answer, newest.amount_fen, newest.accepted_fen) == ("已撤回", 120_050, 0)
    assert (oldest.answer, oldest.accepted_fen, oldest.replenished_fen) == ("已核销", 300_000, 100_000)
    assert (oldest.item_count, oldest.document_number) == (1, "区核1号")


def test_a_year_adds_up_by_month_cause_and_village(funded: Reserve, clock: town.Clock) -> None:
    relief_course.pay(funded.register, relief_course.agreed(funded.register))
    west = relief_course.agreed(funded.register, WEST)
    paid = relief_course.pay(funded.register, west, to(WEST, 120_050))
    wrong = relief_course.pay(
        funded.register, relief_course.agreed(funded.register, THIRD), to(THIRD, 80_000)
    )
    clock.set(date(2026, 12, 1))
    funded.approver.do(reverse, entry_of(funded, wrong), "付错")
    funded.cashier.do(refund, paid, RefundEntry(20_050, "李某某", "多发"))
    funded.cashier.do(moves.return_to_district, BankMove(500_000, "退001"))
    year = funded.register.read(flows, 2026)
    assert year.months[10] == (6_000_000, 500_050)
    assert year.months[11] == (-500_000, -100_050)
    assert year.months[:10] == ((0, 0),) * 10
    assert year.by_cause == (Share("火灾", 300_000, 1), Share("突发重大疾病", 100_000, 1))
    assert {share.title: share.fen for share in year.by_village} == {"示例东村": 300_000, "示例西村": 100_000}
    assert (year.paid_fen, year.allocated_fen, year.left_fen) == (400_000, 5_500_000, 5_100_000)
    assert funded.register.read(flows, 2025).paid_fen == 0
    assert funded.register.read(years, date(2027, 1, 2)) == (2027, 2026)


def test_lists_ask_the_database_no_more_for_more_rows(funded: Reserve) -> None:
    looks: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
        (payments.payable, ()),
        (payments.unsettled, ()),
        (payments.unsettled_opening_fen, ()),
        (payments.awaiting_papers, (TODAY,)),
        (payments.settlements, ()),
        (flows, (2026,)),
    )
    one = relief_course.agreed(funded.register)
    relief_course.pay(funded.register, one, payment(100_000))
    before = [asked_for(funded, look, *args) for look, args in looks]
    for entry in (WEST, THIRD):
        case_id = relief_course.agreed(funded.register, entry)
        relief_course.pay(funded.register, case_id, to(entry, 50_000))
    assert len(funded.register.read(payments.awaiting_papers, TODAY)) == 3
    assert [asked_for(funded, look, *args) for look, args in looks] == before
