"""Nobody acts in their own family's case, by whatever account or name: one guard, before every step of every process."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests import town
from tests.office.course import Course
from tests.office.family import FAMILY, HUSBAND, refused
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import verification
from zqdesk.office.cases.acts.steps import begin
from zqdesk.office.cases.acts.verification import VisitRecord
from zqdesk.office.hall import staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.office.people import changes
from zqdesk.records.register import Actor, Register, Work
from zqdesk.records.tables.case import Case, CaseSupporter
from zqdesk.records.tables.staff import Account
from zqdesk.rules.problem import Refused
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import tables

ROLES = frozenset(Role)


def known(register: Register, number: str, login: str = "02") -> Actor:
    """The colleague of this login, their ID number on record; with every role."""
    actor = town.STAFF[login]
    entry = AccountEntry(login, actor.name, tuple(sorted(actor.roles)), id_number=number)
    register.acting_as(town.ADMINISTRATOR).do(staff.change_account, actor.id, entry)
    return replace(actor, roles=ROLES)


def steps(work: Work, case_id: str) -> Iterator[tuple[str, set[str]]]:
    """Every step of every process, tried where it may be taken, and what it is refused with."""
    case = work.session.get_one(Case, case_id)
    for process in tables():
        for step in process.steps:
            case.programme, case.kind, case.state = process.programme, process.kind, step.from_[0]
            work.session.flush()
            try:
                begin(work, case_id, step.act)
            except Refused as refused_:
                yield f"{process.title} {step.act}", {each.code for each in refused_.problems}
            else:
                yield f"{process.title} {step.act}", set()


def allowed(work: Work, case_id: str) -> None:
    """Fails where a step may be taken by the actor for all that their family says."""
    tried = dict(steps(work, case_id))
    assert tried
    assert [name for name, codes in tried.items() if "duty.own_family" not in codes] == []


def relation(register: Register, case_id: str, part: str) -> Actor:
    """A colleague who has this to do with the family of the case."""
    number = "370181190002150027"
    if part == "member":
        return known(register, HUSBAND)

    def tie(work: Work) -> None:
        case = work.session.get_one(Case, case_id)
        if part == "proxy":
            case.proxy_kind, case.proxy_name, case.proxy_id_number = "entrusted", "代某", number
        elif part == "supporter":
            work.session.add(CaseSupporter(case_id=case_id, name="养某", id_number=number))
        else:
            case.relative_name = town.SECOND_CLERK.name

    register.do(tie)
    return known(register, "" if part == "relative" else number)


@pytest.mark.parametrize("part", ["member", "proxy", "supporter", "relative"])
def test_no_step_is_taken_by_who_has_to_do_with_the_family(course: Course, part: str) -> None:
    case_id = course.accepted(FAMILY)
    actor = relation(course.register, case_id, part)
    course.register.acting_as(actor).rehearse(allowed, case_id)


def test_an_account_opened_anew_under_another_name_is_the_same_person(course: Course) -> None:
    case_id = course.accepted(FAMILY)
    known(course.register, HUSBAND)
    head = course.register.acting_as(town.ADMINISTRATOR)
    head.do(staff.close_account, town.SECOND_CLERK.id, "离职")
    entry = AccountEntry("09", "全新某", ("clerk",), id_number=HUSBAND)
    again = Actor(head.do(staff.open_account, entry).result, "全新某", ROLES)
    course.register.acting_as(again).rehearse(allowed, case_id)


def test_who_took_a_case_in_does_not_approve_it_under_another_account(course: Course) -> None:
    case_id = course.verified(FAMILY)
    head = course.register.acting_as(town.ADMINISTRATOR)
    entry = AccountEntry("09", "改名某", ("approver",), same_as=town.CLERK.id, identity_reason="本人")
    other = Actor(head.do(staff.open_account, entry).result, "改名某", frozenset({"approver"}))
    codes = refused(course.register.acting_as(other), verification.extend_limit, case_id, "hard", "x")
    assert codes == {"duty.clerk": ""}


def test_an_investigator_does_not_approve_under_a_new_name(course: Course) -> None:
    case_id = course.accepted(FAMILY)
    record = VisitRecord(course.today, (town.CLERK.name, town.APPROVER.name), present_name="李某")
    course.register.do(verification.visit_home, case_id, record)
    head = course.register.acting_as(town.ADMINISTRATOR)
    head.do(staff.change_account, town.APPROVER.id, AccountEntry("03", "更名某", ("approver",)))
    renamed = course.register.acting_as(replace(town.APPROVER, name="更名某"))
    assert "duty.investigator" in refused(renamed, verification.extend_limit, case_id, "hard", "理由")


def test_nobody_looks_into_their_own_family(course: Course) -> None:
    case_id = course.accepted(FAMILY)
    record = VisitRecord(course.today, (town.CLERK.name, "李 某"), present_name="李某")
    assert refused(course.register, verification.visit_home, case_id, record) == {
        "investigators.own_family": "investigators"
    }


def test_a_namesake_is_let_through_once_both_numbers_are_known(course: Course) -> None:
    case_id = course.accepted(FAMILY)

    def rename(work: Work) -> None:
        work.session.get_one(Account, town.SECOND_CLERK.id).name = FAMILY.members[0].person.name

    course.register.do(rename)
    actor = replace(town.SECOND_CLERK, name=FAMILY.members[0].person.name, roles=frozenset({"clerk"}))
    them = course.register.acting_as(actor)
    assert "duty.own_family" in refused(them, verification.request_cross_check, case_id)
    entry = AccountEntry("02", actor.name, ("clerk",), id_number="370122190003011235")
    numbered = replace(entry, id_number="37011419001231999X")
    course.register.acting_as(town.ADMINISTRATOR).do(staff.change_account, actor.id, numbered)
    them.do(verification.request_cross_check, case_id)


def test_a_clerk_takes_in_no_application_of_their_own_and_changes_nothing_of_their_household(
    course: Course,
) -> None:
    actor = known(course.register, HUSBAND)
    own = course.register.acting_as(actor)
    assert refused(own, intake.record_application, FAMILY) == {"duty.own_family": ""}
    case_id = course.accepted(FAMILY)
    person = course.register.read(lambda session: session.get_one(Case, case_id).applicant_id)
    assert refused(own, changes.record_death, person, course.today) == {"duty.own_family": ""}
