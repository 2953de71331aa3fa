"""Who somebody is, checked: every field for itself and against the ID number."""

from collections.abc import Iterator
from datetime import date

from zqdesk.office.people.field_checks import code_problems, id_number_problems, name_problems, phone_problems
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.people.identity import age_on, parse_id_number
from zqdesk.rules.problem import Problem

OLDEST = 130


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
