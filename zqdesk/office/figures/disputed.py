"""Objections, complaints and appeals: what came in, what was answered and when, how appeals ended, what is still open."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.disputes import APPEALS, TITLES, DisputeRow, everything
from zqdesk.office.cases.looks.figures import CASES, Chapter, Figure, Item, Lists, Span

CAME, ANSWERED, ENDED, OPEN = "dispute.came", "dispute.answered", "dispute.ended", "dispute.open"
LATE = "late"
LISTS = {
    CAME: "收到的异议、投诉和复议诉讼",
    ANSWERED: "已答复的",
    ENDED: "复议、诉讼结果",
    OPEN: "期末未办结的",
}
SUMMARY = (
    "本期收到异议、投诉举报、行政复议和行政诉讼{dispute.came.all}件（{dispute.came.all|kind}），答复{dispute.answered.all}件，"
    "其中逾期{dispute.answered.late}件；期末未办结{dispute.open.all}件，其中逾期未答复{dispute.open.late}件。"
)
FIGURES = tuple(
    Figure(
        id=f"{list_id}.{name}", list_id=list_id, title=title, unit=CASES, words=words,
        marks=frozenset({LATE} if name == LATE else ()),
    )
    for list_id, name, title, words in (
        (CAME, "all", "收到异议、投诉、复议、诉讼", "收到日期在本期的公示异议、投诉举报、行政复议和行政诉讼；误登记后撤销的异议不计。"),
        (ANSWERED, "all", "已答复", "答复日期在本期的；复议、诉讼指提出书面答复、答辩。"),
        (ANSWERED, LATE, "其中逾期答复", "答复日期在本期、晚于答复期限的；公示异议随案件时限，不计。"),
        (ENDED, "all", "复议、诉讼办结", "决定书、裁判文书日期在本期的行政复议和行政诉讼，各种结果见“按类别”。"),
        (OPEN, "all", "期末未办结", "期末（本期未完的为统计当日）以前收到、还没有答复或没有结果的。"),
        (OPEN, LATE, "其中逾期未答复", "期末（本期未完的为统计当日）答复期限已过、还没有答复的。"),
    )
)  # fmt: skip


def _read(session: Session, span: Span) -> Lists:
    found: dict[str, list[Item]] = {list_id: [] for list_id in LISTS}
    for row in everything(session):
        if span.first <= row.received_on <= span.last:
            found[CAME].append(_item(row, row.received_on))
        if row.replied_on is not None and span.first <= row.replied_on <= span.last:
            found[ANSWERED].append(_item(row, row.replied_on, late=row.was_late(span.last)))
        if row.kind in APPEALS and row.ended_on is not None and span.first <= row.ended_on <= span.last:
            found[ENDED].append(_item(row, row.ended_on, f"{TITLES[row.kind]}：{row.outcome}"))
        then = _as_of(row, span.so_far)
        if then is not None and then.is_open:
            late = then.replied_on is None and then.was_late(span.so_far)
            found[OPEN].append(_item(then, then.received_on, late=late))
    return found


def _as_of(row: DisputeRow, day: date) -> DisputeRow | None:
    """How it stood at the end of a day; None before it came in."""
    if row.received_on > day:
        return None
    return replace(
        row,
        replied_on=row.replied_on if row.replied_on and row.replied_on <= day else None,
        ended_on=row.ended_on if row.ended_on and row.ended_on <= day else None,
    )


def _item(row: DisputeRow, when: date, kind: str = "", *, late: bool = False) -> Item:
    """Named after the family it is about: who spoke up stands in no report."""
    about = row.subject
    return Item(
        key=row.key,
        household_id=about.household_id,
        case_id=about.case_id,
        name=about.applicant or "（无关案件）",
        id_number=about.id_number,
        village_id=about.village_id,
        village_name=about.village_name,
        kind=kind or TITLES[row.kind],
        when=when.isoformat(),
        note=about.number,
        marks=(LATE,) if late else (),
    )


CHAPTER = Chapter("异议、投诉与复议诉讼", LISTS, _read, FIGURES, SUMMARY)
