"""Tables to type into whose rows are the frozen entries of an application."""

from collections.abc import Sequence
from typing import Any

from zqdesk.office.cases.entry.values import AssetEntry, SupporterEntry
from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.fields.code_picker import picker
from zqdesk.ui.widgets.fields.id_edit import IdEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.tables.rows_editor import Cell, RowsEditor, Today


class StructRows(RowsEditor):
    """A field of a record that is a tuple of entries of one kind, for the form to bind."""

    def __init__(self, struct: type[Any], cells: Sequence[Cell], name: str) -> None:
        super().__init__(cells, name)
        self._struct = struct

    def value(self) -> tuple[Any, ...]:
        return tuple(self._struct(**row.values()) for row in self.rows())

    def set_value(self, value: Sequence[Any]) -> None:
        names = [cell.name for cell in self.cells]
        self.set_values([{name: getattr(each, name) for name in names} for each in value])

    def raw(self) -> list[dict[str, str]]:
        """What was typed, for the draft of a step's form."""
        return [row.raws() for row in self.rows()]

    def set_raw(self, raws: Sequence[dict[str, str]]) -> None:
        self.set_raws(list(raws))

    def problem(self) -> Problem | None:
        """The first that cannot be read."""
        found = (problem for row in self.rows() for _, problem in row.problems())
        return next(found, None)

    def show_problems(self, problems: list[Problem]) -> list[Problem]:
        """Those of a path like `assets.1.kind` at their row; returns the others."""
        placed: dict[int, list[tuple[str, Problem]]] = {}
        others = []
        for problem in problems:
            _, _, rest = problem.field.partition(".")
            row, _, field = rest.partition(".")
            if row.isdigit():
                placed.setdefault(int(row), []).append((field, problem))
            else:
                others.append(problem)
        for at, each in enumerate(self.rows()):
            each.show_problems(placed.get(at, []))
        return others

    def focus_problem(self, problem: Problem) -> None:
        path = problem.field.split(".")
        rows = self.rows()
        at = int(path[1]) if len(path) > 1 and path[1].isdigit() else 0
        row = rows[at] if at < len(rows) else None
        target = row.widgets.get(path[-1]) if row else None
        (target or self.fields()[0]).setFocus()


def assets() -> StructRows:
    """The possessions of the household (S2 art. 14)."""
    cells = [
        Cell("kind", "种类", lambda: picker("property_kind"), 170),
        Cell("title", "说明（地址、车牌、开户行等）", TextEdit),
        Cell("owner", "所有人", NameEdit, 84),
        Cell("quantity", "数量", lambda: CountEdit(1), 52),
        Cell("amount_fen", "金额（元）", MoneyEdit, 104),
        Cell("exempt_reason", "不计入的理由", TextEdit, 116),
    ]
    return StructRows(AssetEntry, cells, "财产")


def supporters(today: Today) -> StructRows:
    """People with a duty of support who live elsewhere."""
    cells = [
        Cell("name", "姓名", NameEdit),
        Cell("relation", "关系", lambda: picker("support_relation", short=True), 92),
        Cell("id_number", "身份证号", lambda: IdEdit(today), 168),
        Cell("family_count", "家庭人口", lambda: CountEdit(1), 60),
        Cell("per_head_fen", "人均月收入", MoneyEdit, 94),
        Cell("support_fen", "月赡养费", MoneyEdit, 94),
        Cell("unable_reason", "无能力原因", lambda: picker("support_inability"), 104),
    ]
    return StructRows(SupporterEntry, cells, "赡养、抚养、扶养义务人")
