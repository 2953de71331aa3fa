"""Everything about one case as one value, read by the case page and by the papers.

Records in it are detached: they belong to no session, have no lazy parts, and nobody writes to them.
"""

from datetime import date, datetime

from zqdesk.frozen import frozen
from zqdesk.office.people.duplicates import Elsewhere
from zqdesk.records.tables import steps
from zqdesk.records.tables.case import (
    Attachment,
    Case,
    CaseAsset,
    CaseExpense,
    CaseIncome,
    CaseMember,
    CaseSupporter,
    Material,
)
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.payroll import PayrollAccount
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.place import Hall
from zqdesk.rules.cases.household import HouseholdFacts
from zqdesk.rules.problem import Problem
from zqdesk.rules.process import Due, Process
from zqdesk.rules.trace import Trace


@frozen
class MemberFacts:
    """A member with the person behind the entry and their monthly income before exemptions, in fen."""

    member: CaseMember
    person: Person
    age: int | None
    monthly_fen: int
    incomes: tuple[CaseIncome, ...]
    expenses: tuple[CaseExpense, ...]


@frozen
class Stage:
    """One circle of the stepper: `state` is done, now or todo; `note` the day or the limit under it."""

    id: str
    title: str
    state: str
    note: str


@frozen
class Calculation:
    """The amount as it stands: calculated from today's facts, or the one stored with opinion or decision.

    `total_fen` = `allowance_fen` + `uplift_fen`; `reasons` are all reasons against eligibility.
    """

    eligible: bool
    allowance_fen: int
    uplift_fen: int
    person_count: int
    trace: Trace
    reasons: tuple[Problem, ...] = ()
    stored: bool = False

    @property
    def total_fen(self) -> int:
        return self.allowance_fen + self.uplift_fen


@frozen
class Wording:
    """The dated words and terms a paper prints: who decides in whose name, titles, remedies."""

    authority: str  # own | entrusted | district
    deciding_body: str  # 示例街道办事处 or 章丘区民政局
    confirmation: str  # 审核确认 or 审批
    refusal: str  # 不予确认 or 不予批准
    reconsideration_body: str
    reconsideration_days: int
    litigation_court: str
    litigation_months: int
    decide_days: int
    notice_days: int


@frozen
class Dossier:
    """One case in full. Tuples are in order of time or position; empty where nothing happened yet.

    `due_at` is the instant at which a clock that is counted in hours ends. `own` is what only a case of its programme has (`relief.file.file_of` reads relief's), None where it has nothing. `keeper`: the note of who keeps the household's card.
    """

    today: date
    hall: Hall
    process: Process
    case: Case
    clerk_name: str
    household: Household
    applicant: Person
    members: tuple[MemberFacts, ...]
    assets: tuple[CaseAsset, ...]
    supporters: tuple[CaseSupporter, ...]
    materials: tuple[Material, ...]
    attachments: tuple[Attachment, ...]
    supplements: tuple[steps.SupplementNotice, ...]
    cross_checks: tuple[steps.CrossCheck, ...]
    visits: tuple[steps.HomeVisit, ...]
    appraisals: tuple[steps.Appraisal, ...]
    opinions: tuple[steps.Opinion, ...]
    notices: tuple[steps.PublicNotice, ...]
    objections: tuple[steps.Objection, ...]
    complaints: tuple[steps.Complaint, ...]
    submissions: tuple[steps.Submission, ...]
    decisions: tuple[steps.Decision, ...]
    deliveries: tuple[steps.Delivery, ...]
    roll: tuple[steps.RollEntry, ...]
    papers: tuple[Paper, ...]
    facts: HouseholdFacts
    calculation: Calculation
    wording: Wording
    stages: tuple[Stage, ...]
    dues: tuple[Due, ...]
    missing: tuple[Problem, ...]
    elsewhere: tuple[Elsewhere, ...]
    due_at: datetime | None = None
    own: object = None
    keeper: PayrollAccount | None = None

    @property
    def counted(self) -> tuple[MemberFacts, ...]:
        return tuple(facts for facts in self.members if facts.member.counted and facts.member.left_on is None)

    @property
    def address(self) -> str:
        """Where the household lives, as a letter finds it: town, village, house; what was typed is not repeated."""
        place = self.household.address
        for wider in (self.household.village_name, self.hall.town_name):
            place = place if wider in place else wider + place
        return place
