"""Blocks that several forms share: applicant, members, supporters, income, spending, property, account."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from zqdesk.papers.cases.economy import PROPERTY, Economy, IncomeLine
from zqdesk.papers.cases.family import Applicant, MemberLine, SupporterLine
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet
from zqdesk.rules.cases.income import CLASS_TITLES
from zqdesk.rules.money import format_yuan

SIZE, SMALL = 10.5, 10.5
ROW_MM = 7.0
SPENDING_TITLES = ("医疗自付", "教育", "残疾康复护理", "就业成本", "其他")


def label(text: str, *, span: int = 1, rows: int = 1, vertical: bool = False) -> Cell:
    """The name of a field, in 黑体."""
    return Cell(text, span=span, rows=rows, role="hei", vertical=vertical)


def left(text: str, *, span: int = 1, rows: int = 1, height: float = 0) -> Cell:
    """Text that may be long."""
    return Cell(text, span=span, rows=rows, align="left", height=height)


def fixed(text: str, *, span: int = 1) -> Cell:
    """A number or code that stays on one line, made smaller if need be."""
    return Cell(text, span=span, one_line=True)


def money(fen: int | None) -> Cell:
    """An amount in yuan at the right; empty where none is known."""
    return Cell("" if fen is None else format_yuan(fen), align="right", one_line=True)


def persons(count: int) -> str:
    """`4人`; a blank for the hand where the number is not known."""
    return f"{count}人" if count else "　　人"


def yes_no(yes: bool | None) -> str:
    """`☑是　☐否`; None: nobody was asked, both boxes stay empty."""
    return ticks(("是", "否"), *(() if yes is None else ("是" if yes else "否",)))


def known(relative: str | None) -> bool | None:
    """Whether a relative was named; on forms issued before, an empty name was said to be none."""
    return None if relative is None else bool(relative)


def none_or_some(relative: str | None) -> str:
    """`☐无　☑有` as `known` has it."""
    return ticks(("无", "有"), *{None: (), False: ("无",), True: ("有",)}[known(relative)])


def applicant_rows(applicant: Applicant) -> list[Row]:
    """Three rows on the columns of `APPLICANT_MM`."""
    known = [applicant.standard] if applicant.standard in STANDARDS else []
    return [
        [
            label("申请人"),
            applicant.name,
            label("性别"),
            applicant.sex,
            label("民族"),
            applicant.ethnicity,
            label("身份证号"),
            fixed(applicant.id_number),
        ],
        [label("户籍地址"), left(applicant.hukou_address, span=5), label("联系电话"), fixed(applicant.phone)],
        [label("现居住地"), left(applicant.address, span=5), label("城乡类别"), ticks(STANDARDS, *known)],
    ]


STANDARDS = ("城市", "农村")
APPLICANT_MM = (21.5, 27, 12, 12, 12, 17, 20, 46.5)


def members(sheet: Sheet, lines: Sequence[MemberLine], *, least: int = 6) -> None:
    """The family in one line each, at least `least` lines; who is not counted is marked 否 with the reason."""
    titles = (
        "姓名",
        "与户主\n关系",
        "性别",
        "年龄",
        "身份证号",
        "健康状况\n（残疾类别\n等级）",
        "劳动能力\n自理能力",
        "从业或\n就学状况",
        "共同\n生活",
    )
    rows = numbered("家庭\n成员", titles, [_member(line) for line in lines], least)
    table(sheet, (10, 20, 14, 8, 10, 29.5, 25.5, 18, 22.5, 10.5), rows, header_rows=1, size=SMALL, row_mm=6.6)


FULL_HEADS = (
    *("与户主\n关系", "性别", "出生日期", "身份证号", "民族", "婚姻状况", "文化程度", "月收入\n（元）"),
    *("健康、残疾", "残疾证号", "劳动能力／自理能力", "从业、就学", "社会保险", "是否\n保障对象"),
)
_SPANS = (1, 1, 1, 2, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1)
_ABOVE = 8
"""How many of them stand in the upper of a member's two lines."""


def full_members(
    sheet: Sheet, lines: Sequence[MemberLine], protected: Collection[str], *, least: int = 4
) -> None:
    """Two lines for each member, all that the form asks; `protected`: for whom it is, empty where nobody was named."""
    rows = _pair(label("家庭\n成员", rows=2), label("姓名", rows=2), [label(text) for text in FULL_HEADS])
    for index, line in enumerate(lines, 1):
        rows += _pair(Cell(str(index), rows=2), Cell(line.name, rows=2), _full_member(line, protected))
    for index in range(len(lines) + 1, least + 1):
        rows += _pair(Cell(str(index), rows=2), Cell("", rows=2), [""] * len(FULL_HEADS))
    columns = (8, 18, 15, 8, 18, 14, 16, 13, 18, 21, 19)
    table(sheet, columns, rows, header_rows=2, size=SMALL, row_mm=6.2)


def _pair(index: Cell, name: Cell, values: Sequence[Cell | str]) -> list[Row]:
    cells = [
        replace(Cell(value) if isinstance(value, str) else value, span=span)
        for value, span in zip(values, _SPANS, strict=True)
    ]
    return [[index, name, *cells[:_ABOVE]], cells[_ABOVE:]]


def _full_member(line: MemberLine, protected: Collection[str]) -> Sequence[Cell | str]:
    return (
        f"{line.relation}\n{'' if line.counted else '不'}计入：{line.why_not}"
        if line.why_not
        else line.relation,
        line.sex,
        day(line.born_on).replace("年", "年\n")
        if line.born_on
        else "",  # in the width there is, broken where one reads
        fixed(line.id_number),
        line.ethnicity,
        line.marital,
        line.education,
        money(line.monthly_fen),
        "\n".join(part for part in (line.health, line.disability) if part),
        fixed(line.disability_number),
        "／".join(part for part in (line.work_ability, line.self_care) if part),
        "\n".join(part for part in (line.employment, line.school) if part),
        line.insurance,
        ("是" if line.name in protected else "否") if protected else "",
    )


def numbered(name: str, titles: Sequence[str], lines: Sequence[Row], least: int) -> list[Row]:
    """Rows of a list under their heads, the block's name over the running numbers; blank ones up to `least`."""
    blank: Row = [""] * len(titles)
    filled = [*lines, *[blank] * (least - len(lines))]
    heads: Row = [label(name), *map(label, titles)]
    return [heads, *([str(number), *line] for number, line in enumerate(filled, 1))]


def person_cells(line: MemberLine) -> Row:
    """Who a member is, and how they are."""
    return [
        line.name,
        line.relation,
        line.sex,
        "" if line.age is None else str(line.age),
        fixed(line.id_number),
        "\n".join(part for part in (line.health, line.disability) if part),
    ]


def _member(line: MemberLine) -> Row:
    return [
        *person_cells(line),
        "／".join(part for part in (line.work_ability, line.self_care) if part),
        "\n".join(part for part in (line.employment, line.school) if part),
        f"{'是' if line.counted else '否'}\n{line.why_not}".strip(),
    ]


def supporters(sheet: Sheet, lines: Sequence[SupporterLine], *, least: int = 1) -> None:
    """Those obliged to support who live elsewhere (赡抚扶养义务人)."""
    titles = (
        "姓名",
        "与被赡抚\n扶养人\n关系",
        "身份证号",
        "工作单位",
        "家庭\n人口",
        "月人均\n收入\n（元）",
        "应付\n赡养费\n（元）",
        "无能力原因",
    )
    rows = numbered("义务\n人", titles, [_supporter(line) for line in lines], least)
    table(sheet, (10.5, 19, 18, 29, 19.5, 10.5, 19, 18.5, 24), rows, header_rows=1, size=SMALL, row_mm=6.6)


def _supporter(line: SupporterLine) -> Row:
    return [
        line.name,
        line.relation,
        fixed(line.id_number),
        line.workplace,
        str(line.family_count),
        _some(line.per_head_fen),
        _some(line.support_fen),
        line.unable_reason,
    ]


def incomes(sheet: Sheet, economy: Economy, *, counted: bool = False) -> None:
    """Income of each member who has any, by class, and of the family; classes without any stay empty.

    With `counted` also what the calculation made of it: the counted income, and that a head.
    """
    lines = [_income(line) for line in economy.incomes if line.total_fen or any(line.classes_fen)]
    rows = numbered("月收入", ("姓名", *CLASS_TITLES.values(), "合计（元）"), lines, 1)
    totals = [*map(_some, economy.classes_fen), money(economy.total_fen)]
    rows.append([label("家庭月收入合计", span=2), *totals])
    if counted:
        found = [label("核定月收入（元）", span=2), Cell(economy.counted, span=2)]
        rows.append([*found, label("人均月收入（元）", span=2), Cell(economy.per_head, span=2)])
    table(sheet, (14.5, 25.5, 21, 21, 21, 21, 21, 23), rows, header_rows=1, size=SMALL, row_mm=6.2)


def _income(line: IncomeLine) -> Row:
    return [line.name, *map(_some, line.classes_fen), money(line.total_fen)]


def _some(fen: int) -> Cell:
    return money(fen or None)


def spending(sheet: Sheet, economy: Economy) -> None:
    """Rigid spending a month by kind."""
    titles = [label(title) for title in (*SPENDING_TITLES, "合计（元）")]
    amounts = [*map(_some, economy.spending_fen), money(economy.spending_total_fen)]
    rows: list[Row] = [[label("月刚性支出", rows=2), *titles], amounts]
    table(sheet, (21.5, 25, 22, 28.5, 24, 24, 23), rows, size=SMALL, row_mm=6.2)


def possessions(sheet: Sheet, economy: Economy) -> None:
    """Property of the family, two kinds a row."""
    pairs = zip(PROPERTY, economy.property, strict=True)
    cells = [(label(title), left(text or economy.nothing)) for (title, _), text in pairs]
    rows: list[Row] = [
        [*([label("家庭财产", rows=len(cells) // 2)] if index == 0 else []), *cells[index], *cells[index + 1]]
        for index in range(0, len(cells), 2)
    ]
    table(sheet, (21.5, 21.5, 52, 25.5, 47.5), rows, size=SMALL, row_mm=6.2)


def account(sheet: Sheet, applicant: Applicant) -> None:
    """Where the money goes."""
    row: Row = [
        label("开户银行"),
        left(applicant.bank_name),
        label("户名"),
        applicant.account_name,
        label("银行账号"),
        fixed(applicant.account_number),
    ]
    table(sheet, (21.5, 45, 12, 27, 18, 44.5), [row], size=SMALL, row_mm=6.6)
