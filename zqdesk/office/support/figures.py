"""What the district asks of 特困: by how far they look after themselves, and by where they are cared for (domain.md §7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import PERSONS, Chapter, Figure, Lists, Span
from zqdesk.office.cases.looks.roll_figures import on_roll
from zqdesk.records import codes
from zqdesk.records.tables.support import CareArrangement, SelfCareAssessment
from zqdesk.rules.support.self_care import LEVELS, SHORT

CARED = "support.cared"
HOME, INSTITUTION = "home", "institution"


def _figure(name: str, title: str, words: str, *marks: str, share_of: str = "") -> Figure:
    return Figure(
        id=f"{CARED}.{name}",
        list_id=CARED,
        title=title,
        unit=PERSONS,
        words=words,
        marks=frozenset(marks),
        share_of=share_of,
    )


ALL = _figure("persons", "期末特困人员", "本期最后一个月在册的特困人员。")
FIGURES = (
    ALL,
    *(
        _figure(level, f"其中{SHORT[level]}", f"期末特困人员中，期末前最近一次评估为“{words}”的。", level)
        for level, words in LEVELS.items()
    ),
    _figure(INSTITUTION, "集中供养", "期末特困人员中，期末当日在供养服务机构的。", INSTITUTION),
    _figure(HOME, "分散供养", "期末特困人员中，期末当日在家供养的。", HOME),
    _figure(
        "share", "集中供养率", "集中供养人数除以期末特困人员人数。", INSTITUTION, share_of=ALL.id
    ),
)  # fmt: skip


SUMMARY = (
    "期末特困人员{support.cared.persons}人，其中全自理{support.cared.able}人、半失能{support.cared.partly}人、"
    "失能{support.cared.lost}人；集中供养{support.cared.institution}人，集中供养率{support.cared.share}，"
    "分散供养{support.cared.home}人。"
)


def _read(session: Session, span: Span) -> Lists:
    levels, places = _levels(session, span), _places(session, span)
    items = []
    for entry in on_roll(session, "support", span):
        if entry.covers(span.last_month):
            level, place = levels.get(entry.alone, ""), places.get(entry.alone, "")
            kind = " · ".join(filter(None, (SHORT.get(level, "未评估"), _placed(place))))
            marks = [each for each in (level, place) if each]
            items.append(entry.item(entry.from_month, marks=marks)._replace(kind=kind))
    return {CARED: items}


def _placed(place: str) -> str:
    return codes.table("placement").short_of(place) if place else "未安排"


def _levels(session: Session, span: Span) -> dict[str, str]:
    """By person the level of the last assessment up to the end of the period."""
    query = (
        select(SelfCareAssessment.person_id, SelfCareAssessment.level)
        .where(SelfCareAssessment.assessed_on <= span.last)
        .order_by(SelfCareAssessment.assessed_on, SelfCareAssessment.id)
    )
    return {row.person_id: row.level for row in session.execute(query)}


def _places(session: Session, span: Span) -> dict[str, str]:
    """By person where they were cared for on the last day."""
    query = (
        select(CareArrangement.person_id, CareArrangement.placement)
        .where(CareArrangement.from_on <= span.last)
        .where(CareArrangement.to_on.is_(None) | (CareArrangement.to_on >= span.last))
        .order_by(CareArrangement.from_on, CareArrangement.id)
    )
    return {row.person_id: row.placement for row in session.execute(query)}


CHAPTER = Chapter("特困供养情况", {CARED: "期末特困人员"}, _read, FIGURES, SUMMARY)
