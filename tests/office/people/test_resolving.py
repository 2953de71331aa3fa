"""Who an entry means: looking a person up gives no leave to rename them."""

from dataclasses import replace

from tests.office.course import FOUR, Course
from tests.office.family import refused
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.office.people import duplicates
from zqdesk.records.tables.person import Person

HEAD = FOUR.members[0].person.id_number


def test_a_draft_does_not_rename_a_person_on_the_roll(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    course.deliver(case_id)
    known = course.register.read(duplicates.known_person, HEAD)
    assert known is not None
    other = Application(members=(MemberEntry(replace(known.entry, name="别的名字")),))
    answer = refused(course.register, intake.record_application, other)
    assert answer == {"person.name_differs": "members.0.person.name"}
    kept = course.register.read(lambda s: s.get_one(Person, known.entry.person_id).name)
    assert kept == "李某"


def test_a_misspelt_name_is_put_right_in_the_case_it_came_with(course: Course) -> None:
    case_id = course.accepted()
    entry = course.register.read(intake.application_of, case_id)
    head = replace(entry.members[0], person=replace(entry.members[0].person, name="李谋"))
    course.register.do(
        intake.correct_application, case_id, replace(entry, members=(head, *entry.members[1:]))
    )
    assert course.dossier(case_id).applicant.name == "李谋"
