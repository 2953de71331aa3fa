"""A person as it is kept: blanks and full-width digits gone, what an ID number says filled in."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.rules.people.identity import normalise_name, parse_id_number, parse_mobile
from zqdesk.rules.problem import Refused

E = TypeVar("E", bound=Any)


def tidy_person(person: PersonEntry) -> PersonEntry:
    """Name and numbers as they are kept; sex and birthday from the ID number where they were left empty."""
    person = stripped(person)
    person = replace(person, name=read(normalise_name, person.name), phone=read(parse_mobile, person.phone))
    try:
        known = parse_id_number(person.id_number)
    except Refused:
        return person
    return replace(
        person,
        id_number=known.number,
        sex=person.sex or known.sex,
        born_on=person.born_on or known.born_on,
    )


def stripped(entry: E) -> E:
    """An entry with the blanks around its texts gone."""
    texts = ((each.name, getattr(entry, each.name)) for each in fields(entry))
    changed: dict[str, Any] = {
        name: text.strip() for name, text in texts if isinstance(text, str) and text != text.strip()
    }
    return replace(entry, **changed)


def number_of(text: str) -> str:
    """An ID number as it is kept, or what was typed where it is none."""
    return read(lambda typed: parse_id_number(typed).number, text)


def read(parse: Callable[[str], str], text: str) -> str:
    """What was typed as `parse` reads it; as it stands where it cannot be read."""
    try:
        return parse(text) if text else text
    except Refused:
        return text
