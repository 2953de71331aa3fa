"""What the monthly payments call for today: a list not made, not signed, not sent, not answered, money owed or to come back.

Said from the first list on: a hall that pays otherwise is not reminded of anything.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.work import Town, WorkRow, day_words
from zqdesk.office.payroll import failed, recoveries
from zqdesk.office.payroll.back_pay import raising
from zqdesk.office.payroll.bank import answering
from zqdesk.office.payroll.lists import month_words
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.register import CHINA, Actor
from zqdesk.records.tables.payroll import PayrollAnswer, PayrollFile, PayrollList, PayrollResult
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.payroll.answers import CLEAR
from zqdesk.rules.payroll.checks import first_day
from zqdesk.rules.payroll.process import ENDED, SIGNED, Kind, State
from zqdesk.rules.process import Role

ACT = "payroll"
"""What a row of today's work is known by that leads to the lists."""
RAISE = "raise"
"""What leads to the page of a raise."""
NEXT = {
    State.DRAFT: ("核对并签字", Role.CLERK),
    State.PREPARED: ("复核签字", Role.CLERK),
    State.REVIEWED: ("批准", Role.APPROVER),
}


def due(session: Session, town: Town, actor: Actor) -> list[WorkRow]:
    """Rows of today's work, in no order."""
    raised = list(_raised(session, town, actor))
    if session.scalar(select(PayrollList.id).limit(1)) is None:
        return raised
    return [
        *raised,
        *_unmade(session, town, actor),
        *_unfinished(session, town, actor),
        *_owed(session, town, actor),
        *_to_recover(session, town, actor),
    ]


def _raised(session: Session, town: Town, actor: Actor) -> Iterator[WorkRow]:
    """A figure that was published after months were paid by the one before it; said whether or not the desk makes lists."""
    found = raising.pending(session, town.today)
    for programme in sorted({each.programme for each in found}):
        theirs = [each for each in found if each.programme == programme]
        since = month_words(min(each.since for each in theirs))
        published = max(each.published_on for each in theirs)
        made = _row(
            town, actor, f"{PROGRAMMES[programme].title}提标", ("提标待补发", Role.CLERK), None, whose="全镇",
            basis=f"{day_words(published)}公布，自{since}起执行", programme=programme, list_id=f"raise-{programme}",
        )  # fmt: skip
        yield replace(made, act=RAISE)


def _unmade(session: Session, town: Town, actor: Actor) -> Iterator[WorkRow]:
    month = f"{town.today:%Y-%m}"
    for programme in PROGRAMMES.values():
        if programme.monthly is None or _listed(session, programme.id, month):
            continue
        on_roll = _on_roll(session, programme.id, month)
        if on_roll:
            due_on = first_day(month).replace(day=town.number(town.today, "payroll.make_day"))
            yield _row(
                town, actor, f"{month_words(month)}{programme.monthly.title}", ("制作发放名册", Role.CLERK), due_on,
                whose="全镇", basis=f"应于{day_words(due_on)}前制好", programme=programme.id, households=on_roll,
            )  # fmt: skip


def _unfinished(session: Session, town: Town, actor: Actor) -> Iterator[WorkRow]:
    """Each list at its next step, as long as there is one."""
    query = select(PayrollList).where(PayrollList.state.not_in(ENDED))
    files = {
        row.list_id: row
        for row in session.scalars(select(PayrollFile).where(PayrollFile.recalled_at.is_(None)))
    }
    answered = set(session.scalars(select(PayrollAnswer.list_id)))
    odd = _odd_lists(session)
    for head in session.scalars(query):
        step, role, due_on, basis = "", Role.CLERK, head.pay_on, f"发放日{day_words(head.pay_on)}"
        if head.state != State.RELEASED:
            step, role = NEXT[State(head.state)]
        elif head.id not in files:
            step = "报送银行"
        elif head.id not in answered:
            given = files[head.id].given_at.astimezone(CHINA).date()
            due_on = given + timedelta(days=town.number(town.today, "payroll.answer_days"))
            step, basis = "读入银行回盘", f"{day_words(given)}报送银行"
        elif head.id in odd and answering.odd_lines(session, head.id):
            count = len(answering.odd_lines(session, head.id))
            step, due_on, basis = "处理回盘", town.today, f"{count}行待处理"
        if step:
            yield _row(
                town, actor, head.title, (step, role), due_on, whose=head.village_name or "全镇", basis=basis,
                programme=head.programme, list_id=head.id, households=head.row_count, fen=head.total_fen or None,
            )  # fmt: skip


def _owed(session: Session, town: Town, actor: Actor) -> Iterator[WorkRow]:
    rows = [row for row in failed.open_rows(session) if not row.drafted]
    for programme in sorted({row.programme for row in rows}):
        theirs = [row for row in rows if row.programme == programme]
        first = month_words(min(row.month for row in theirs))
        yield _row(
            town, actor, Kind.REISSUE.words, ("核对账户后重发", Role.CLERK), None,
            whose=_names(row.name for row in theirs), basis=f"{len(theirs)}笔未到账或暂缓，最早{first}",
            programme=programme, list_id=f"owed-{programme}",
            households=len(theirs), fen=sum(row.rest_fen for row in theirs),
        )  # fmt: skip


def _to_recover(session: Session, town: Town, actor: Actor) -> Iterator[WorkRow]:
    found = recoveries.overpaid(session)
    for programme in sorted({row.programme for row in found}):
        theirs = [row for row in found if row.programme == programme]
        yield _row(
            town, actor, "追回多发资金", ("登记应追回", Role.CLERK), None,
            whose=_names(row.name for row in theirs), basis=theirs[0].why, programme=programme, list_id=f"over-{programme}",
            households=len({row.home_id for row in theirs}), fen=sum(row.fen for row in theirs),
        )  # fmt: skip
    for row in recoveries.recoveries(session):
        if not row.ended:
            yield _row(
                town, actor, "追回多发资金", ("催收并登记收款", Role.CLERK), row.due_on,
                whose=row.name, basis=row.reason, programme="", list_id=row.recovery_id, households=1, fen=row.rest_fen,
            )  # fmt: skip


def _row(
    town: Town,
    actor: Actor,
    business: str,
    step: tuple[str, Role],
    due_on: date | None,
    *,
    whose: str,
    basis: str,
    programme: str,
    list_id: str = "",
    households: int = 0,
    fen: int | None = None,
) -> WorkRow:
    return WorkRow(
        case_id="",
        due_on=due_on,
        days_left=town.days_left(due_on) if due_on else None,
        provisional=False,
        applicant=whose,
        business=business,
        next_step=step[0],
        act=ACT,
        basis=basis,
        person_count=households,
        counted="户",
        amount_fen=fen,
        mine=step[1] in actor.roles,
        programme=programme,
        roll_id=list_id or f"{programme}:{business}",
    )


def _listed(session: Session, programme: str, month: str) -> bool:
    query = select(PayrollList.id).where(
        PayrollList.kind == Kind.MONTH,
        PayrollList.programme == programme,
        PayrollList.from_month == month,
        PayrollList.state.in_((State.DRAFT, *SIGNED)),
    )
    return session.scalars(query.limit(1)).first() is not None


def _on_roll(session: Session, programme: str, month: str) -> int:
    query = select(func.count()).where(
        RollEntry.programme == programme,
        RollEntry.from_month <= month,
        (RollEntry.to_month == "") | (RollEntry.to_month >= month),
    )
    return session.scalar(query) or 0


def _odd_lists(session: Session) -> set[str]:
    query = (
        select(PayrollAnswer.list_id)
        .join(PayrollResult, PayrollResult.answer_id == PayrollAnswer.id)
        .where(PayrollResult.outcome.not_in(CLEAR))
    )
    return set(session.scalars(query.distinct()))


def _names(names: Iterator[str]) -> str:
    several = list(dict.fromkeys(names))
    return several[0] + (f"等{len(several)}户" if len(several) > 1 else "")
