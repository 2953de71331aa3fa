"""临时救助 as one value."""

from datetime import datetime

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.assessing import Family
from zqdesk.office.cases.looks.dossier import Calculation, Dossier
from zqdesk.office.cases.looks.limits import authority_of
from zqdesk.office.cases.looks.wording import Terms
from zqdesk.office.cases.programme import Programme
from zqdesk.office.relief import figures
from zqdesk.office.relief.case_list import relief_cases
from zqdesk.office.relief.decisions import deliver_decision
from zqdesk.office.relief.file import ReliefFile, file_of
from zqdesk.office.relief.file_reading import read_file
from zqdesk.office.relief.missing import missing
from zqdesk.office.relief.next_step import next_step
from zqdesk.office.relief.stages import stages_of
from zqdesk.office.relief.titles import WORDS
from zqdesk.office.relief.work import open_facts, work
from zqdesk.records.tables.case import Case
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.process import DISTRICT


def _authority(parameters: Parameters, own: object) -> str:
    """The town's own word holds up to its ceiling."""
    assert isinstance(own, ReliefFile)
    return DISTRICT if own.by_district else authority_of(parameters, "relief")


def _amount(_session: Session, _case: Case, _family: Family, _law: Parameters, own: object) -> Calculation:
    """The amount by the rule, before anything was proposed or decided."""
    assert isinstance(own, ReliefFile)
    found, persons = own.assessment, own.facts.person_count
    if found is None:
        return Calculation(False, 0, 0, persons, ())
    return Calculation(True, found.amount_fen, 0, persons, found.trace)


def _due_at(own: object) -> datetime:
    assert isinstance(own, ReliefFile)
    return own.help_due_at


def _terms(_words: Parameters) -> Terms:
    """Relief is approved, not confirmed."""
    return Terms("审批", "不予批准")


def _closed_steps(dossier: Dossier) -> frozenset[str]:
    """The district decides above the ceiling, the town up to it; nothing is left to pay of a paid grant."""
    file = file_of(dossier)
    closed = {"approve_relief"} if file.by_district else {"send_to_district"}
    if file.unpaid_fen == 0:
        closed.add("disburse")
    return frozenset(closed)


RELIEF = Programme(
    id="relief",
    title="临时救助",
    own=read_file,
    authority=_authority,
    amount=_amount,
    amount_title="救助金测算",
    due_at=_due_at,
    missing=missing,
    stages=stages_of,
    next_step=next_step,
    closed_steps=_closed_steps,
    open_facts=open_facts,
    work=work,
    deliver=deliver_decision,
    rows=relief_cases,
    terms=_terms,
    words=WORDS,
    chapters=(figures.CHAPTER,),
)
