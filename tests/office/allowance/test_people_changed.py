"""Whoever dies, leaves or joins: nobody dead comes on the roll, and every change of the people is due."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import town
from tests.office.course import FOUR, Course
from tests.office.family import id_number, refused, with_papers
from zqdesk.office.across.today import worklist
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.reviewing import people_changed, reviews
from zqdesk.office.allowance.reviewing.people_changed import DEATH, JOINING, LEAVING, Event
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, ChangeRequest, Proposal
from zqdesk.office.cases.acts.deciding import DeliveryRecord
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.cases.looks.work import WorkRow
from zqdesk.office.people import changes
from zqdesk.office.people.changes import Joining, Leaving
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry

ALONE: Application = with_papers(replace(FOUR, members=FOUR.members[:1], supporters=()))
BABY = PersonEntry(name="李小小", sex="2", born_on=date(2026, 12, 20))


def people(course: Course, case_id: str) -> list[str]:
    return [each.person.id for each in course.dossier(case_id).members]


def die(course: Course, person_id: str, on: date | None = None) -> None:
    course.register.do(changes.record_death, person_id, on or course.today)


def due(course: Course) -> list[WorkRow]:
    rows = course.register.read(worklist.today, course.today, town.CLERK).rows
    return [row for row in rows if row.act == "start_change"]


def household_of(course: Course, entry: RollEntry) -> str:
    return course.register.read(lambda s: s.get_one(RollEntry, entry.id).household_id)


def entries(course: Course) -> list[RollEntry]:
    return list(course.register.read(lambda s: s.scalars(select(RollEntry).order_by(RollEntry.id)).all()))


def test_the_only_one_who_died_before_the_delivery_is_not_put_on_the_roll(course: Course) -> None:
    case_id = course.deciding(ALONE)
    course.confirm(case_id)
    still = refused(course.register, decisions.end_after_death, case_id, "村委会告知")
    assert still == {"end.living": "reason"}
    (head,) = people(course, case_id)
    die(course, head)
    delivery = DeliveryRecord(course.today, "direct", "李某")
    answer = refused(course.register, decisions.deliver_decision, case_id, delivery)
    assert answer == {"roll.nobody": "end_after_death"}
    assert [each.code for each in course.dossier(case_id).missing] == ["roll.nobody"]
    course.register.do(decisions.end_after_death, case_id, "村委会告知")
    assert (course.state(case_id), entries(course)) == ("ended", [])


def test_nobody_takes_the_place_of_the_dead_who_applied_alone(course: Course) -> None:
    case_id = course.deciding(ALONE)
    course.confirm(case_id)

    def alone(work: Work) -> None:
        case = work.session.get_one(Case, case_id)
        case.single_reason, case.single_person_id = "clergy", case.applicant_id

    course.register.do(alone)
    die(course, people(course, case_id)[0])
    delivery = DeliveryRecord(course.today, "direct", "李某")
    answer = refused(course.register, decisions.deliver_decision, case_id, delivery)
    assert answer == {"roll.nobody": "end_after_death"}


def test_who_died_before_the_delivery_is_left_out_and_a_change_is_due_at_once(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    die(course, people(course, case_id)[1], course.today - timedelta(days=3))
    course.deliver(case_id)
    (entry,) = entries(course)
    assert (entry.person_count, course.dossier(case_id).decisions[0].person_count) == (3, 4)
    (row,) = due(course)
    assert (row.roll_id, row.next_step) == (entry.id, "死亡变更")


def test_a_death_before_the_first_month_is_due(course: Course) -> None:
    entry = course.on_roll()
    assert f"{course.today:%Y-%m}" < entry.from_month
    die(course, people(course, str(entry.case_id))[1])
    assert [row.basis for row in due(course)] == [f"{course.today.month}月{course.today.day}日死亡"]


def test_a_second_death_in_the_month_of_a_change_is_due(course: Course) -> None:
    entry = course.on_roll()
    first, second = people(course, str(entry.case_id))[1:3]
    course.clock.set(date(2027, 1, 10))
    die(course, first)
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("cut", "成员死亡")).result
    course.visited(case_id)
    now = course.dossier(case_id).calculation
    kind = "cut" if now.total_fen < entry.allowance_fen + entry.uplift_fen else "raise"
    proposal = Proposal(kind, "成员死亡", facts="成员死亡", article="第三十二条")
    course.register.do(reviews.propose_change, case_id, proposal)
    course.approver.do(reviews.decide_change, case_id, ChangeDecision())
    course.clock.set(date(2027, 1, 12))
    die(course, second)
    course.deliver(case_id)
    assert [row.basis for row in due(course)] == ["1月12日死亡"]


def test_the_head_who_leaves_and_whoever_joins_or_leaves_is_due(course: Course) -> None:
    entry = course.on_roll(ALONE)
    home = household_of(course, entry)
    (head,) = people(course, str(entry.case_id))
    assert due(course) == []
    course.clock.set(date(2027, 1, 10))
    course.register.do(changes.member_left, home, Leaving(head, date(2027, 1, 8)), "迁往外地")
    (row,) = due(course)
    assert (row.due_on, row.basis, row.next_step) == (date(2027, 4, 8), "1月8日离开家庭", "家庭成员变更")
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("stop", "迁出")).result
    assert due(course) == [], "it is in hand"
    stop = Proposal("stop", "已迁出", stop_reason="moved", facts="迁往外地", article="第三十二条")
    course.register.do(reviews.propose_change, case_id, stop)
    course.approver.do(reviews.decide_change, case_id, ChangeDecision())
    course.deliver(case_id)
    assert (due(course), entries(course)[0].to_month) == ([], "2027-01")


def test_who_joins_is_due_and_settled_by_the_change(course: Course) -> None:
    entry = course.on_roll()
    course.clock.set(date(2027, 1, 10))
    joining = Joining(BABY, "30", date(2027, 1, 2))
    course.register.do(changes.member_joined, household_of(course, entry), joining, "出生")
    assert [row.basis for row in due(course)] == ["1月2日加入家庭"]
    case_id = course.register.do(reviews.start_change, entry.id, ChangeRequest("raise", "添人口")).result
    course.visited(case_id)
    course.register.do(reviews.propose_change, case_id, Proposal("raise", "添人口"))
    course.approver.do(reviews.decide_change, case_id, ChangeDecision())
    course.deliver(case_id)
    assert due(course) == []
    assert entries(course)[-1].person_count == 5


def test_a_household_from_the_roster_calls_for_its_changes_too(course: Course) -> None:
    def imported(work: Work) -> tuple[str, str]:
        rows = [
            Person(name=name, id_number=id_number(date(1960, 1, n), n))
            for n, name in ((1, "甲某"), (2, "乙某"))
        ]
        work.session.add_all(rows)
        home = Household(head_id=rows[0].id)
        work.session.add(home)
        work.session.add_all(Membership(household_id=home.id, person_id=row.id) for row in rows)
        entry = RollEntry(household_id=home.id, from_month="2025-01", allowance_fen=1, person_count=2)
        work.session.add(entry)
        return home.id, rows[1].id

    home, second = course.register.do(imported).result
    assert due(course) == []
    course.register.do(changes.member_left, home, Leaving(second, course.today), "出嫁")
    assert [row.household_id for row in due(course)] == [home]


@given(st.lists(st.sampled_from(["in", "out", "dead"]), min_size=1, max_size=6))
def test_each_person_who_was_counted_and_is_gone_is_one_event(fates: list[str]) -> None:
    """Counted and gone is an event, there and not listed another; who is as the case says is none."""
    gone = {"out": (LEAVING, "迁出"), "dead": (DEATH, changes.DIED)}
    day = date(2026, 12, 1)
    lived = [
        Membership(household_id="h", person_id=str(n), left_on=day, left_reason=gone[fate][1])
        if fate in gone
        else Membership(household_id="h", person_id=str(n), joined_on=day)
        for n, fate in enumerate(fates)
    ]
    everybody = {str(n) for n in range(len(fates))}
    fixed = people_changed._Fixed(counted=everybody, listed=everybody)
    expected = sorted(gone[fate][0] for fate in fates if fate in gone)
    assert sorted(event.word for event in people_changed._events(lived, fixed)) == expected
    nobody = people_changed._Fixed()
    new = [Event(day, JOINING)] * fates.count("in")
    assert people_changed._events(lived, nobody) == new
