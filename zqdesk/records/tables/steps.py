"""What happened in a case, step by step: one table for each kind of step."""

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy import text as literal
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class SupplementNotice(Row):
    """The one time the applicant is told everything that is missing (S2 art. 10)."""

    __tablename__ = "supplement_notices"
    case_id: Mapped[str] = ref("cases")
    told_on: Mapped[date]
    items: Mapped[list[Any]]
    receiver: Mapped[str] = mapped_column(default="")
    completed_on: Mapped[date | None] = mapped_column(default=None)


class CrossCheck(Row):
    """Information cross-check asked of the district (S2 art. 15, 17); `result`: fits, differs, exceeds.

    `begun_on`: the day on which the district said it had begun. A result that speaks against the family is told to
    it (`told_on`); `reply` is what it said to that.
    """

    __tablename__ = "cross_checks"
    case_id: Mapped[str] = ref("cases")
    requested_on: Mapped[date]
    request_number: Mapped[str] = mapped_column(default="")
    returned_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str] = mapped_column(default="")
    findings: Mapped[str] = mapped_column(default="")
    begun_on: Mapped[date | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    reply: Mapped[str] = mapped_column(default="", server_default=literal("''"))


class HomeVisit(Row):
    """A visit by two or more people, signed by them and a present member (S2 art. 16).

    `objection_id` is the objection that called for it (S2 art. 19), as it is of an appraisal.
    """

    __tablename__ = "home_visits"
    case_id: Mapped[str] = ref("cases")
    objection_id: Mapped[str | None] = ref("objections", index=False, default=None)
    visited_on: Mapped[date]
    method: Mapped[str] = mapped_column(default="visit")
    investigators: Mapped[list[str]]
    present_name: Mapped[str] = mapped_column(default="")
    present_relation: Mapped[str] = mapped_column(default="")
    village_officer: Mapped[str] = mapped_column(default="")
    truthful: Mapped[bool] = mapped_column(default=True)
    housing_kind: Mapped[str] = mapped_column(default="")
    housing_structure: Mapped[str] = mapped_column(default="")
    housing_area: Mapped[str] = mapped_column(default="")
    housing_condition: Mapped[str] = mapped_column(default="")
    belongings: Mapped[str] = mapped_column(default="")
    livestock: Mapped[str] = mapped_column(default="")
    vehicles: Mapped[str] = mapped_column(default="")
    neighbours: Mapped[str] = mapped_column(default="")
    findings: Mapped[str] = mapped_column(default="")


class Appraisal(Row):
    """A meeting of villagers over an objection or doubt (民主评议, S2 art. 19)."""

    __tablename__ = "appraisals"
    case_id: Mapped[str] = ref("cases")
    objection_id: Mapped[str | None] = ref("objections", index=False, default=None)
    held_on: Mapped[date]
    place: Mapped[str]
    host: Mapped[str]
    recorder: Mapped[str]
    due_count: Mapped[int]
    present_count: Mapped[int]
    villager_count: Mapped[int]
    agree_count: Mapped[int]
    disagree_count: Mapped[int]
    abstain_count: Mapped[int]
    summary: Mapped[str] = mapped_column(default="")
    passed: Mapped[bool]


class Opinion(Row):
    """The town's preliminary opinion (初审意见), or what a review proposes, with the calculation it rests on.

    Only a proposal has `result` (keep, raise, cut, stop) and what follows it; see `office.allowance.reviews.Proposal`.
    """

    __tablename__ = "opinions"
    case_id: Mapped[str] = ref("cases")
    round: Mapped[int]
    given_on: Mapped[date]
    agreed: Mapped[bool]
    text: Mapped[str]
    by_id: Mapped[str] = ref("accounts", index=False)
    by_name: Mapped[str]
    person_count: Mapped[int] = mapped_column(default=0)
    allowance_fen: Mapped[int] = mapped_column(default=0)
    uplift_fen: Mapped[int] = mapped_column(default=0)
    result: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    article: Mapped[str] = mapped_column(default="")
    from_month: Mapped[str] = mapped_column(default="")
    stop_reason: Mapped[str] = mapped_column(default="")
    phase_out: Mapped[bool] = mapped_column(default=False)
    trace: Mapped[list[Any]]


class NoticeSheet(Row):
    """One notice for several families of a village: a number, and the opinions that stand on it in their order.

    It hangs once notices of their cases name it (`PublicNotice.sheet_id`); `kind` is the kind of its paper.
    """

    __tablename__ = "notice_sheets"
    programme: Mapped[str]
    kind: Mapped[str]
    village_id: Mapped[str] = mapped_column(index=True)
    village_name: Mapped[str]
    number: Mapped[str]
    made_on: Mapped[date]
    opinions: Mapped[list[str]]


class PublicNotice(Row):
    """A notice hung up in the village for 7 days, counted from the day after posting (S2 art. 19).

    A family that hangs on one sheet with others names it; all else of its notice is its own.
    """

    __tablename__ = "public_notices"
    case_id: Mapped[str] = ref("cases")
    opinion_id: Mapped[str] = ref("opinions", index=False)
    round: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    place: Mapped[str]
    posted_on: Mapped[date]
    from_on: Mapped[date]
    to_on: Mapped[date]
    posted_by: Mapped[str]
    closed_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str] = mapped_column(default="")
    sheet_id: Mapped[str | None] = ref("notice_sheets", default=None)


class Objection(Row):
    """Somebody disagrees with a posted opinion; one that was entered by mistake is retracted and counts for nothing."""

    __tablename__ = "objections"
    case_id: Mapped[str] = ref("cases")
    notice_id: Mapped[str] = ref("public_notices")
    raised_on: Mapped[date]
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    content: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)
    retracted_on: Mapped[date | None] = mapped_column(default=None)


class Complaint(Row):
    """Somebody complains about an application while it is decided on (S2 art. 20): nameless, or by name.

    `way` is a code of complaint_way; `answer` what was found and said.
    """

    __tablename__ = "complaints"
    case_id: Mapped[str] = ref("cases")
    received_on: Mapped[date]
    way: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    content: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)


class Submission(Row):
    """A case sent to the district, and what it answered: `confirm`, `refuse` or `return`."""

    __tablename__ = "submissions"
    case_id: Mapped[str] = ref("cases")
    sent_on: Mapped[date]
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class Decision(Row):
    """Confirmation, refusal, or a change of a confirmed allowance, with the calculation it rests on.

    `result`: confirm, refuse, keep, raise, cut, stop. `authority`: own (下放), entrusted (委托), district.
    Where the district decided, no account approved it and `approver_name` is the district's name. Of a change `text`
    are the approver's words or the district's number, `reason` is why the organ decides so.
    """

    __tablename__ = "decisions"
    case_id: Mapped[str] = ref("cases")
    result: Mapped[str]
    authority: Mapped[str]
    decided_on: Mapped[date]
    approver_id: Mapped[str | None] = ref("accounts", index=False, default=None)
    approver_name: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    article: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    person_count: Mapped[int] = mapped_column(default=0)
    allowance_fen: Mapped[int] = mapped_column(default=0)
    uplift_fen: Mapped[int] = mapped_column(default=0)
    from_month: Mapped[str] = mapped_column(default="")
    certificate_number: Mapped[str] = mapped_column(default="")
    stop_reason: Mapped[str] = mapped_column(default="")
    phase_out: Mapped[bool] = mapped_column(default=False)
    trace: Mapped[list[Any]]


class Delivery(Row):
    """How the decision reached the applicant."""

    __tablename__ = "deliveries"
    case_id: Mapped[str] = ref("cases")
    decision_id: Mapped[str] = ref("decisions")
    delivered_on: Mapped[date]
    way: Mapped[str]
    receiver: Mapped[str]
    receiver_relation: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")


class RollEntry(Row):
    """A household on the roll from `from_month` to `to_month` (both `2026-12`, inclusive; empty: open).

    `person_id`: who applied alone and is on it alone (S2 art. 8, S3); None: the household as a whole. `standard_kind`
    and `village_id`: by which standard its sum was fixed, and where the household lived then.
    """

    __tablename__ = "roll_entries"
    # The first covers the counts and the due reviews of every day's first page; the second must name
    # `to_month` too, or joins from households would be run through the first, which nearly all entries share.
    __table_args__ = (
        Index("ix_roll_entries_current", "programme", "to_month", "review_by", "from_month", "person_count"),
        Index("ix_roll_entries_household_id", "household_id", "to_month"),
    )
    programme: Mapped[str] = mapped_column(default="allowance")
    household_id: Mapped[str] = ref("households", index=False)
    case_id: Mapped[str | None] = ref("cases", default=None)
    batch_id: Mapped[str | None] = ref("import_batches", default=None)
    person_id: Mapped[str | None] = ref("persons", index=False, default=None)
    standard_kind: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    village_id: Mapped[str] = mapped_column(default="", server_default=literal("''"))
    from_month: Mapped[str]
    to_month: Mapped[str] = mapped_column(default="")
    allowance_fen: Mapped[int]
    uplift_fen: Mapped[int] = mapped_column(default=0)
    person_count: Mapped[int]
    certificate_number: Mapped[str] = mapped_column(default="")
    review_by: Mapped[date | None] = mapped_column(default=None)
    phase_out: Mapped[bool] = mapped_column(default=False)
    ended_reason: Mapped[str] = mapped_column(default="")
