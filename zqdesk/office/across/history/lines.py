"""The history of a case, household or person in words an official reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.across.history import act_titles, field_titles
from zqdesk.office.across.history.sentences import SENTENCES, sentence
from zqdesk.office.hall.words import RowSaid, Words
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import changes, codes
from zqdesk.records.changes import Change, FieldChanges
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case, CaseMember, Material
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.staff import Account
from zqdesk.rules.money import format_yuan
from zqdesk.rules.people.identity import mask_card, mask_id, mask_phone
from zqdesk.rules.programmes import table as table_of


@frozen
class HistoryLine:
    """One act: its title, one sentence on what it did, and each field as (title, old, new). `taken_back`: it counts for nothing."""

    seq: int
    at: datetime
    actor: str
    title: str
    text: str
    details: tuple[tuple[str, str, str], ...]
    taken_back: bool = False


NUMBERS = {
    "id_number": mask_id,
    "proxy_id_number": mask_id,
    "disability_number": mask_id,
    "account_number": mask_card,
    "phone": mask_phone,
    "proxy_phone": mask_phone,
    "payee_id_number": mask_id,
    "payee_phone": mask_phone,
}
_PEOPLE = ("person_id", "applicant_id", "head_id", "single_person_id", "clerk_id", "about_id")


def of_subjects(session: Session, ids: Iterable[str]) -> tuple[HistoryLine, ...]:
    """Every act that touched one of these records, the newest first; numbers of people are masked."""
    found = changes.history(session, ids, taken_back=True)
    names = _names(session, found)
    return tuple(_line(change, replace(names, case=_case(change, names))) for change in found)


def in_words(
    session: Session, fields: tuple[tuple[str, str, FieldChanges], ...]
) -> tuple[tuple[str, str, str], ...]:
    """Each field as (title, one value, the other), as the history says it; what it does not show is left out."""
    change = Change(0, "", "", "", datetime.min.replace(tzinfo=CHINA), "", fields)  # only its fields are told
    names = _names(session, [change])
    return tuple(_details(change, replace(names, case=_case(change, names))))


@frozen
class _Names:
    """Names behind the ids in the rows: persons and accounts, the person of each member row, programme and
    kind of cases, titles of the papers brought. `case` is the one the change at hand touched.
    """

    people: dict[str, str]
    members: dict[str, str]
    cases: dict[str, tuple[str, str]]
    materials: dict[str, str]
    case: tuple[str, str] | None = None

    @property
    def programme(self) -> Words:
        """The words of the case's programme; none where no case was touched."""
        return PROGRAMMES[self.case[0]].words if self.case else Words()


def _line(change: Change, names: _Names) -> HistoryLine:
    return HistoryLine(
        seq=change.seq,
        at=change.at,
        actor=change.actor_name,
        title=act_titles.title_of(change.act, names.case),
        text=_text(change, names),
        details=tuple(_details(change, names)),
        taken_back=not change.stands,
    )


def _names(session: Session, found: list[Change]) -> _Names:
    rows = [row for change in found for row in change.fields]
    values = {str(each) for _, _, fields in rows for pair in fields.values() for each in pair if each}
    touched = {row_id for _, row_id, _ in rows}
    members = session.execute(
        select(CaseMember.id, CaseMember.person_id).where(CaseMember.id.in_(touched | values))
    )
    person_of: dict[str, str] = {row.id: row.person_id for row in members}
    for table, row_id, fields in rows:
        if table in ("case_members", "memberships") and "person_id" in fields:
            person_of[row_id] = next(str(each) for each in reversed(fields["person_id"]) if each)
    wanted = values | touched | set(person_of.values())
    people = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())
    people |= dict(session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted))).all())
    cases = {
        row.id: (row.programme, row.kind)
        for row in session.execute(select(Case.id, Case.programme, Case.kind).where(Case.id.in_(touched)))
    }
    materials = dict(
        session.execute(select(Material.id, Material.title).where(Material.id.in_(touched))).all()
    )
    whose = {row_id: people.get(person, "") for row_id, person in person_of.items()}
    return _Names(people, whose, cases, materials)


def _case(change: Change, names: _Names) -> tuple[str, str] | None:
    return next((names.cases[row_id] for _, row_id, _ in change.fields if row_id in names.cases), None)


def _details(change: Change, names: _Names) -> Iterator[tuple[str, str, str]]:
    for table, row_id, fields in change.fields:
        for field, (old, new) in fields.items():
            title = field_titles.title_of(table, field, names.programme)
            before, after = (_words(table, row_id, field, value, names) for value in (old, new))
            if title is not None and before != after:
                yield f"{_whose(table, row_id, fields, names)}{title}", before, after


def _whose(table: str, row_id: str, fields: FieldChanges, names: _Names) -> str:
    """What stands before a field's title: 家庭成员·李某：."""
    title = field_titles.TABLES.get(table, table)
    owner = names.members.get(row_id) or names.materials.get(row_id, "")
    if table == "persons":
        owner = names.people.get(row_id, "")
    for value in fields.get("member_id", ()):
        owner = owner or names.members.get(value or "", "")
    return f"{title}{'·' if owner else ''}{owner}：" if title else ""


def _words(table: str, row_id: str, field: str, value: Any, names: _Names) -> str:
    """A value as it is read on paper."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_item(table, field, each, names) for each in value)
    if field == "state" and table == "cases":
        return _state(names.cases.get(row_id), str(value))
    if field in _PEOPLE:
        return names.people.get(str(value), "")
    return _item(table, field, value, names)


def _item(table: str, field: str, value: Any, names: _Names) -> str:
    if isinstance(value, dict):
        return str(value.get("title", ""))
    if field.endswith("_fen") and isinstance(value, int):
        return format_yuan(value)
    if field.endswith("_at") and isinstance(value, str):
        return f"{datetime.fromisoformat(value).astimezone(CHINA):%Y-%m-%d %H:%M}"
    if field in NUMBERS:
        return NUMBERS[field](str(value))
    words = field_titles.words_of(table, field, names.programme)
    if words is not None:
        return words.get(str(value), str(value))
    codes_of = field_titles.CODES.get((table, field))
    return codes.table(codes_of).title_of(str(value)) if codes_of else str(value)


def _state(case: tuple[str, str] | None, state: str) -> str:
    states = table_of(*case).states if case else ()
    return next((each.title for each in states if each.id == state), state)


def _text(change: Change, names: _Names) -> str:
    """One sentence: what the act brought about, and the reason given."""
    for table in SENTENCES:
        row = next(((row_id, fields) for name, row_id, fields in change.fields if name == table), None)
        said = sentence(table, _row_said(table, row, names)) if row else ""
        if said:
            return f"{said}；{change.reason}" if change.reason else said
    return change.reason


def _row_said(table: str, row: tuple[str, FieldChanges], names: _Names) -> RowSaid:
    row_id, fields = row
    words = defaultdict(str)
    for field, (_, new) in fields.items():
        words[field] = _words(table, row_id, field, new, names)
    return RowSaid({field: new for field, (_, new) in fields.items()}, words, names.programme.amount)
