"""A walk to the households that are due: the list to take along, the visits entered one after the other, the results."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from zqdesk.office.cases.looks.periodic import ReviewRow, Reviews, Unchanged, VillageReviews
from zqdesk.office.hall import setup
from zqdesk.ui.desk import pictures
from zqdesk.ui.desk.desk import CHINA, Desk
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.printing.drawn import Drawn
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.names_edit import NamesEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.tables.rows import yuan

if TYPE_CHECKING:
    from zqdesk.papers.cases.list_sheet import Listed

WALK = "定期核查走访名单"
RESULTS = "定期核查进度"
BY_HAND_MM = 12.0
TO_WALK = (
    ("序号", 44), ("户主", 96), ("住址", 190), ("电话", 104), ("人数", 44), ("月保障金", 84), ("应核查", 92),
    ("走访日期", 84), ("在场人及关系", 110), ("情况（有变化的写明）", 190),
)  # fmt: skip
COUNTED = (
    ("村（居）", 150), ("应核查", 70), ("未走访", 70), ("其中逾期", 76), ("已走访", 70), ("待审批", 70), ("维持", 60),
    ("增发", 60), ("减发", 60), ("停发", 60),
)  # fmt: skip


def visit_form(desk: Desk, reviews: Reviews, last: Unchanged, said: str) -> StepForm:
    """The form of one visit; who walks and on which day is proposed as it was at the last one."""
    return StepForm(
        reviews.record_unchanged,
        Unchanged(
            last.visited_on or desk.today(),
            investigators=last.investigators,
            village_officer=last.village_officer,
        ),
        [
            ("visited_on", "走访日期", DateEdit(desk.today), 1),
            ("present_name", "在场家庭成员", NameEdit(), 1),
            ("present_relation", "与申请人关系", TextEdit(), 1),
            ("investigators", "调查人（两人以上）", NamesEdit("姓名之间用、隔开"), 1),
            ("village_officer", "村（居）参加人", NameEdit(), 1),
            ("findings", "走访情况", LongTextEdit("这一户看到的人员、收入、健康、住房；不能照抄别户"), 3),
        ],
        explain=f"{said}没有变化、拟维持的在这里登记；有变化的，请打开这一户“开始核查”，按变化办理。",
        submit="登记走访，维持不变",
    )


def print_walk(desk: Desk, page: QWidget, rows: Sequence[ReviewRow]) -> None:
    """A list for each village, with room to write."""
    _show(desk, page, partial(_walk_lists, tuple(rows)))


def print_results(desk: Desk, page: QWidget, rows: Sequence[VillageReviews], span: str) -> None:
    """What became of the reviews, village by village, and of all together."""
    _show(desk, page, partial(_results, tuple(rows), span))


def _show(desk: Desk, page: QWidget, lists: Callable[[str, str, datetime], list["Listed"]]) -> None:
    desk.shell.say("正在排版，请稍候…")
    by, at = desk.actor.name, desk.clock().astimezone(CHINA)

    def preview(drawn: Drawn) -> None:
        PrintDialog(desk, drawn, page.window()).show()

    def draw(hall: Any) -> None:
        work = partial(_drawn, lists, getattr(hall, "name", ""), by, at)
        desk.background.run(work, then=preview, lane=pictures.LANE)

    desk.read(setup.hall, then=draw)


def _drawn(lists: Callable[[str, str, datetime], list["Listed"]], hall: str, by: str, at: datetime) -> Drawn:
    from zqdesk.ui.printing.lists import drawn

    return drawn(*lists(hall, by, at))


def _walk_lists(rows: Sequence[ReviewRow], hall: str, by: str, at: datetime) -> list["Listed"]:
    from zqdesk.papers.cases.list_sheet import Heading, Listed

    headings = tuple(Heading(title, width) for title, width in TO_WALK)
    return [
        Listed(
            f"{WALK}（{village}）",
            hall,
            by,
            at,
            "每户由两名以上调查人员走访，在场的家庭成员签字；有变化的另填入户调查表。",
            headings,
            [_to_walk(number, row) for number, row in enumerate(theirs, 1)],
            row_mm=BY_HAND_MM,
        )
        for village, theirs in groupby(rows, lambda row: row.village_name or "未填村（居）")
    ]


def _to_walk(number: int, row: ReviewRow) -> tuple[str, ...]:
    due = f"{row.review_by:%Y-%m-%d}"
    return (
        str(number), row.name, row.address, row.phone, str(row.person_count), yuan(row.amount_fen), due, "", "", "",
    )  # fmt: skip


def _results(rows: Sequence[VillageReviews], span: str, hall: str, by: str, at: datetime) -> list["Listed"]:
    from zqdesk.papers.cases.list_sheet import Heading, Listed

    headings = tuple(Heading(title, width, right=place > 0) for place, (title, width) in enumerate(COUNTED))
    lines = [_line(row.village_name or "未填村（居）", [row]) for row in rows]
    return [Listed(RESULTS, hall, by, at, span, headings, [*lines, _line("合计", rows)])]


def _line(title: str, rows: Iterable[VillageReviews]) -> tuple[str, ...]:
    kept = list(rows)
    names = ("due", "unvisited", "late", "visited", "waiting", "kept", "raised", "cut", "stopped")
    return title, *(f"{sum(getattr(row, name) for row in kept):,}" for name in names)
