"""The lists of the import: households as they would come in, the comparison with the file, and what is wrong."""

from zqdesk.office.people.roster.comparison import Line
from zqdesk.office.people.roster.values import RosterHousehold, Said
from zqdesk.ui.pages.cases.listing import masked
from zqdesk.ui.widgets.tables.rows import Column, yuan

STATES = (("全部", ""), ("有问题", "bad"), ("待确认", "ask"), ("需留意", "warn"), ("可导入", "good"))
COMPARISON = "file"
CHIPS = {"bad": "bad", "ask": "accent", "warn": "warn", "good": "good"}
TITLES = {value: title for title, value in STATES}

Remark = tuple[RosterHousehold, Said, str]
"""Of which household, what, and whether it is a problem, a question or a note."""


def state(household: RosterHousehold) -> str:
    """Bad keeps out, ask until it is answered, warn only wants to be read."""
    if household.problems:
        return "bad"
    if not household.is_ready:
        return "ask"
    return "warn" if household.notes or household.questions else "good"


def reasons(household: RosterHousehold, between: str) -> str:
    said = (*household.problems, *household.questions, *household.notes)
    several = len(household.rows) > 1
    return between.join(
        f"{f'第 {one.row} 行 ' if several else ''}{one.column}：{one.problem.text.rstrip('。')}"
        for one in said
    )


def remarks(household: RosterHousehold) -> list[Remark]:
    """Everything said of a household, what keeps it out first."""
    kinds = (("问题", household.problems), ("待确认", household.questions), ("提示", household.notes))
    return [(household, each, kind) for kind, said in kinds for each in said]


def same_questions(household: RosterHousehold, other: RosterHousehold) -> bool:
    """Whether the one is asked nothing that the other is not asked too."""
    return _asked(household) <= _asked(other)


def _asked(household: RosterHousehold) -> set[tuple[str, str]]:
    return {(each.column, each.problem.code) for each in household.questions}


def _chip(line: Line) -> str | None:
    return None if line.kind == "plain" else line.kind


HOUSEHOLD_COLUMNS = (
    Column("行", lambda r: str(r.row), 46, key=lambda r: r.row, right=True),
    Column("户主", lambda r: r.head.name, 92, tip=lambda r: r.head.name),
    Column("身份证号", lambda r: masked(r.head.id_number), 152, key=lambda r: r.head.id_number),
    Column("人数", lambda r: str(r.person_count), 46, key=lambda r: r.person_count, right=True),
    Column("月保障金(元)", lambda r: yuan(r.allowance_fen), 96, key=lambda r: r.allowance_fen, right=True),
    Column("结果", lambda r: TITLES[state(r)], 84, chip=lambda r: CHIPS[state(r)]),
    Column("说明", lambda r: reasons(r, "；"), 200, stretch=True, tip=lambda r: reasons(r, "\n")),
    Column("工作表", lambda r: r.sheet, 90, tip=lambda r: r.sheet),
)
REMARK_COLUMNS = (
    Column("工作表", lambda r: r[0].sheet, 110),
    Column("行", lambda r: str(r[1].row), 60),
    Column("户主", lambda r: r[0].head.name, 110),
    Column("列", lambda r: r[1].column, 110),
    Column("种类", lambda r: r[2], 80),
    Column("说明", lambda r: r[1].problem.text, 480),
)
LINE_COLUMNS = (
    Column("工作表", lambda r: r.table or "整个文件", 110, tip=lambda r: r.table),
    Column("项目", lambda r: r.about, 190, tip=lambda r: r.about, chip=_chip),
    Column("对照", lambda r: r.said, 320, stretch=True, tip=lambda r: r.said),
)
