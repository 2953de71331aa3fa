"""A case as it was applied for: the case itself and the facts of the household at that time."""

from datetime import date

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zqdesk.records.tables.base import Row, ref


class Case(Row):
    """One piece of business with a legal clock; `state` is a state of the process table of its kind.

    `kind`: `application`, `review` (定期核查) or `change` (增发/减发/停发 after confirmation).
    """

    __tablename__ = "cases"
    __table_args__ = (Index("uq_cases_number", "number", unique=True, sqlite_where=text("number <> ''")),)
    programme: Mapped[str] = mapped_column(default="allowance")
    kind: Mapped[str] = mapped_column(default="application")
    number: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft", index=True)
    household_id: Mapped[str] = ref("households")
    applicant_id: Mapped[str] = ref("persons")
    previous_id: Mapped[str | None] = ref("cases", default=None)
    clerk_id: Mapped[str] = ref("accounts")
    applied_on: Mapped[date]
    accepted_on: Mapped[date | None] = mapped_column(default=None, index=True)
    started_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    poverty_cause: Mapped[str] = mapped_column(default="")
    single_reason: Mapped[str] = mapped_column(default="")
    single_person_id: Mapped[str | None] = ref("persons", default=None)
    change_kind: Mapped[str] = mapped_column(default="")
    proxy_kind: Mapped[str] = mapped_column(default="")
    proxy_name: Mapped[str] = mapped_column(default="")
    proxy_id_number: Mapped[str] = mapped_column(default="")
    proxy_phone: Mapped[str] = mapped_column(default="")
    proxy_relation: Mapped[str] = mapped_column(default="")
    relative_name: Mapped[str] = mapped_column(default="")
    relative_post: Mapped[str] = mapped_column(default="")
    relative_relation: Mapped[str] = mapped_column(default="")
    relative_visited_on: Mapped[date | None] = mapped_column(default=None)
    extended_on: Mapped[date | None] = mapped_column(default=None)
    extension_kind: Mapped[str] = mapped_column(default="")
    extension_reason: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_reason: Mapped[str] = mapped_column(default="")


class CaseMember(Row):
    """A person of the household as the case found them; not counted ones carry the reason of S2 art. 7.

    `work_refusals`: the days on which suitable work was refused, one after the other without any taken (S2 art. 34).
    """

    __tablename__ = "case_members"
    # Covers the count of members a list shows beside each case.
    __table_args__ = (Index("ix_case_members_case_id", "case_id", "counted", "left_on"),)
    case_id: Mapped[str] = ref("cases", index=False)
    person_id: Mapped[str] = ref("persons")
    position: Mapped[int] = mapped_column(default=0)
    relation: Mapped[str] = mapped_column(default="01")
    counted: Mapped[bool] = mapped_column(default=True)
    not_counted_reason: Mapped[str] = mapped_column(default="")
    health: Mapped[str] = mapped_column(default="10")
    illness: Mapped[str] = mapped_column(default="")
    disability_number: Mapped[str] = mapped_column(default="")
    disability_type: Mapped[str] = mapped_column(default="")
    disability_grade: Mapped[str] = mapped_column(default="")
    work_ability: Mapped[str] = mapped_column(default="")
    self_care: Mapped[str] = mapped_column(default="01")
    employment: Mapped[str] = mapped_column(default="")
    workplace: Mapped[str] = mapped_column(default="")
    school: Mapped[str] = mapped_column(default="")
    student: Mapped[bool] = mapped_column(default=False)
    work_refusals: Mapped[list[str]] = mapped_column(default_factory=list, server_default=text("'[]'"))
    medical_insurance: Mapped[str] = mapped_column(default="")
    pension_insurance: Mapped[str] = mapped_column(default="")
    left_on: Mapped[date | None] = mapped_column(default=None)
    left_reason: Mapped[str] = mapped_column(default="")


class CaseIncome(Row):
    """Income of a member: `amount_fen` over `months` months, of which `counted_fen` counts (None: all, unless
    the law exempts the kind, S2 art. 13).
    """

    __tablename__ = "case_incomes"
    case_id: Mapped[str] = ref("cases")
    member_id: Mapped[str] = ref("case_members")
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    amount_fen: Mapped[int]
    months: Mapped[int] = mapped_column(default=1)
    counted_fen: Mapped[int | None] = mapped_column(default=None)
    exempt_reason: Mapped[str] = mapped_column(default="")


class CaseExpense(Row):
    """Rigid spending over `months` months; `deducted` ones reduce the counted income (S2 art. 13)."""

    __tablename__ = "case_expenses"
    case_id: Mapped[str] = ref("cases")
    member_id: Mapped[str | None] = ref("case_members", default=None)
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    amount_fen: Mapped[int]
    months: Mapped[int] = mapped_column(default=1)
    deducted: Mapped[bool] = mapped_column(default=True)


class CaseAsset(Row):
    """Property of the household (S2 art. 14); `amount_fen` 0 where only a quantity is known."""

    __tablename__ = "case_assets"
    case_id: Mapped[str] = ref("cases")
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=1)
    amount_fen: Mapped[int] = mapped_column(default=0)
    exempt_reason: Mapped[str] = mapped_column(default="")


class CaseSupporter(Row):
    """A person with a legal duty to support who lives elsewhere (赡抚扶养义务人)."""

    __tablename__ = "case_supporters"
    case_id: Mapped[str] = ref("cases")
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    id_number: Mapped[str] = mapped_column(default="")
    workplace: Mapped[str] = mapped_column(default="")
    family_count: Mapped[int] = mapped_column(default=1)
    per_head_fen: Mapped[int] = mapped_column(default=0)
    support_fen: Mapped[int] = mapped_column(default=0)
    unable_reason: Mapped[str] = mapped_column(default="")


class Material(Row):
    """A paper the case needs; `state`: have, missing, platform (政务平台可查), promise (告知承诺)."""

    __tablename__ = "materials"
    case_id: Mapped[str] = ref("cases")
    member_id: Mapped[str | None] = ref("case_members", default=None)
    code: Mapped[str]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(default="missing")
    note: Mapped[str] = mapped_column(default="")


class Attachment(Row):
    """A scan or photo, kept encrypted under its keyed digest; `taken_back_on` hides a wrong one, never deletes it."""

    __tablename__ = "attachments"
    digest: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="material")
    media_type: Mapped[str]
    size: Mapped[int]
    case_id: Mapped[str] = ref("cases")
    material_id: Mapped[str | None] = ref("materials", default=None)
    taken_back_on: Mapped[date | None] = mapped_column(default=None)
    taken_back_reason: Mapped[str] = mapped_column(default="")
