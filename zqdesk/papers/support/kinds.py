"""The papers of 特困 in the order they are needed, by the kind under which an issued one is stored."""

from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.papers.cases import cross_check_authorisation, home_visit
from zqdesk.papers.cases.letters import supplement
from zqdesk.papers.cases.paper import Matter, PaperKind, Shared
from zqdesk.papers.support import (
    acceptance,
    approval,
    care_agreement,
    change,
    confirmation,
    ending,
    ending_notice,
    notice,
    refusal,
    self_care_form,
)
from zqdesk.papers.support.law import MATTER_NAME, REGULATION


def _cause(dossier: Dossier) -> str:
    return dossier.case.reason


def _on_roll(_dossier: Dossier) -> bool:
    """Whether the person is on allowance, which a case of 特困 does not know of itself."""
    return False


MATTER = Matter(
    name=MATTER_NAME,
    cause_title="申请理由",
    cause=_cause,
    on_roll=_on_roll,
    supplement_ground=f"依据{REGULATION}第十二条规定，",
    consent_until="；获得救助供养的，至终止救助供养之日止",
)
KINDS: dict[str, PaperKind] = {
    "support_acceptance": PaperKind(acceptance),
    "supplement": PaperKind(Shared(supplement, MATTER)),
    "cross_check_authorisation": PaperKind(Shared(cross_check_authorisation, MATTER)),
    "home_visit": PaperKind(Shared(home_visit, MATTER)),
    "self_care_form": PaperKind(self_care_form),
    "support_notice": PaperKind(notice, together=notice.together),
    "support_approval": PaperKind(approval),
    "support_confirmation": PaperKind(confirmation),
    "support_refusal": PaperKind(refusal),
    "care_agreement": PaperKind(care_agreement),
    "support_change": PaperKind(change),
    "support_ending_notice": PaperKind(ending_notice, together=ending_notice.together),
    "support_ending": PaperKind(ending),
}
