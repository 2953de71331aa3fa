"""Families sent on to another programme or a charity, and the other side taking them up (S4 2.4, S3 art. 27)."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.steps import begin
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.records import codes
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.relief import Referral
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role
from zqdesk.rules.programmes import table

TARGETS = {code.code: code.title for code in codes.table("referral_target")}


@frozen
class ReferralEntry:
    """Where else the family is sent: allowance, support or charity, and what the other side should know."""

    target: str
    note: str


@frozen
class ReferralRow:
    """A referral as the target's page shows it."""

    referral_id: str
    case_id: str
    household_id: str
    applicant: str
    village: str
    target: str
    note: str
    made_on: date
    by_name: str
    taken_on: date | None
    answer: str
    business: str

    @property
    def sentence(self) -> str:
        """`2026-11-23 由临时救助转介最低生活保障：…`."""
        return f"{self.made_on} 由{self.business}转介{TARGETS[self.target]}（{self.by_name}）：{self.note}"


def refer(work: Work, case_id: str, entry: ReferralEntry) -> str:
    """Send the family on; returns the referral's id. The target's page shows it until it is taken up.

    Refused: no target, no note, the same target while it still waits.
    """
    case = begin(work, case_id, "refer")
    problems = check_choice("target", entry.target, TARGETS, "转介去向")
    problems += check_filled("note", entry.note, "转介说明")
    waiting = open_referrals(work.session, household_id=case.household_id)
    if entry.target in {row.target for row in waiting}:
        text = f"本户转介{TARGETS.get(entry.target, '')}还在等待办理。"
        problems.append(Problem("referral.open", text, "target"))
    refuse_if(problems)
    return send_on(work, case, entry.target, entry.note)


def send_on(work: Work, case: Case, target: str, note: str) -> str:
    """Keep that the family was sent on; part of an act that has said why. Returns the referral's id."""
    row = Referral(
        case_id=case.id,
        household_id=case.household_id,
        target=target,
        note=note.strip(),
        made_on=work.today,
        by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def take_up_referral(work: Work, referral_id: str, answer: str) -> None:
    """The target has dealt with the family: what came of it, in words."""
    require(work, Role.CLERK)
    row = found(work.session, Referral, referral_id)
    keep_out(work, row.household_id)
    problems = check_filled("answer", answer, "办理结果")
    if row.taken_on is not None:
        problems.append(Problem("referral.taken", "这次转介已经办理。"))
    refuse_if(problems)
    row.taken_on, row.answer = work.today, answer.strip()


def take_up_by_case(work: Work, case: Case) -> None:
    """A new application takes the open referral to its programme up: of its household, or of one of its people,
    who may have come to the emergency from no household the hall knew. Part of recording it.
    """
    people = select(CaseMember.person_id).where(CaseMember.case_id == case.id)
    theirs = select(CaseMember.case_id).where(CaseMember.person_id.in_(people))
    query = select(Referral).where(
        or_(Referral.household_id == case.household_id, Referral.case_id.in_(theirs)),
        Referral.target == case.programme,
        Referral.taken_on.is_(None),
    )
    for row in work.session.scalars(query):
        row.taken_on, row.taken_case_id, row.answer = work.today, case.id, "已登记申请"


def open_referrals(session: Session, *, household_id: str = "", target: str = "") -> tuple[ReferralRow, ...]:
    """Referrals nobody has taken up, the oldest first; of a household, or to a target."""
    query = (
        select(Referral, Person.name, Household.village_name, Case)
        .join(Household, Household.id == Referral.household_id)
        .join(Case, Case.id == Referral.case_id)
        .join(Person, Person.id == Case.applicant_id)
        .where(Referral.taken_on.is_(None))
        .order_by(Referral.id)
    )
    if household_id:
        query = query.where(Referral.household_id == household_id)
    if target:
        query = query.where(Referral.target == target)
    return tuple(_row(*row) for row in session.execute(query))


def _row(row: Referral, applicant: str, village: str, case: Case) -> ReferralRow:
    return ReferralRow(
        row.id,
        row.case_id,
        row.household_id,
        applicant,
        village,
        row.target,
        row.note,
        row.made_on,
        row.by_name,
        row.taken_on,
        row.answer,
        table(case.programme, case.kind).title.partition(" · ")[0],
    )
