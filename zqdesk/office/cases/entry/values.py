"""An application as the clerk enters it: one frozen value, from the entry window to the act.

Amounts are fen, codes those of resources/codes. An empty string is an unknown value.
"""

from dataclasses import field
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.people.person_entry import PersonEntry


@frozen
class IncomeEntry:
    """Income of a member: `amount_fen` in all over `months` months; see records.tables.case.CaseIncome."""

    kind: str
    title: str = ""
    amount_fen: int = 0
    months: int = 1
    counted_fen: int | None = None
    exempt_reason: str = ""


@frozen
class ExpenseEntry:
    """Rigid spending of a member over `months` months; `deducted` ones lessen the counted income."""

    kind: str
    title: str = ""
    amount_fen: int = 0
    months: int = 1
    deducted: bool = True


@frozen
class MemberEntry:
    """One line of the family table; `key` is the row's own id once it is stored, else empty."""

    person: PersonEntry = field(default_factory=PersonEntry)
    key: str = ""
    relation: str = "01"
    counted: bool = True
    not_counted_reason: str = ""
    health: str = "10"
    illness: str = ""
    disability_number: str = ""
    work_ability: str = ""
    self_care: str = "01"
    employment: str = ""
    workplace: str = ""
    school: str = ""
    student: bool = False
    medical_insurance: str = ""
    pension_insurance: str = ""
    incomes: tuple[IncomeEntry, ...] = ()
    expenses: tuple[ExpenseEntry, ...] = ()


@frozen
class AssetEntry:
    """A possession of the household."""

    kind: str
    title: str = ""
    owner: str = ""
    quantity: int = 1
    amount_fen: int = 0
    exempt_reason: str = ""


@frozen
class SupporterEntry:
    """A person with a duty of support who lives elsewhere."""

    name: str = ""
    relation: str = ""
    id_number: str = ""
    workplace: str = ""
    family_count: int = 1
    per_head_fen: int = 0
    support_fen: int = 0
    unable_reason: str = ""


@frozen
class MaterialEntry:
    """A paper the case needs and whether it is there: have, missing, platform or promise."""

    code: str
    title: str
    state: str = "missing"
    note: str = ""


@frozen
class Application:
    """All that is asked at the counter. The first member is the head of the household and the applicant,
    unless `applicant` names another line of the table.
    """

    household_id: str = ""
    applied_on: date | None = None
    village_id: str = ""
    standard_kind: str = "rural"
    standard_reason: str = ""
    address: str = ""
    hukou_address: str = ""
    phone: str = ""
    bank_name: str = ""
    account_name: str = ""
    account_number: str = ""
    registered_poor: bool = False
    reason: str = ""
    poverty_cause: str = ""
    applicant: int = 0
    single_reason: str = ""
    single_member: int = 0
    proxy_kind: str = ""
    proxy_name: str = ""
    proxy_id_number: str = ""
    proxy_phone: str = ""
    proxy_relation: str = ""
    relative_name: str = ""
    relative_post: str = ""
    relative_relation: str = ""
    members: tuple[MemberEntry, ...] = ()
    assets: tuple[AssetEntry, ...] = ()
    supporters: tuple[SupporterEntry, ...] = ()
    materials: tuple[MaterialEntry, ...] = ()
