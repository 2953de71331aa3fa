"""Lists that were taken in, and what a visit to somebody on one found."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.seeking.reading import Sought
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.seeking import SeekList, SeekRow, SeekVisit
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


@frozen
class SeekEntry:
    """Which list it is: its kind, what it is called, from whom and when it came."""

    kind: str = ""
    title: str = ""
    source: str = ""
    received_on: date | None = None


@frozen
class VisitEntry:
    """A visit: when, by whom, with what result."""

    visited_on: date | None = None
    visitors: tuple[str, ...] = ()
    result: str = ""
    findings: str = ""


@frozen
class ListRow:
    """A list as it is chosen: how many people are on it, whether it was withdrawn."""

    list_id: str
    kind: str
    title: str
    source: str
    received_on: date
    file_name: str
    row_count: int
    by_name: str
    withdrawn_on: date | None


def take_in_list(work: Work, entry: SeekEntry, sought: Sought) -> str:
    """Keep a list with all its people. Refused: anybody but a clerk, what is not filled in, the same file again."""
    require(work, Role.CLERK)
    problems = check_choice("kind", entry.kind, codes.table("seek_kind"), "名单种类")
    problems += check_filled("title", entry.title, "名单名称")
    problems += check_filled("source", entry.source, "来源")
    problems += check_day("received_on", entry.received_on, "收到日期", today=work.today)
    same = select(SeekList.id).where(SeekList.digest == sought.digest, SeekList.withdrawn_on.is_(None))
    if work.session.scalars(same).first() is not None:
        problems.append(Problem("seek.again", "这个文件已经导入过。", "file"))
    refuse_if(problems)
    assert entry.received_on is not None
    row = SeekList(
        kind=entry.kind,
        title=entry.title.strip(),
        source=entry.source.strip(),
        received_on=entry.received_on,
        file_name=sought.file_name,
        digest=sought.digest,
        row_count=len(sought.rows),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    for position, each in enumerate(sought.rows, 1):
        work.session.add(
            SeekRow(
                list_id=row.id,
                position=position,
                name=each.name,
                id_number=each.id_number,
                born_on=each.born_on,
                village_name=each.village_name,
                address=each.address,
                phone=each.phone,
            )
        )
    work.note(f"{row.title}，{row.row_count}人")
    return row.id


def withdraw_list(work: Work, list_id: str, reason: str) -> None:
    """A list counts no more: it was the wrong one. Its visits stay. Refused: twice, no reason."""
    require(work, Role.CLERK)
    row = found(work.session, SeekList, list_id)
    problems = check_filled("reason", reason, "撤销的原因")
    if row.withdrawn_on is not None:
        problems.append(Problem("seek.withdrawn", "这张名单已经撤销。"))
    refuse_if(problems)
    row.withdrawn_on, row.withdrawn_reason = work.today, reason.strip()
    work.note(reason.strip())


def record_seek_visit(work: Work, row_id: str, entry: VisitEntry) -> str:
    """A visit to somebody of a list and its result. Refused: nobody who went, no result, a day before the list or to come."""
    require(work, Role.CLERK)
    row = found(work.session, SeekRow, row_id)
    here = found(work.session, SeekList, row.list_id)
    if here.withdrawn_on is not None:
        raise Refused(Problem("seek.withdrawn", "这张名单已经撤销。"))
    problems = check_day(
        "visited_on", entry.visited_on, "走访日期", today=work.today, earliest=here.received_on
    )
    problems += check_choice("result", entry.result, codes.table("seek_result"), "走访结果")
    visitors = [name.strip() for name in entry.visitors if name.strip()]
    if not visitors:
        problems.append(Problem("visitors.empty", "请填写走访人", "visitors"))
    if entry.result == "unfit":
        problems += check_filled("findings", entry.findings, "不符合的情况")
    refuse_if(problems)
    assert entry.visited_on is not None
    visit = SeekVisit(
        row_id=row.id,
        visited_on=entry.visited_on,
        visitors=visitors,
        result=entry.result,
        findings=entry.findings.strip(),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(visit)
    return visit.id


def lists(session: Session) -> tuple[ListRow, ...]:
    """Every list, the newest first."""
    rows = session.scalars(select(SeekList).order_by(SeekList.received_on.desc(), SeekList.id.desc()))
    return tuple(
        ListRow(
            row.id,
            row.kind,
            row.title,
            row.source,
            row.received_on,
            row.file_name,
            row.row_count,
            row.by_name,
            row.withdrawn_on,
        )
        for row in rows
    )


def last_visits(session: Session, row_ids: Sequence[str] | None = None) -> dict[str, SeekVisit]:
    """By row the visit that counts."""
    last = select(func.max(SeekVisit.id)).group_by(SeekVisit.row_id)
    query = select(SeekVisit).where(SeekVisit.id.in_(last))
    if row_ids is not None:
        query = query.where(SeekVisit.row_id.in_(row_ids))
    return {visit.row_id: visit for visit in session.scalars(query)}
