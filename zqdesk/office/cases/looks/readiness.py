"""What a step of an application still lacks: said before on the case page, and refused by the act itself.

But for the photo of a posting, which ending the notice does not wait for.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks import living, on_roll
from zqdesk.office.cases.looks.assessing import trace_of
from zqdesk.office.cases.looks.dossier import Calculation
from zqdesk.records.tables.case import Attachment, Case, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import (
    Appraisal,
    Complaint,
    CrossCheck,
    HomeVisit,
    Objection,
    Opinion,
    PublicNotice,
    RollEntry,
)
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem
from zqdesk.rules.process import DISTRICT

ADVERSE = frozenset({"differs", "exceeds"})
"""Results of a `CrossCheck` that speak against the family: it is told and may bring evidence (S2 art. 18)."""
IN_PERSON = frozenset({"visit", "phone"})
"""Ways of `HomeVisit` that count as the visit the law asks for; by phone or video in emergencies (S2 art. 16)."""


def for_opinion(session: Session, case: Case) -> list[Problem]:
    """What must have been verified before the opinion: the visit and the returned cross-check (S2 art. 15-18),
    after an objection a new visit or an appraisal (S2 art. 19).
    """
    problems = []
    visits = session.scalars(select(HomeVisit).where(HomeVisit.case_id == case.id)).all()
    if not any(visit.method in IN_PERSON for visit in visits):
        problems.append(Problem("opinion.visit", "还没有登记入户调查。", "visit_home", "S2 第16条"))
    problems += _cross_check(session, case)
    problems += living.head_and_applicant(session, case)
    if case.state == "objected" and not verified_again(session, case):
        text = "公示有异议，还没有重新调查，也没有民主评议。"
        problems.append(Problem("opinion.objection", text, "visit_home", "S2 第19条"))
    return problems


def for_confirmation(session: Session, case: Case, opinion: Opinion | None, authority: str) -> list[Problem]:
    """What must stand before the town confirms: its power to, a favourable opinion, and for relatives of
    officials the district's visit (S2 art. 2, 20).
    """
    problems = not_ours(authority)
    if opinion is None or not opinion.agreed:
        text = "审核意见为不同意，不能确认；可以不予确认，或退回重新调查。"
        problems.append(Problem("confirmation.opinion", text, "reopen_verification", "S2 第20条"))
    return problems + looked_into(session, case)


def not_ours(authority: str) -> list[Problem]:
    """The town does not decide where the district does."""
    if authority != DISTRICT:
        return []
    text = "本案受理时审核确认权在区民政局，应报区民政局确认后登记其答复。"
    return [Problem("decision.authority", text, "send_to_district", "S2 第2条")]


def looked_into(session: Session, case: Case) -> list[Problem]:
    """Relatives of officials and families complained about are visited by the district first, and a complaint is
    cleared up (S2 art. 11, 20).
    """
    problems, about = [], complaints(session, case)
    if why := visit_wanted(case, about):
        text = f"{why}，须由区民政局入户调查后才能确认，请先登记区级入户日期。"
        problems.append(Problem("confirmation.district_visit", text, "record_district_visit", "S2 第20条"))
    if any(complaint.answered_on is None for complaint in about):
        text = "投诉举报还没有登记查证情况和答复。"
        problems.append(Problem("confirmation.complaint", text, "answer_complaint", "S2 第20条"))
    return problems


def visit_wanted(case: Case, about: Sequence[Complaint]) -> str:
    """Why the district still has to visit this family, in words; empty where it has, or need not."""
    visited = case.relative_visited_on
    if case.relative_name and visited is None:
        return "申请家庭有近亲属备案"
    if any(visited is None or visited < complaint.received_on for complaint in about):
        return "收到对本案的投诉举报"
    return ""


def complaints(session: Session, case: Case) -> Sequence[Complaint]:
    """Those about this application, the oldest first."""
    return session.scalars(select(Complaint).where(Complaint.case_id == case.id).order_by(Complaint.id)).all()


def untold(session: Session, case: Case) -> CrossCheck | None:
    """The last cross-check, if it speaks against the family and nobody has told it."""
    last = session.scalars(
        select(CrossCheck).where(CrossCheck.case_id == case.id).order_by(CrossCheck.id.desc())
    ).first()
    return last if last is not None and last.result in ADVERSE and last.told_on is None else None


def same_amount(opinion: Opinion, now: Calculation) -> list[Problem]:
    """The opinion's amount must still be what the facts and the parameters give; else both sums are named, and the
    standards too where these have changed. It goes back, since what was posted was another amount (S2 art. 19).
    """
    kept = (opinion.person_count, opinion.allowance_fen, opinion.uplift_fen)
    if now.eligible and kept == (now.person_count, now.allowance_fen, now.uplift_fen):
        return []
    found = f"{format_yuan(now.total_fen)}元" if now.eligible else "不符合条件"
    posted = format_yuan(opinion.allowance_fen + opinion.uplift_fen)
    text = (
        f"按现在的家庭情况和已公布的标准重新测算为{found}，与审核意见的{posted}元不一致，"
        f"{_standards(opinion, now)}请退回重新调查，重新提出审核意见。"
    )
    return [
        Problem("confirmation.amount", text, "reopen_verification", "S2 第23条"),
        *(now.reasons if not now.eligible else ()),
    ]


def _standards(opinion: Opinion, now: Calculation) -> str:
    """Which standard each sum rests on, where they differ."""
    before, after = (
        next((f"{line.formula}{line.value}元" for line in trace if line.key == "standard"), "")
        for trace in (trace_of(opinion.trace), now.trace)
    )
    if not before or not after or before == after:
        return ""
    return f"审核意见按{before}，现在按{after}。"


def not_on_roll(session: Session, case: Case, today: date) -> list[Problem]:
    """Nobody is paid twice: neither the household nor one of its people stands on the roll already."""
    month = f"{today:%Y-%m}"
    people = select(CaseMember.person_id).where(
        CaseMember.case_id == case.id, CaseMember.counted, CaseMember.left_on.is_(None)
    )
    theirs = select(Membership.household_id).where(
        Membership.person_id.in_(people), Membership.left_on.is_(None)
    )
    entry = session.scalars(
        select(RollEntry)
        .where(
            RollEntry.programme == case.programme,
            or_(
                and_(RollEntry.household_id == case.household_id, on_roll.in_its_way(case)),
                and_(
                    RollEntry.household_id != case.household_id,
                    RollEntry.household_id.in_(theirs),
                    or_(RollEntry.person_id.is_(None), RollEntry.person_id.in_(people)),
                ),
            ),
            or_(RollEntry.to_month == "", RollEntry.to_month > month),
        )
        .limit(1)
    ).first()
    if entry is None:
        return []
    head = session.get_one(Person, session.get_one(Household, entry.household_id).head_id).name
    text = f"{head}户已从{entry.from_month}起在册，不能重复纳入。"
    return [Problem("roll.already", text, source="S2 第28条")]


def for_closing(notice: PublicNotice, today: date) -> list[Problem]:
    """A notice hangs to the end of its last day (S2 art. 19)."""
    if today > notice.to_on:
        return []
    last = f"{notice.to_on.month}月{notice.to_on.day}日"
    text = f"公示到{last}24时才满，请在{last}之后办理。"
    return [Problem("notice.running", text, "close_notice", "S2 第19条")]


def for_ending_notice(session: Session, case: Case, notice: PublicNotice, today: date) -> list[Problem]:
    """The same as the case page says it before: the photo of the posting is wanted too (S2 art. 19)."""
    photos = select(Attachment.id).where(
        Attachment.case_id == case.id, Attachment.kind == "notice", Attachment.taken_back_on.is_(None)
    )
    photo = () if session.scalars(photos.limit(1)).first() else (_PHOTO,)
    return [*photo, *for_closing(notice, today)]


_PHOTO = Problem("notice.photo", "还没有附公示张贴照片。", "attach", "S2 第19条")


def _cross_check(session: Session, case: Case) -> list[Problem]:
    checks = session.scalars(select(CrossCheck).where(CrossCheck.case_id == case.id)).all()
    if not checks:
        text = "还没有提请信息核对。"
        return [Problem("opinion.cross_check", text, "request_cross_check", "S2 第15条")]
    if any(check.returned_on is None for check in checks):
        text = "信息核对结果还没有返回。"
        return [Problem("opinion.cross_check_pending", text, "record_cross_check", "S2 第17条")]
    if untold(session, case) is not None:
        text = "核对结果对申请家庭不利，还没有登记告知申请人；告知后申请人可以提出异议、提供证明。"
        return [Problem("opinion.cross_check_untold", text, "tell_cross_check", "S2 第18条")]
    return []


def open_objection(session: Session, case: Case) -> str | None:
    """The id of the objection no new opinion has answered yet; there is at most one."""
    return session.scalars(
        select(Objection.id).where(Objection.case_id == case.id, Objection.answered_on.is_(None))
    ).first()


def verified_again(session: Session, case: Case) -> bool:
    """Whether a visit or an appraisal followed the open objection; one before it, even that day, is none."""
    objection = open_objection(session, case)
    return any(
        session.scalars(
            select(kind.id).where(kind.objection_id == objection, kind.case_id == case.id)
        ).first()
        for kind in (HomeVisit, Appraisal)
    )
