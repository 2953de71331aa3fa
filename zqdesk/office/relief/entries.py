"""What is handed to the acts of temporary relief: frozen values, from the entry windows. Amounts are fen."""

from dataclasses import field
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.cases.entry.values import Application


@frozen
class HelpedPerson:
    """Somebody helped beside the applicant; without an ID number `no_number` says why."""

    name: str = ""
    id_number: str = ""
    relation: str = ""
    no_number: str = ""


@frozen
class Emergency:
    """An emergency as it is told at the counter. With `person_id` or `household_id` known ones are meant.

    `amount_fen` is what shall be paid at once; where it is more than the rule gives, `amount_reason` says why.
    """

    name: str = ""
    id_number: str = ""
    phone: str = ""
    sex: str = ""
    village_id: str = ""
    address: str = ""
    place: str = ""
    standard_kind: str = "rural"
    standard_reason: str = ""
    person_count: int = 1
    cause: str = ""
    degree: str = "medium"
    happened_on: date | None = None
    situation: str = ""
    amount_fen: int = 0
    amount_reason: str = ""
    form: str = "cash"
    goods: str = ""
    applicant_class: str = ""
    household_id: str = ""
    person_id: str = ""
    others: tuple[HelpedPerson, ...] = ()


@frozen
class ReliefFacts:
    """The facts of an expenditure case beside its family: what was spent, and what is asked for."""

    cause: str = ""
    degree: str = "medium"
    happened_on: date | None = None
    place: str = ""
    situation: str = ""
    person_count: int = 0
    applicant_class: str = ""
    spending_fen: int = 0
    reimbursed_fen: int = 0
    amount_fen: int = 0
    amount_reason: str = ""
    form: str = "transfer"
    goods: str = ""


@frozen
class ReliefApplication:
    """An application for relief of the expenditure type; `person_count` 0 means all members who count."""

    family: Application = field(default_factory=Application)
    facts: ReliefFacts = field(default_factory=ReliefFacts)


@frozen
class Verdict:
    """What the approver says of another case that looks like this one (`rules.relief.event.VERDICTS`), and why."""

    case_id: str
    verdict: str
    reason: str


@frozen
class Agreement:
    """The approver agrees to help first; `verdicts` on every case that looks like the same family or event."""

    amount_fen: int
    verdicts: tuple[Verdict, ...] = ()
    note: str = ""


@frozen
class ReliefProposal:
    """The town's opinion and the amount it proposes; disagreeing without words is refused."""

    agreed: bool
    amount_fen: int = 0
    text: str = ""
    amount_reason: str = ""


@frozen
class StagePlan:
    """A part of the relief, due on its own day (一次审批、分阶段救助, S4 2.4)."""

    amount_fen: int
    due_on: date
    note: str = ""


@frozen
class ReliefApproval:
    """The approval; stages, where there are any, make up the amount."""

    amount_fen: int
    text: str = ""
    verdicts: tuple[Verdict, ...] = ()
    stages: tuple[StagePlan, ...] = ()


@frozen
class ReliefDistrictAnswer:
    """What the district said of a relief case: confirm, refuse or return; `fund`: who pays, district or reserve."""

    answered_on: date
    answer: str
    document_number: str = ""
    amount_fen: int = 0
    fund: str = "district"
    text: str = ""
    facts: str = ""
    article: str = ""
