"""最低生活保障 as one value."""

from sqlalchemy.orm import Session

from zqdesk.office.allowance.amount import of_family
from zqdesk.office.allowance.anew import rework
from zqdesk.office.allowance.case_list import cases
from zqdesk.office.allowance.decisions import deliver_decision
from zqdesk.office.allowance.missing import missing
from zqdesk.office.allowance.next_step import next_step
from zqdesk.office.allowance.reviewing.due_on_roll import without_case
from zqdesk.office.allowance.reviewing.reviews import start_reviews
from zqdesk.office.allowance.reviewing.reviews_due import due
from zqdesk.office.allowance.reviewing.walked import progress, proposed
from zqdesk.office.allowance.reviewing.walks import agree_unchanged, record_unchanged
from zqdesk.office.allowance.stages import stages_of
from zqdesk.office.allowance.titles import WORDS
from zqdesk.office.allowance.work import work
from zqdesk.office.cases.looks.assessing import Family
from zqdesk.office.cases.looks.dossier import Calculation, Dossier
from zqdesk.office.cases.looks.limits import authority_of
from zqdesk.office.cases.looks.monthly import Monthly
from zqdesk.office.cases.looks.periodic import Reviews
from zqdesk.office.cases.looks.reworking import Reworking
from zqdesk.office.cases.looks.roll_figures import roll_chapter
from zqdesk.office.cases.looks.wording import Terms
from zqdesk.office.cases.programme import Programme
from zqdesk.records.tables.case import Case
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.process import DISTRICT


def _authority(parameters: Parameters, _own: object) -> str:
    return authority_of(parameters, "allowance")


def _amount(session: Session, case: Case, family: Family, law: Parameters, _own: object) -> Calculation:
    return of_family(session, case, family, law)


def _terms(words: Parameters) -> Terms:
    return Terms(words.text("wording.confirmation"), words.text("wording.refusal"))


def _closed_steps(dossier: Dossier) -> frozenset[str]:
    """By who decides; a visit of the district only for relatives of officials and after a complaint (S2 art. 20)."""
    if dossier.process.of_roll:
        return frozenset()
    closed = {"confirm", "refuse"} if dossier.wording.authority == DISTRICT else {"send_to_district"}
    if not dossier.case.relative_name and not dossier.complaints:
        closed.add("record_district_visit")
    if dossier.facts.applicants():
        closed.add("end_after_death")
    return frozenset(closed)


ALLOWANCE = Programme(
    id="allowance",
    title="低保",
    authority=_authority,
    amount=_amount,
    amount_title="保障金测算",
    missing=missing,
    stages=stages_of,
    next_step=next_step,
    closed_steps=_closed_steps,
    work=work,
    without_case=without_case,
    deliver=deliver_decision,
    rows=cases,
    terms=_terms,
    words=WORDS,
    chapters=(roll_chapter("allowance", "低保", "stop_reason"),),
    reworking=Reworking(("standard.", "allowance.", "uplift."), rework),
    reviews=Reviews(due, start_reviews, record_unchanged, proposed, agree_unchanged, progress),
    monthly=Monthly("低保金", "分类施保金", "低保证号", lambda law, kind: law.number(f"standard.{kind}")),
)
