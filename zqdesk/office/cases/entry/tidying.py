"""An entry as it is kept: blanks and full-width digits gone, old numbers converted, what an ID number says
filled in, the list of papers complete. What cannot be read stays as it was typed.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from zqdesk.office.cases.entry.values import Application, MemberEntry, PersonEntry, SupporterEntry
from zqdesk.office.cases.materials import required
from zqdesk.rules.identity import (
    normalise_name,
    parse_bank_card,
    parse_disability_card,
    parse_id_number,
    parse_mobile,
)
from zqdesk.rules.problem import Refused

E = TypeVar("E", Application, MemberEntry, PersonEntry, SupporterEntry)


def tidy(entry: Application) -> Application:
    """The entry as `record_application` keeps it; doing it twice changes nothing more."""
    entry = _stripped(entry)
    entry = replace(
        entry,
        members=tuple(_member(line) for line in entry.members),
        supporters=tuple(_supporter(each) for each in entry.supporters),
        phone=_read(parse_mobile, entry.phone),
        account_number=_read(parse_bank_card, entry.account_number),
        proxy_name=_read(normalise_name, entry.proxy_name),
        proxy_id_number=_number(entry.proxy_id_number),
        proxy_phone=_read(parse_mobile, entry.proxy_phone),
        relative_name=_read(normalise_name, entry.relative_name),
        single_member=entry.single_member if entry.single_reason else 0,
    )
    return replace(entry, materials=required(entry))


def tidy_person(person: PersonEntry) -> PersonEntry:
    """Name and numbers as they are kept; sex and birthday from the ID number where they were left empty."""
    person = _stripped(person)
    person = replace(person, name=_read(normalise_name, person.name), phone=_read(parse_mobile, person.phone))
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


def _member(line: MemberEntry) -> MemberEntry:
    line = _stripped(line)
    person = tidy_person(line.person)
    card = line.disability_number
    if card:
        card = _read(lambda text: parse_disability_card(text, person.id_number).number, card)
    return replace(line, person=person, disability_number=card)


def _supporter(each: SupporterEntry) -> SupporterEntry:
    each = _stripped(each)
    return replace(each, name=_read(normalise_name, each.name), id_number=_number(each.id_number))


def _stripped(entry: E) -> E:
    texts = ((each.name, getattr(entry, each.name)) for each in fields(entry))
    changed: dict[str, Any] = {
        name: text.strip() for name, text in texts if isinstance(text, str) and text != text.strip()
    }
    return replace(entry, **changed)


def _number(text: str) -> str:
    return _read(lambda typed: parse_id_number(typed).number, text)


def _read(parse: Callable[[str], str], text: str) -> str:
    try:
        return parse(text) if text else text
    except Refused:
        return text
