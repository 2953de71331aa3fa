"""Public notices in the village: posting, objections, and closing after the last day (S2 art. 19)."""

from datetime import date, timedelta
from typing import NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.steps import begin, finish, latest_opinion
from zqdesk.office.cases.letters.document_numbers import document_number
from zqdesk.office.cases.looks import readiness
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.hall.access import found
from zqdesk.office.hall.checks import check_day, check_filled
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.steps import NoticeSheet, Objection, PublicNotice
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Notice
from zqdesk.rules.programmes import table

UNOPPOSED, OBJECTED = "unopposed", "objected"
"""How a notice ended."""


@frozen
class Posting:
    """Where and when the notice was hung up, and by whom."""

    place: str
    posted_on: date
    posted_by: str


@frozen
class ObjectionRecord:
    """Somebody disagrees; name and phone may stay empty."""

    raised_on: date
    name: str
    phone: str
    content: str


def post_notice(work: Work, case_id: str, posting: Posting, sheet_id: str = "") -> str:
    """Record the posting; the days begin on the day after it (S2 art. 19). Returns the notice's id.

    It carries the number of the sheet it hangs on with others, else of the notice printed for this opinion, else
    the next one of its series. Refused: an opinion that does not stand on that sheet.
    """
    case = begin(work, case_id, "post_notice")
    opinion = latest_opinion(work.session, case.id)
    assert opinion is not None
    sheet = found(work.session, NoticeSheet, sheet_id) if sheet_id else None
    problems = [] if sheet is None or opinion.id in sheet.opinions else [_OTHER_OPINION]
    problems += check_day(
        "posted_on", posting.posted_on, "张贴日期", today=work.today, earliest=opinion.given_on
    )
    problems += check_filled("place", posting.place, "张贴地点")
    problems += check_filled("posted_by", posting.posted_by, "张贴人")
    refuse_if(problems)
    days = parameters_for(work.session, case, work.today).number(hung(case).days)
    earlier = work.session.scalars(select(PublicNotice).where(PublicNotice.case_id == case.id)).all()
    notice = PublicNotice(
        case_id=case.id,
        opinion_id=opinion.id,
        round=len(earlier) + 1,
        number=sheet.number if sheet else _number(work, case, {notice.number for notice in earlier}),
        place=posting.place.strip(),
        posted_on=posting.posted_on,
        from_on=posting.posted_on + timedelta(days=1),
        to_on=posting.posted_on + timedelta(days=days),
        posted_by=posting.posted_by.strip(),
        sheet_id=sheet_id or None,
    )
    work.session.add(notice)
    finish(case, "post_notice")
    return notice.id


_OTHER_OPINION = Problem(
    "notice.other_opinion", "公示单上的不是现在的审核意见，请重新打印公示单。", source="S2 第19条"
)


def record_objection(work: Work, case_id: str, objection: ObjectionRecord) -> str:
    """Record an objection; the case has to be verified again or appraised (S2 art. 19). Returns its id.

    Refused: no content, a day outside the notice.
    """
    case = begin(work, case_id, "record_objection")
    notice = running_notice(work.session, case)
    problems = check_day(
        "raised_on", objection.raised_on, "提出日期", today=work.today, earliest=notice.posted_on
    )
    if not problems and objection.raised_on > notice.to_on:
        text = f"提出日期晚于公示最后一天{chinese_day(notice.to_on)}，请核对。"
        problems.append(Problem("raised_on.late", text, "raised_on", "S2 第19条"))
    problems += check_filled("content", objection.content, "异议内容")
    refuse_if(problems)
    row = Objection(
        case_id=case.id,
        notice_id=notice.id,
        raised_on=objection.raised_on,
        name=objection.name.strip(),
        phone=objection.phone.strip(),
        content=objection.content.strip(),
    )
    work.session.add(row)
    notice.closed_on, notice.result = work.today, OBJECTED
    finish(case, "record_objection")
    return row.id


def retract_objection(work: Work, case_id: str, reason: str) -> None:
    """The objection was entered by mistake, of another family say: the notice hangs on as if it had not been.

    An approver does it, who is never the clerk that recorded it; both stay in the history, and the objection keeps why.
    """
    case = begin(work, case_id, "retract_objection")
    refuse_if(check_filled("reason", reason, "撤销的原因"))
    objection = work.session.get_one(Objection, readiness.open_objection(work.session, case))
    objection.retracted_on = objection.answered_on = work.today
    objection.answer = reason.strip()
    notice = running_notice(work.session, case)
    notice.closed_on, notice.result = None, ""
    work.note(reason.strip())
    finish(case, "retract_objection")


def close_notice(work: Work, case_id: str) -> None:
    """The notice ended without objection; refused while its last day has not ended (S2 art. 19)."""
    case = begin(work, case_id, "close_notice")
    notice = running_notice(work.session, case)
    refuse_if(readiness.for_closing(notice, work.today))
    notice.closed_on, notice.result = work.today, UNOPPOSED
    finish(case, "close_notice")


def running_notice(session: Session, case: Case) -> PublicNotice:
    """The notice that hangs now: the one of the last round."""
    return (
        session.scalars(
            select(PublicNotice).where(PublicNotice.case_id == case.id).order_by(PublicNotice.round.desc())
        ).first()
        or _no_notice()
    )


def hung(case: Case) -> Notice:
    """How a notice of this case hangs: its days and its paper. A process without one is a bug of ours."""
    notice = table(case.programme, case.kind).notice
    assert notice is not None
    return notice


def _no_notice() -> NoReturn:
    raise Refused(Problem("notice.missing", "本案还没有张榜公示。"))


def _number(work: Work, case: Case, used: set[str]) -> str:
    kind = hung(case).paper
    printed = work.session.scalars(
        select(Paper.number)
        .where(Paper.case_id == case.id, Paper.kind == kind, Paper.number != "")
        .order_by(Paper.id.desc())
    ).first()
    if printed and printed not in used:
        return printed
    return document_number(work, kind)
