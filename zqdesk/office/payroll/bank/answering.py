"""The bank's answer: read as a whole, each line for what it means; what is odd waits until somebody has decided on it."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import CASE_ROLES, found
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.payroll import standing
from zqdesk.office.payroll.bank.answer_file import AnswerFile
from zqdesk.office.payroll.bank.bank_files import bank_rows, standing_file
from zqdesk.records import parameters as dated
from zqdesk.records.register import CHINA, Work
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.payroll import (
    PayrollAnswer,
    PayrollDecision,
    PayrollFile,
    PayrollResult,
    PayrollRow,
)
from zqdesk.rules.digits import figures
from zqdesk.rules.payroll import answers
from zqdesk.rules.payroll.answers import CLEAR, Outcome, Read
from zqdesk.rules.payroll.bank_columns import listed
from zqdesk.rules.problem import Problem, Refused, refuse_if


@frozen
class LineDecision:
    """What somebody made of a line: whose it is (empty: not ours), how much of it was paid, when, and why."""

    reason: str
    row_id: str = ""
    paid_fen: int = 0
    paid_on: date | None = None


class OddLine(NamedTuple):
    """A line that waits for a decision: what it says, and the row it is of, if of any."""

    result_id: str
    serial: int
    position: int
    outcome: Outcome
    row_id: str
    name: str
    account: str
    due_fen: int
    paid_fen: int | None
    paid_on: date | None
    words: str


def understand(session: Session, list_id: str, file: AnswerFile, today: date) -> tuple[Read, ...]:
    """What every line of the file means for this list; nothing is kept.

    Refused: a list the bank has no file of; that file itself.
    """
    given = standing_file(session, list_id)
    if given is None:
        raise Refused(Problem("payroll.no_file", "这份名册还没有报送银行，没有可以回盘的文件。"))
    if file.digest == given.digest:
        raise Refused(Problem("answer.own", "这是报送银行的代发文件，不是银行的回盘。", "file"))
    law = dated.parameters(session, dated.scopes(hall(session).town_id), today, today)
    terms = answers.Terms(
        done=_words(law.text("payroll.bank.done_words")),
        failed=_words(law.text("payroll.bank.failed_words")),
        has_days=file.has_days,
        first_on=given.given_at.astimezone(CHINA).date(),
        last_on=today,
    )
    sent = [
        answers.Sent(row.row_id, str(row.serial), row.account_number, row.fen, row.name)
        for row in bank_rows(session, list_id)
    ]
    meant = answers.read(file.lines, sent, terms)
    if _answers(session, list_id):
        # What a correcting answer does not name stands as it was answered before.
        return tuple(each for each in meant if each.outcome != Outcome.MISSING)
    return meant


def read_answer(work: Work, list_id: str, file: AnswerFile) -> str:
    """Keep what the bank answered; returns the answer's id. A second answer corrects what it names.

    Refused: the same file twice, a file without lines, one that names no row of this list.
    """
    _may(work)
    meant = understand(work.session, list_id, file, work.today)
    earlier = _answers(work.session, list_id)
    if any(each.digest == file.digest for each in earlier):
        raise Refused(Problem("answer.twice", "这个回盘文件已经读入过。", "file"))
    if not any(each.row_id for each in meant if each.outcome != Outcome.MISSING):
        text = "文件里没有一行属于这份名册，请核对是不是别的批次的回盘。"
        raise Refused(Problem("answer.other", text, "file"))
    given = standing_file(work.session, list_id)
    assert given is not None
    answer_id, serial = new_id(), len(earlier) + 1
    # The lines come first: the database takes an answer only with all of them.
    work.session.add_all(_result(answer_id, serial, each) for each in meant)
    work.session.flush()
    work.session.add(
        PayrollAnswer(
            id=answer_id,
            list_id=list_id,
            file_id=given.id,
            serial=serial,
            file_name=file.file_name,
            digest=file.digest,
            line_count=len(file.lines),
            read_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.session.flush()
    return answer_id


def decide_line(work: Work, result_id: str, decision: LineDecision) -> None:
    """Decide on a line of an answer; it counts from then on as decided.

    Refused: one that was decided already, a row of another list, an amount or day that cannot be, no reason.
    """
    _may(work)
    result = found(work.session, PayrollResult, result_id)
    answer = work.session.get_one(PayrollAnswer, result.answer_id)
    row = found(work.session, PayrollRow, decision.row_id) if decision.row_id else None
    if row is not None:
        keep_out(work, row.home_id)
    refuse_if(_decision_problems(work, answer, row, decision))
    done = select(PayrollDecision.id).where(PayrollDecision.result_id == result_id)
    if work.session.scalars(done).first() is not None:
        raise Refused(Problem("answer.decided", "这一行已经处理过。"))
    work.session.add(
        PayrollDecision(
            result_id=result_id,
            row_id=decision.row_id or None,
            paid_fen=decision.paid_fen,
            paid_on=decision.paid_on if decision.paid_fen else None,
            reason=decision.reason.strip(),
            decided_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )


def odd_lines(session: Session, list_id: str) -> tuple[OddLine, ...]:
    """Lines that wait for a decision, those of no row first; none that a later answer has settled."""
    states = standing.of_list(session, list_id)
    odd = {row_id for row_id, each in states.items() if each.state == "odd"}
    query = (
        select(PayrollResult, PayrollRow)
        .join(PayrollAnswer, PayrollAnswer.id == PayrollResult.answer_id)
        .outerjoin(PayrollRow, PayrollRow.id == PayrollResult.row_id)
        .outerjoin(PayrollDecision, PayrollDecision.result_id == PayrollResult.id)
        .where(PayrollAnswer.list_id == list_id, PayrollDecision.id.is_(None))
        .where(PayrollResult.outcome.not_in(CLEAR))
        .order_by(PayrollResult.row_id.is_not(None), PayrollResult.serial, PayrollResult.position)
    )
    last = _last_serials(session, list_id)
    return tuple(
        _odd(result, row)
        for result, row in session.execute(query)
        if row is None or (row.id in odd and result.serial >= last.get(row.id, 0))
    )


def _last_serials(session: Session, list_id: str) -> dict[str, int]:
    """Of each row the last answer that settled it."""
    theirs = select(PayrollAnswer.id).where(PayrollAnswer.list_id == list_id)
    found_: dict[str, int] = {}
    for each in standing.said_of(session, PayrollResult.answer_id.in_(theirs)):
        if each.settled and each.row_id is not None:
            found_[each.row_id] = max(found_.get(each.row_id, 0), each.serial)
    return found_


@frozen
class AnswerRow:
    """An answer as it is listed."""

    serial: int
    file_name: str
    line_count: int
    read_at: datetime
    by_name: str
    outcomes: tuple[tuple[str, int], ...]


def answers_of(session: Session, list_id: str) -> tuple[AnswerRow, ...]:
    """What the bank has answered to a list, with how many lines mean what."""
    counted = (
        select(PayrollResult.answer_id, PayrollResult.outcome, func.count())
        .join(PayrollAnswer, PayrollAnswer.id == PayrollResult.answer_id)
        .where(PayrollAnswer.list_id == list_id)
        .group_by(PayrollResult.answer_id, PayrollResult.outcome)
    )
    outcomes: dict[str, list[tuple[str, int]]] = {}
    for answer_id, outcome, count in session.execute(counted):
        outcomes.setdefault(answer_id, []).append((Outcome(outcome).words, count))
    return tuple(
        AnswerRow(
            row.serial, row.file_name, row.line_count, row.read_at, row.by_name,
            tuple(sorted(outcomes.get(row.id, ()), key=lambda each: -each[1])),
        )
        for row in _answers(session, list_id)
    )  # fmt: skip


def _odd(result: PayrollResult, row: PayrollRow | None) -> OddLine:
    return OddLine(
        result.id,
        result.serial,
        result.position,
        Outcome(result.outcome),
        row.id if row else "",
        row.name if row else result.name,
        result.account,
        row.total_fen if row else 0,
        result.paid_fen,
        result.paid_on,
        result.words,
    )


def _decision_problems(
    work: Work, answer: PayrollAnswer, row: PayrollRow | None, decision: LineDecision
) -> list[Problem]:
    problems = check_filled("reason", decision.reason, "处理的理由")
    if row is not None and row.list_id != answer.list_id:
        problems.append(Problem("answer.row", "这一户不在这份名册上。", "row_id"))
    if decision.paid_fen < 0:
        problems.append(Problem("answer.amount", "到账金额不能小于0。", "paid_fen"))
    if row is None and decision.paid_fen:
        problems.append(Problem("answer.whose", "到账的钱请选出是哪一户的。", "row_id"))
    if decision.paid_fen > 0:
        given = work.session.get_one(PayrollFile, answer.file_id)
        first = given.given_at.astimezone(CHINA).date()
        problems += check_day("paid_on", decision.paid_on, "到账日期", today=work.today, earliest=first)
    return problems


def _result(answer_id: str, serial: int, each: Read) -> PayrollResult:
    return PayrollResult(
        answer_id=answer_id,
        serial=serial,
        position=each.line.position,
        row_id=each.row_id or None,
        key=each.line.key,
        name=each.line.name,
        account=each.line.account,
        outcome=each.outcome,
        paid_fen=each.paid_fen,
        paid_on=each.paid_on,
        words=each.line.words,
    )


def _answers(session: Session, list_id: str) -> list[PayrollAnswer]:
    query = select(PayrollAnswer).where(PayrollAnswer.list_id == list_id).order_by(PayrollAnswer.serial)
    return list(session.scalars(query))


def _words(text: str) -> frozenset[str]:
    return frozenset(figures(word) for word in listed(text))


def _may(work: Work) -> None:
    if CASE_ROLES.isdisjoint(work.actor.roles):
        raise Refused(Problem("role.required", "回盘须由办理救助业务的人员读入。"))
