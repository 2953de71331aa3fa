"""A roster comes in as one act, wholly or not, and goes again only while nothing stands on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import town
from zqdesk.office.people import changes as changes_of_people
from zqdesk.office.people.changes import Joining, Leaving
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.people.roster import importing
from zqdesk.office.people.roster.importing import Source
from zqdesk.office.people.roster.values import RosterHousehold, RosterMember, Said
from zqdesk.records import changes, codes, search
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.paper import Draft
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.problem import Problem, Refused

SOURCE = Source("名册.xlsx", "d" * 64)
TWO = (
    RosterHousehold(
        row=2,
        members=(
            RosterMember(2, "张某", "370114190001010014", "1", date(1900, 1, 1), "02"),
            RosterMember(3, "𬭎某", "370181190002150027", "2", date(1900, 2, 15), "10"),
        ),
        village_name="示例东村",
        person_count=2,
        allowance_fen=100_000,
        from_month="2025-07",
    ),
    RosterHousehold(
        row=4,
        members=(RosterMember(4, "李某", "37011419001231999X", "1", date(1900, 12, 31), "02"),),
        person_count=1,
        allowance_fen=80_400,
        from_month="2025-07",
    ),
)


def counts(session: Session) -> list[int]:
    tables = (Person, Household, Membership, RollEntry)
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def code_of(register: Register, households: tuple[RosterHousehold, ...], source: Source = SOURCE) -> str:
    with pytest.raises(Refused) as refused:
        register.do(importing.import_roster, households, source)
    return refused.value.problems[0].code


def test_all_rows_come_in_as_one_change_and_are_found(register: Register) -> None:
    batch_id = register.do(importing.import_roster, TWO, SOURCE).result
    assert register.read(counts) == [3, 2, 3, 2]
    (change,) = register.read(changes.history, [batch_id])
    assert change.reason == "导入名册“名册.xlsx”：2 户 3 人"
    assert {hit.kind for hit in register.read(search.find, "𬭎")} >= {"person"}


def test_a_household_with_a_problem_keeps_everything_out(register: Register) -> None:
    bad = replace(TWO[1], problems=(Said(4, "身份证号", Problem("id_number.checksum", "…")),))
    assert code_of(register, (TWO[0], bad)) == "id_number.checksum"
    assert register.read(counts) == [0, 0, 0, 0]


def test_the_same_file_or_person_does_not_come_in_twice(register: Register) -> None:
    register.do(importing.import_roster, TWO, SOURCE)
    assert code_of(register, TWO) == "import.repeated"
    assert code_of(register, TWO, Source("另存.xlsx", "e" * 64)) == "person.on_roll"
    assert register.read(counts) == [3, 2, 3, 2]


def test_cancelling_leaves_nothing(register: Register) -> None:
    class Cancelled(Exception):  # noqa: N818
        pass

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        register.do(importing.import_roster, TWO, SOURCE, cancel)
    assert register.read(counts) == [0, 0, 0, 0]


def test_taken_back_it_is_gone_but_for_its_history(register: Register) -> None:
    batch_id = register.do(importing.import_roster, TWO, SOURCE).result
    register.do(importing.revert_import, batch_id, "表格有误")
    assert register.read(counts) == [0, 0, 0, 0]
    assert register.read(search.find, "张某") == []
    assert [change.act for change in register.read(changes.history, [batch_id])] == [
        "importing.revert_import",
        "importing.import_roster",
    ]
    register.do(importing.import_roster, TWO, SOURCE)
    assert register.read(counts) == [3, 2, 3, 2]


def test_it_stays_once_a_case_was_built_on_it(register: Register, clock: town.Clock) -> None:
    batch_id = register.do(importing.import_roster, TWO, SOURCE).result
    household = register.read(lambda session: session.scalars(select(Household)).first())
    assert household
    register.do(
        lambda work: work.session.add(
            Case(
                household_id=household.id,
                applicant_id=household.head_id,
                clerk_id=town.CLERK.id,
                applied_on=clock().date(),
            )
        )
    )
    with pytest.raises(Refused) as refused:
        register.do(importing.revert_import, batch_id, "表格有误")
    assert [problem.code for problem in refused.value.problems] == ["import.built_upon"]


def test_only_a_clerk_imports(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        register.acting_as(town.ADMINISTRATOR).do(importing.import_roster, TWO, SOURCE)
    assert refused.value.problems[0].code == "role.required"


@pytest.mark.parametrize(
    ("from_month", "due"),
    [("2025-07", date(2027, 7, 1)), ("2022-12", date(2026, 12, 1)), ("2027-01", date(2027, 1, 1))],
)
def test_households_of_an_old_roll_are_reviewed_yearly_from_their_first_month(
    from_month: str, due: date
) -> None:
    assert importing.next_anniversary(from_month, 12, date(2026, 11, 23)) == due


def test_the_review_stands_on_the_roll(register: Register) -> None:
    register.do(importing.import_roster, TWO, SOURCE)
    days = register.read(lambda session: session.scalars(select(RollEntry.review_by)).all())
    assert days == [date(2027, 7, 1), date(2027, 7, 1)]


def test_a_roster_is_checked_against_the_villages_and_the_roll_of_the_day(register: Register) -> None:
    register.do(importing.import_roster, TWO, SOURCE)
    context = register.read(importing.context, date(2026, 11, 23), codes.table("relation"))
    assert context.villages == {name: code for code, name in town.VILLAGES.items()}
    assert [each.kind for each in context.known["370181190002150027"].held] == ["roll"]
    assert register.read(importing.context, date(2019, 1, 1), codes.table("relation")).villages == {}


def _wife(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.name == "𬭎某")).one()


def _home(session: Session) -> str:
    return session.scalars(select(Household.id).join(Person, Person.id == Household.head_id)).first() or ""


def _corrected(register: Register) -> None:
    entry = PersonEntry(name="𬭎某某", id_number="370181190002150027")
    register.do(changes_of_people.correct_person, register.read(_wife).id, entry, "户口簿更名")


def _died(register: Register) -> None:
    register.do(changes_of_people.record_death, register.read(_wife).id, date(2026, 11, 20))


def _left(register: Register) -> None:
    wife = register.read(_wife).id
    home = register.read(
        lambda session: session.scalars(
            select(Membership.household_id).where(Membership.person_id == wife)
        ).one()
    )
    register.do(changes_of_people.member_left, home, Leaving(wife, date(2026, 11, 20)), "迁往外地")


def _joined(register: Register) -> None:
    baby = Joining(PersonEntry(name="张小小", sex="2", born_on=date(2026, 11, 1)), "30", date(2026, 11, 1))
    register.do(changes_of_people.member_joined, register.read(_home), baby, "出生")


def _begun(register: Register) -> None:
    home = register.read(_home)
    register.do(
        lambda work: work.session.add(
            Draft(account_id=town.CLERK.id, form="review", subject_id=home, content={}, saved_at=work.now)
        )
    )


@pytest.mark.parametrize("built", [_corrected, _died, _left, _joined, _begun])
def test_it_stays_whatever_was_built_on_it(register: Register, built: Callable[[Register], None]) -> None:
    batch_id = register.do(importing.import_roster, TWO, SOURCE).result
    built(register)
    before = register.read(counts)
    with pytest.raises(Refused) as refused:
        register.do(importing.revert_import, batch_id, "表格有误")
    assert {problem.code for problem in refused.value.problems} == {"import.built_upon"}
    assert register.read(counts) == before


def test_what_was_left_out_of_a_file_may_follow(register: Register) -> None:
    register.do(importing.import_roster, TWO[:1], SOURCE)
    register.do(importing.import_roster, TWO[1:], SOURCE)
    assert register.read(counts) == [3, 2, 3, 2]
