"""An ID number put right does not take a disability certificate away that still bears the old one."""

from dataclasses import replace
from datetime import date

from tests.office.course import FOUR, HEAD, Course
from tests.office.family import id_number, refused
from zqdesk.office.allowance.applying import intake
from zqdesk.office.people import changes
from zqdesk.office.people.person_entry import person_entry

RIGHT = id_number(date(1958, 1, 20), 7)


def test_a_card_with_the_number_before_holds_and_a_strangers_does_not(course: Course) -> None:
    case_id = course.accepted()
    head = course.dossier(case_id).members[0]
    corrected = replace(person_entry(head.person), id_number=RIGHT)
    course.register.do(changes.correct_person, head.person.id, corrected, "登记时看错一位")
    entry = course.register.read(intake.application_of, case_id)
    assert entry.members[0].disability_number.startswith(HEAD)
    moved = replace(entry, phone="13000000009")
    course.register.do(intake.correct_application, case_id, moved)
    typed = replace(moved.members[0], person=replace(moved.members[0].person, former_numbers=()))
    anew = replace(moved, members=(typed, *moved.members[1:]))
    course.register.do(intake.correct_application, case_id, anew)
    after = course.dossier(case_id).members[0].member
    assert (after.disability_type, after.disability_grade) == ("4", "3")
    stranger = replace(moved.members[0], disability_number=f"{FOUR.members[1].person.id_number}41")
    answer = refused(
        course.register,
        intake.correct_application,
        case_id,
        replace(moved, members=(stranger, *moved.members[1:])),
    )
    assert answer == {"disability_card.id_number": "members.0.disability_number"}
