"""An application comes in, is corrected, accepted, sent back for papers or withdrawn."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import town
from tests.office.family import (
    FAMILY,
    HUSBAND,
    TODAY,
    WIFE,
    accepted,
    draft,
    id_number,
    member,
    refused,
    with_line,
    with_papers,
    with_person,
)
from zqdesk.office.allowance.applying import intake, materials
from zqdesk.office.cases.acts import ending, supplement
from zqdesk.office.cases.acts.supplement import SupplementItem
from zqdesk.office.cases.entry.values import (
    Application,
    AssetEntry,
    ExpenseEntry,
    IncomeEntry,
    MemberEntry,
    SupporterEntry,
)
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.records import changes
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case, CaseIncome, CaseMember
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import Opinion, PublicNotice, SupplementNotice


def case_of(register: Register, case_id: str) -> Case:
    return register.read(lambda session: session.get_one(Case, case_id))


def entry_of(register: Register, case_id: str) -> Application:
    return register.read(intake.application_of, case_id)


def count(register: Register, kind: type) -> int:
    return register.read(lambda session: session.scalar(select(func.count()).select_from(kind)) or 0)


def last_change(session: Session, subject: str) -> changes.Change:
    return changes.history(session, [subject])[0]


def without_ids(entry: Application) -> Application:
    """What the clerk typed, without the ids the records gave it."""
    lines = (replace(m, key="", person=replace(m.person, person_id="")) for m in entry.members)
    return replace(entry, household_id="", members=tuple(lines))


def living(session: Session, case_id: str) -> dict[str, str]:
    """Name → relation of the household's members now."""
    rows = session.execute(
        select(Person.name, Membership.relation)
        .join(Membership, Membership.person_id == Person.id)
        .join(Case, Case.household_id == Membership.household_id)
        .where(Case.id == case_id, Membership.left_on.is_(None))
    )
    return {name: relation for name, relation in rows}  # noqa: C416 - Rows are not pairs to a type checker


def test_a_recorded_application_reads_back_as_it_was_entered(register: Register) -> None:
    case_id = draft(register)
    assert without_ids(entry_of(register, case_id)) == materials.with_papers(FAMILY)
    case = case_of(register, case_id)
    assert (case.state, case.number, case.clerk_id, case.applied_on) == ("draft", "", town.CLERK.id, TODAY)
    household = register.read(lambda session: session.get_one(Household, case.household_id))
    assert (household.village_name, household.head_id) == ("示例东村", case.applicant_id)
    change = register.read(last_change, case_id)
    assert change.act == "intake.record_application"
    assert count(register, Membership) == 0


def test_a_name_or_a_number_is_enough_for_a_draft(register: Register) -> None:
    for person in (PersonEntry(name="周某"), PersonEntry(id_number=WIFE)):
        case_id = draft(register, Application(members=(MemberEntry(person),)))
        assert case_of(register, case_id).applied_on == TODAY


def test_what_cannot_be_stored_is_refused_and_leaves_nothing(register: Register) -> None:
    assert refused(register, intake.record_application, Application()) == {"members.none": "members"}
    wrong = with_person(FAMILY, 1, id_number="379999197206020020")
    expected = {"id_number.checksum": "members.1.person.id_number"}
    assert refused(register, intake.record_application, wrong) == expected
    nobody = replace(FAMILY, members=(*FAMILY.members, MemberEntry()))
    assert refused(register, intake.record_application, nobody) == {"name.empty": "members.3.person.name"}
    assert count(register, Person) == 0


def test_only_a_clerk_records(register: Register) -> None:
    for actor in (town.APPROVER, town.ADMINISTRATOR, town.CASHIER):
        answer = refused(register.acting_as(actor), intake.record_application, FAMILY)
        assert answer == {"role.required": ""}


def test_a_known_person_is_found_by_an_old_number_and_reused(register: Register) -> None:
    old = "379999700501001"
    first = draft(register, Application(members=(member("张某", HUSBAND, "02"),)))
    again = PersonEntry(name="张某", id_number=f" {old} ", phone="13000000002")
    second = draft(register, Application(members=(MemberEntry(again),)))
    assert case_of(register, first).applicant_id == case_of(register, second).applicant_id
    assert count(register, Person) == 1
    person = entry_of(register, second).members[0].person
    assert (person.id_number, person.phone, person.sex) == (HUSBAND, "13000000002", "1")


def test_a_known_number_under_another_name_is_refused(register: Register) -> None:
    draft(register)
    typo = Application(members=(member("章某", HUSBAND, "02"),))
    answer = refused(register, intake.record_application, typo)
    assert answer == {"person.name_differs": "members.0.person.name"}


def test_defaults_of_an_entry_do_not_overwrite_what_is_known(register: Register) -> None:
    draft(register, with_person(FAMILY, 0, ethnicity="03", phone="13000000003"))
    again = draft(register, Application(members=(member("张某", HUSBAND, "02"),)))
    person = entry_of(register, again).members[0].person
    assert (person.ethnicity, person.phone) == ("03", "13000000003")


def test_a_correction_logs_exactly_the_fields_changed(register: Register) -> None:
    case_id = draft(register)
    entry = entry_of(register, case_id)
    pension = replace(entry.members[0].incomes[1], amount_fen=20_000)
    changed = with_line(entry, 0, incomes=(entry.members[0].incomes[0], pension))
    changed = replace(with_person(changed, 1, phone="13000000009"), reason="收入减少")
    register.do(intake.correct_application, case_id, changed)
    change = register.read(last_change, case_id)
    assert {
        (table, name): tuple(pair) for table, _, fields in change.fields for name, pair in fields.items()
    } == {
        ("case_incomes", "amount_fen"): (19_500, 20_000),
        ("persons", "phone"): ("", "13000000009"),
        ("cases", "reason"): ("户主患病，收入减少", "收入减少"),
    }
    assert entry_of(register, case_id) == changed


def test_the_same_correction_twice_changes_nothing_the_second_time(register: Register) -> None:
    case_id = draft(register)
    register.do(intake.correct_application, case_id, replace(entry_of(register, case_id), reason="失业"))
    before = register.read(last_change, case_id)
    outcome = register.do(intake.correct_application, case_id, entry_of(register, case_id))
    assert outcome.touched == frozenset()
    assert register.read(last_change, case_id) == before


def test_a_line_taken_out_of_a_draft_is_gone_with_its_money(register: Register) -> None:
    case_id = draft(register)
    entry = entry_of(register, case_id)
    register.do(intake.correct_application, case_id, replace(entry, members=entry.members[1:2], applicant=0))
    assert count(register, CaseMember) == 1
    assert count(register, CaseIncome) == 1


def test_a_number_typed_wrong_is_corrected_in_place_while_only_the_draft_knows_it(register: Register) -> None:
    wrong = id_number(date(1972, 6, 3), 2)
    case_id = draft(register, with_person(FAMILY, 1, id_number=wrong))
    entry = entry_of(register, case_id)
    right = with_person(entry, 1, id_number=WIFE, born_on=None, sex="")
    register.do(intake.correct_application, case_id, right)
    after = entry_of(register, case_id)
    assert after.members[1].person.person_id == entry.members[1].person.person_id
    assert after.members[1].person.born_on == date(1972, 6, 2)


def test_a_number_others_rest_on_is_not_changed_by_an_application(register: Register) -> None:
    first, second = draft(register), draft(register)
    for case_id, number in ((first, ""), (second, id_number(date(1972, 6, 3), 2))):
        changed = with_person(entry_of(register, case_id), 1, id_number=number)
        answer = refused(register, intake.correct_application, case_id, changed)
        assert answer == {"person.number_fixed": "members.1.person.id_number"}


def test_another_person_on_a_known_line_is_another_person(register: Register) -> None:
    first, second = draft(register), draft(register)
    fresh = with_person(
        entry_of(register, second), 1, name="王某", id_number=id_number(date(1973, 6, 3), 4),
        born_on=None, sex="",
    )  # fmt: skip
    register.do(intake.correct_application, second, fresh)
    assert entry_of(register, first).members[1].person.name == "李某"
    assert entry_of(register, second).members[1].person.name == "王某"


def test_acceptance_gives_numbers_without_gaps_and_makes_the_household(register: Register) -> None:
    case_id = draft(register)
    assert register.do(intake.accept_application, case_id).result == "370114001-2026-DB-00001"
    case = case_of(register, case_id)
    assert (case.state, case.accepted_on) == ("accepted", TODAY)
    assert register.read(living, case_id) == {"张某": "02", "李某": "10", "张小某": "20"}
    refused(register, intake.accept_application, draft(register, Application(members=FAMILY.members)))
    lone = member("吴某", id_number(date(1950, 1, 1), 5), "02", work_ability="04")
    other = with_papers(replace(FAMILY, members=(lone,)))
    assert register.do(intake.accept_application, draft(register, other)).result == "370114001-2026-DB-00002"


def test_every_act_asks_why_the_standard_is_not_the_villages(register: Register) -> None:
    urban = replace(FAMILY, standard_kind="urban")
    assert refused(register, intake.accept_application, draft(register, urban))["standard.other"]
    case_id = accepted(register)
    entry = replace(register.read(intake.application_of, case_id), standard_kind="urban")
    wrong = {"standard.other": "standard_reason"}
    assert refused(register, intake.correct_application, case_id, entry) == wrong
    register.do(intake.correct_application, case_id, replace(entry, standard_reason="户籍仍在社区"))
    assert household_of(register, case_id).standard_reason == "户籍仍在社区"


def household_of(register: Register, case_id: str) -> Household:
    return register.read(lambda s: s.get_one(Household, s.get_one(Case, case_id).household_id))


def test_a_refused_acceptance_says_everything_at_once(register: Register) -> None:
    case_id = draft(register, replace(FAMILY, materials=(), address="", village_id=""))
    answer = refused(register, intake.accept_application, case_id)
    assert {"address.empty", "village_id.empty", "material.missing"} <= set(answer)
    case = case_of(register, case_id)
    assert (case.state, case.number) == ("draft", "")


def test_a_village_of_another_town_is_refused(register: Register) -> None:
    answer = refused(
        register, intake.accept_application, draft(register, replace(FAMILY, village_id="370114002201"))
    )
    assert answer == {"village_id.elsewhere": "village_id"}


def test_persons_who_stand_elsewhere_are_refused_with_the_place(register: Register) -> None:
    accepted(register)
    wife = member("李某", WIFE, "02", work_ability="01")
    case_id = draft(register, with_papers(replace(FAMILY, members=(wife,), supporters=())))
    answer = refused(register, intake.accept_application, case_id)
    field = "members.0.person.id_number"
    assert answer == {"person.open_case": field, "person.other_household": field}


def test_a_household_is_accepted_once(register: Register) -> None:
    first = accepted(register)
    again = draft(register, entry_of(register, first))
    assert refused(register, intake.accept_application, again) == {"household.open_case": "members"}


def test_the_dead_are_not_taken_in(register: Register) -> None:
    case_id = draft(register)
    son = entry_of(register, case_id).members[2].person.person_id

    register.do(bury, son)
    answer = refused(register, intake.accept_application, case_id)
    assert answer == {"person.dead": "members.2.person.id_number"}


def test_who_does_not_count_is_in_the_case_but_not_in_the_household(register: Register) -> None:
    away = with_papers(with_line(FAMILY, 2, counted=False, not_counted_reason="prison"))
    case_id = accepted(register, away)
    assert set(register.read(living, case_id)) == {"张某", "李某"}


def test_after_acceptance_a_line_that_is_gone_has_left(register: Register, clock: town.Clock) -> None:
    case_id = accepted(register)
    clock.forward(days=2)
    entry = entry_of(register, case_id)
    register.do(intake.correct_application, case_id, replace(entry, members=entry.members[:2]))
    assert set(register.read(living, case_id)) == {"张某", "李某"}
    assert count(register, CaseMember) == 3
    assert len(entry_of(register, case_id).members) == 2


def test_after_acceptance_a_newborn_without_a_number_joins(register: Register) -> None:
    case_id = accepted(register)
    entry = entry_of(register, case_id)
    baby = MemberEntry(PersonEntry(name="张小小", sex="2", born_on=date(2026, 11, 1)), relation="30")
    register.do(intake.correct_application, case_id, replace(entry, members=(*entry.members, baby)))
    assert register.read(living, case_id)["张小小"] == "30"


def test_an_accepted_application_stays_complete(register: Register) -> None:
    case_id = accepted(register)
    answer = refused(
        register, intake.correct_application, case_id, replace(entry_of(register, case_id), address="")
    )
    assert answer == {"address.empty": "address"}


def test_what_is_missing_is_told_once_and_wholly(register: Register, clock: town.Clock) -> None:
    case_id = draft(register, replace(FAMILY, materials=()))
    items = register.read(supplement.missing_items, case_id)
    assert {item.code for item in items} >= {"201", "401", "402"}
    answer = refused(register, supplement.tell_supplement, case_id, items[1:], "张某")
    assert answer == {"supplement.once": "items"}
    assert refused(register, supplement.tell_supplement, case_id, (), "") == {
        "supplement.items": "items",
        "supplement.once": "items",
        "supplement.receiver": "receiver",
    }
    further = (*items, SupplementItem("土地流转合同", requirement="原件"))
    notice_id = register.do(supplement.tell_supplement, case_id, further, "张某").result
    assert case_of(register, case_id).state == "supplement"
    assert refused(register, supplement.tell_supplement, case_id, further, "张某") == {"process.state": ""}
    register.do(intake.correct_application, case_id, with_papers(entry_of(register, case_id)))
    clock.forward(days=3)
    register.do(intake.accept_application, case_id)
    notice = register.read(lambda session: session.get_one(SupplementNotice, notice_id))
    assert (notice.told_on, notice.completed_on) == (TODAY, date(2026, 11, 26))
    assert notice.items[-1] == {"title": "土地流转合同", "code": "", "requirement": "原件"}


def post(work: Work, case_id: str) -> str:
    """A notice hangs, however it came to hang there."""
    work.session.get_one(Case, case_id).state = "posted"
    opinion = Opinion(
        case_id=case_id,
        round=1,
        given_on=TODAY,
        agreed=True,
        text="",
        trace=[],
        by_id=town.APPROVER.id,
        by_name=town.APPROVER.name,
    )
    notice = PublicNotice(
        case_id=case_id,
        opinion_id=opinion.id,
        round=1,
        place="示例东村村委会",
        posted_on=TODAY,
        from_on=date(2026, 11, 24),
        to_on=date(2026, 11, 30),
        posted_by=town.CLERK.name,
    )
    work.session.add_all([opinion, notice])
    return notice.id


def bury(work: Work, person_id: str) -> None:
    work.session.get_one(Person, person_id).died_on = date(2026, 1, 2)


def test_an_applicant_may_withdraw_with_a_reason(register: Register) -> None:
    case_id = accepted(register)
    notice_id = register.do(post, case_id).result
    assert refused(register, ending.withdraw, case_id, " ") == {"reason.empty": "reason"}
    register.do(ending.withdraw, case_id, "家庭情况好转")
    case = case_of(register, case_id)
    assert (case.state, case.ended_on, case.ended_reason) == ("withdrawn", TODAY, "家庭情况好转")
    assert register.read(last_change, case_id).reason == "家庭情况好转"
    notice = register.read(lambda session: session.get_one(PublicNotice, notice_id))
    assert (notice.closed_on, notice.result) == (TODAY, "withdrawn")
    assert refused(register, ending.withdraw, case_id, "再撤") == {"process.state": ""}


money = st.integers(0, 10**9)
incomes = st.builds(
    IncomeEntry,
    kind=st.sampled_from(["wages.job", "business.crops", "transfer.pension"]),
    title=st.sampled_from(["", "种植"]),
    amount_fen=money,
    months=st.integers(1, 12),
)
expenses = st.builds(
    ExpenseEntry, kind=st.sampled_from(["medical", "education"]), amount_fen=money, deducted=st.booleans()
)
lines = st.lists(
    st.builds(
        MemberEntry,
        person=st.builds(PersonEntry, name=st.sampled_from(["张某", "𬭎某", "阿依·古丽"])),
        relation=st.sampled_from(["02", "10", "20"]),
        counted=st.booleans(),
        student=st.booleans(),
        incomes=st.lists(incomes, max_size=3).map(tuple),
        expenses=st.lists(expenses, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
T = TypeVar("T")
entries = st.builds(
    Application,
    applied_on=st.just(TODAY),
    members=lines,
    reason=st.text("病残 \n", max_size=5),
    assets=st.lists(st.builds(AssetEntry, kind=st.sampled_from(["vehicle.car", "other"])), max_size=2).map(
        tuple
    ),
    supporters=st.lists(st.builds(SupporterEntry, name=st.sampled_from(["甲某", "乙某"])), max_size=2).map(
        tuple
    ),
)


@settings(max_examples=25)
@given(before=entries, after=entries)
def test_any_entry_survives_recording_and_any_correction(
    register: Register, before: Application, after: Application
) -> None:
    case_id = draft(register, before)
    stored = entry_of(register, case_id)
    assert without_ids(stored) == materials.with_papers(before)
    household = stored.household_id
    register.do(intake.correct_application, case_id, replace(after, household_id=household))
    assert _unordered(without_ids(entry_of(register, case_id))) == _unordered(materials.with_papers(after))
    again = register.do(intake.correct_application, case_id, entry_of(register, case_id))
    assert again.touched == frozenset()


def _sorted(parts: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(sorted(parts, key=repr))


def _unordered(entry: Application) -> Application:
    """Rows of a kind in one order: a correction may leave them in another one than they were entered in."""
    members = (replace(m, incomes=_sorted(m.incomes), expenses=_sorted(m.expenses)) for m in entry.members)
    return replace(
        entry,
        household_id="",
        members=tuple(members),
        assets=_sorted(entry.assets),
        supporters=_sorted(entry.supporters),
        materials=_sorted(entry.materials),
    )
