"""A case of 特困 taken through its course by the right people, each step in one word."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.office.any_course import AnyCourse
from tests.office.family import brought, id_number, member
from zqdesk.office.cases.acts import notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.notices import ObjectionRecord
from zqdesk.office.cases.acts.verification import CrossCheckResult, VisitRecord
from zqdesk.office.cases.entry.values import Application, IncomeEntry, SupporterEntry
from zqdesk.office.support import caring, decisions
from zqdesk.office.support.applying import applications, materials
from zqdesk.office.support.entries import CareEntry, SelfCareRecord, SupportApplication, SupportFacts
from zqdesk.records.tables.steps import RollEntry

ACCEPTED_ON = date(2026, 11, 4)
PERSON = id_number(date(1950, 3, 12), 31)
FATHER = id_number(date(1926, 1, 1), 33)
CARETAKER = id_number(date(1968, 5, 5), 35)
ASSESSORS = ("王小某", "孙某")


def with_papers(entry: SupportApplication) -> SupportApplication:
    """The same entry with every paper there that must be."""
    family = replace(entry.family, materials=())
    papers = brought(materials.required(family, entry.facts))
    return replace(entry, family=replace(family, materials=papers))


ALONE = with_papers(
    SupportApplication(
        Application(
            applied_on=ACCEPTED_ON,
            village_id="370114001201",
            address="3号",
            phone="13000000007",
            bank_name="示例农村商业银行",
            account_name="周𬭎",
            account_number="6222000000000000004",
            reason="年老，无子女，无劳动能力",
            members=(
                member(
                    "周𬭎",
                    PERSON,
                    "02",
                    work_ability="04",
                    incomes=(IncomeEntry("transfer.basic_pension", "基础养老金", 22_400),),
                ),
            ),
            supporters=(SupporterEntry("周老某", "05", FATHER, unable_reason="83", per_head_fen=30_000),),
        ),
        SupportFacts(placement="home"),
    )
)
"""An old man without children, whose father of a hundred years owes him support and cannot give it."""
HOME = CareEntry(
    "home",
    ACCEPTED_ON,
    caretaker="吴某某",
    caretaker_id_number=CARETAKER,
    caretaker_phone="13000000008",
    caretaker_relation="邻居",
    duties="每日看望一次，协助洗衣做饭、就医取药",
    signed_on=ACCEPTED_ON,
)


class SupportCourse(AnyCourse):
    """A course of 特困; every method is a step done by who may do it."""

    def accepted(self, entry: SupportApplication = ALONE, on: date = ACCEPTED_ON) -> str:
        self.clock.set(on)
        entry = replace(entry, family=replace(entry.family, applied_on=on))
        case_id: str = self.register.do(applications.record_support, entry).result
        self.register.do(applications.accept_support, case_id)
        return case_id

    def assess(self, case_id: str, unmet: tuple[str, ...] = ("walks", "bathes")) -> str:
        record = SelfCareRecord(self.today, ASSESSORS, findings="行走须人搀扶", signed_by="周𬭎")
        record = replace(record, **dict.fromkeys(unmet, False))  # type: ignore[arg-type]
        assessed: str = self.register.do(caring.assess_self_care, case_id, record).result
        return assessed

    def verified(self, entry: SupportApplication = ALONE, on: date = ACCEPTED_ON) -> str:
        case_id = self.accepted(entry, on)
        self.clock.forward(days=5)
        self.look_into(case_id)
        self.assess(case_id)
        return case_id

    def look_into(self, case_id: str) -> None:
        self.register.do(verification.request_cross_check, case_id, "HD-9")
        self.register.do(verification.record_cross_check, case_id, CrossCheckResult(self.today, "fits"))
        self.look_visit(case_id)

    def look_visit(self, case_id: str) -> None:
        visit = VisitRecord(self.today, ASSESSORS, present_name="村干部孙某")
        self.register.do(verification.visit_home, case_id, visit)

    def opine(self, case_id: str, *, agreed: bool = True, text: str = "") -> str:
        opinion: str = self.approver.do(
            decisions.give_support_opinion, case_id, OpinionEntry(agreed, text)
        ).result
        return opinion

    def object(self, case_id: str) -> None:
        record = ObjectionRecord(self.today, "村民甲", "", "有一子在外地")
        self.register.do(notices.record_objection, case_id, record)

    def deciding(self, entry: SupportApplication = ALONE, on: date = ACCEPTED_ON) -> str:
        case_id = self.verified(entry, on)
        self.opine(case_id)
        self.post(case_id)
        self.close(case_id)
        return case_id

    def confirm(self, case_id: str) -> None:
        self.approver.do(decisions.confirm_support, case_id, Confirmation("同意"))

    def refuse(self, case_id: str) -> None:
        grounds = Refusal("有履行义务能力的子女", "《特困人员认定办法》第八条", "不符合认定条件")
        self.approver.do(decisions.refuse_support, case_id, grounds)

    def deliver(self, case_id: str) -> None:
        record = DeliveryRecord(self.today, "direct", "周𬭎", "本人")
        self.register.do(decisions.deliver_decision, case_id, record)

    def on_roll(self, entry: SupportApplication = ALONE, on: date = ACCEPTED_ON) -> RollEntry:
        """The whole way; the entry on the roll."""
        case_id = self.deciding(entry, on)
        self.confirm(case_id)
        self.deliver(case_id)
        return self.entry(case_id)

    def entry(self, case_id: str) -> RollEntry:
        query = select(RollEntry).filter_by(case_id=case_id).order_by(RollEntry.id.desc())
        return self.register.read(lambda session: session.scalars(query).first()) or RollEntry(
            household_id="", from_month="", allowance_fen=0, person_count=0
        )
