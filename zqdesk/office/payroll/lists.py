"""Lists before anybody signs: made, looked at, rows held back and let go again, dropped; and the looks at them."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import hall
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.payroll import drawing
from zqdesk.office.payroll.values import Drawn, EndedRow, Head, ListRow, Signature
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.payroll import PayrollHold, PayrollList, PayrollRow
from zqdesk.records.tables.place import Division
from zqdesk.rules.calendar import add_months
from zqdesk.rules.payroll.checks import Note, first_day
from zqdesk.rules.payroll.process import ENDED, SIGNED, Kind, State
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@frozen
class MonthEntry:
    """What list of a month to make: of a programme, of a village or (empty) of the whole town."""

    programme: str
    month: str
    village_id: str = ""


@frozen
class HoldEntry:
    """A row to be held back, and why; without words the checks' own are taken."""

    home_id: str
    alone_id: str | None = None
    reason: str = ""


def open_list(work: Work, entry: MonthEntry) -> str:
    """Begin the list of a month; returns its id.

    Refused: a month that is none or lies beyond the next, a programme that pays nothing monthly, a list of the same that
    is being made already, a month in which nobody is left who stands on no list.
    """
    require(work, Role.CLERK)
    monthly = PROGRAMMES[entry.programme].monthly if entry.programme in PROGRAMMES else None
    if monthly is None:
        raise Refused(Problem("payroll.programme", "请选择按月发放的救助项目。", "programme"))
    refuse_if(_month_problems(entry.month, work.today))
    village = _village(work.session, entry.village_id)
    head = PayrollList(
        kind=Kind.MONTH,
        programme=entry.programme,
        title=f"{month_words(entry.month)}{village}{monthly.title}发放名册",
        village_id=entry.village_id,
        village_name=village,
        from_month=entry.month,
        to_month=entry.month,
        pay_on=pay_day(work.session, entry.month, work.today),
        made_at=work.now,
        made_by_id=work.actor.id,
        made_by_name=work.actor.name,
    )
    head.matter = _matter(work.session, head)
    if not drawing.draw(work.session, head, work.today).rows:
        text = f"{month_words(entry.month)}在册的家庭都已列入名册，没有要发放的了。"
        raise Refused(Problem("payroll.nobody", text, "month"))
    work.session.add(head)
    work.session.flush()
    return head.id


def drop_list(work: Work, list_id: str, reason: str) -> None:
    """Give up a draft."""
    require(work, Role.CLERK)
    head = draft(work.session, list_id)
    refuse_if(check_filled("reason", reason, "作废的原因"))
    head.state = State.DROPPED
    head.ended_at, head.ended_by_id, head.ended_by_name = work.now, work.actor.id, work.actor.name
    head.ended_reason = reason.strip()


def hold(work: Work, list_id: str, rows: Sequence[HoldEntry]) -> None:
    """Hold rows of a draft back: they stand on the list and are not paid with it.

    Refused: rows that are not on it, and such as nothing is said of and no reason given.
    """
    require(work, Role.CLERK)
    head = draft(work.session, list_id)
    there = {row.whose: row for row in drawing.draw(work.session, head, work.today).rows}
    keep_out(work, *(each.home_id for each in rows))
    for each in rows:
        row = there.get((each.home_id, each.alone_id))
        if row is None:
            raise Refused(Problem("payroll.row_gone", "这一户已不在名册上，请刷新后重试。"))
        reason = each.reason.strip() or "；".join(note.text for note in row.notes)
        refuse_if(check_filled("reason", reason, "暂缓发放的原因"))
        if not row.held:
            work.session.add(
                PayrollHold(
                    list_id=head.id,
                    household_id=each.home_id,
                    person_id=each.alone_id,
                    reason=reason,
                    held_at=work.now,
                    by_id=work.actor.id,
                    by_name=work.actor.name,
                )
            )


def lift(work: Work, list_id: str, rows: Sequence[HoldEntry]) -> None:
    """Let rows go again that were held back."""
    require(work, Role.CLERK)
    head = draft(work.session, list_id)
    keep_out(work, *(each.home_id for each in rows))
    wanted = {(each.home_id, each.alone_id) for each in rows}
    held = select(PayrollHold).where(PayrollHold.list_id == head.id, PayrollHold.lifted_at.is_(None))
    for row in work.session.scalars(held):
        if (row.household_id, row.person_id) in wanted:
            row.lifted_at, row.lifted_by_id, row.lifted_by_name = work.now, work.actor.id, work.actor.name


def draft(session: Session, list_id: str) -> PayrollList:
    """The list, if it is still a draft."""
    head = found(session, PayrollList, list_id)
    if head.state != State.DRAFT:
        raise Refused(Problem("payroll.signed", "名册已经签字，不能再改；有误的，请由复核人或批准人退回。"))
    return head


def heads(session: Session, kind: Kind | None = None) -> tuple[Head, ...]:
    """All lists, the newest first; those given up last of a month."""
    query = select(PayrollList).order_by(PayrollList.from_month.desc(), PayrollList.id.desc())
    if kind is not None:
        query = query.where(PayrollList.kind == kind)
    return tuple(head_of(row) for row in session.scalars(query))


def head_of(row: PayrollList) -> Head:
    signed = (
        ("制表", row.prepared_by_name, row.prepared_at),
        ("复核", row.reviewed_by_name, row.reviewed_at),
        ("批准", row.released_by_name, row.released_at),
    )
    return Head(
        list_id=row.id,
        kind=Kind(row.kind),
        programme=row.programme,
        title=row.title,
        village_id=row.village_id,
        village_name=row.village_name,
        from_month=row.from_month,
        to_month=row.to_month,
        state=State(row.state),
        number=row.number,
        source=row.source,
        pay_on=row.pay_on,
        row_count=row.row_count,
        person_count=row.person_count,
        base_fen=row.base_fen,
        uplift_fen=row.uplift_fen,
        total_fen=row.total_fen,
        held_count=row.held_count,
        held_fen=row.held_fen,
        made_by=row.made_by_name,
        signatures=tuple(Signature(title, name, at) for title, name, at in signed if at is not None),
        ended_reason=row.ended_reason,
    )


def drawn(session: Session, list_id: str, today: date) -> Drawn:
    """The rows of a list: of a draft as they stand now, of a signed one as they were signed."""
    head = found(session, PayrollList, list_id)
    if head.state == State.DRAFT:
        return drawing.draw(session, head, today)
    ended = tuple(EndedRow(*each) for each in head.facts.get("ended", ()))
    return Drawn(kept_rows(session, list_id), ended)


def kept_rows(session: Session, list_id: str) -> tuple[ListRow, ...]:
    """The rows of a signed list in their order."""
    rows = select(PayrollRow).where(PayrollRow.list_id == list_id).order_by(PayrollRow.position)
    return tuple(_kept(row) for row in session.scalars(rows))


def _kept(row: PayrollRow) -> ListRow:
    return ListRow(
        home_id=row.home_id,
        programme=row.programme,
        name=row.name,
        person_count=row.person_count,
        base_fen=row.base_fen,
        uplift_fen=row.uplift_fen,
        alone_id=row.alone_id,
        entry_id=row.entry_id,
        village_id=row.village_id,
        village_name=row.village_name,
        address=row.address,
        id_number=row.id_number,
        certificate_number=row.certificate_number,
        months=tuple((str(m), int(b), int(u), int(p), int(o)) for m, b, u, p, o in row.months),
        was_fen=row.was_fen,
        change=row.change,
        why=row.why,
        bank_name=row.bank_name,
        account_name=row.account_name,
        account_number=row.account_number,
        notes=tuple(Note("", text) for text in row.notes),
        held=row.held,
        earlier_id=row.earlier_id,
        origin_id=row.origin_id,
        row_id=row.id,
        position=row.position,
    )


def month_words(month: str) -> str:
    """`2026年12月`."""
    return f"{int(month[:4])}年{int(month[5:])}月"


def pay_day(session: Session, month: str, today: date) -> date:
    """The day of the month on which it is paid, or today where that has passed."""
    first = first_day(month)
    law = dated.parameters(session, dated.scopes(hall(session).town_id), first, today)
    last = (add_months(first, 1) - first).days
    return max(first.replace(day=min(law.number("payroll.pay_day"), last)), today)


def _matter(session: Session, head: PayrollList) -> str:
    """One list of a month is being made at a time; what comes late goes on the next one."""
    said = f"{head.kind}:{head.programme}:{head.from_month}:{head.village_id}"
    standing = select(func.count()).where(
        PayrollList.matter.startswith(f"{said}:"), PayrollList.state.in_(SIGNED)
    )
    matter = f"{said}:{(session.scalar(standing) or 0) + 1}"
    taken = select(PayrollList.id).where(PayrollList.matter == matter, PayrollList.state.not_in(ENDED))
    if session.scalars(taken).first() is not None:
        raise Refused(Problem("payroll.being_made", "这个月的名册已经在拟制中。", "month"))
    return matter


def _month_problems(month: str, today: date) -> list[Problem]:
    if not MONTH.fullmatch(month):
        return [Problem("payroll.month", "请填写月份，如 2026-12。", "month")]
    if first_day(month) > add_months(today.replace(day=1), 1):
        return [Problem("payroll.month_ahead", "最多提前一个月制作名册。", "month")]
    return []


def _village(session: Session, village_id: str) -> str:
    return found(session, Division, village_id).name if village_id else ""
