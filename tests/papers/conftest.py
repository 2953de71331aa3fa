"""What the tests of the papers share with those of the office: a case taken through its course."""

import pytest

from tests import town
from tests.office.course import Course
from zqdesk.records.register import Register


@pytest.fixture
def course(register: Register, clock: town.Clock) -> Course:
    """The town's hall with its people, ready to take a case through."""
    return Course(register, clock)
