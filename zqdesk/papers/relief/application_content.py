"""What stands on the 临时救助申请审核审批表: the whole relief case, from the cause to the last payment."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.notices import OBJECTED, UNOPPOSED
from zqdesk.office.relief.decisions import FUNDS
from zqdesk.office.relief.file import file_of
from zqdesk.papers.cases.findings import Step, notice_step
from zqdesk.papers.cases.form import FamilyForm, family_form
from zqdesk.papers.making.boxes import day
from zqdesk.papers.relief.facts import Before, Help, Paid, before_of, help_of, paid_of
from zqdesk.records.tables.steps import Decision
from zqdesk.rules.money import format_yuan
from zqdesk.rules.relief.amount import EMERGENCY, KIND_TITLES

_NEED_OF = {"medical": "医疗", "illness": "医疗", "education": "学习"}
"""What is asked for, where the cause says it; else it is ticked by hand."""
_CEILING = "ceiling"
"""The line of the trace that says who decides: the form says it by who signs."""


@frozen
class Town:
    """The town's opinion or approval: `amount_fen` 0 where it named none, `refused` by itself; `fund` in words."""

    heading: str
    text: str
    on: date | None
    seal: str
    amount_fen: int
    refused: bool
    fund: str
    stages: tuple[str, ...]


@frozen
class District:
    """The answer of the district, blank until it comes; `amount_fen` None on forms issued before it stood here."""

    name: str
    text: str
    on: date | None
    amount_fen: int | None = None
    refused: bool = False
    fund: str = ""


@frozen(kw_only=True)
class Content(FamilyForm):
    """Everything on the form; `district` None where the town's own word is enough."""

    kind: str
    help_first: bool
    applied_on: date
    age: int | None
    help: Help
    need: str
    before: Before
    materials: tuple[str, ...]
    simplified: bool
    notice: Step
    unopposed: bool | None
    opinion: Town
    district: District | None
    paid: tuple[Paid, ...]


def read(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the case stands; blanks stay where nothing happened yet."""
    file, case = file_of(dossier), dossier.case
    notice = dossier.notices[-1] if dossier.notices else None
    applicant = next((each for each in dossier.members if each.person.id == dossier.applicant.id), None)
    return family_form(
        Content,
        dossier,
        number,
        sheet_code,
        kind=KIND_TITLES[case.kind],
        help_first=bool(file.grant and file.grant.help_first),
        applied_on=case.applied_on,
        age=applicant.age if applicant else None,
        help=help_of(dossier),
        need=_NEED_OF.get(file.facts.cause, ""),
        before=before_of(dossier),
        materials=tuple(row.title for row in dossier.materials if row.state not in ("", "missing")),
        simplified=case.kind == EMERGENCY,
        notice=notice_step(notice),
        unopposed={UNOPPOSED: True, OBJECTED: False}.get(notice.result) if notice else None,
        lines=tuple(line for line in dossier.calculation.trace if line.key != _CEILING),
        opinion=_town(dossier),
        district=_district(dossier),
        paid=paid_of(dossier),
    )


def _town(dossier: Dossier) -> Town:
    """What the town says: its approval, or what it proposes to the district."""
    file = file_of(dossier)
    opinion = dossier.opinions[-1] if dossier.opinions else None
    decision = dossier.decisions[-1] if dossier.decisions else None
    by_district = _by_district(dossier)
    ours = decision if not by_district else None
    said = [opinion.text if opinion else ""]
    if ours is not None:
        said += [ours.text, ours.facts, ours.article]
    on = ours.decided_on if ours else opinion.given_on if opinion and by_district else None
    entrusted = dossier.wording.authority == "entrusted"
    return Town(
        heading="镇（街道）\n审核意见" if by_district else "镇（街道）\n审核审批\n意见",
        text="\n".join(part for part in said if part),
        on=on,
        seal=dossier.wording.deciding_body if entrusted and not by_district else "",
        amount_fen=_amount(dossier, ours),
        refused=ours is not None and ours.result == "refuse",
        fund=_fund(dossier, by_district=by_district),
        stages=tuple(
            f"第{row.position}期{format_yuan(row.amount_fen)}元（{day(row.due_on)}起）" for row in file.stages
        ),
    )


def _amount(dossier: Dossier, ours: Decision | None) -> int:
    """What the town approved, else proposed, else agreed for help first: its own word, whatever the district said."""
    file = file_of(dossier)
    if ours is not None:
        return ours.allowance_fen if ours.result == "confirm" else 0
    if dossier.opinions:
        return dossier.opinions[-1].allowance_fen
    if dossier.case.kind != EMERGENCY or not file.grant:
        return 0
    return max(file.agreed_fen, file.proposed_fen) if _by_district(dossier) else file.agreed_fen


def _fund(dossier: Dossier, *, by_district: bool) -> str:
    """Out of what the town pays; where the district decides, only help first is the town's to pay."""
    grant = file_of(dossier).grant
    if grant is None or (by_district and not grant.help_first):
        return ""
    return FUNDS["reserve"] if by_district else FUNDS.get(grant.fund, "")


def _by_district(dossier: Dossier) -> bool:
    decided = dossier.decisions[-1].authority == "district" if dossier.decisions else False
    return decided or bool(dossier.submissions) or file_of(dossier).by_district


def _district(dossier: Dossier) -> District | None:
    if not _by_district(dossier):
        return None
    decision = dossier.decisions[-1] if dossier.decisions else None
    if decision is None:
        return District(dossier.wording.deciding_body, "", None, amount_fen=0)
    number = dossier.submissions[-1].document_number if dossier.submissions else ""
    refused = decision.result != "confirm"
    grant = file_of(dossier).grant
    said = (
        decision.text or ("不予批准。" if refused else "同意。"),
        decision.facts,
        decision.article,
        f"答复文号：{number}" if number else "",
    )
    return District(
        decision.approver_name,
        "\n".join(part for part in said if part),
        decision.decided_on,
        amount_fen=decision.allowance_fen,
        refused=refused,
        fund="" if refused or grant is None else FUNDS.get(grant.fund, ""),
    )
