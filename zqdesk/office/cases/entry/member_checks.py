"""The family table checked: each line for itself, and the lines against each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from zqdesk.office.cases.entry.part_checks import check_expenses, check_incomes
from zqdesk.office.cases.entry.values import MemberEntry, PersonEntry
from zqdesk.office.people.field_checks import code_problems, id_number_problems, name_problems, phone_problems
from zqdesk.records import codes
from zqdesk.rules.identity import age_on, parse_disability_card, parse_id_number
from zqdesk.rules.members import ADULT_AGE, ARTICLE_MEMBERS
from zqdesk.rules.problem import Problem, Refused

SELF = ("01", "02")
SPOUSE = ("10", "11", "12")
OLDEST = 130


def check_lines(lines: Sequence[MemberEntry]) -> Iterator[Problem]:
    """One head, at most one spouse, nobody twice, somebody who counts."""
    if lines and not any(line.counted for line in lines):
        text = "至少要有一位计入共同生活的家庭成员"
        yield Problem("members.none_counted", text, "members", ARTICLE_MEMBERS)
    numbers = Counter(line.person.id_number for line in lines if line.person.id_number)
    spouses = 0
    for number, line in enumerate(lines):
        path = f"members.{number}"
        if numbers[line.person.id_number] > 1:
            text = "同一身份证号在家庭成员中出现了不止一次，请核对或删去一行"
            yield Problem("household.duplicate", text, f"{path}.person.id_number")
        if (line.relation in SELF) != (number == 0):
            text = "第一行应为本人或户主" if number == 0 else "本人（户主）只能是第一行，请选择与其的关系"
            yield Problem("relation.head", text, f"{path}.relation")
        spouses += line.relation in SPOUSE
        if line.relation in SPOUSE and spouses > 1:
            yield Problem("relation.spouse", "家庭成员中有不止一位配偶，请核对关系", f"{path}.relation")


def check_line(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    """Everything about one member and their money."""
    yield from check_person(line.person, f"{path}.person.", today)
    yield from _relation(line, f"{path}.relation")
    if not line.counted and not line.not_counted_reason:
        text = "不计入共同生活的，请写明是第七条的哪一种情形"
        yield Problem("not_counted_reason.empty", text, f"{path}.not_counted_reason", ARTICLE_MEMBERS)
    yield from _state_of_life(line, path, today)
    yield from check_incomes(line, path, today)
    yield from check_expenses(line, path, today)


def check_person(person: PersonEntry, prefix: str, today: date) -> Iterator[Problem]:
    """Everything about who somebody is; fields come out as `prefix` and the name of the field."""
    yield from name_problems(person.name, f"{prefix}name")
    yield from phone_problems(person.phone, f"{prefix}phone")
    for field in ("sex", "ethnicity", "marital", "education", "hukou_kind"):
        yield from code_problems(field, getattr(person, field), f"{prefix}{field}")
    if not person.sex:
        yield Problem("sex.empty", "请选择性别", f"{prefix}sex")
    yield from _birthday(person, prefix, today)
    wrong = list(id_number_problems(person.id_number, f"{prefix}id_number", today))
    yield from wrong or _as_the_number_says(person, prefix)


def _birthday(person: PersonEntry, prefix: str, today: date) -> Iterator[Problem]:
    born = person.born_on
    if born is None:
        yield Problem("born_on.empty", "请填写出生日期", f"{prefix}born_on")
    elif born > today or age_on(born, today) > OLDEST:
        yield Problem("born_on.range", "出生日期有误，请核对证件", f"{prefix}born_on")
    elif not person.id_number and age_on(born, today) >= ADULT_AGE:
        text = "成年人须填写身份证号；只有尚未落户的孩子可以先不填"
        yield Problem("id_number.empty", text, f"{prefix}id_number")


def _as_the_number_says(person: PersonEntry, prefix: str) -> Iterator[Problem]:
    if not person.id_number:
        return
    number = parse_id_number(person.id_number)
    if person.born_on not in (None, number.born_on):
        text = "出生日期与身份证号不一致，请核对证件"
        yield Problem("born_on.differs", text, f"{prefix}born_on")
    if person.sex in ("1", "2") and person.sex != number.sex:
        yield Problem("sex.differs", "性别与身份证号不一致，请核对证件", f"{prefix}sex")


def _relation(line: MemberEntry, path: str) -> Iterator[Problem]:
    table = codes.table("relation")
    if not line.relation:
        yield Problem("relation.empty", "请选择与户主（申请人）的关系", path)
    yield from code_problems("relation", line.relation, path)
    known = table.get(line.relation)
    wanted = known.extra.get("sex") if known else None
    if known and wanted and line.person.sex in ("1", "2") and wanted != line.person.sex:
        yield Problem("relation.sex", f"关系“{known.title}”与性别不符，请核对", path)


def _state_of_life(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    for field in ("health", "illness", "work_ability", "self_care", "employment"):
        yield from code_problems(field, getattr(line, field), f"{path}.{field}")
    born = line.person.born_on
    if born and age_on(born, today) >= ADULT_AGE and line.counted and not line.work_ability:
        yield Problem("work_ability.empty", "请选择劳动能力", f"{path}.work_ability")
    if line.disability_number:
        try:
            parse_disability_card(line.disability_number, line.person.id_number)
        except Refused as refused:
            yield from (replace(each, field=f"{path}.disability_number") for each in refused.problems)
