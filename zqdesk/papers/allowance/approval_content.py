"""What stands on the 审核确认表: the whole case, from the application to the confirmation."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier, Wording
from zqdesk.office.cases.acts.notices import OBJECTED, UNOPPOSED
from zqdesk.papers.allowance.calculation import Amounts
from zqdesk.papers.cases.economy import Economy, economy_of
from zqdesk.papers.cases.family import (
    SupporterLine,
    supporters_of,
)
from zqdesk.papers.cases.findings import (
    Step,
    appraisal_text,
    notice_step,
    relative_text,
)
from zqdesk.papers.cases.form import FamilyForm, family_form
from zqdesk.papers.cases.letters.letter import beneficiaries
from zqdesk.papers.cases.trace import stored_lines
from zqdesk.records.codes import table as codes
from zqdesk.records.tables.steps import Decision, Opinion, Submission
from zqdesk.rules.cases.household import SINGLE_TITLES
from zqdesk.rules.trace import Line


@frozen
class Confirmed:
    """The decision; `way` how the amount was found (补差 or a tier), `certificate` the number of the 低保证."""

    agreed: bool
    text: str
    on: date
    way: str
    from_month: str
    certificate: str


@frozen(kw_only=True)
class Content(FamilyForm):
    """Everything on the form. `confirmation_title` heads the last opinion, `seal` is whose seal it bears;
    `standard_reason` why the standard is not the one the village gives.

    `protected` names those a single application is for, `everyone` all whom the allowance is for.
    """

    title: str
    applied_on: date
    accepted_on: date | None
    cause: str
    reason: str
    single: str
    relative: str | None
    supporters: tuple[SupporterLine, ...]
    economy: Economy
    appraisal: str
    notice: Step
    unopposed: bool | None
    proposed: Amounts | None
    opinion: Step
    confirmation_title: str
    seal: str
    confirmed: Confirmed | None
    amounts: Amounts | None
    standard_reason: str = ""
    protected: tuple[str, ...] = ()  # forms issued before name nobody
    everyone: tuple[str, ...] = ()


def read(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the case stands: amounts and trace are those stored with the decision or the opinion."""
    opinion = dossier.opinions[-1]
    decision = dossier.decisions[-1] if dossier.decisions else None
    case, words = dossier.case, dossier.wording
    notice = dossier.notices[-1] if dossier.notices else None
    lines = stored_lines((decision or opinion).trace)
    return family_form(
        Content,
        dossier,
        number,
        sheet_code,
        title=f"最低生活保障审核{confirm_word(words)}表",
        applied_on=case.applied_on,
        accepted_on=case.accepted_on,
        cause=codes("poverty_cause").title_of(case.poverty_cause),
        reason=case.reason,
        single=SINGLE_TITLES.get(case.single_reason, case.single_reason),
        relative=relative_text(case),
        supporters=supporters_of(dossier),
        economy=economy_of(dossier),
        appraisal="；".join(appraisal_text(row) for row in dossier.appraisals),
        notice=notice_step(notice),
        unopposed={UNOPPOSED: True, OBJECTED: False}.get(notice.result) if notice else None,
        lines=lines,
        proposed=_amounts(opinion) if opinion.agreed else None,
        opinion=Step(opinion.text, opinion.given_on),
        confirmation_title=confirmation_title(words),
        seal=words.deciding_body,
        confirmed=_confirmed(decision, lines, dossier.submissions) if decision else None,
        amounts=_amounts(decision) if decision and decision.result == "confirm" else None,
        standard_reason=dossier.household.standard_reason,
        protected=tuple(each.person.name for each in beneficiaries(dossier)) if case.single_reason else (),
        everyone=tuple(each.person.name for each in beneficiaries(dossier)),
    )


def confirm_word(words: Wording) -> str:
    """确认, or 审批 on the forms before the regulation of 2021."""
    return "审批" if "审批" in words.confirmation else "确认"


def confirmation_title(words: Wording) -> str:
    """Whose opinion comes last: the town's own, the town's in the district's name, or the district's."""
    opinion = f"{confirm_word(words)}意见"
    if words.authority == "own":
        return f"镇（街道）\n{opinion}"
    return f"{opinion}\n（受委托）" if words.authority == "entrusted" else f"区民政局\n{opinion}"


def _amounts(step: Opinion | Decision) -> Amounts:
    return Amounts(step.person_count, step.allowance_fen, step.uplift_fen)


def _confirmed(decision: Decision, lines: tuple[Line, ...], submissions: tuple[Submission, ...]) -> Confirmed:
    answered = submissions[-1].document_number if submissions else ""
    words = (decision.text, decision.facts, decision.article, f"答复文号：{answered}" if answered else "")
    agreed = decision.result == "confirm"
    return Confirmed(
        agreed=agreed,
        text="\n".join(part for part in words if part),
        on=decision.decided_on,
        way=_way(lines) if agreed else "",
        from_month=decision.from_month if agreed else "",
        certificate=decision.certificate_number,
    )


def _way(lines: tuple[Line, ...]) -> str:
    """补差, or the tier as the trace names it: 分档补助（一档）."""
    return next((line.label for line in lines if line.key == "tier"), "补差")
