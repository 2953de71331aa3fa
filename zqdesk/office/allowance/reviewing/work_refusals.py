"""Suitable work that was offered to a member and refused, or taken (S2 art. 34)."""

from datetime import date

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.records import codes
from zqdesk.records.changes import history
from zqdesk.records.register import Work
from zqdesk.records.tables.case import CaseMember
from zqdesk.rules.problem import Problem, Refused, refuse_if

ARTICLE = "S2 第34条"
ANSWERS = {"refused": "无正当理由拒绝", "taken": "接受"}


@frozen
class WorkOffer:
    """Work that was offered to `member` (the id of the family line) and how they answered; `offer` says which work."""

    member: str
    answer: str
    answered_on: date
    offer: str


def record_work_offer(work: Work, case_id: str, record: WorkOffer) -> None:
    """Keep one more refusal in a row, or end the row because the work was taken.

    The calculation leaves a member's share out after `refuse_work.times` of them. Refused: who is no member or cannot
    work, a day to come or not after the last refusal, no word on which work it was.
    """
    case = begin(work, case_id, "record_work_offer")
    member = work.session.get(CaseMember, record.member)
    problems = check_choice("answer", record.answer, ANSWERS, "本人答复")
    problems += check_filled("offer", record.offer, "介绍的工作", ARTICLE)
    if member is None or member.case_id != case.id or member.left_on is not None:
        problems.append(Problem("member.missing", "请选择成员。", "member"))
    elif not _can_work(member):
        text = "登记为没有劳动能力的成员，不能要求就业；情况有变化的，请先更新家庭情况。"
        problems.append(Problem("work_offer.unable", text, "member", ARTICLE))
    earliest = date.fromisoformat(member.work_refusals[-1]) if member and member.work_refusals else None
    problems += check_day("answered_on", record.answered_on, "答复日期", today=work.today, earliest=earliest)
    if record.answered_on == earliest:
        text = "这一天的拒绝已经登记过。"
        problems.append(Problem("work_offer.twice", text, "answered_on", ARTICLE))
    refuse_if(problems)
    assert member is not None
    refusals = [*member.work_refusals, record.answered_on.isoformat()]
    member.work_refusals = refusals if record.answer == "refused" else []
    work.note(record.offer.strip())
    finish(case, "record_work_offer")


def retract_work_offer(work: Work, case_id: str, member_id: str, reason: str) -> None:
    """What was last recorded of work offered to this member was a mistake: the row of refusals is as it was before.

    An approver does it, who is never the clerk that recorded it. Refused: no reason, nothing recorded in this case.
    """
    case = begin(work, case_id, "retract_work_offer")
    problems = check_filled("reason", reason, "撤销的原因")
    member = work.session.get(CaseMember, member_id)
    if member is None or member.case_id != case.id:
        problems.append(Problem("member.missing", "请选择成员。", "member"))
    refuse_if(problems)
    assert member is not None
    before = _before_last(work.session, member)
    if before is None:
        raise Refused(Problem("work_offer.none", "本案没有登记过介绍这名成员就业。", "member", ARTICLE))
    member.work_refusals = before
    work.note(reason.strip())
    finish(case, "retract_work_offer")


def _before_last(session: Session, member: CaseMember) -> list[str] | None:
    """The refusals as they stood before the last record that nobody has retracted yet, by the change log."""
    retracted = 0
    for change in history(session, [member.case_id]):
        values = next((values for _, row, values in change.fields if row == member.id), {})
        if change.act.endswith(".retract_work_offer") and "work_refusals" in values:
            retracted += 1
        elif change.act.endswith(".record_work_offer") and "work_refusals" in values:
            if not retracted:
                return list(values["work_refusals"][0])
            retracted -= 1
    return None


def _can_work(member: CaseMember) -> bool:
    ability = codes.table("work_ability").get(member.work_ability)
    return bool(ability and ability.extra.get("can_work"))
