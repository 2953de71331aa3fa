"""Opinion, confirmation, refusal and their delivery (S2 art. 19-22, 29)."""

from dataclasses import dataclass
from datetime import date

from zqdesk.records.register import Work

DELIVERY_WAYS = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "entrusted": "委托送达",
    "public": "公告送达",
}


@dataclass(frozen=True, slots=True)
class OpinionEntry:
    """Whether the household should be taken in, and why; disagreeing without words is refused."""

    agreed: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class DistrictAnswer:
    """What the district said; `answer`: confirm, refuse, return. A refusal names facts and article too."""

    answered_on: date
    answer: str
    document_number: str = ""
    text: str = ""
    facts: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The approver's words on a confirmation."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Facts, article and reason: a refusal without any of them is none (S2 art. 21)."""

    facts: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """How the decision reached the household; `way` out of `DELIVERY_WAYS`, left ones need a witness."""

    delivered_on: date
    way: str
    receiver: str
    receiver_relation: str = ""
    witness: str = ""


def give_opinion(work: Work, case_id: str, entry: OpinionEntry) -> str:
    """The town's preliminary opinion with the calculation it rests on; returns its id (S2 art. 19)."""
    raise NotImplementedError


def reopen_verification(work: Work, case_id: str, reason: str) -> None:
    """Send the case back to be verified again, with a reason."""
    raise NotImplementedError


def send_to_district(work: Work, case_id: str) -> str:
    """The case goes to the district, which confirms; returns the submission's id (S2 art. 19)."""
    raise NotImplementedError


def record_district_answer(work: Work, case_id: str, answer: DistrictAnswer) -> str | None:
    """What the district decided; returns the decision's id, None where it sent the case back."""
    raise NotImplementedError


def confirm(work: Work, case_id: str, confirmation: Confirmation) -> str:
    """Confirm what the opinion calculated; paid from the month after (S2 art. 20, 21). Returns its id."""
    raise NotImplementedError


def refuse(work: Work, case_id: str, refusal: Refusal) -> str:
    """Refuse the application with facts, article and reason (S2 art. 21). Returns the decision's id."""
    raise NotImplementedError


def deliver_decision(work: Work, case_id: str, record: DeliveryRecord) -> str:
    """Record the delivery; a confirmed household goes on the roll. Returns the delivery's id."""
    raise NotImplementedError


def end_for_noncooperation(work: Work, case_id: str, reason: str) -> None:
    """End the procedure of an applicant who refuses to cooperate without good reason (S2 art. 29)."""
    raise NotImplementedError
