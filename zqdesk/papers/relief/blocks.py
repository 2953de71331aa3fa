"""Blocks that the forms of relief share: options with boxes, amounts in both writings, members, calculation, payments."""

from collections.abc import Iterable, Sequence

from zqdesk.papers.cases.blocks import SMALL, fixed, label, left, money, numbered, person_cells
from zqdesk.papers.cases.family import MemberLine
from zqdesk.papers.making.boxes import ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, heights, table
from zqdesk.papers.making.sheet import Sheet, need
from zqdesk.papers.relief.facts import Before, Help, Paid
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.relief.amount import FORMS
from zqdesk.rules.trace import Line

REGULATION = "《民政部 财政部关于进一步加强和改进临时救助工作的意见》（民发〔2018〕23号）"
BLANK_SUM = "￥　　　　　　　"
BLANK_CAPITALS = "人民币　　　　　　　　　　"


def ticked(options: Iterable[str], word: str, *, apart: str = "　") -> str:
    """All options with their boxes, the one that is said ticked; words that are none of them tick nothing."""
    offered = list(options)
    return ticks(offered, *([word] if word in offered else []), apart=apart)


def ticked_lines(options: Iterable[str], word: str, each: int, *, apart: str = "　") -> str:
    """The same over several lines, `each` options on one: none is torn apart."""
    offered = list(options)
    lines = (offered[start : start + each] for start in range(0, len(offered), each))
    return "\n".join(ticked(line, word, apart=apart) for line in lines)


def figures(fen: int) -> str:
    """`￥3,000.00`; blanks for the hand while there is no amount."""
    return f"￥{format_yuan(fen)}" if fen else BLANK_SUM


def in_words(fen: int) -> str:
    """`人民币叁仟元整`; blanks for the hand while there is no amount."""
    return f"人民币{capitals(fen)}" if fen else BLANK_CAPITALS


def before_text(before: Before) -> str:
    last = before.last or "无记录"
    year = f"{before.year_count}次，{format_yuan(before.year_fen)}元" if before.year_count else "0次"
    parts = [f"上次救助：{last}。", f"本年累计：{year}。", f"其他救助：{before.others or '无记录'}。"]
    if before.repeat_reason:
        parts.append(f"再次救助的理由：{before.repeat_reason}")
    return "".join(parts)


def form_text(help_: Help) -> str:
    """How help is given; goods by their name."""
    goods = f"\n实物：{help_.goods}" if help_.goods and help_.form == FORMS["goods"] else ""
    return ticked(FORMS.values(), help_.form) + goods


def members(sheet: Sheet, lines: Sequence[MemberLine], *, least: int = 4) -> None:
    """The family in one line each: relation, age, health, work, income a month."""
    titles = (
        *("姓名", "与户主\n关系", "性别", "年龄", "身份证号", "健康状况\n（残疾类别等级）"),
        *("从业或\n就学状况", "月收入\n（元）"),
    )
    rows = numbered("家庭\n成员", titles, [_member(line) for line in lines], least)
    table(sheet, (10, 26, 14, 9, 9, 34, 28, 22, 16), rows, header_rows=1, size=SMALL, row_mm=6.4)


def _member(line: MemberLine) -> Row:
    work = "\n".join(part for part in (line.employment, line.school) if part)
    return [*person_cells(line), work, money(line.monthly_fen)]


def calculation(sheet: Sheet, lines: Sequence[Line]) -> None:
    """How the amount comes about: standard × persons × months, with the ground of each."""
    rows: list[Row] = [[label("测算"), label("项目"), label("计算过程"), label("结果"), label("依据")]]
    rows += [
        [
            str(number),
            left(line.label),
            left(line.formula),
            Cell(line.value, align="right", one_line=True, role="hei" if line.key == "total" else "fang"),
            left(line.source),
        ]
        for number, line in enumerate(lines, 1)
    ]
    columns = (10, 27, 50, 18, 63)
    need(sheet, sum(heights(sheet, columns, rows, size=8, row_mm=5)))
    table(sheet, columns, rows, header_rows=1, size=8, row_mm=5)


def payments(sheet: Sheet, paid: Sequence[Paid], *, least: int = 2) -> None:
    """Who received what, with the place to sign; blank lines for what is still to be paid."""
    heads = (
        "日期",
        "领款单号",
        "方式",
        "金额（元）",
        "领取人\n（与对象关系）",
        "身份证号或银行账号",
        "签字、\n指印",
    )
    rows: list[Row] = [[label("领取", rows=max(least, len(paid)) + 1), *map(label, heads)]]
    rows += [
        [
            fixed(f"{each.on:%Y.%m.%d}"),
            fixed(each.number),
            each.way,
            Cell(format_yuan(each.amount_fen), align="right", one_line=True),
            each.who,
            fixed(each.where),
            each.note,
        ]
        for each in paid
    ]
    rows += [[""] * len(heads) for _ in range(least - len(paid))]
    columns = (10, 20, 35, 10, 18, 26, 30, 19)
    table(sheet, columns, rows, size=8, row_mm=10)
