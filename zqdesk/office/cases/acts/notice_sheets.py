"""One public notice for all families of a village: made, printed, hung up and ended together (S2 art. 19).

The sheet has one number, place, day and photo; each family's case keeps its own notice, and an objection to one
holds nobody else.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import together
from zqdesk.office.cases.acts.notices import Posting, close_notice, hung, post_notice
from zqdesk.office.cases.acts.steps import begin, latest_opinion
from zqdesk.office.cases.letters.printouts import issued
from zqdesk.office.cases.looks.assessing import parameters_for
from zqdesk.office.cases.materials import NewAttachment
from zqdesk.office.hall.access import found
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.steps import NoticeSheet, Opinion, PublicNotice
from zqdesk.rules.problem import Problem, Refused, refuse_if


@frozen
class SheetPosting:
    """Where and when the sheet was hung up, and by whom; `photos` hang on every family's case."""

    place: str
    posted_on: date
    posted_by: str
    photos: tuple[NewAttachment, ...] = ()


@frozen
class WaitingSheet:
    """A sheet that was printed and is not recorded as hanging yet."""

    sheet_id: str
    number: str
    programme: str
    village_id: str
    case_ids: tuple[str, ...]
    made_on: date


def make_notice_sheet(work: Work, case_ids: Sequence[str]) -> str:
    """Put these families on one sheet, in this order; returns its id. None of them is posted by it.

    It gets its number when it is printed. A sheet of the village that never was is taken again; one that was printed
    stays as it is, and other families get another. Refused: a case that cannot be posted now, families of
    several villages or programmes, notices that hang for different numbers of days.
    """
    together.refuse_none(case_ids)
    cases = together.each(work, ((_may_be_posted, case_id, ()) for case_id in case_ids))
    homes = [found(work.session, Household, case.household_id) for case in cases]
    refuse_if(_of_one_kind(work, cases, homes))
    kind, home = hung(cases[0]).paper, homes[0]
    opinions = [_opinion(work.session, case).id for case in cases]
    unposted = _unposted(work.session, kind, home.village_id)
    for sheet in unposted:
        if set(sheet.opinions) == set(opinions):
            return sheet.id
    for sheet in unposted:
        if issued(work.session, kind, sheet.id) is None:
            sheet.opinions, sheet.made_on = opinions, work.today
            return sheet.id
    sheet = NoticeSheet(
        programme=cases[0].programme,
        kind=kind,
        village_id=home.village_id,
        village_name=home.village_name,
        number="",
        made_on=work.today,
        opinions=opinions,
    )
    work.session.add(sheet)
    return sheet.id


def post_notice_sheet(work: Work, sheet_id: str, posting: SheetPosting) -> list[str]:
    """Record that the printed sheet hangs: each family's notice, and the photo at each; returns the notices' ids.

    Refused: a sheet that was not printed or hangs already, and whatever `post_notice` refuses of one of them.
    """
    sheet = found(work.session, NoticeSheet, sheet_id)
    if issued(work.session, sheet.kind, sheet.id) is None:
        text = "这张公示单还没有打印，请先打印，张贴后再登记。"
        raise Refused(Problem("notice_sheet.not_printed", text))
    where = Posting(posting.place, posting.posted_on, posting.posted_by)
    cases = case_ids_of(work.session, sheet.id)
    notices = together.each(work, ((post_notice, case_id, (where, sheet.id)) for case_id in cases))
    for photo in posting.photos:
        together.each(work, ((materials.attach, case_id, (photo,)) for case_id in cases))
    return notices


def close_notices(work: Work, case_ids: Sequence[str]) -> None:
    """The notices of these cases ended without objection, each in its own record."""
    together.each(work, ((close_notice, case_id, ()) for case_id in case_ids))


def waiting_sheets(session: Session) -> tuple[WaitingSheet, ...]:
    """Every sheet that was printed and does not hang yet, the newest first; of what was opined anew, none."""
    hanging = select(PublicNotice.sheet_id).where(PublicNotice.sheet_id.is_not(None))
    rows = session.scalars(
        select(NoticeSheet).where(NoticeSheet.id.not_in(hanging)).order_by(NoticeSheet.id.desc())
    )
    return tuple(
        WaitingSheet(
            each.id,
            each.number,
            each.programme,
            each.village_id,
            case_ids_of(session, each.id),
            each.made_on,
        )
        for each in rows
        if issued(session, each.kind, each.id) is not None
    )


def case_ids_of(session: Session, sheet_id: str) -> tuple[str, ...]:
    """The cases whose families stand on the sheet, in their order there."""
    sheet = found(session, NoticeSheet, sheet_id)
    rows = session.execute(select(Opinion.id, Opinion.case_id).where(Opinion.id.in_(sheet.opinions)))
    case_of: dict[str, str] = {row.id: row.case_id for row in rows}
    return tuple(case_of[each] for each in sheet.opinions)


def first_case(session: Session, sheet_id: str) -> str:
    """The first family's case on a sheet: what its code leads to; empty where it is no sheet."""
    known = bool(sheet_id) and session.get(NoticeSheet, sheet_id) is not None
    return case_ids_of(session, sheet_id)[0] if known else ""


def _may_be_posted(work: Work, case_id: str) -> Case:
    return begin(work, case_id, "post_notice")


def _opinion(session: Session, case: Case) -> Opinion:
    opinion = latest_opinion(session, case.id)
    assert opinion is not None, "a case that may be posted has an opinion"
    return opinion


def _of_one_kind(work: Work, cases: list[Case], homes: list[Household]) -> list[Problem]:
    problems = []
    if len({home.village_id for home in homes}) > 1:
        problems.append(Problem("notice_sheet.villages", "一张公示单只登一个村（居）的家庭，请分开打印。"))
    if len({hung(case).paper for case in cases}) > 1:
        problems.append(
            Problem("notice_sheet.programmes", "不同业务的公示不能登在一张公示单上，请分开打印。")
        )
    days = {parameters_for(work.session, case, work.today).number(hung(case).days) for case in cases}
    if len(days) > 1:
        text = f"所选家庭的公示天数不同（{'、'.join(map(str, sorted(days)))}天），请分开打印。"
        problems.append(Problem("notice_sheet.days", text))
    return problems


def _unposted(session: Session, kind: str, village_id: str) -> Sequence[NoticeSheet]:
    hanging = select(PublicNotice.sheet_id).where(PublicNotice.sheet_id.is_not(None))
    query = select(NoticeSheet).where(
        NoticeSheet.kind == kind, NoticeSheet.village_id == village_id, NoticeSheet.id.not_in(hanging)
    )
    return session.scalars(query.order_by(NoticeSheet.id.desc())).all()
