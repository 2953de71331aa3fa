"""Income and spending of the family: rows that name the member they belong to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from zqdesk.office.cases.entry.values import ExpenseEntry, IncomeEntry, MemberEntry
from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit
from zqdesk.ui.widgets.fields.tick import Tick
from zqdesk.ui.widgets.tables.rows_editor import Cell, EditRow, RowsEditor

KIND_MISSING = Problem("kind.missing", "请选择种类")


class MoneyRows(RowsEditor):
    """`owner` is the number of the member's line; rows without one belong to the first."""

    def __init__(self, struct: type[Any], field: str, cells: Sequence[Cell], name: str) -> None:
        self._names: list[str] = []
        owner = Cell("owner", "成员", self._owner_picker, 92)
        super().__init__([owner, *cells], name)
        self._struct, self._field = struct, field

    def set_names(self, names: list[str]) -> None:
        """Offer the members as the family table has them now."""
        if names == self._names:
            return
        self._names = names
        for row in self.every_row():
            row.widgets["owner"].set_entries(self._pairs())

    def taken(self, line: int) -> list[tuple[int, dict[str, str]]]:
        """A member's line was taken away: their rows too, later ones follow. Returns their rows with the place."""
        raws = [row.raws() for row in self.rows()]
        theirs = [(at, raw) for at, raw in enumerate(raws) if raw["owner"] == str(line)]
        self.set_raws(_moved(raw, line, -1) for raw in raws if raw["owner"] != str(line))
        return theirs

    def given_back(self, line: int, theirs: list[tuple[int, dict[str, str]]]) -> None:
        """The member's line is there again: their rows too, later ones follow."""
        raws = [_moved(row.raws(), line - 1, 1) for row in self.rows()]
        for at, raw in theirs:
            raws.insert(at, raw)
        self.set_raws(raws)

    def show_members(self, members: Sequence[MemberEntry]) -> None:
        names = [cell.name for cell in self.cells if cell.name != "owner"]
        self.set_values(
            [
                {"owner": str(line)} | {name: getattr(each, name) for name in names}
                for line, member in enumerate(members)
                for each in getattr(member, self._field)
            ]
        )

    def put_into(self, members: Sequence[MemberEntry]) -> tuple[MemberEntry, ...]:
        """The same members with the rows of this table as theirs."""
        held: list[list[Any]] = [[] for _ in members]
        for row in self.rows():
            values = row.values()
            values.pop("owner")
            held[self._line(row, len(members))].append(self._struct(**values))
        changes: list[dict[str, Any]] = [{self._field: tuple(each)} for each in held]
        return tuple(replace(member, **change) for member, change in zip(members, changes, strict=True))

    def missing_kinds(self) -> list[tuple[int, str, Problem]]:
        """Rows with an amount of no kind, as (row, field, problem)."""
        return [
            (at, "kind", KIND_MISSING)
            for at, row in enumerate(self.rows())
            if not row.widgets["kind"].value()
        ]

    def place(self, line: int, order: int, member_count: int) -> int | None:
        """The row that is entry `order` of the member in this line."""
        found = [at for at, row in enumerate(self.rows()) if self._line(row, member_count) == line]
        return found[order] if order < len(found) else None

    def show_problems(self, problems: Iterable[tuple[int, str, Problem]]) -> None:
        listed = list(problems)
        for at, row in enumerate(self.rows()):
            unread = row.problems()
            row.show_problems(
                [*unread, *((field, problem) for place, field, problem in listed if place == at)]
            )

    def _line(self, row: EditRow, count: int) -> int:
        owner = row.widgets["owner"].value()
        return min(int(owner), count - 1) if owner.isdigit() else 0

    def _owner_picker(self) -> CodePicker:
        return CodePicker(self._pairs(), "成员", names=True)

    def _pairs(self) -> list[tuple[str, str]]:
        return [(str(line), name) for line, name in enumerate(self._names)]


def _moved(raw: dict[str, str], line: int, by: int) -> dict[str, str]:
    """A row of a member behind this line, whose own line has moved."""
    owner = raw["owner"]
    return raw | {"owner": str(int(owner) + by)} if owner.isdigit() and int(owner) > line else raw


def _kinds(name: str) -> Callable[[], CodePicker]:
    return lambda: picker(name)


def incomes() -> MoneyRows:
    """Income of the last twelve months or any other number of them (S2 art. 13)."""
    cells = [
        Cell("kind", "收入种类", _kinds("income_kind"), 164),
        Cell("title", "说明", TextEdit),
        Cell("amount_fen", "金额（元）", lambda: MoneyEdit(loss=True), 98),
        Cell("months", "月数", lambda: CountEdit(1, 60), 46),
        Cell("counted_fen", "只计入（元）", lambda: MoneyEdit("全部", optional=True), 98),
        Cell("exempt_reason", "其余不计入的理由", TextEdit, 120),
    ]
    return MoneyRows(IncomeEntry, "incomes", cells, "收入")


def expenses() -> MoneyRows:
    """Rigid spending that may lessen the counted income (S2 art. 13)."""
    cells = [
        Cell("kind", "支出种类", _kinds("deduction_kind"), 164),
        Cell("title", "说明", TextEdit),
        Cell("amount_fen", "金额（元）", MoneyEdit, 98),
        Cell("months", "月数", lambda: CountEdit(1, 60), 46),
        Cell("deducted", "", lambda: _ticked("予以扣减"), 104),
    ]
    return MoneyRows(ExpenseEntry, "expenses", cells, "支出")


def _ticked(text: str) -> Tick:
    tick = Tick(text)
    tick.set_value(True)
    return tick
