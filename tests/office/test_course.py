"""The legal paths of an application, from acceptance to the roll or to the refusal."""

from datetime import date

import pytest

from tests import town
from tests.office.course import Course
from zqdesk.records.register import Register


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    return Course(register, clock)


def test_the_family_of_the_form_gets_what_the_form_says(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    assert course.state(entry.case_id) == "on_roll"
    assert (entry.allowance_fen, entry.uplift_fen, entry.person_count) == (200_400, 8_040, 4)
    assert (entry.from_month, entry.to_month) == ("2026-12", "")
    assert entry.certificate_number == "370114001-2026-DBZ-00001"
    assert entry.review_by == date(2027, 5, 19)
    dossier = course.dossier(entry.case_id)
    assert dossier.calculation.stored
    assert dossier.calculation.total_fen == 208_440
    assert [line.value for line in dossier.calculation.trace if line.key == "total"] == ["2,084.40"]
