"""A case taken through its course by the right people, each step in one word."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests import town
from tests.office.any_course import AnyCourse
from tests.office.family import FAMILY, id_number, member, with_papers
from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.cases.acts import notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.acts.deciding import DeliveryRecord, Refusal
from zqdesk.office.cases.acts.notices import ObjectionRecord
from zqdesk.office.cases.acts.verification import AppraisalRecord, CheckTold, CrossCheckResult, VisitRecord
from zqdesk.office.cases.entry.values import Application, ExpenseEntry, IncomeEntry, SupporterEntry
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.place import ParameterRow
from zqdesk.records.tables.steps import RollEntry

ACCEPTED_ON = date(2026, 11, 4)
HEAD = id_number(date(1958, 1, 20), 1)
PEOPLE = ("王小某", "孙某")
"""The clerk and a colleague who go to see the family."""

FOUR = with_papers(
    replace(
        FAMILY,
        applied_on=ACCEPTED_ON,
        account_name="李某",
        reason="子患重病，收入不足",
        members=(
            member(
                "李某",
                HEAD,
                "02",
                disability_number=f"{HEAD}43",
                work_ability="03",
                incomes=(IncomeEntry("transfer.pension", "养老金", 20_800),),
            ),
            member(
                "王某",
                id_number(date(1960, 3, 2), 2),
                "10",
                work_ability="04",
                incomes=(IncomeEntry("transfer.pension", "养老金", 19_500),),
            ),
            member(
                "李小某",
                id_number(date(1985, 6, 1), 3),
                "20",
                illness="02",
                work_ability="02",
                incomes=(IncomeEntry("wages.casual", "务工", 1_740_000, 12),),
                expenses=(ExpenseEntry("medical", "医疗", 64_100),),
            ),
            member("李孙某", id_number(date(2017, 2, 11), 4), "42", student=True, school="示例小学"),
        ),
        assets=(),
        supporters=(SupporterEntry("李远某", "05", family_count=2),),
    )
)
"""The family of the approval form everybody knows: 208 + 195 + 1,450 less 641 a month, 2,084.40 in the end."""


def well_off(entry: Application = FOUR) -> Application:
    """The same family with an income above the standard."""
    richer = replace(entry.members[2], incomes=(IncomeEntry("wages.casual", "务工", 900_000),))
    return replace(entry, members=(*entry.members[:2], richer, *entry.members[3:]))


class Course(AnyCourse):
    """A course of 低保; every method is a step done by who may do it."""

    def accepted(self, entry: Application = FOUR, on: date = ACCEPTED_ON) -> str:
        self.clock.set(on)
        case_id = self.register.do(intake.record_application, replace(entry, applied_on=on)).result
        self.register.do(intake.accept_application, case_id)
        return case_id

    def checked(self, case_id: str, result: str = "fits", findings: str = "") -> None:
        self.register.do(verification.request_cross_check, case_id, "HD-1")
        answer = CrossCheckResult(self.today, result, findings)
        self.register.do(verification.record_cross_check, case_id, answer)
        if result != "fits":
            self.register.do(verification.tell_cross_check, case_id, CheckTold(self.today))

    def visited(self, case_id: str, people: tuple[str, ...] = PEOPLE) -> None:
        visit = VisitRecord(visited_on=self.today, investigators=people, present_name="李某")
        self.register.do(verification.visit_home, case_id, visit)

    def verified(self, entry: Application = FOUR, on: date = ACCEPTED_ON) -> str:
        """Accepted on the day, verified a week later."""
        case_id = self.accepted(entry, on)
        self.clock.forward(days=7)
        self.checked(case_id)
        self.visited(case_id)
        return case_id

    def agreed(self, entry: Application = FOUR, on: date = ACCEPTED_ON) -> str:
        case_id = self.verified(entry, on)
        self.give_opinion(case_id)
        return case_id

    def give_opinion(self, case_id: str, *, agreed: bool = True, text: str = "") -> str:
        return self.approver.do(decisions.give_opinion, case_id, OpinionEntry(agreed, text)).result

    def posted(self, entry: Application = FOUR, on: date = ACCEPTED_ON) -> str:
        case_id = self.agreed(entry, on)
        self.post(case_id)
        return case_id

    def object(self, case_id: str) -> str:
        record = ObjectionRecord(self.today, "村民甲", "13000000009", "有未申报的经营收入")
        return self.register.do(notices.record_objection, case_id, record).result

    def appraised(self, case_id: str, agree: int = 12) -> str:
        meeting = AppraisalRecord(self.today, "村委会", "周某某", "吴某某", 20, 15, 12, agree, 15 - agree, 0)
        return self.register.do(verification.hold_appraisal, case_id, meeting).result

    def deciding(self, entry: Application = FOUR, on: date = ACCEPTED_ON) -> str:
        case_id = self.posted(entry, on)
        self.close(case_id)
        return case_id

    def confirm(self, case_id: str) -> str:
        return self.approver.do(decisions.confirm, case_id, Confirmation("同意")).result

    def refuse(self, case_id: str) -> str:
        grounds = Refusal("人均月收入2,500.00元", "《最低生活保障审核确认办法》第二十一条", "收入高于标准")
        return self.approver.do(decisions.refuse, case_id, grounds).result

    def deliver(self, case_id: str, way: str = "direct") -> str:
        record = DeliveryRecord(self.today, way, "李某", "本人")
        return self.register.do(decisions.deliver_decision, case_id, record).result

    def on_roll(self, entry: Application = FOUR, on: date = ACCEPTED_ON) -> RollEntry:
        """The whole way; the entry on the roll."""
        case_id = self.deciding(entry, on)
        self.confirm(case_id)
        self.deliver(case_id)
        return self.register.read(lambda s: s.scalars(select(RollEntry).filter_by(case_id=case_id)).one())


def publish(register: Register, key: str, value: int | str, since: date = date(2026, 1, 1)) -> None:
    """A value the town itself has from that day on, known since then."""

    def act(work: Work) -> None:
        row = ParameterRow(
            key=key, scope=town.TOWN_ID, valid_from=since, published_on=since, value=value, source="本测试"
        )
        work.session.add(row)

    register.do(act)
