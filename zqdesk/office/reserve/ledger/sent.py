"""What the district sent about the reserve as data: allocations and answers, which the cashier takes into the books.

The number of a notice is taken from what was sent: typed by hand it must say the same, and it is never booked twice.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.ledger.documents import NOTICE, OutsidePaper, booked_on
from zqdesk.records.tables.district import SentAllocation, SentAnswer
from zqdesk.records.tables.reserve import Settlement
from zqdesk.rules.document_numbers import plain_number
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem


@frozen
class SentMoney:
    """An allocation that waits to be received by the cashier."""

    id: str
    amount_fen: int
    notice_number: str
    notice_on: date
    batch: str
    note: str


@frozen
class SentReply:
    """An answer of the district that waits to be taken into the books; `returned`: by payment, with the reason."""

    settlement_id: str
    number: str
    answered_on: date
    document_number: str
    returned: dict[str, str]


def waiting_money(session: Session) -> tuple[SentMoney, ...]:
    """Allocations that stand in no entry yet, the oldest first."""
    rows = session.scalars(select(SentAllocation).order_by(SentAllocation.notice_on, SentAllocation.id))
    return tuple(
        SentMoney(row.id, row.amount_fen, row.notice_number, row.notice_on, row.batch, row.note)
        for row in rows
        if booked_on(session, _notice(row)) is None
    )


def waiting_answers(session: Session) -> tuple[SentReply, ...]:
    """Answers to batches that the books still show as not answered."""
    query = (
        select(SentAnswer, Settlement.number)
        .join(Settlement, Settlement.id == SentAnswer.settlement_id)
        .where(Settlement.answer == "")
        .order_by(SentAnswer.answered_on, SentAnswer.id)
    )
    return tuple(
        SentReply(
            row.SentAnswer.settlement_id,
            row.number,
            row.SentAnswer.answered_on,
            row.SentAnswer.document_number,
            {payment: str(reason) for payment, reason in row.SentAnswer.returned.items()},
        )
        for row in session.execute(query)
    )


def notice_problems(
    session: Session, amount_fen: int, notice: OutsidePaper, notice_on: date
) -> list[Problem]:
    """What is wrong with an arrival whose notice the district sent: another sum or day than it says, or booked already."""
    sent = _sent(session, notice)
    if not sent:
        return []
    same = [row for row in sent if plain_number(row.batch) == plain_number(notice.part)]
    if not same:
        batches = "、".join(row.batch or "不分批次" for row in sent)
        text = f"区里下达的这份通知的批次是：{batches}，请按它填写"
        return [Problem("notice.batch", text, "batch" if notice.part or sent[0].batch else notice.field)]
    row = same[0]
    booked = booked_on(session, _notice(row))
    if booked is not None:
        text = (
            f"这份通知是区里下达的，已在记-{booked.year}-{booked.serial:04d}登记过（{chinese_day(booked.booked_on)}），"
            "不能再登记一次；那一笔有误的，请先冲销"
        )
        return [Problem("notice.booked", text, notice.field)]
    problems = []
    if amount_fen != row.amount_fen:
        text = f"区里下达的是{format_yuan(row.amount_fen)}元；到账金额不同的，请先与区里核对"
        problems.append(Problem("notice.amount", text, "amount_fen"))
    if notice_on != row.notice_on:
        text = f"区里下达的通知日期是{chinese_day(row.notice_on)}"
        problems.append(Problem("notice.day", text, "notice_on"))
    return problems


def answer_problems(
    session: Session, settlement_id: str, answered_on: date, document_number: str, returned: dict[str, str]
) -> list[Problem]:
    """What is wrong with an answer that the district sent itself: it says something else."""
    row = session.scalars(select(SentAnswer).where(SentAnswer.settlement_id == settlement_id)).first()
    if row is None:
        return []
    problems = []
    if plain_number(document_number) != plain_number(row.document_number):
        text = f"区里下达的批复文号是“{row.document_number}”"
        problems.append(Problem("answer.number", text, "document_number"))
    if answered_on != row.answered_on:
        text = f"区里下达的批复日期是{chinese_day(row.answered_on)}"
        problems.append(Problem("answer.day", text, "answered_on"))
    if returned.keys() != row.returned.keys():
        text = f"区里下达的批复退回{len(row.returned)}笔，请按它登记；有误的，请先与区里核对"
        problems.append(Problem("answer.returned", text, "returned"))
    return problems


def _sent(session: Session, notice: OutsidePaper) -> list[SentAllocation]:
    number = plain_number(notice.number)
    return [
        row for row in session.scalars(select(SentAllocation)) if plain_number(row.notice_number) == number
    ]


def _notice(row: SentAllocation) -> OutsidePaper:
    return OutsidePaper(NOTICE, row.notice_number, "notice_number", row.batch)
