"""A complaint or an appeal comes in, is answered in time by nobody it is about, and followed to its end."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.duty import acted
from zqdesk.office.cases.looks.disputes import APPEALS, COMPLAINT, KINDS, LAWSUIT, RECONSIDERATION
from zqdesk.office.hall.access import found
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.colleagues import colleague
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.hall.parameters import parameters_on
from zqdesk.records import codes
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.disputes import Dispute
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


@frozen
class DisputeEntry:
    """What came in: about which case (its number) or which colleague, by whom (empty: anonymous), how and what."""

    kind: str = COMPLAINT
    case_number: str = ""
    about_id: str = ""
    received_on: date | None = None
    way: str = ""
    name: str = ""
    phone: str = ""
    content: str = ""
    organ: str = ""
    number: str = ""


@frozen
class ReplyEntry:
    """What was found and answered, or replied to the organ or court."""

    replied_on: date | None = None
    reply: str = ""


@frozen
class EndEntry:
    """What the organ or the court decided."""

    outcome: str = ""
    ended_on: date | None = None
    end_words: str = ""


def record_dispute(work: Work, entry: DisputeEntry) -> str:
    """Keep what came in, with the day by which the town answers. Returns its id.

    Refused: by whom it is about, no content, an unknown way, a case that is not there; an appeal without its case,
    whose it is, or before which organ.
    """
    _require_handler(work)
    case = _case(work.session, entry.case_number)
    problems = check_choice("kind", entry.kind, KINDS, "种类")
    problems += check_choice("way", entry.way, codes.table("complaint_way"), "渠道")
    problems += check_filled("content", entry.content, "反映的内容、请求")
    problems += check_day("received_on", entry.received_on, "收到日期", today=work.today)
    if entry.case_number.strip() and case is None:
        problems.append(Problem("case_number.unknown", "没有这个编号的案件", "case_number"))
    if entry.about_id and work.session.get(Account, entry.about_id) is None:
        problems.append(Problem("about_id.unknown", "请选择工作人员", "about_id"))
    if entry.kind in APPEALS:
        problems += check_filled("case_number", entry.case_number, "被申请、被诉的案件编号")
        problems += check_filled("name", entry.name, "申请人、原告")
        problems += check_filled("organ", entry.organ, "复议机关或法院")
    refuse_if(problems)
    assert entry.received_on is not None
    _leave_to_others(work, entry.about_id or None, case, _TOOK_IN)
    row = Dispute(
        kind=entry.kind,
        case_id=case.id if case else None,
        about_id=entry.about_id or None,
        received_on=entry.received_on,
        due_on=_due_on(work, entry.kind, entry.received_on),
        way=entry.way,
        name=entry.name.strip(),
        phone=entry.phone.strip(),
        content=entry.content.strip(),
        organ=entry.organ.strip(),
        number=entry.number.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def reply_to_dispute(work: Work, dispute_id: str, entry: ReplyEntry) -> None:
    """What was found and answered; to an organ or court, that the town replied.

    Refused: by whom it is about, twice, no words, a day before it came in or to come.
    """
    row = _open(work, dispute_id, _HAD_A_PART)
    problems = check_day(
        "replied_on", entry.replied_on, "答复日期", today=work.today, earliest=row.received_on
    )
    problems += check_filled("reply", entry.reply, "查证情况和答复")
    if row.replied_on is not None:
        problems.append(Problem("dispute.replied", "已经登记过答复。"))
    refuse_if(problems)
    row.replied_on, row.reply, row.replied_by_name = entry.replied_on, entry.reply.strip(), work.actor.name
    if row.kind == COMPLAINT:
        row.ended_on = entry.replied_on


def end_dispute(work: Work, dispute_id: str, entry: EndEntry) -> None:
    """What came of a reconsideration or a lawsuit. Refused: of a complaint, twice, without what was decided."""
    row = _open(work, dispute_id, _TOOK_IN)
    if row.kind not in APPEALS:
        raise Refused(Problem("dispute.complaint", "投诉举报登记答复即办结。"))
    problems = check_choice("outcome", entry.outcome, codes.table("dispute_outcome"), "结果")
    problems += check_day("ended_on", entry.ended_on, "文书日期", today=work.today, earliest=row.received_on)
    problems += check_filled("end_words", entry.end_words, "决定书、裁判文书文号和要点")
    refuse_if(problems)
    row.outcome, row.ended_on, row.end_words = entry.outcome, entry.ended_on, entry.end_words.strip()


def _due_on(work: Work, kind: str, received_on: date) -> date:
    """By when the town answers. Ten days of a reconsideration are working days (行政复议法 art. 88); a lawsuit's days
    run on and end on a working day (民事诉讼法 art. 85).
    """
    days = parameters_on(work.session, work.today).number(f"dispute.days.{kind}")
    calendar = dated.calendar(work.session)
    if kind == RECONSIDERATION:
        return calendar.add_working_days(received_on, days).day
    last = calendar.add_days(received_on, days).day
    if kind == LAWSUIT and not calendar.is_working(last):
        return calendar.add_working_days(last, 1).day
    return last


def _open(work: Work, dispute_id: str, barred: frozenset[Role]) -> Dispute:
    _require_handler(work)
    row = found(work.session, Dispute, dispute_id)
    _leave_to_others(work, row.about_id, work.session.get(Case, row.case_id) if row.case_id else None, barred)
    if row.ended_on is not None:
        raise Refused(Problem("dispute.ended", "这一件已经办结。"))
    return row


def _require_handler(work: Work) -> None:
    if work.actor.roles.isdisjoint({Role.CLERK, Role.APPROVER}):
        raise Refused(Problem("role.required", "这项操作须由经办人或审批人办理。"))


_TOOK_IN = frozenset({Role.CLERK})
_HAD_A_PART = frozenset({Role.CLERK, Role.APPROVER, Role.CASHIER})
"""Whoever decided may take an appeal in, so that it is in no drawer; but what is answered to it is another's."""


def _leave_to_others(work: Work, about_id: str | None, case: Case | None, barred: frozenset[Role]) -> None:
    """Nobody handles what is about them, about their family, or about a case in which they had one of these parts."""
    if case is not None:
        keep_out(work, case.household_id)
    mine = colleague(work.session, work.actor.id).account_ids
    if about_id in mine:
        raise Refused(Problem("dispute.own", "反映的是您本人，须由别的工作人员登记和办理。"))
    if case is None:
        return
    did = {role: acted(work.session, case, role).keys() for role in barred}
    if mine & {case.clerk_id, *did[Role.CLERK]}:
        raise Refused(Problem("dispute.own_case", "反映的是您经办的案件，须由别的工作人员登记和办理。"))
    if any(mine & them for them in did.values()):
        raise Refused(Problem("dispute.own_part", "您在这件案件中审批或发放过，须由别的工作人员查证、答复。"))


def _case(session: Session, number: str) -> Case | None:
    typed = number.strip()
    return session.scalars(select(Case).where(Case.number == typed)).first() if typed else None
