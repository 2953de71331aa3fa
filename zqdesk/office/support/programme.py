"""特困 as one value."""

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import Family
from zqdesk.office.cases.looks.dossier import Calculation, Dossier
from zqdesk.office.cases.looks.limits import authority_of
from zqdesk.office.cases.looks.monthly import Monthly
from zqdesk.office.cases.looks.reworking import Reworking
from zqdesk.office.cases.looks.roll_figures import roll_chapter
from zqdesk.office.cases.looks.wording import Terms
from zqdesk.office.cases.programme import Programme
from zqdesk.office.support import figures
from zqdesk.office.support.amount import of_family
from zqdesk.office.support.anew import rework
from zqdesk.office.support.case_list import support_cases
from zqdesk.office.support.decisions import deliver_decision
from zqdesk.office.support.due_on_roll import without_case
from zqdesk.office.support.file import SupportFile, read_file
from zqdesk.office.support.missing import missing
from zqdesk.office.support.next_step import next_step
from zqdesk.office.support.stages import stages_of
from zqdesk.office.support.titles import WORDS
from zqdesk.office.support.work import open_facts, work
from zqdesk.records.tables.case import Case
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.support.amount import basic_living


def _authority(parameters: Parameters, _own: object) -> str:
    return authority_of(parameters, "support")


def _amount(session: Session, case: Case, family: Family, law: Parameters, own: object) -> Calculation:
    assert isinstance(own, SupportFile)
    return of_family(session, case, family, law, own)


def _terms(words: Parameters) -> Terms:
    return Terms(words.text("wording.confirmation"), words.text("wording.refusal"))


def _closed_steps(dossier: Dossier) -> frozenset[str]:
    """By who decides; nobody who lives is ended for death."""
    closed = (
        {"confirm_support", "refuse_support"}
        if dossier.wording.authority == DISTRICT
        else {"send_to_district"}
    )
    if dossier.process.of_roll:
        closed |= {"decide_ending"} if "confirm_support" in closed else set()
    if dossier.applicant.died_on is None:
        closed.add("end_after_death")
    return frozenset(closed)


SUPPORT = Programme(
    id="support",
    title="特困",
    own=read_file,
    authority=_authority,
    amount=_amount,
    amount_title="供养金测算",
    missing=missing,
    stages=stages_of,
    next_step=next_step,
    closed_steps=_closed_steps,
    open_facts=open_facts,
    work=work,
    without_case=without_case,
    deliver=deliver_decision,
    rows=support_cases,
    terms=_terms,
    reworking=Reworking(("standard.", "support.basic", "support.care", "support.rounding"), rework),
    words=WORDS,
    chapters=(roll_chapter("support", "特困", "support_ending"), figures.CHAPTER),
    monthly=Monthly("特困供养金", "照料护理费", "供养证号", basic_living),
)
