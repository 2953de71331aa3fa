"""What a roster file holds beside what would come in: every row and column is accounted for before anything is written."""

from collections import Counter
from collections.abc import Iterator, Sequence

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.people.roster.columns import doubts, letters, title_of
from zqdesk.office.people.roster.headings import MONEY
from zqdesk.office.people.roster.plan import Plan, Sorted
from zqdesk.office.people.roster.rows import Left
from zqdesk.office.people.roster.values import RosterHousehold
from zqdesk.rules.money import format_yuan, parse_yuan
from zqdesk.rules.problem import Refused

KINDS = {
    "title": "表格上方的标题行",
    "heading": "列标题行",
    "blank": "空行",
    "total": "合计行",
    "foot": "表格下方的说明行",
    "counted": "只有序号的行",
    "other": "没有姓名和身份证号的行",
}
QUOTED = ("title", "total", "foot", "other")
MOST_QUOTED = 20
SHORT = 24


@frozen
class Line:
    """One thing that is so: of which table, about what, and what is said of it; `kind` is plain, good, warn or bad."""

    table: str
    about: str
    said: str
    kind: str = "plain"


@frozen
class Totals:
    """How many there are and what they receive a month."""

    households: int
    persons: int
    allowance_fen: int
    uplift_fen: int

    def words(self) -> str:
        uplift = f"、分类施保金 {format_yuan(self.uplift_fen)} 元" if self.uplift_fen else ""
        return f"{self.households:,} 户 {self.persons:,} 人，户月保障金 {format_yuan(self.allowance_fen)} 元{uplift}"


def totals(households: Sequence[RosterHousehold]) -> Totals:
    return Totals(
        len(households),
        sum(len(each.members) for each in households),
        sum(each.allowance_fen for each in households),
        sum(each.uplift_fen for each in households),
    )


def compared(plan: Plan, sheets: Sequence[Sheet]) -> tuple[Line, ...]:
    """The whole comparison: of the file, of each of its tables, and every household that is left out."""
    return (
        *_of_file(plan, sheets),
        *(line for table in plan.tables for line in _of_table(table, _households(plan, table))),
        *_left_out(plan),
    )


def _of_file(plan: Plan, sheets: Sequence[Sheet]) -> Iterator[Line]:
    ready = [each for each in plan.households if each.is_ready]
    asked = [each for each in plan.households if not each.problems and not each.is_ready]
    bad = [each for each in plan.households if each.problems]
    yield Line("", "文件中读到", totals(plan.households).words())
    yield Line("", "可以导入", totals(ready).words(), "good")
    yield Line("", "待确认，现在不导入", totals(asked).words(), "warn" if asked else "plain")
    yield Line("", "有问题，不导入", totals(bad).words(), "bad" if bad else "plain")
    read = {table.sheet.name for table in plan.tables}
    for sheet in sheets:
        if sheet.name not in read:
            hidden = "（隐藏）" if sheet.hidden else ""
            yield Line(sheet.name, f"没有读的工作表{hidden}", f"{len(sheet.rows):,} 行", "warn")


def _of_table(table: Sorted, households: Sequence[RosterHousehold]) -> Iterator[Line]:
    name, sheet = table.sheet.name, table.sheet
    last = sheet.first_row + len(sheet.rows) - 1
    yield Line(
        name,
        "行",
        f"第 {sheet.first_row}–{last} 行共 {len(sheet.rows):,} 行：{table.row_count:,} 行是家庭或人员，"
        f"{len(table.left):,} 行不是",
    )
    yield Line(name, "读出", totals(households).words())
    counts = Counter(each.kind for each in table.left)
    for kind, title in KINDS.items():
        if counts[kind]:
            said = f"{counts[kind]:,} 行{_quoted(kind, table.left)}"
            yield Line(name, title, said, "warn" if kind in ("other", "foot") else "plain")
    yield from _sums(table, households)
    yield from _columns(table)
    if table.village:
        yield Line(name, "村(居)", f"表中没有这一列，按工作表名“{table.village}”导入")
    yield from _unseen(sheet)


def _quoted(kind: str, left: Sequence[Left]) -> str:
    if kind not in QUOTED:
        return ""
    those = [each for each in left if each.kind == kind]
    words = "；".join(f"第 {each.row} 行“{_short(each.text)}”" for each in those[:MOST_QUOTED])
    return f"：{words}{'…' if len(those) > MOST_QUOTED else ''}"


def _sums(table: Sorted, households: Sequence[RosterHousehold]) -> Iterator[Line]:
    """Each total of the file beside what the rows above it come to, from the top or from the total before."""
    before = 0
    for left in (each for each in table.left if each.kind == "total"):
        for field in MONEY:
            written = _amount(left, table, field)
            if written is None:
                continue
            above = [each for each in households if each.row < left.row]
            whole = sum(_given(each, field) for each in above)
            part = sum(_given(each, field) for each in above if each.row > before)
            about = f"第 {left.row} 行“{_short(left.text)}”"
            said = f"{title_of(field)}写着 {format_yuan(written)} 元"
            if written in (whole, part):
                yield Line(table.sheet.name, about, f"{said}，与以上各户相符", "good")
            else:
                yield Line(
                    table.sheet.name, about, f"{said}，以上各户合计 {format_yuan(whole)} 元，不相符", "bad"
                )
        before = left.row


def _given(household: RosterHousehold, field: str) -> int:
    return household.allowance_fen if field == "allowance" else household.uplift_fen


def _amount(left: Left, table: Sorted, field: str) -> int | None:
    text = left.cells[table.layout.columns[field]] if field in table.layout.columns else ""
    try:
        return parse_yuan(text) if text else None
    except Refused:
        return None


def _columns(table: Sorted) -> Iterator[Line]:
    sheet, layout = table.sheet, table.layout
    taken = {number: field for field, number in layout.columns.items()}
    for number, heading in enumerate(layout.headings):
        filled = sum(1 for row in sheet.rows[layout.header_row + 1 :] if row[number])
        hidden = "，隐藏列" if sheet.first_column + number in sheet.hidden_columns else ""
        about = f"{letters(sheet, number)} 列“{_short(heading)}”"
        if number in taken:
            yield Line(
                sheet.name, about, f"作为“{title_of(taken[number])}”导入（{filled:,} 格有内容{hidden}）"
            )
        elif filled or heading:
            yield Line(
                sheet.name, about, f"不导入（{filled:,} 格有内容{hidden}）", "warn" if filled else "plain"
            )
    for doubt in doubts(sheet, layout):
        yield Line(sheet.name, "列", doubt, "warn")


def _unseen(sheet: Sheet) -> Iterator[Line]:
    last_row, last_column = sheet.first_row + len(sheet.rows), sheet.first_column + len(sheet.rows[0])
    if sheet.hidden:
        yield Line(sheet.name, "工作表", "在文件里是隐藏的", "warn")
    rows = [each for each in sorted(sheet.hidden_rows) if sheet.first_row <= each < last_row]
    if rows:
        shown = "、".join(map(str, rows[:MOST_QUOTED]))
        yield Line(
            sheet.name,
            "隐藏或筛选掉的行",
            f"{len(rows):,} 行：第 {shown}{'…' if len(rows) > MOST_QUOTED else ''} 行",
            "warn",
        )
    struck = [str(each) for each in sorted(sheet.struck_rows) if sheet.first_row <= each < last_row]
    if struck:
        shown = "、".join(struck[:MOST_QUOTED]) + ("…" if len(struck) > MOST_QUOTED else "")
        yield Line(sheet.name, "画了删除线的行", f"{len(struck):,} 行：第 {shown} 行", "warn")
    comments = sum(1 for row, column in sheet.comments if row < last_row and column < last_column)
    if comments:
        yield Line(sheet.name, "批注", f"{comments:,} 处，不导入，写在各户的说明里", "warn")
    merged = sum(1 for top, _, bottom, _ in sheet.merged if top < last_row and bottom >= sheet.first_row)
    if merged:
        yield Line(sheet.name, "合并单元格", f"{merged:,} 处")


def _left_out(plan: Plan) -> Iterator[Line]:
    for each in plan.households:
        if not each.is_ready:
            said = "；".join(
                f"{one.column}：{one.problem.text.rstrip('。')}" for one in (each.problems or each.questions)
            )
            about = f"第 {each.row} 行 {each.head.name}"
            yield Line(each.sheet, about, f"不导入。{said}", "bad" if each.problems else "warn")


def _households(plan: Plan, table: Sorted) -> list[RosterHousehold]:
    return [each for each in plan.households if each.sheet == table.sheet.name]


def _short(text: str) -> str:
    return f"{text[:SHORT]}…" if len(text) > SHORT else text
