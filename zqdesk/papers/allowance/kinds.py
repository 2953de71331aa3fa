"""The papers of 低保 in the order they are needed, by the kind under which an issued one is stored."""

from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.papers.allowance import (
    acceptance,
    application,
    appraisal,
    approval,
    card_agreement,
    change,
    check_result,
    confirmation,
    public_notice,
    publication,
    refusal,
    relative_record,
    review,
    termination,
)
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases import cross_check_authorisation, home_visit
from zqdesk.papers.cases.letters import supplement
from zqdesk.papers.cases.paper import Matter, PaperKind, Shared
from zqdesk.records import codes


def _cause(dossier: Dossier) -> str:
    return codes.table("poverty_cause").title_of(dossier.case.poverty_cause)


def _on_roll(dossier: Dossier) -> bool:
    return any(not entry.to_month for entry in dossier.roll)


MATTER = Matter(
    name="最低生活保障",
    cause_title="致贫原因",
    cause=_cause,
    on_roll=_on_roll,
    supplement_ground=f"依据{REGULATION}第十条规定，",
    consent_until="；获得最低生活保障的，至停止保障之日止",
)
KINDS: dict[str, PaperKind] = {
    "application": PaperKind(application),
    "acceptance": PaperKind(acceptance),
    "relative_record": PaperKind(relative_record),
    "supplement": PaperKind(Shared(supplement, MATTER)),
    "cross_check_authorisation": PaperKind(Shared(cross_check_authorisation, MATTER)),
    "check_result": PaperKind(check_result),
    "home_visit": PaperKind(Shared(home_visit, MATTER)),
    "appraisal": PaperKind(appraisal),
    "public_notice": PaperKind(public_notice, together=public_notice.together),
    "approval": PaperKind(approval),
    "confirmation": PaperKind(confirmation),
    "publication": PaperKind(publication),
    "card_agreement": PaperKind(card_agreement),
    "refusal": PaperKind(refusal),
    "termination": PaperKind(termination),
    "change": PaperKind(change),
    "review": PaperKind(review),
}
