"""Relief asks what the counter asks: whose standard, how many, on what proof (S4 2.1, 2.2; S2 art. 7)."""

from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import FAMILY, refused, with_line
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, SPENT
from zqdesk.office.cases import materials
from zqdesk.office.people import changes
from zqdesk.office.relief import decisions
from zqdesk.office.relief.applying import applications, emergencies
from zqdesk.office.relief.applying.materials import GROUNDS, SUPPORTED
from zqdesk.office.relief.entries import Agreement, ReliefApplication, ReliefFacts
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case, Material


def test_an_emergency_goes_by_the_standard_of_the_village(register: Register) -> None:
    urban = replace(FIRE, standard_kind="urban")
    answer = refused(register, emergencies.register_emergency, urban)
    assert answer == {"standard.other": "standard_reason"}
    case_id = relief_course.emergency(register, replace(urban, standard_reason="户籍为城镇"))
    stored = register.read(emergencies.emergency_of, case_id)
    assert (stored.standard_kind, stored.standard_reason) == ("urban", "户籍为城镇")


@pytest.mark.parametrize(
    ("known", "persons", "asked"),
    [
        (True, 1, False),
        (True, 2, True),
        (True, 12, True),
        (False, 8, False),
        (False, 9, True),
        (False, 99, True),
    ],
)
def test_more_people_than_are_known_are_asked_for(
    register: Register, known: bool, persons: int, asked: bool
) -> None:
    if known:
        register.do(town.add_household, FIRE.name, FIRE.id_number)
    entry = replace(FIRE, person_count=persons, amount_fen=10_000)
    if asked:
        answer = refused(register, emergencies.register_emergency, entry)
        assert answer == {"relief.too_many": "person_count"}
        entry = replace(entry, amount_reason="投亲的一家同住")
    relief_course.emergency(register, entry)


def test_nobody_is_helped_where_nobody_lives(register: Register) -> None:
    case_id = relief_course.emergency(register)
    person = register.read(lambda s: s.get_one(Case, case_id).applicant_id)
    register.do(changes.record_death, person, date(2026, 11, 23))
    approver = register.acting_as(town.APPROVER)
    answer = refused(approver, decisions.agree_help, case_id, Agreement(300_000))
    assert "relief.nobody" in answer


def have(register: Register, case_id: str, title: str) -> None:
    (row,) = register.read(lambda s: s.query(Material).filter_by(case_id=case_id, title=title).all())
    register.do(materials.set_material, case_id, row.id, "have")


def draft(register: Register, facts: ReliefFacts = SPENT, **family: object) -> str:
    case_id = register.do(
        applications.record_relief,
        ReliefApplication(replace(FAMILY, **family), facts),  # type: ignore[arg-type]
    ).result
    for row in register.read(lambda s: s.query(Material).filter_by(case_id=case_id, state="missing").all()):
        if row.title not in (SUPPORTED, *(code.title for code in GROUNDS)):
            register.do(materials.set_material, case_id, row.id, "have")
    return case_id


def test_who_is_supported_as_destitute_shows_it(register: Register) -> None:
    """Being supported waives income and property, so that no tick says it."""
    case_id = draft(register, replace(SPENT, applicant_class="support"))
    answer = refused(register, applications.accept_relief, case_id)
    assert answer.keys() == {"relief.not_supported", "material.missing"}
    have(register, case_id, SUPPORTED)
    register.do(applications.accept_relief, case_id)


def test_a_ground_of_not_counting_is_proven_for_relief_too(register: Register) -> None:
    out = with_line(FAMILY, 1, counted=False, not_counted_reason="prison")
    case_id = draft(register, members=out.members)
    assert refused(register, applications.accept_relief, case_id).keys() == {"material.missing"}
    have(register, case_id, GROUNDS[0].title)
    register.do(applications.accept_relief, case_id)
