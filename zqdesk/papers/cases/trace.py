"""How an amount comes about, on a paper: the lines of the trace as they stand."""

from collections.abc import Iterable
from typing import Any

from zqdesk.papers.cases.blocks import label, left
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet
from zqdesk.rules.trace import Line


def stored_lines(trace: Iterable[Any]) -> tuple[Line, ...]:
    """The lines kept with an opinion or a decision."""
    return tuple(line if isinstance(line, Line) else Line(**line) for line in trace)


def draw_lines(sheet: Sheet, lines: Iterable[Line], regulation: str, *, least: int = 3) -> None:
    """The lines as a table: what, how, how much, on which ground; `regulation` is named once, in the head."""
    ground = f"依据（《办法》即{regulation}）"
    rows: list[Row] = [[label("测算"), label("项目"), label("计算过程"), label("结果"), label(ground)]]
    rows += [
        [
            str(number),
            left(line.label),
            left(line.formula),
            Cell(line.value, align="right", one_line=True, role=_role(line.key)),
            left(line.source.replace(regulation, "《办法》")),
        ]
        for number, line in enumerate(lines, 1)
    ]
    rows += [["", "", "", "", ""] for _ in range(len(rows), least + 1)]
    table(sheet, (10, 43, 55, 17, 43), rows, header_rows=1, size=8, row_mm=5)


def _role(key: str) -> str:
    return "hei" if key == "total" else "fang"
