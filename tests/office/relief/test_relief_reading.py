"""Relief cases as the desk reads them: today's work with its hours, the dossier, the list, the history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests import town
from tests.office.course import Course, publish
from tests.office.family import FAMILY, draft, refused
from tests.office.relief import relief_course
from tests.office.relief.relief_course import FIRE, IN_THE_WEST, SPENT
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.across import dossier_reading, finding, lists
from zqdesk.office.across.history import lines as history
from zqdesk.office.across.next_step import next_of
from zqdesk.office.across.today import worklist
from zqdesk.office.across.today.worklist import WorkList, WorkRow
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.reviewing.reviews import start_review
from zqdesk.office.cases.acts import verification
from zqdesk.office.cases.acts.deciding import Refusal
from zqdesk.office.cases.entry import carrying_over
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.looks.listing import CaseFilter
from zqdesk.office.cases.looks.progress import Progress
from zqdesk.office.people import changes, duplicates
from zqdesk.office.people.changes import Joining
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.relief import decisions as relief_decisions
from zqdesk.office.relief import next_step
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.case_list import ReliefRow
from zqdesk.office.relief.entries import Agreement, ReliefApproval, ReliefDistrictAnswer, StagePlan
from zqdesk.office.relief.file import file_of
from zqdesk.office.relief.payments import correcting
from zqdesk.office.relief.payments.correcting import RefundEntry
from zqdesk.records.register import Actor, Register
from zqdesk.records.tables.case import Case, CaseIncome
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.relief import GrantStage
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.programmes import table

MONDAY = date(2026, 11, 23)
ANOTHER = replace(FIRE, name="赵某某", address="9号", **IN_THE_WEST)
GROUNDS = Refusal("查明房屋无损", "民发〔2018〕23号第二条", "不属于急难情形")


def work(register: Register, actor: Actor = town.CLERK) -> WorkList:
    now = register.clock()
    return register.read(worklist.today, now.date(), actor, now)


def only(register: Register, actor: Actor = town.CLERK) -> WorkRow:
    (row,) = work(register, actor).rows
    return row


def dossier(register: Register, case_id: str) -> Dossier:
    return register.read(dossier_reading.of_case, case_id, register.clock().date())


def listed(register: Register, wanted: CaseFilter | None = None) -> tuple[ReliefRow, ...]:
    return register.read(lists.cases, wanted or CaseFilter(programme="relief"))


def payment_of(register: Register, case_id: str) -> Disbursement:
    return register.read(
        lambda session: session.scalars(select(Disbursement).where(Disbursement.case_id == case_id)).one()
    )


def test_an_emergency_is_due_to_the_minute(register: Register, clock: town.Clock) -> None:
    clock.forward(minutes=12)
    relief_course.emergency(register)
    row = only(register, town.APPROVER)
    assert (row.next_step, row.act, row.business) == ("同意先行救助", "agree_help", "临时救助 · 急难型")
    assert row.basis == "24 小时内 · 应于 11月24日 09:12 前"
    assert (row.due_on, row.hours_left, row.late, row.mine) == (date(2026, 11, 24), 24, False, True)
    assert (row.person_count, row.amount_fen, row.number) == (3, 300_000, "370114001-2026-LS-00001")
    clock.forward(hours=24)
    assert (only(register).hours_left, only(register).late) == (0, False)
    clock.forward(minutes=1)
    row = only(register)
    assert (row.hours_left, row.late, row.mine) == (-1, True, False)
    assert row.basis == "已过 24 小时 · 应于 11月24日 09:12 前"
    assert (work(register).overdue, work(register).due_today, work(register).most_overdue_days) == (1, 0, 1)


def test_the_hours_run_over_a_weekend_and_end_with_the_payment(register: Register, clock: town.Clock) -> None:
    clock.set(date(2026, 11, 27))
    reserve_course.funded(register)
    case_id = relief_course.agreed(register)
    row = only(register, town.CASHIER)
    assert (row.next_step, row.mine, row.amount_fen) == ("发放先行救助金", True, 300_000)
    assert (row.due_on, row.hours_left) == (date(2026, 11, 28), 24), "a Saturday"
    assert work(register).awaiting_payment == 1
    clock.set(date(2026, 11, 29))
    assert only(register).late
    assert [
        row.case_id for row in listed(register, CaseFilter(late_on=date(2026, 11, 29), programme="relief"))
    ] == [case_id]
    relief_course.pay(register, case_id)
    assert only(register).hours_left is None
    assert listed(register, CaseFilter(late_on=date(2026, 11, 29), programme="relief")) == ()


def test_without_the_time_of_day_an_emergency_is_late_the_day_after(
    register: Register, clock: town.Clock
) -> None:
    relief_course.emergency(register)
    clock.forward(hours=25)
    assert register.read(worklist.overdue, date(2026, 11, 24)) == frozenset()
    assert len(register.read(worklist.overdue, date(2026, 11, 25))) == 1


def test_what_is_due_by_the_minute_comes_first_on_its_day(register: Register) -> None:
    applied = draft(register, replace(FAMILY, applied_on=date(2026, 11, 17)))
    urgent = relief_course.emergency(register)
    rows = work(register).rows
    assert [row.due_on for row in rows] == [date(2026, 11, 24), date(2026, 11, 24)]
    assert [row.case_id for row in rows] == [urgent, applied]


def test_papers_are_due_from_the_first_payment_that_stands(
    funded: Reserve, register: Register, clock: town.Clock
) -> None:
    case_id = relief_course.helped(register)
    row = only(register)
    assert (row.next_step, row.basis) == ("入户核实，补齐先行救助手续", "今日先行救助")
    assert (row.due_on, row.mine, row.amount_fen) == (date(2026, 11, 30), True, 300_000)
    clock.set(date(2026, 11, 26))
    assert only(register).basis == "先行救助第 3 个工作日"
    funded.approver.do(correcting.reverse, payment_of(register, case_id).entry_id, "付错了人")
    assert only(register).act == "disburse"
    relief_course.pay(register, case_id)
    row = only(register)
    assert (row.basis, row.due_on) == ("今日先行救助", date(2026, 12, 3)), (
        "the reversed payment helped nobody"
    )
    file = file_of(dossier(register, case_id))
    assert file.first_paid_on == date(2026, 11, 26)
    clock.set(date(2026, 12, 7))
    assert (only(register).basis, only(register).days_left, only(register).late) == ("应于 12月3日", -2, True)


def test_what_waits_for_the_approver_is_counted_by_programme(course: Course) -> None:
    course.deciding()
    course.clock.set(MONDAY)
    reserve_course.funded(course.register)
    relief_course.emergency(course.register)
    relief_course.papers_ready(course.register, ANOTHER)
    found = work(course.register, town.APPROVER)
    assert {each: count for each, count in found.awaiting.items() if count} == {"allowance": 1, "relief": 2}
    assert sum(row.mine for row in found.rows) == 3
    assert not any(row.mine for row in work(course.register, town.CASHIER).rows)


def test_a_cashier_sees_cases_and_an_administrator_none(register: Register) -> None:
    relief_course.emergency(register)
    assert len(work(register, town.CASHIER).rows) == 1
    assert work(register, town.ADMINISTRATOR) == WorkList()


def test_stages_wait_for_their_day_until_they_are_paid_in_full(
    funded: Reserve, register: Register, clock: town.Clock
) -> None:
    due = (date(2026, 12, 1), date(2027, 1, 5))
    stages = (StagePlan(100_000, due[0]), StagePlan(141_200, due[1]))
    case_id = relief_course.approved(register, clock, ReliefApproval(SPENT.amount_fen, stages=stages))
    row = only(register, town.CASHIER)
    assert (row.act, row.due_on, row.basis) == ("disburse", due[0], "分期发放，本期 12月1日")
    assert (row.amount_fen, row.mine) == (241_200, True)
    first = register.read(lambda s: s.scalars(select(GrantStage).order_by(GrantStage.position)).all())[0]
    said = {"payee_name": "张某", "payee_id_number": FAMILY.members[0].person.id_number, "stage_id": first.id}
    relief_course.pay(register, case_id, relief_course.payment(60_000, **said))
    assert only(register).due_on == due[0], "part of a stage is not the stage"
    relief_course.pay(register, case_id, relief_course.payment(40_000, **said))
    assert (only(register).due_on, only(register).amount_fen) == (due[1], 141_200)
    later = register.read(lambda s: s.scalars(select(Entry).order_by(Entry.id.desc())).first())
    assert later is not None
    funded.approver.do(correcting.reverse, later.id, "金额有误")
    assert (only(register).due_on, only(register).amount_fen) == (due[0], 181_200)


def test_an_approved_case_has_its_own_limit(register: Register, clock: town.Clock) -> None:
    relief_course.approved(register, clock)
    row = only(register)
    assert (row.next_step, row.basis) == ("发放救助金", "12月1日决定")
    assert row.due_on is not None
    assert row.due_on > date(2026, 12, 1)


def test_what_must_come_back_is_the_cashiers(funded: Reserve, register: Register) -> None:
    case_id = relief_course.papers_ready(register)
    funded.approver.do(relief_decisions.refuse_relief, case_id, GROUNDS)
    row = only(register, town.CASHIER)
    assert (row.act, row.mine, row.amount_fen, row.due_on) == ("close_recovery", True, 300_000, None)
    assert row.basis == "11月23日决定"
    paid = payment_of(register, case_id)
    funded.cashier.do(correcting.refund, paid.id, RefundEntry(120_000, "张某某", "追回"))
    assert only(register).amount_fen == 180_000


@pytest.mark.usefixtures("funded")
def test_above_the_ceiling_the_district_is_asked(register: Register) -> None:
    case_id = relief_course.helped(register)
    register.do(emergencies.correct_relief, case_id, replace(FIRE, amount_fen=482_400))
    relief_course.complete_papers(register, case_id)
    seen = dossier(register, case_id)
    assert (only(register).act, seen.wording.authority) == ("send_to_district", "district")
    register.do(relief_decisions.send_to_district, case_id)
    assert (only(register).next_step, only(register).due_on) == ("区级答复待回", date(2026, 12, 7))
    answer = ReliefDistrictAnswer(MONDAY, "confirm", "章民救〔2026〕9号", 482_400, "reserve")
    register.do(relief_decisions.record_district_answer, case_id, answer)
    assert (only(register).act, only(register).amount_fen) == ("disburse", 182_400)


def test_where_the_town_has_no_power_nothing_is_its_own(register: Register, clock: town.Clock) -> None:
    publish(register, "delegation.relief", "district")
    case_id = relief_course.deciding(register, clock)
    words = dossier(register, case_id).wording
    assert (only(register).act, words.authority, words.confirmation) == (
        "send_to_district",
        "district",
        "审批",
    )
    assert words.deciding_body.endswith("民政局")


EMERGENCIES: dict[str, Callable[[Register], str]] = {
    "reported": relief_course.emergency,
    "agreed": relief_course.agreed,
    "helped": relief_course.helped,
    "papers_ready": relief_course.papers_ready,
    "closed": relief_course.closed,
}


@pytest.mark.parametrize("state", EMERGENCIES)
@pytest.mark.usefixtures("funded")
def test_case_page_and_work_list_propose_the_same(register: Register, state: str) -> None:
    case_id = EMERGENCIES[state](register)
    proposed = next_of(dossier(register, case_id))
    rows = work(register).rows
    assert [(row.act, row.next_step) for row in rows] == (
        [(proposed.act, proposed.title)] if proposed else []
    )
    assert (proposed is None) is (state == "closed")


def test_every_open_state_has_a_step_of_its_process() -> None:
    for kind in ("emergency", "expenditure"):
        process = table("relief", kind)
        for state in process.open_states():
            step = next_step.next_step(kind, state, Progress(), MONDAY)
            assert state in process.step(step.act).from_, (kind, state)


@pytest.mark.usefixtures("funded")
def test_the_circles_follow_an_emergency(register: Register) -> None:
    case_id = relief_course.emergency(register)

    def circles() -> list[tuple[str, str, str]]:
        return [(stage.id, stage.state, stage.note) for stage in dossier(register, case_id).stages]

    assert circles() == [
        ("help", "now", "11-24 09:00 前"),
        ("papers", "todo", ""),
        ("approval", "todo", ""),
        ("payment", "todo", ""),
    ]
    agreement = Agreement(300_000)
    register.acting_as(town.APPROVER).do(relief_decisions.agree_help, case_id, agreement)
    relief_course.pay(register, case_id)
    assert circles()[:2] == [("help", "done", "11-23"), ("papers", "now", "")]
    relief_course.complete_papers(register, case_id)
    register.acting_as(town.APPROVER).do(
        relief_decisions.approve_relief, case_id, ReliefApproval(300_000, "同意")
    )
    assert [state for _, state, _ in circles()] == ["done"] * 4


@pytest.mark.usefixtures("funded")
def test_the_dossier_holds_the_file_of_an_emergency(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.helped(register)
    seen = dossier(register, case_id)
    file = file_of(seen)
    assert (file.granted_fen, file.paid_fen, file.unpaid_fen, file.by_district) == (
        300_000,
        300_000,
        0,
        False,
    )
    (paid,) = file.payments
    assert (paid.net_fen, paid.reversed, paid.receipt, paid.settlement_number) == (300_000, False, None, "")
    assert file.assessment is not None
    assert (seen.calculation.allowance_fen, seen.calculation.uplift_fen) == (482_400, 0)
    assert seen.calculation.trace == file.assessment.trace
    assert file.help_due_at.astimezone(clock.now.tzinfo).isoformat() == "2026-11-24T09:00:00+08:00"
    assert {problem.code for problem in seen.missing} == {
        "papers.visit", "papers.material", "papers.persons", "papers.registration", "papers.receipt",
    }  # fmt: skip
    assert [(due.clock.id, due.on) for due in seen.dues] == [("papers", date(2026, 11, 30))]


def test_the_dossier_of_another_programme_has_no_file(course: Course) -> None:
    assert course.dossier(course.accepted()).own is None


def test_the_amount_stays_as_it_was_decided(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.approved(register, clock)
    publish(register, "standard.rural", 90_000, date(2026, 1, 1))
    seen = dossier(register, case_id)
    assert (seen.calculation.allowance_fen, seen.calculation.stored) == (SPENT.amount_fen, True)
    assert [due.clock.id for due in seen.dues] == ["pay"]


def test_the_dossier_counts_what_came_back(funded: Reserve, register: Register) -> None:
    case_id = relief_course.helped(register)
    paid = payment_of(register, case_id)
    funded.cashier.do(correcting.refund, paid.id, RefundEntry(50_000, "张某某", "多发退回"))
    file = file_of(dossier(register, case_id))
    assert (file.paid_fen, file.unpaid_fen, file.payments[0].net_fen) == (250_000, 50_000, 250_000)
    assert listed(register)[0].paid_fen == 250_000


@pytest.mark.usefixtures("funded")
def test_the_list_says_what_was_granted_and_paid(register: Register) -> None:
    waiting = relief_course.emergency(register, ANOTHER)
    done = relief_course.closed(register)
    draft_id = relief_course.application(register)
    rows = {row.case_id: row for row in listed(register, CaseFilter(programme="relief", group=""))}
    assert list(rows) == [draft_id, done, waiting], "the newest first"
    closed, open_one = rows[done], rows[waiting]
    assert (closed.kind_title, closed.cause, closed.state_title) == ("急难型", "火灾", "已办结")
    assert (closed.granted_fen, closed.paid_fen, closed.person_count) == (300_000, 300_000, 3)
    assert (open_one.granted_fen, open_one.paid_fen, open_one.requested_fen) == (None, 0, 300_000)
    assert [row.case_id for row in listed(register)] == [draft_id, waiting]
    drafts = listed(register, CaseFilter(programme="relief", group="draft"))
    assert [row.case_id for row in drafts] == [draft_id]
    named = listed(register, CaseFilter(programme="relief", group="", text="LS-00002"))
    assert [row.case_id for row in named] == [done]
    (everything,) = register.read(lists.cases, CaseFilter(kind="emergency", programme="relief"))
    assert (everything.kind_title, everything.state_title) == ("急难型", "待同意先行救助")
    assert everything.person_count == 3, "though only one of them is known by name"


def test_who_is_in_distress_may_apply_for_the_allowance_meanwhile(register: Register) -> None:
    applicant = FAMILY.members[FAMILY.applicant].person
    entry = replace(FIRE, name=applicant.name, id_number=applicant.id_number)
    case_id = relief_course.emergency(register, entry)
    home = register.read(lambda session: session.get_one(Case, case_id).household_id)
    (seen,) = register.read(duplicates.elsewhere, [applicant.id_number])
    assert "待同意先行救助" in seen.what, "it is shown, though it does not stand in the way"
    other = draft(register, FAMILY)
    register.do(intake.accept_application, other)
    same = draft(register, replace(FAMILY, household_id=home))
    said = refused(register, intake.accept_application, same)
    assert "household.open_case" not in said


def test_an_undecided_application_for_relief_holds_its_people(register: Register) -> None:
    case_id = relief_course.proposed(register)
    home = register.read(lambda session: session.get_one(Case, case_id).household_id)
    newborn = Joining(PersonEntry(name="张小小某"), "20", MONDAY)
    assert "household.open_case" in refused(register, changes.member_joined, home, newborn, "出生")
    assert "person.open_case" in refused(
        register, intake.accept_application, draft(register, replace(FAMILY, household_id=""))
    )


def test_a_review_starts_from_the_allowance_not_from_the_relief(course: Course) -> None:
    entry = course.on_roll()
    course.clock.set(MONDAY)
    register = course.register
    reserve_course.funded(register)
    home = register.read(lambda session: session.get_one(Household, entry.household_id))
    fire = replace(FIRE, household_id=home.id, person_id=home.head_id, name="李某", id_number="")
    relief_id = relief_course.closed(register, fire)
    source = register.read(carrying_over.last_settled, "allowance", home.id)
    assert source is not None
    assert source.id == entry.case_id != relief_id
    review = register.do(start_review, entry.id).result
    count = select(CaseIncome).where(CaseIncome.case_id == review)
    assert register.read(lambda session: session.scalars(count).all())


def test_relief_does_not_end_the_turn_of_a_review(course: Course) -> None:
    entry = course.on_roll()
    course.clock.set(MONDAY)
    fire = replace(FIRE, household_id=entry.household_id, name="李某", id_number="")
    relief_course.emergency(course.register, fire)
    course.clock.set(date(2027, 5, 1))
    acts = {row.act for row in work(course.register).rows}
    assert {"start_review", "agree_help"} <= acts


@pytest.mark.parametrize("typed", ["370114001-2026-LK-00001", " lk-00001 ", "LK00001"])
@pytest.mark.usefixtures("funded")
def test_a_case_is_found_by_its_receipt(register: Register, typed: str) -> None:
    case_id = relief_course.helped(register)
    hit = register.read(finding.find, typed)[0]
    assert (hit.record_id, hit.title) == (case_id, "领款单 370114001-2026-LK-00001")
    assert "paper" not in {each.kind for each in register.read(finding.find, "LK-00002")}


def test_the_words_follow_a_longer_limit(register: Register) -> None:
    case_id = relief_course.proposed(register)
    before = dossier(register, case_id).wording.decide_days
    register.acting_as(town.APPROVER).do(verification.extend_limit, case_id, "hard", "须异地核查")
    seen = dossier(register, case_id)
    (limit,) = (due for due in seen.dues if due.clock.id == "decide")
    assert seen.wording.decide_days == limit.days > before


def texts(register: Register, case_id: str) -> dict[str, str]:
    return {line.title: line.text for line in register.read(history.of_subjects, [case_id])}


@pytest.mark.usefixtures("funded")
def test_the_history_tells_an_emergency_in_the_halls_words(register: Register) -> None:
    case_id = relief_course.closed(register)
    said = texts(register, case_id)
    assert said["登记急难先行救助"] == "火灾，拟救助3,000.00元：今晨房屋起火，住房和粮食烧毁"
    assert said["同意先行救助"] == "可发放3,000.00元"
    assert said["发放"] == "发放临时救助金 张某某（370114001-2026-LS-00001），3,000.00元，记-2026-0004"
    assert said["补办审批"] == "批准，救助金3,000.00元"
    told = next(line for line in register.read(history.of_subjects, [case_id]) if line.title == "发放")
    details = {title: new for title, _, new in told.details}
    assert details["备用金账：记账时间"] == "2026-11-23 09:00", "by the clock on the wall"
    assert details["发放：领款人身份证号"] == "370114********0014"
    assert details["发放：领款人电话"] == "130****0000"


def test_the_history_calls_a_step_as_its_process_does(register: Register, clock: town.Clock) -> None:
    case_id = relief_course.approved(register, clock)
    said = texts(register, case_id)
    assert said["审批"] == "批准，救助金2,412.00元"
    assert said["提出审核意见"] == "拟同意，救助金2,412.00元"
    titles = {title for line in register.read(history.of_subjects, [case_id]) for title, _, _ in line.details}
    assert "意见：拟救助金额" in titles
    assert not any("保障金" in title or "施保" in title for title in titles)


def test_no_field_of_relief_is_told_by_its_column(funded: Reserve, register: Register) -> None:
    case_id = relief_course.papers_ready(register)
    funded.approver.do(relief_decisions.refuse_relief, case_id, GROUNDS)
    lines = register.read(history.of_subjects, [case_id])
    words = [part for line in lines for detail in line.details for part in (line.title, *detail)]
    assert not [word for word in words if "_" in word]
    assert texts(register, case_id)["不予救助（追回）"] == "不予批准：不属于急难情形"
