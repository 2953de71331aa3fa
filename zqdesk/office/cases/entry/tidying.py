"""An entry as it is kept: blanks and full-width digits gone, old numbers converted, what an ID number says
filled in. What cannot be read stays as it was typed.
"""

from dataclasses import replace

from zqdesk.office.cases.entry.values import Application, AssetEntry, MemberEntry, SupporterEntry
from zqdesk.office.people.tidying import number_of, read, stripped, tidy_person
from zqdesk.records.codes import table
from zqdesk.rules.people.identity import (
    normalise_name,
    parse_bank_card,
    parse_disability_card,
    parse_mobile,
)


def tidy(entry: Application) -> Application:
    """The entry as it is kept; doing it twice changes nothing more. Its papers are the programme's."""
    entry = stripped(entry)
    return replace(
        entry,
        members=tuple(_member(line) for line in entry.members),
        assets=tuple(_asset(each) for each in entry.assets),
        supporters=tuple(_supporter(each) for each in entry.supporters),
        phone=read(parse_mobile, entry.phone),
        account_number=read(parse_bank_card, entry.account_number),
        proxy_name=read(normalise_name, entry.proxy_name),
        proxy_id_number=number_of(entry.proxy_id_number),
        proxy_phone=read(parse_mobile, entry.proxy_phone),
        relative_name=read(normalise_name, entry.relative_name),
        single_member=entry.single_member if entry.single_reason else 0,
    )


def _member(line: MemberEntry) -> MemberEntry:
    line = stripped(line)
    person = tidy_person(line.person)
    card = line.disability_number
    if card:
        card = read(
            lambda text: parse_disability_card(text, person.id_number, person.former_numbers).number, card
        )
    ground = table("not_counted").find(line.not_counted_reason)
    return replace(
        line,
        person=person,
        disability_number=card,
        not_counted_reason=ground.code if ground else line.not_counted_reason,
    )


def _asset(each: AssetEntry) -> AssetEntry:
    each = stripped(each)
    return replace(each, owner=read(normalise_name, each.owner))


def _supporter(each: SupporterEntry) -> SupporterEntry:
    each = stripped(each)
    return replace(each, name=read(normalise_name, each.name), id_number=number_of(each.id_number))
