"""Which fields an application cannot do without: those at which the checks complain once they are blank.

Nothing is listed here. A field is blanked and the checks of acceptance are asked: so the marks on the screen and
the refusal can never say two things.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.checks import single
from zqdesk.office.cases.entry.member_checks import check_line
from zqdesk.office.cases.entry.part_checks import check_assets, check_supporters
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    MemberEntry,
    SupporterEntry,
)
from zqdesk.rules.problem import Problem

Check = Callable[[Any], Iterable[Problem]]


@frozen
class Lacking:
    """How an entry stands before it is handed in: everything against it at once, and the fields it must fill."""

    problems: tuple[Problem, ...]
    required: frozenset[str]


def required(entry: Application, today: date) -> frozenset[str]:
    """The paths of the fields that acceptance asks for, of this entry as it stands.

    `members.0.person.name` for the fields of a line; `incomes.kind` for what every row of a table must say.
    """
    return frozenset(
        [
            *demanded(entry, lambda blanked: single(tidy(blanked), today)),
            *(path for line, each in enumerate(entry.members) for path in _of_member(each, line, today)),
            *_of_rows(today),
        ]
    )


def demanded(
    record: Any, check: Check, prefix: str = "", blanks: Mapping[str, Any] | None = None
) -> Iterator[str]:
    """The fields of a frozen record that the check names once they are blank, each blanked alone.

    `blanks` says what an empty field gives, and which fields there are; without it yes-or-no fields and tables are
    never blank.
    """
    given = _blanks(record) if blanks is None else blanks
    for name, blank in given.items():
        problems = check(replace(record, **{name: blank}))
        if any(problem.field == f"{prefix}{name}" for problem in problems):
            yield f"{prefix}{name}"


def _of_member(line: MemberEntry, at: int, today: date) -> Iterator[str]:
    path = f"members.{at}"
    bare = replace(line, incomes=(), expenses=())

    def of_line(blanked: MemberEntry) -> Iterable[Problem]:
        (kept,) = tidy(Application(members=(blanked,))).members
        return check_line(kept, path, today)

    yield from demanded(bare, of_line, f"{path}.")
    of_person: Check = lambda person: of_line(replace(bare, person=person))  # noqa: E731
    yield from demanded(line.person, of_person, f"{path}.person.")


def _of_rows(today: date) -> Iterator[str]:
    """Of the small tables: what a row must say, whatever else it says."""
    line = MemberEntry(incomes=(IncomeEntry(""),), expenses=(ExpenseEntry(""),))
    owned = Application(assets=(AssetEntry(""),), supporters=(SupporterEntry(family_count=0),))
    found: Sequence[Problem] = [
        *check_line(line, "members.0", today),
        *check_assets(owned, today),
        *check_supporters(owned, today),
    ]
    for problem in found:
        parts = problem.field.split(".")
        if parts[-2].isdigit() and parts[-3] in ("incomes", "expenses", "assets", "supporters"):
            yield f"{parts[-3]}.{parts[-1]}"


def _blanks(record: Any) -> dict[str, Any]:
    """What empty fields give, by the types of the record."""
    found: dict[str, Any] = {}
    for each in fields(record):
        kind = str(each.type)
        if kind == "str" or kind.endswith("'str'>"):
            found[each.name] = ""
        elif "date" in kind:
            found[each.name] = None
        elif kind == "int" or kind.endswith("'int'>"):
            found[each.name] = 0
    return found
