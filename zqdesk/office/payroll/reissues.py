"""What did not arrive is paid again by a list of its own, signed like any other, or ended for good."""

from collections.abc import Sequence

from sqlalchemy.orm import aliased

from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.payroll import failed, standing
from zqdesk.office.payroll.lists import month_words
from zqdesk.records.register import Work
from zqdesk.records.tables.payroll import PayrollEnd, PayrollList, PayrollRow
from zqdesk.rules.payroll.process import OPEN_ROWS, Kind
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


def open_reissue(work: Work, row_ids: Sequence[str]) -> str:
    """Begin a list that pays these rows again; returns its id.

    Refused: nothing chosen, rows of several programmes, a row that is not owed any more or stands on another list.
    """
    require(work, Role.CLERK)
    if not row_ids:
        raise Refused(Problem("payroll.nobody", "请先选出要重发的户。"))
    rows = [found(work.session, PayrollRow, row_id) for row_id in dict.fromkeys(row_ids)]
    keep_out(work, *(row.home_id for row in rows))
    programmes = {row.programme for row in rows}
    if len(programmes) > 1:
        raise Refused(Problem("payroll.programmes", "一份重发名册只能是同一个救助项目的。"))
    states = standing.of_rows(work.session, (row.id for row in rows))
    drafted = failed.on_drafts(work.session)
    refuse_if([_standing(row) for row in rows if states[row.id].state not in OPEN_ROWS or row.id in drafted])
    which = standing.with_month(aliased(PayrollList)).where(PayrollRow.id.in_([row.id for row in rows]))
    months = sorted(set(work.session.scalars(which)))
    head = PayrollList(
        kind=Kind.REISSUE,
        programme=programmes.pop(),
        title=f"{month_words(f'{work.today:%Y-%m}')}重发名册",
        from_month=months[0],
        to_month=months[-1],
        pay_on=work.today,
        facts={"rows": [row.id for row in rows]},
        made_at=work.now,
        made_by_id=work.actor.id,
        made_by_name=work.actor.name,
    )
    work.session.add(head)
    work.session.flush()
    return head.id


def end_row(work: Work, row_id: str, reason: str) -> None:
    """Say that what is owed of a row will not be paid any more; only who releases may say so."""
    require(work, Role.APPROVER)
    row = found(work.session, PayrollRow, row_id)
    keep_out(work, row.home_id)
    refuse_if(check_filled("reason", reason, "不再发放的原因"))
    each = standing.of_rows(work.session, [row_id])[row_id]
    if each.state not in OPEN_ROWS:
        raise Refused(_standing(row))
    work.session.add(
        PayrollEnd(
            row_id=row_id,
            fen=each.rest_fen,
            reason=reason.strip(),
            ended_at=work.now,
            by_id=work.actor.id,
            by_name=work.actor.name,
        )
    )


def _standing(row: PayrollRow) -> Problem:
    return Problem("payroll.row_standing", f"{row.name}的这一笔已经付清、转重发或不再发放，请刷新后重试。")
