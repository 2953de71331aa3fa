"""Where on the entry window a problem stands: shown there, named in words, reached by the cursor; and what must be filled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from zqdesk.rules.problem import Problem
from zqdesk.ui.widgets.form import Form
from zqdesk.ui.widgets.shown.error_list import Wrong
from zqdesk.ui.widgets.tables.member_table import MemberTable
from zqdesk.ui.widgets.tables.money_rows import MoneyRows

AtMember = tuple[int, str, Problem]
"""The line, the last name of the field, the problem."""
WHOLE = "整件申请"
Forms = list[tuple[str, Form[Any]]]
"""The forms of an entry, each with what stands before its fields in a path."""


class Sections(Protocol):
    """What an entry is made of, as far as a problem can stand there."""

    members: MemberTable
    incomes: MoneyRows
    expenses: MoneyRows

    def forms(self) -> Forms: ...
    def order(self) -> list[str]: ...
    def tables(self) -> dict[str, Any]: ...


class EntryProblems:
    """The problems of one application, each told apart by the section it belongs to."""

    def __init__(self, entry: Sections) -> None:
        self._entry = entry

    def show(self, problems: Iterable[Problem]) -> None:
        """Each at its field; the cursor stays where it is."""
        listed = list(problems)
        members, money, rest = self._sorted(listed)
        self._entry.members.show_problems(members)
        for rows in (self._entry.incomes, self._entry.expenses):
            rows.show_problems([(at, field, problem) for table, at, field, problem in money if table is rows])
        for prefix, form in self._entry.forms():
            form.show_problems(_under(prefix, rest, self._prefixes()), focus=False)

    def wrong(self, problems: Iterable[Problem]) -> list[Wrong]:
        """The problems with their places in words, in the order in which the page shows them."""
        order = self._entry.order()
        found = [(self._rank(each, order), Wrong(self.place(each), each)) for each in problems]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]

    def go_to(self, problem: Problem) -> None:
        """Put the cursor where it is; a problem of the whole family leads to its first line."""
        members, money, rest = self._sorted([problem])
        for table, at, field, _ in money:
            table.go_to(at, field)
            return
        for line, field, _ in members:
            self._entry.members.go_to(line, field)
            return
        for prefix, form in self._entry.forms():
            for each in _under(prefix, rest, self._prefixes()):
                if form.home(each.field):
                    form.go_to(each)
                    return
        if problem.field.startswith("members"):
            self._entry.members.go_to(0, "name")

    def follows(self, problem: Problem, unread: Iterable[Problem]) -> bool:
        """Whether it says the same field is missing that cannot be read, or what such an ID number would tell."""
        told = list(unread)
        line = problem.field.rpartition(".person.")[0]
        by_number = problem.field in (f"{line}.person.sex", f"{line}.person.born_on")
        return self.place(problem) in {self.place(each) for each in told} or (
            by_number and f"{line}.id_number" in {each.field for each in told}
        )

    def require(self, paths: Iterable[str]) -> None:
        """Mark what must be filled, and nothing else."""
        listed = frozenset(paths)
        for prefix, form in self._entry.forms():
            form.require({path.removeprefix(prefix) for path in listed if path.startswith(prefix)})
        self._entry.members.require(listed)
        for name, table in self._entry.tables().items():
            table.require({path.removeprefix(f"{name}.") for path in listed if path.startswith(f"{name}.")})

    def _prefixes(self) -> tuple[str, ...]:
        return tuple(prefix for prefix, _ in self._entry.forms() if prefix)

    def place(self, problem: Problem) -> str:
        """The field in words."""
        members, money, rest = self._sorted([problem])
        for table, at, field, _ in money:
            return table.place_of(at, field)
        for line, field, _ in members:
            return self._entry.members.place_of(line, field)
        for prefix, form in self._entry.forms():
            for each in _under(prefix, rest, self._prefixes()):
                if place := form.place(each):
                    return place
        return WHOLE

    def _rank(self, problem: Problem, order: Sequence[str]) -> tuple[int, int, int]:
        """The section or field on the page, then the line, then the field in the line."""
        members, money, _ = self._sorted([problem])
        for table, at, _, _ in money:
            return (order.index("incomes" if table is self._entry.incomes else "expenses"), at, 0)
        for line, field, _ in members:
            return (order.index("members"), line, self._entry.members.rank(field))
        head, _, rest = problem.field.partition(".")
        name = rest.partition(".")[0] if head == "facts" else head
        row = rest.partition(".")[0]
        return (order.index(name) if name in order else -1, int(row) if row.isdigit() else 0, 0)

    def _sorted(
        self, problems: Iterable[Problem]
    ) -> tuple[list[AtMember], list[tuple[MoneyRows, int, str, Problem]], list[Problem]]:
        """Of the members' own fields, of their rows of income and spending, and all others."""
        own: list[AtMember] = []
        money: list[tuple[MoneyRows, int, str, Problem]] = []
        rest: list[Problem] = []
        tables = {"incomes": self._entry.incomes, "expenses": self._entry.expenses}
        for problem in problems:
            parts = problem.field.split(".")
            if parts[0] in tables and len(parts) == 3:
                money.append((tables[parts[0]], int(parts[1]), parts[2], problem))
            elif parts[0] != "members" or len(parts) < 2:
                rest.append(problem)
            else:
                line = int(parts[1]) if parts[1].isdigit() else 0
                row = self._row(tables.get(parts[2]) if len(parts) > 4 else None, line, parts)
                if row is None:
                    own.append((line, parts[-1], problem))
                else:
                    money.append((*row, parts[-1], problem))
        return own, money, rest

    def _row(self, table: MoneyRows | None, line: int, parts: Sequence[str]) -> tuple[MoneyRows, int] | None:
        if table is None or not parts[3].isdigit():
            return None
        at = table.place(line, int(parts[3]), len(self._entry.members.rows))
        return None if at is None else (table, at)


def _under(prefix: str, problems: Iterable[Problem], prefixes: Sequence[str]) -> Iterator[Problem]:
    """Those that belong to the form of this prefix, as it knows its fields."""
    for each in problems:
        if prefix and each.field.startswith(prefix):
            yield replace(each, field=each.field.removeprefix(prefix))
        elif not prefix and not any(each.field.startswith(other) for other in prefixes):
            yield each
