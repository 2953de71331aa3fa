"""The legal time limits of a case: how long, from when, and how sure."""

from datetime import date

import pytest

from tests.office.course import Course, publish
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts import verification
from zqdesk.rules.allowance.process import APPLICATION


def due(dossier: Dossier, clock: str) -> tuple[date, int, bool] | None:
    return next(((d.on, d.days, d.provisional) for d in dossier.dues if d.clock.id == clock), None)


@pytest.mark.parametrize(
    ("authority", "days", "on"),
    [
        ("own", 20, date(2026, 12, 2)),
        ("entrusted", 20, date(2026, 12, 2)),
        ("district", 30, date(2026, 12, 16)),
    ],
)
def test_the_whole_procedure_ends_in_twenty_or_thirty_working_days(
    course: Course, authority: str, days: int, on: date
) -> None:
    publish(course.register, "delegation.allowance", authority)
    case_id = course.accepted()
    assert due(course.dossier(case_id), "decide") == (on, days, False)


def test_forty_five_with_a_recorded_reason(course: Course) -> None:
    case_id = course.accepted()
    course.approver.do(verification.extend_limit, case_id, "elsewhere", "长期居住在外")
    dossier = course.dossier(case_id)
    found = due(dossier, "decide")
    assert found is not None
    assert found[:2] == (date(2027, 1, 7), 45)
    assert found[2], "the holidays of 2027 are not published yet"


def test_verification_starts_within_three_working_days(course: Course) -> None:
    case_id = course.accepted(on=date(2026, 11, 5))
    assert due(course.dossier(case_id), "start_verification") == (date(2026, 11, 10), 3, False)
    course.register.do(verification.request_cross_check, case_id)
    assert due(course.dossier(case_id), "start_verification") is None


def test_the_limit_does_not_stop_for_anything_after_acceptance(course: Course) -> None:
    case_id = course.accepted()
    expected = due(course.dossier(case_id), "decide")
    course.clock.forward(days=7)
    course.checked(case_id)
    course.visited(case_id)
    course.give_opinion(case_id)
    course.post(case_id)
    assert due(course.dossier(case_id), "decide") == expected
    assert due(course.dossier(case_id), "notice") == (date(2026, 11, 18), 7, False)
    course.object(case_id)
    assert due(course.dossier(case_id), "decide") == expected
    assert due(course.dossier(case_id), "notice") is None


def test_a_year_without_arrangement_is_provisional(course: Course) -> None:
    case_id = course.accepted(on=date(2026, 12, 21))
    on, days, provisional = due(course.dossier(case_id), "decide") or (None, 0, False)
    assert (on, days, provisional) == (date(2027, 1, 19), 20, True)
    confirmation = next(stage for stage in course.dossier(case_id).stages if stage.id == "confirmation")
    assert confirmation.note == "应于 01-19 前（暂定）"


def test_a_decided_case_has_no_limit_to_decide(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    assert course.dossier(case_id).dues == ()


@pytest.mark.parametrize(
    ("extension", "authority", "key"),
    [
        ("", "own", "days.decide_delegated"),
        ("", "entrusted", "days.decide_delegated"),
        ("", "district", "days.decide"),
        ("hard", "own", "days.decide_special"),
        ("hard", "district", "days.decide_special"),
    ],
)
def test_which_parameter_limits_a_case(extension: str, authority: str, key: str) -> None:
    chosen = APPLICATION.choose(extension, authority)
    assert chosen.get("days.decide", "days.decide") == key
