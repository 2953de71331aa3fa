"""The file a bank is given for a released list: its rows, when it went out, what is stopped before, what is recalled."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import CASE_ROLES, found
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.hall.standing import is_answered
from zqdesk.office.payroll.lists import head_of, month_words
from zqdesk.office.payroll.since import since_signed
from zqdesk.office.payroll.values import Head
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.payroll import PayrollAnswer, PayrollFile, PayrollList, PayrollRow, PayrollStop
from zqdesk.rules.payroll.bank_columns import BankForm, bank_form
from zqdesk.rules.payroll.process import State
from zqdesk.rules.problem import Problem, Refused, refuse_if


class BankRow(NamedTuple):
    """A row as the bank gets it; `serial` is the number it bears in the file and in the answer."""

    row_id: str
    serial: int
    name: str
    id_number: str
    account_number: str
    bank_name: str
    fen: int
    village_name: str


@frozen
class BankList:
    """What a bank's file is made of."""

    head: Head
    form: BankForm
    purpose: str
    rows: tuple[BankRow, ...]

    @property
    def total_fen(self) -> int:
        return sum(row.fen for row in self.rows)


@frozen
class FileMade:
    """The file as it was drawn: its name, in what writing, and what tells its bytes from any other."""

    file_name: str
    digest: str


def bank_list(session: Session, list_id: str, today: date) -> BankList:
    """The rows that go to the bank, under the numbers of the list, in the form the bank wants today."""
    head = found(session, PayrollList, list_id)
    law = dated.parameters(session, dated.scopes(hall(session).town_id), today, today)
    monthly = PROGRAMMES[head.programme].monthly if head.programme else None
    purpose = f"{month_words(head.from_month)}{monthly.title if monthly else head.title}"
    return BankList(head_of(head), bank_form(law), purpose, bank_rows(session, list_id))


def bank_rows(session: Session, list_id: str) -> tuple[BankRow, ...]:
    stopped = select(PayrollStop.row_id)
    query = (
        select(
            PayrollRow.id,
            PayrollRow.position,
            PayrollRow.account_name,
            PayrollRow.id_number,
            PayrollRow.account_number,
            PayrollRow.bank_name,
            PayrollRow.total_fen,
            PayrollRow.village_name,
        )
        .where(PayrollRow.list_id == list_id, PayrollRow.held == "", PayrollRow.id.not_in(stopped))
        .order_by(PayrollRow.position)
    )
    return tuple(BankRow._make(row) for row in session.execute(query))


def give_file(work: Work, list_id: str, made: FileMade) -> str:
    """Record that the bank was given the file of a released list; returns its id.

    Refused: a list that is not released, one the bank has a file of already, one with nothing left to pay, one with a row of which
    came to light since that it must not be paid; and one that another desk of the town may have made as well, as the
    district has not answered yet.
    """
    _may(work)
    head = found(work.session, PayrollList, list_id)
    if head.state != State.RELEASED:
        raise Refused(Problem("payroll.state", "名册批准之后才能报送银行。"))
    if standing_file(work.session, list_id) is not None:
        raise Refused(Problem("payroll.given", "这份名册已经报送银行；须重新报送的，请先登记收回原文件。"))
    if not is_answered(work.session, list_id):
        text = (
            "这份名册的签字还没有得到区里的答复：别的窗口可能也做了同一张。请先在“设置 · 与区里交换”交换"
            "（没有网络的用 U 盘），再报送银行。"
        )
        raise Refused(Problem("payroll.unanswered", text))
    refuse_if(_came_to_light(work, head))
    listed = bank_list(work.session, list_id, work.today)
    if not listed.rows:
        raise Refused(Problem("payroll.nobody", "名册上没有要发放的户了。"))
    row = PayrollFile(
        list_id=list_id,
        bank=listed.form.bank,
        file_name=made.file_name,
        encoding=listed.form.format,
        digest=made.digest,
        row_count=len(listed.rows),
        total_fen=listed.total_fen,
        given_at=work.now,
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def recall_file(work: Work, list_id: str, reason: str) -> None:
    """The bank has not paid and will not by this file; another may be given."""
    _may(work)
    row = standing_file(work.session, list_id)
    refuse_if(check_filled("reason", reason, "收回的原因"))
    if row is None:
        raise Refused(Problem("payroll.no_file", "这份名册没有报送过银行。"))
    answered = select(PayrollAnswer.id).where(PayrollAnswer.file_id == row.id)
    if work.session.scalars(answered).first() is not None:
        raise Refused(Problem("payroll.answered", "银行已经回盘，文件不能再收回。"))
    row.recalled_at, row.recalled_by_id, row.recalled_by_name = work.now, work.actor.id, work.actor.name
    row.recalled_reason = reason.strip()


def stop_row(work: Work, row_id: str, reason: str) -> None:
    """Leave a row of a released list out of the bank's file: something came to light in between."""
    _may(work)
    row = found(work.session, PayrollRow, row_id)
    keep_out(work, row.home_id)
    head = work.session.get_one(PayrollList, row.list_id)
    refuse_if(check_filled("reason", reason, "停止的原因"))
    if head.state != State.RELEASED or standing_file(work.session, head.id) is not None:
        text = "只有已批准、还没有报送银行的名册可以停止其中一户；已报送的，请等银行回盘。"
        raise Refused(Problem("payroll.state", text))
    stopped = select(PayrollStop.id).where(PayrollStop.row_id == row_id)
    if row.held or work.session.scalars(stopped).first() is not None:
        raise Refused(Problem("payroll.held", "这一户本来就不在报送的文件里。"))
    work.session.add(
        PayrollStop(
            row_id=row_id,
            reason=reason.strip(),
            stopped_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )


def standing_file(session: Session, list_id: str) -> PayrollFile | None:
    """The file the bank has of a list."""
    query = select(PayrollFile).where(PayrollFile.list_id == list_id, PayrollFile.recalled_at.is_(None))
    return session.scalars(query).first()


def _came_to_light(work: Work, head: PayrollList) -> list[Problem]:
    """Rows that must not be paid, by name; the others went out with open eyes."""
    return [
        Problem("payroll.since", f"{row.position}号{row.name}：{row.words}。请先“停止这一户…”，再报送银行。")
        for row in since_signed(work.session, head, work.today)
        if row.grave
    ]


def _may(work: Work) -> None:
    if CASE_ROLES.isdisjoint(work.actor.roles):
        raise Refused(Problem("role.required", "这项操作须由办理救助业务的人员办理。"))
