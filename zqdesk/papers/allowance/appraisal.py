"""民主评议记录: a meeting of villagers over one household, its votes, and the signatures of all who came."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, label, left
from zqdesk.papers.cases.form import Form, begin_form, form
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish, new_page
from zqdesk.papers.making.signing import signed
from zqdesk.records.tables.steps import Appraisal

TITLE = "民主评议记录"
EXPLAINED = "由镇（街道）工作人员宣讲低保申请条件、保障标准、分类施保、渐退期、动态管理等政策。"
PLACES = 24
"""Lines for signatures where it is not known yet how many come."""


@frozen
class Meeting:
    """A meeting that took place; votes are counted, `passed` by two thirds."""

    on: date
    place: str
    host: str
    recorder: str
    due: int
    present: int
    villagers: int
    agree: int
    disagree: int
    abstain: int
    summary: str
    passed: bool


@frozen(kw_only=True)
class Content(Form):
    """Everything on the record; no number or illness of anybody, as all who come read it."""

    village: str
    name: str
    household_size: int
    objections: tuple[str, ...]
    meeting: Meeting | None


def available(dossier: Dossier) -> str:
    """While the case is verified, and later to print it again."""
    accepted = not dossier.process.drafts or dossier.case.accepted_on
    return "" if accepted else "尚未受理"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The record of the last meeting, or a blank one to take along; who objected is not told."""
    return form(
        Content,
        dossier,
        number,
        sheet_code,
        village=dossier.household.village_name,
        name=dossier.applicant.name,
        household_size=len(dossier.counted),
        objections=tuple(each.content for each in dossier.objections if each.retracted_on is None),
        meeting=_meeting(dossier.appraisals[-1]) if dossier.appraisals else None,
    )


def _meeting(row: Appraisal) -> Meeting:
    return Meeting(
        on=row.held_on,
        place=row.place,
        host=row.host,
        recorder=row.recorder,
        due=row.due_count,
        present=row.present_count,
        villagers=row.villager_count,
        agree=row.agree_count,
        disagree=row.disagree_count,
        abstain=row.abstain_count,
        summary=row.summary,
        passed=row.passed,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """Two sides of A4: the five steps in front, signatures behind."""
    sheet = begin_form(content, mark, "最低生活保障民主评议记录", content.village)
    _head(sheet, content)
    _steps(sheet, content)
    _votes(sheet, content.meeting)
    _responsible(sheet, content.meeting)
    new_page(sheet)
    _everybody(sheet, content.meeting)
    return finish(sheet)


def _head(sheet: Sheet, content: Content) -> None:
    meeting = content.meeting
    came = [
        blocks.persons(n)
        for n in ((meeting.due, meeting.present, meeting.villagers) if meeting else (0, 0, 0))
    ]
    rows: list[Row] = [
        [
            label("评议时间"),
            Cell(day(meeting.on if meeting else None), span=2),
            label("评议地点"),
            left(meeting.place if meeting else "", span=2),
        ],
        [
            label("主持人"),
            Cell(meeting.host if meeting else "", span=2),
            label("记录人"),
            Cell(meeting.recorder if meeting else "", span=2),
        ],
        [label("应到人数"), came[0], label("实到人数"), came[1], label("其中村（居）\n民代表"), came[2]],
        [
            label("评议对象"),
            Cell(f"{content.name}户", span=2),
            label("家庭人口"),
            Cell(blocks.persons(content.household_size), span=2),
        ],
        [
            label("评议事由"),
            left("；".join(content.objections) or "核实家庭经济状况和实际生活情况。", span=5),
        ],
    ]
    table(sheet, (26, 30, 26, 30, 26, 30), rows, size=SIZE, row_mm=9)


def _steps(sheet: Sheet, content: Content) -> None:
    meeting = content.meeting
    told = f"由调查人员介绍{content.name}户的申请和家庭经济状况调查情况，申请人或其代理人作补充说明。"
    rows: list[Row] = [
        [label("一、宣讲\n政策"), left(EXPLAINED, height=14)],
        [label("二、介绍\n情况"), left(told, height=14)],
        [
            label("三、现场\n评议"),
            Cell(meeting.summary if meeting else "", align="left", valign="top", indent=2, height=82),
        ],
    ]
    table(sheet, (26, 142), rows, size=SIZE)


def _votes(sheet: Sheet, meeting: Meeting | None) -> None:
    counts = (meeting.agree, meeting.disagree, meeting.abstain) if meeting else None
    votes = [f"{count}票" for count in counts] if counts else ["　　票"] * 3
    result = ticks(("通过", "不通过"), *([] if meeting is None else ["通过" if meeting.passed else "不通过"]))
    rows: list[Row] = [
        [label("四、形成\n结论", rows=2), label("同意"), label("不同意"), label("弃权"), label("评议结论")],
        [*votes, result],
    ]
    table(sheet, (26, 32, 32, 32, 46), rows, size=SIZE, row_mm=9)


def _responsible(sheet: Sheet, meeting: Meeting | None) -> None:
    cell = signed(
        "以上记录经与会人员核对无误。",
        *("主持人", "记录人", "镇（街道）工作人员"),
        on=meeting.on if meeting else None,
        blank=42,
    )
    table(sheet, (26, 142), [[label("五、签字\n确认"), cell]], size=SIZE)


def _everybody(sheet: Sheet, meeting: Meeting | None) -> None:
    """A place for everyone who came; blank if nobody knows yet how many."""
    count = meeting.present if meeting else PLACES
    count += count % 2
    heads = ("序号", "姓名（签字）", "身份", "表决意见")
    rows: list[Row] = [[label("参加评议人员签字", span=8)], [label(text) for text in (*heads, *heads)]]
    rows += [[str(first), "", "", "", str(first + 1), "", "", ""] for first in range(1, count, 2)]
    table(sheet, (11, 31, 22, 20, 11, 31, 22, 20), rows, header_rows=2, size=SIZE, row_mm=10)
