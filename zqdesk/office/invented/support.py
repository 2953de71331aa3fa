"""The invented town's destitute: people at several steps of the way to support, the last ones on the roll."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.acts import deciding, notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.entry.values import Application, IncomeEntry, MemberEntry, SupporterEntry
from zqdesk.office.hall.setup import standard_kind_of
from zqdesk.office.invented.people import HEAD, People
from zqdesk.office.invented.town import APPROVER, CLERK, Town
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.support import caring, decisions, ending, reviewing
from zqdesk.office.support.applying import applications, materials
from zqdesk.office.support.ending import EndingOpinion, EndingRequest
from zqdesk.office.support.entries import (
    CareEntry,
    SampleRecord,
    SelfCareRecord,
    SupportApplication,
    SupportFacts,
)
from zqdesk.office.support.reviewing import ReviewRequest
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.steps import RollEntry

LOOKED = ("村干部孙某",)
"""Who goes along with the clerk."""
HOME = "示例街道敬老院"
Step = tuple[int, Callable[[Town, str, date], object]]
"""Days after the application, and the act on the case at that day."""


def _assess(town: Town, case_id: str, day: date) -> object:
    record = SelfCareRecord(
        day,
        (town.staff[CLERK.login].name, *LOOKED),
        walks=False,
        bathes=False,
        findings="室内行走须扶墙，不能独自洗澡。",
        signed_by="本人",
        signed_relation="本人",
    )
    return town.acting(CLERK.login).do(caring.assess_self_care, case_id, record)


def _arrange(town: Town, case_id: str, day: date) -> object:
    entry = CareEntry("institution", day, institution=HOME, signed_on=day)
    return town.acting(CLERK.login).do(caring.arrange_care, case_id, entry)


def _look(town: Town, case_id: str, day: date) -> None:
    clerk = town.acting(CLERK.login)
    clerk.do(verification.request_cross_check, case_id, "")
    clerk.do(verification.record_cross_check, case_id, verification.CrossCheckResult(day, "fits"))
    names = (town.staff[CLERK.login].name, *LOOKED)
    visit = verification.VisitRecord(
        day, names, present_name="本人", findings="独居，无子女，无劳动能力，无其他收入。"
    )
    clerk.do(verification.visit_home, case_id, visit)


def _agree(town: Town, case_id: str, _day: date) -> object:
    return town.acting(APPROVER.login).do(decisions.give_support_opinion, case_id, OpinionEntry(True))


def _post(town: Town, case_id: str, day: date) -> object:
    posting = notices.Posting("村务公开栏", day, town.staff[CLERK.login].name)
    return town.acting(CLERK.login).do(notices.post_notice, case_id, posting)


def _close(town: Town, case_id: str, day: date) -> None:
    clerk = town.acting(CLERK.login)
    clerk.do(notices.close_notice, case_id)
    clerk.do(caring.record_sample, case_id, SampleRecord(day, "区民政局 李某、周某"))


def _confirm(town: Town, case_id: str, _day: date) -> object:
    return town.acting(APPROVER.login).do(decisions.confirm_support, case_id, Confirmation("同意。"))


def _deliver(town: Town, case_id: str, day: date) -> object:
    record = deciding.DeliveryRecord(day, "direct", "本人", "本人")
    return town.acting(CLERK.login).do(decisions.deliver_decision, case_id, record)


def _entry_of(session: Session, case_id: str) -> str:
    return session.scalars(select(RollEntry.id).where(RollEntry.case_id == case_id)).one()


def _review(town: Town, case_id: str, _day: date) -> object:
    clerk = town.acting(CLERK.login)
    request = ReviewRequest("reported", "敬老院报告：近期跌倒后卧床，生活不能自理。")
    return clerk.do(reviewing.start_support_review, clerk.read(_entry_of, case_id), request)


def _end(town: Town, case_id: str, day: date) -> object:
    clerk = town.acting(CLERK.login)
    request = EndingRequest("supporter", day, "其侄依法办理收养手续，有赡养能力并已接回家中照料。")
    return clerk.do(ending.start_ending, clerk.read(_entry_of, case_id), request)


def _post_end(town: Town, case_id: str, day: date) -> object:
    query = select(Case.id).where(Case.previous_id == case_id, Case.kind == "ending")
    begun = town.acting(CLERK.login).read(lambda session: session.scalars(query).one())
    town.acting(APPROVER.login).do(ending.propose_ending, begun, EndingOpinion())
    return _post(town, begun, day)


STEPS: dict[str, Step] = {
    "accepted": (
        0,
        lambda town, case_id, _: town.acting(CLERK.login).do(applications.accept_support, case_id),
    ),
    "looked": (3, _look),
    "assessed": (4, _assess),
    "arranged": (5, _arrange),
    "opinion": (6, _agree),
    "posted": (7, _post),
    "noticed": (15, _close),
    "confirmed": (16, _confirm),
    "on_roll": (17, _deliver),
}
LATER: dict[str, Step] = {"reviewing": (18, _review), "ending": (18, _end), "ending_posted": (19, _post_end)}
"""What comes after the roll."""


def _until(last: str) -> tuple[str, ...]:
    names = list(STEPS)
    return tuple(names[: names.index(last) + 1])


WAYS: tuple[tuple[str, ...], ...] = (
    (),
    _until("assessed"),
    _until("posted"),
    _until("noticed"),
    _until("on_roll"),
    (*_until("on_roll"), "reviewing"),
    (*_until("on_roll"), "ending", "ending_posted"),
)
"""How far the people have come."""


def play(town: Town, today: date) -> list[str]:
    """One person for each way; returns the ids of their cases."""
    return [_run(town, number, way, today) for number, way in enumerate(WAYS)]


def _run(town: Town, number: int, way: tuple[str, ...], today: date) -> str:
    every = STEPS | LATER
    start = today - timedelta(days=(every[way[-1]][0] if way else 0) + number)
    entry = application(town.people, list(town.villages)[number % len(town.villages)], number)
    entry = replace(entry, family=replace(entry.family, applied_on=start))
    town.clock.set(start, 9, 30 + number)
    case_id: str = (
        town.acting(CLERK.login).do(applications.record_support, with_papers(entry) if way else entry).result
    )
    for name in way:
        offset, act = every[name]
        day = start + timedelta(days=offset)
        town.clock.set(day, 10, 30 + number)
        act(town, case_id, day)
    return case_id


def application(people: People, village_id: str, number: int) -> SupportApplication:
    """An old person without children, with a brother who owes support and is on allowance himself."""
    person = people.member(HEAD, "", (66, 84), "12"[number % 2], number)
    brother = people.member("71", person.name[0], (62, 80), "1", number)
    line = MemberEntry(
        person=PersonEntry(
            name=person.name, id_number=person.id_number, sex=person.sex, born_on=person.born_on, marital="10"
        ),
        relation=person.relation,
        health="30",
        work_ability="04",
        incomes=(IncomeEntry("transfer.basic_pension", "基础养老金", 22_400),),
    )
    family = Application(
        village_id=village_id,
        standard_kind=standard_kind_of(village_id, people.today),
        address=f"{number * 11 + 2}号",
        phone=people.phone(),
        bank_name="示例农村商业银行",
        account_name=person.name,
        account_number=people.card(),
        reason="年老体弱，未婚无子女，没有劳动能力和生活来源。",
        members=(line,),
        supporters=(SupporterEntry(brother.name, "07", brother.id_number, unable_reason="82"),),
    )
    return SupportApplication(family, SupportFacts(placement="institution"))


def with_papers(entry: SupportApplication) -> SupportApplication:
    """The application with every paper it needs brought along."""
    brought = tuple(
        replace(each, state="have") if each.state == "missing" else each
        for each in materials.required(entry.family, entry.facts)
    )
    return replace(entry, family=replace(entry.family, materials=brought))
