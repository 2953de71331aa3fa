"""Who is owed what by a raise, over real courses of cases, households of a roster and persons of 特困."""

from datetime import date

from sqlalchemy import select

from tests.office.allowance.test_single_applicants import FAMILY
from tests.office.allowance.test_single_applicants import alone as single_applicant
from tests.office.course import Course
from tests.office.payroll.raise_course import (
    ASKED,
    PUBLISHED,
    TODAY,
    alone,
    moved_into_town,
    owed,
    previewed,
    publish,
    rostered,
)
from tests.office.support.support_course import SupportCourse
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, ChangeRequest, Proposal
from zqdesk.office.payroll.back_pay import raising
from zqdesk.office.payroll.back_pay.raising import Asked
from zqdesk.office.people import changes
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry

MONTHS = ("2027-01", "2027-02", "2027-03", "2027-04", "2027-05")


def test_a_family_a_single_person_and_a_line_of_a_roster(course: Course) -> None:
    course.on_roll()
    course.on_roll(alone(1), date(2026, 12, 1))
    rostered(course.register, "赵某", 60_000, uplift=8_040)
    publish(course.register)
    course.clock.set(TODAY)
    found = previewed(course)
    four = (850 - 303) * 4 + 85 - 2084.4
    assert owed(found) == {
        "李某": dict.fromkeys(MONTHS, round(four, 2)),
        "𬭎一某": dict.fromkeys(MONTHS, 46),
        "赵某": dict.fromkeys(MONTHS, 46 + 4.6),
    }
    assert found.owed_fen == 5 * (18860 + 4600 + 5060)
    assert found.unlisted == MONTHS


def test_nothing_is_owed_before_it_is_published(course: Course) -> None:
    course.on_roll()
    publish(course.register)
    before = Asked("allowance", "2027-01", "2027-05", PUBLISHED.replace(day=9))
    assert previewed(course, before).owed == ()


def test_the_trace_of_a_month_leads_from_the_facts_to_the_sum(course: Course) -> None:
    course.on_roll()
    publish(course.register)
    course.clock.set(TODAY)
    (each,) = previewed(course).owed
    lines = {
        line.month: trace for line, trace in course.register.read(raising.months_of, ASKED, each.place.key)
    }
    shown = {line.key: line for line in lines["2027-03"]}
    assert shown["standard"].value == "850.00"
    assert shown["standard"].source == "章民〔2027〕8号"
    assert "务工" in shown["income.wages"].formula
    assert shown["total"].value == "2,273.00"
    assert shown["paid"].formula == "2,084.40（本机没有当月名册，按在册金额）"
    assert shown["owed"].value == "188.60"


def test_who_died_is_not_counted_from_the_month_after_though_nobody_has_decided(course: Course) -> None:
    entry = course.on_roll()
    publish(course.register)
    course.clock.set(date(2027, 3, 8))
    wife = course.register.read(lambda s: s.scalars(select(Person.id).where(Person.name == "王某")).one())
    course.register.do(changes.record_death, wife, date(2027, 2, 27))
    course.clock.set(TODAY)
    (each,) = previewed(course).owed
    assert [line.owed_fen for line in each.months] == [18860, 18860, 0, 0, 0]
    # Three persons, 208 + 1,450 less 641: 339 a head; 850 − 339 = 511 × 3 and the uplift of 85.
    assert [line.due_fen for line in each.months[2:]] == [161_800] * 3
    assert each.over_fen == 3 * (161_800 - 208_440)
    assert entry.allowance_fen + entry.uplift_fen == 208_440
    trace = dict(course.register.read(raising.months_of, ASKED, each.place.key))[each.months[2]]
    assert trace[0].label == "王某已去世或离开"
    assert trace[-1].key == "owed"
    assert "不追回" in trace[-1].formula


def test_moved_into_town_by_a_change_each_month_by_its_own_standard(course: Course) -> None:
    """Decided in March, from April on by the urban standard."""
    entry = course.on_roll(alone(2), date(2026, 11, 4))
    publish(course.register)
    publish(course.register, "standard.urban", 120_000)
    course.clock.set(date(2027, 3, 9))
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("raise", "迁入社区")).result
    course.visited(case_id)
    home = course.register.read(lambda s: s.get_one(RollEntry, entry.id).household_id)
    moved_into_town(course.register, home)
    course.register.do(reviews.propose_change, case_id, Proposal("raise", "改按城市标准"))
    course.approver.do(reviews.decide_change, case_id, ChangeDecision("同意"))
    course.clock.set(TODAY)
    assert owed(previewed(course)) == {
        "𬭎二某": dict.fromkeys(MONTHS[:3], 46) | dict.fromkeys(MONTHS[3:], 1200 - 1085)
    }


def test_ended_in_march_and_paid_back_to_march(course: Course) -> None:
    entry = course.on_roll(alone(3), date(2026, 11, 4))
    publish(course.register)
    course.clock.set(date(2027, 3, 9))
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("stop", "迁出")).result
    stop = Proposal("stop", "迁出本镇", stop_reason="moved", facts="已迁出", article="第三十二条")
    course.register.do(reviews.propose_change, case_id, stop)
    course.approver.do(reviews.decide_change, case_id, ChangeDecision("同意"))
    course.clock.set(TODAY)
    assert owed(previewed(course)) == {"𬭎三某": dict.fromkeys(MONTHS[:3], 46)}


def test_a_roster_counts_who_is_left_and_says_where_it_cannot(course: Course) -> None:
    rostered(course.register, "钱某", 2 * 60_000, persons=2)
    rostered(course.register, "孙某", 90_000)
    publish(course.register)
    course.clock.set(TODAY)

    def two(work: object) -> None:
        session = work.session  # type: ignore[attr-defined]
        home = session.scalars(select(RollEntry.household_id).where(RollEntry.person_count == 2)).one()
        other = Person(name="钱小某")
        session.add(other)
        row = Membership(household_id=home, person_id=other.id, left_on=date(2027, 2, 3), left_reason="去世")
        session.add(row)

    course.register.do(two)
    found = previewed(course)
    assert owed(found) == {"钱某": dict.fromkeys(MONTHS[:2], 92)}
    assert [found.names[each.place.key].name for each in found.unknown] == ["孙某"]


def test_somebody_destitute_is_owed_the_share_of_the_standard(course: Course) -> None:
    SupportCourse(course.register, course.clock).on_roll()
    publish(course.register)
    course.clock.set(TODAY)
    found = previewed(course, Asked("support", "2027-01", "2027-05", TODAY))
    assert owed(found) == {"周𬭎": dict.fromkeys(MONTHS, round(850 * 1.3 - 804 * 1.3, 2))}


def test_worked_out_anew_without_a_raise_everybody_comes_to_what_they_get(course: Course) -> None:
    """A family, one with savings and none, two who each applied alone, a roster's line, somebody destitute."""
    course.on_roll(alone(4))
    first = course.on_roll(single_applicant(FAMILY, 1))
    course.on_roll(single_applicant(FAMILY, 2, first.household_id), on=date(2026, 12, 21))
    rostered(course.register, "赵某", 60_000, uplift=8_040)
    SupportCourse(course.register, course.clock).on_roll()
    course.clock.set(TODAY)
    for programme, places in (("allowance", 4), ("support", 1)):
        asked = Asked(programme, "2027-01", "2027-05", TODAY)
        found = previewed(course, asked)
        assert (found.owed, found.over, found.unknown) == ((), (), ())
        assert len(course.register.read(raising.Raising, asked).reworked.places) == places
    publish(course.register)
    # The two stand alone: 46 and a tenth of it more each.
    rest = [each for each in owed(previewed(course)).values() if each == dict.fromkeys(MONTHS, 50.6)]
    assert len(rest) >= 2
