"""What a roster becomes before anything is written: households, and what is wrong, asked or said of them."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.hall.colleagues import Colleague
from zqdesk.office.people.guards import Known
from zqdesk.rules.codes import CodeTable
from zqdesk.rules.problem import Problem

Progress = Callable[[int, int], None]
"""Told (done, of how many); raises to cancel."""


@frozen
class Said:
    """Something about one cell: `row` as Excel counts it, the column's heading, and the problem itself."""

    row: int
    column: str
    problem: Problem


@frozen
class RosterMember:
    """One person of a household, from row `row`."""

    row: int
    name: str
    id_number: str = ""
    sex: str = ""
    born_on: date | None = None
    relation: str = ""
    phone: str = ""


@frozen
class RosterHousehold:
    """One household, head first. `problems` keep it out; `questions` do until somebody `answered` them; `notes` only want to be read."""

    row: int
    members: tuple[RosterMember, ...]
    village_name: str = ""
    village_id: str = ""
    address: str = ""
    phone: str = ""
    standard_kind: str = "rural"
    person_count: int = 0
    allowance_fen: int = 0
    uplift_fen: int = 0
    from_month: str = ""
    bank_name: str = ""
    account_name: str = ""
    account_number: str = ""
    certificate_number: str = ""
    registered_poor: bool = False
    problems: tuple[Said, ...] = ()
    questions: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()
    answered: bool = False
    sheet: str = ""
    rows: tuple[int, ...] = ()

    @property
    def head(self) -> RosterMember:
        return self.members[0]

    @property
    def is_ready(self) -> bool:
        return not self.problems and (self.answered or not self.questions)


@frozen
class Context:
    """What the hall knows: today, the month rows without one start in, villages and relations by name.

    `known` is everybody the hall knows, by ID number; `standards` the monthly standard by kind, in fen;
    `importer` whoever brings the roster in, who takes nobody of their own family in.
    """

    today: date
    from_month: str
    villages: Mapping[str, str]
    relations: CodeTable
    known: Mapping[str, Known]
    standards: Mapping[str, int] = field(default_factory=dict)
    importer: Colleague | None = None
