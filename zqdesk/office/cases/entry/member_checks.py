"""The family table checked: each line for itself, and the lines against each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from zqdesk.office.cases.entry.counted import check_counting
from zqdesk.office.cases.entry.part_checks import check_expenses, check_incomes
from zqdesk.office.cases.entry.values import MemberEntry
from zqdesk.office.people.field_checks import code_problems
from zqdesk.office.people.guards import kin
from zqdesk.office.people.person_checks import check_person
from zqdesk.records import codes
from zqdesk.rules.cases.counted import ADULT_AGE, ARTICLE_MEMBERS
from zqdesk.rules.people.family import family_problems
from zqdesk.rules.people.identity import age_on, parse_disability_card
from zqdesk.rules.problem import Problem, Refused


def check_lines(lines: Sequence[MemberEntry], today: date) -> Iterator[Problem]:
    """A family that can be (`family_problems`), nobody twice, somebody who counts."""
    if lines and not any(line.counted for line in lines):
        text = "至少要有一位计入共同生活的家庭成员"
        yield Problem("members.none_counted", text, "members", ARTICLE_MEMBERS)
    numbers = Counter(line.person.id_number for line in lines if line.person.id_number)
    for number, line in enumerate(lines):
        if numbers[line.person.id_number] > 1:
            text = "同一身份证号在家庭成员中出现了不止一次，请核对或删去一行"
            yield Problem("household.duplicate", text, f"members.{number}.person.id_number")
    family = [kin(line.person, line.relation, f"members.{n}.") for n, line in enumerate(lines)]
    yield from family_problems(family, codes.table("relation"), today)


def check_line(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    """Everything about one member and their money."""
    yield from check_person(line.person, f"{path}.person.", today)
    yield from _relation(line, f"{path}.relation")
    yield from check_counting(line, path, today)
    yield from _state_of_life(line, path, today)
    yield from check_incomes(line, path, today)
    yield from check_expenses(line, path, today)


def _relation(line: MemberEntry, path: str) -> Iterator[Problem]:
    if not line.relation:
        yield Problem("relation.empty", "请选择与户主（申请人）的关系", path)
    yield from code_problems("relation", line.relation, path)


def _state_of_life(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    for field in ("health", "illness", "work_ability", "self_care", "employment"):
        yield from code_problems(field, getattr(line, field), f"{path}.{field}")
    born = line.person.born_on
    if born and age_on(born, today) >= ADULT_AGE and line.counted and not line.work_ability:
        yield Problem("work_ability.empty", "请选择劳动能力", f"{path}.work_ability")
    if line.disability_number:
        try:
            parse_disability_card(line.disability_number, line.person.id_number, line.person.former_numbers)
        except Refused as refused:
            yield from (replace(each, field=f"{path}.disability_number") for each in refused.problems)
