"""Who was looked for: the newest list of each kind, how many of it are on a roll, how many were visited."""

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import PERSONS, Chapter, Figure, Item, Lists, Span
from zqdesk.office.seeking.comparing import NOT_COUNTED, SETTLED, Standing, compare, standing_lists
from zqdesk.records import codes

LISTED = "seek.listed"
OFF, VISITED, APPLIES = "off", "visited", "applies"
_NEWEST = "每种名单取期末前收到的最新一张，去掉重复和已去世的人"
WHOLE = Figure(id="seek.listed.persons", list_id=LISTED, title="排查人数", unit=PERSONS, words=f"{_NEWEST}。")


def _figure(name: str, title: str, words: str, *marks: str, share_of: str = "") -> Figure:
    return Figure(
        id=f"{LISTED}.{name}",
        list_id=LISTED,
        title=title,
        unit=PERSONS,
        words=words,
        marks=frozenset(marks),
        share_of=share_of,
    )


FIGURES = (
    WHOLE,
    _figure(Standing.ON, "已在册", f"{_NEWEST}，其中期末在册的。", Standing.ON),
    _figure("share", "名单覆盖率", "已在册人数除以排查人数。", Standing.ON, share_of=WHOLE.id),
    _figure(OFF, "不在册", f"{_NEWEST}，其中不在册、也没有在办申请的。", OFF),
    _figure(VISITED, "已走访", "不在册的人中，期末前走访过的。", OFF, VISITED),
    _figure(
        APPLIES, "协助申请", "不在册的人中，最近一次走访结果是可能符合条件、已协助申请的。", OFF, APPLIES
    ),
)
SUMMARY = (
    "排查困难群众{seek.listed.persons}人，已在册{seek.listed.on}人，覆盖率{seek.listed.share}；不在册{seek.listed.off}人，"
    "走访{seek.listed.visited}人，协助申请{seek.listed.applies}人。"
)


def _read(session: Session, span: Span) -> Lists:
    items = []
    for listed in standing_lists(session, span.last):
        kind = codes.table("seek_kind").short_of(listed.kind)
        for row in compare(session, listed.id, span.last_month):
            if row.standing in NOT_COUNTED:
                continue
            visited = row.visited_on is not None and row.visited_on <= span.last
            marks = [str(row.standing), listed.kind]
            marks += [OFF] if row.standing not in SETTLED else []
            marks += [VISITED, row.visit_result] if visited else []
            items.append(
                Item(
                    key=row.row_id,
                    household_id=row.household_id,
                    case_id="",
                    name=row.name,
                    id_number=row.id_number,
                    village_id="",
                    village_name=row.village_name,
                    kind=f"{kind} · {row.standing.words}",
                    when=listed.received_on.isoformat(),
                    persons=1,
                    note=row.why,
                    marks=tuple(marks),
                )
            )
    return {LISTED: items}


CHAPTER = Chapter("摸底排查", {LISTED: "排查名单"}, _read, FIGURES, SUMMARY)
