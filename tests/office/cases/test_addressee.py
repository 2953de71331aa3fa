"""To whom a letter goes: over families of all kinds never to the dead or to a child, and always in a role."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import town
from tests.office.course import FOUR, Course
from tests.office.family import id_number, member, refused
from tests.office.relief import relief_course
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.acts.supplement import SupplementItem, tell_supplement
from zqdesk.office.cases.letters.addressee import (
    GUARDIAN,
    MEMBER,
    PROXY,
    RELATIVE,
    SELF,
    Addressee,
    addressee,
)
from zqdesk.office.people import changes
from zqdesk.office.relief.payments.proposal import proposal
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.people.identity import age_on

ON = date(2026, 12, 10)
NAMES = ("王建国", "李秀英", "阿卜杜热合曼·买买提依明·吐尔逊", "王𬭎", "赵𠅤", "孙某")
ROLES = {SELF, GUARDIAN, PROXY, MEMBER, RELATIVE}


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    return Course(register, clock)


@st.composite
def families(draw: st.DrawFn) -> tuple[Case, Person, list[tuple[CaseMember, Person]]]:
    """One to six people of any age, alive or not, at home or not; anyone may have applied, with a proxy or alone."""
    count = draw(st.integers(1, 6))
    relations = ["02", *(draw(st.sampled_from(["10", "12", "20", "32", "42", "52", "61", "73", "97"]))
                         for _ in range(count - 1))]  # fmt: skip
    family = []
    for n in range(count):
        born = draw(st.none() | st.dates(date(1930, 1, 1), ON))
        died = draw(st.none() | st.dates(born or date(1990, 1, 1), ON))
        left = draw(st.sampled_from([None, None, None, ON - timedelta(days=9)]))
        why = draw(st.sampled_from(["", "", "", "apart", "prison", "missing"]))
        person = Person(id=f"p{n}", name=NAMES[n], born_on=born, died_on=died)
        row = CaseMember(
            case_id="c",
            person_id=person.id,
            relation=relations[n],
            counted=not why,
            not_counted_reason=why,
            left_on=left,
        )
        family.append((row, person))
    applicant = family[draw(st.integers(0, count - 1))][1]
    case = Case(
        household_id="h",
        clerk_id="k",
        applied_on=ON,
        applicant_id=applicant.id,
        proxy_kind=draw(st.sampled_from(["self", "person", "village"])),
        proxy_name=draw(st.sampled_from(["", "周某某"])),
        single_reason=draw(st.sampled_from(["", "disabled"])),
        single_person_id=applicant.id,
    )
    return case, applicant, family


def grown(person: Person) -> bool:
    return person.born_on is not None and age_on(person.born_on, ON) >= ADULT_AGE


@given(families())
def test_nobody_dead_and_no_child_is_written_to(
    given_family: tuple[Case, Person, list[tuple[CaseMember, Person]]],
) -> None:
    case, applicant, family = given_family
    found = addressee(case, applicant, family, ON)
    assert found.role in ROLES
    assert found.words
    if found.person_id:
        person = next(each for _, each in family if each.id == found.person_id)
        assert person.died_on is None
        assert person.name == found.name
        assert grown(person) or (person is applicant and person.born_on is None)
    elif found.role == PROXY:
        assert found.name == case.proxy_name
    else:
        assert not found.name, "of an heir or a guardian whom nobody named no name is invented"
        assert found.words in (f"{found.of}亲属", f"{found.of}的监护人")
    assert (found.role == SELF) <= (found.person_id == applicant.id)


@given(families())
def test_who_is_left_and_grown_up_is_named(
    given_family: tuple[Case, Person, list[tuple[CaseMember, Person]]],
) -> None:
    case, applicant, family = given_family
    there = [
        person
        for row, person in family
        if person.died_on is None and grown(person) and row.left_on is None and row.counted
    ]
    found = addressee(case, applicant, family, ON)
    assert not there or found.person_id, "a grown-up of the family stands for a generic heir or guardian"


def _family(*people: tuple[str, int, bool]) -> list[tuple[CaseMember, Person]]:
    """(relation, age, alive), by their names in order."""
    return [
        (
            CaseMember(case_id="c", person_id=f"p{n}", relation=relation),
            Person(
                id=f"p{n}",
                name=NAMES[n],
                born_on=date(ON.year - age, 1, 1),
                died_on=None if alive else date(2026, 12, 1),
            ),
        )
        for n, (relation, age, alive) in enumerate(people)
    ]


def _of(family: list[tuple[CaseMember, Person]], applicant: int = 0, **case: Any) -> Addressee:
    row = Case(household_id="h", clerk_id="k", applied_on=ON, applicant_id=f"p{applicant}", **case)
    return addressee(row, family[applicant][1], family, ON)


PAIR = _family(("02", 50, True), ("12", 48, True))
WIDOW = _family(("02", 50, False), ("12", 48, True), ("32", 16, True))
ORPHAN = _family(("02", 50, False), ("32", 11, True))
LONE = _family(("02", 70, False))
CHILD = _family(("02", 11, True))
RAISED = _family(("01", 11, True), ("71", 20, True), ("52", 40, True))


@pytest.mark.parametrize(
    ("found", "words", "household"),
    [
        (_of(PAIR), "王建国", "你户"),
        (_of(PAIR, proxy_kind="person", proxy_name="周某某"), "王建国", "你户"),
        (_of(WIDOW), "李秀英（家庭成员）", "你户"),
        (_of(WIDOW, single_reason="disabled", single_person_id="p0"), "李秀英（王建国亲属）", "王建国户"),
        (_of(ORPHAN), "李秀英的监护人", "你户"),
        (_of(LONE), "王建国亲属", "王建国户"),
        (_of(LONE, proxy_kind="person", proxy_name="周某某"), "王建国亲属", "王建国户"),
        (_of(CHILD), "王建国的监护人", "你户"),
        (_of(CHILD, proxy_kind="person", proxy_name="周某某"), "周某某（代理人）", "你户"),
        (_of(RAISED), "阿卜杜热合曼·买买提依明·吐尔逊（监护人）", "你户"),
        (_of(WIDOW, applicant=2), "李秀英（监护人）", "你户"),
    ],
)
def test_each_is_named_as_what_they_are(found: Addressee, words: str, household: str) -> None:
    assert (found.words, found.household) == (words, household)


def _dies(course: Course, case_id: str, name: str) -> None:
    person = next(each.person for each in course.dossier(case_id).members if each.person.name == name)
    course.register.do(changes.record_death, person.id, course.today)


def test_a_decision_is_not_handed_to_the_dead_or_to_a_child(course: Course) -> None:
    case_id = course.deciding()
    course.refuse(case_id)
    _dies(course, case_id, "李某")
    course.clock.forward(days=1)
    to_dead = DeliveryRecord(course.today, "direct", "李某", "本人")
    assert refused(course.register, decisions.deliver_decision, case_id, to_dead) == {
        "delivery.dead": "receiver"
    }
    to_child = DeliveryRecord(course.today, "direct", " 李孙某 ", "孙女")
    assert refused(course.register, decisions.deliver_decision, case_id, to_child) == {
        "delivery.minor": "receiver"
    }
    course.register.do(
        decisions.deliver_decision, case_id, DeliveryRecord(course.today, "direct", "王某", "妻")
    )
    assert course.dossier(case_id).deliveries[-1].receiver == "王某"


def test_what_was_received_before_the_death_was_received(course: Course) -> None:
    case_id = course.deciding()
    course.refuse(case_id)
    handed = DeliveryRecord(course.today, "direct", "李某", "本人")
    course.clock.forward(days=1)
    _dies(course, case_id, "李某")
    assert course.register.do(decisions.deliver_decision, case_id, handed).result


def test_a_child_is_not_told_what_is_missing(course: Course) -> None:
    course.clock.set(date(2026, 11, 4))
    child = member("李孙某", id_number(date(2017, 2, 11), 4), "02", student=True, school="示例小学")
    entry = replace(
        FOUR,
        members=(child,),
        applied_on=course.today,
        proxy_kind="person",
        proxy_name="周某某",
        proxy_id_number=id_number(date(1980, 2, 11), 4),
        proxy_phone="13000000000",
        account_name="李孙某",
    )
    case_id = course.register.do(intake.record_application, entry).result
    items = tuple(
        SupplementItem(row.title, row.code)
        for row in course.dossier(case_id).materials
        if row.state == "missing"
    ) or (SupplementItem("户口簿", "101"),)
    assert refused(course.register, tell_supplement, case_id, items, "李孙某") == {
        "delivery.minor": "receiver"
    }


@pytest.mark.usefixtures("funded")
def test_relief_is_not_proposed_to_be_paid_to_the_dead(course: Course) -> None:
    case_id = relief_course.agreed(course.register)
    family = course.dossier(case_id).members
    assert family
    dead = course.dossier(case_id).applicant

    def dies(work: Work) -> None:
        work.session.get_one(Person, dead.id).died_on = course.today

    course.register.do(dies)
    cashier = course.register.acting_as(town.CASHIER)
    proposed = cashier.read(proposal, case_id, town.CASHIER.id, "", course.today)
    others = {each.person.name for each in family if each.person.id != dead.id and grown(each.person)}
    assert proposed.payment.payee_name in (others or {dead.name})
