"""The papers of temporary relief in the order they are needed, by the kind under which an issued one is stored."""

from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.relief.file import file_of
from zqdesk.papers.cases import cross_check_authorisation, home_visit
from zqdesk.papers.cases.letters import supplement
from zqdesk.papers.cases.paper import Matter, PaperKind, Shared
from zqdesk.papers.relief import application, notice, receipt, refusal, registration
from zqdesk.rules.relief.amount import CAUSES


def _cause(dossier: Dossier) -> str:
    return CAUSES.get(file_of(dossier).facts.cause, "")


def _on_roll(dossier: Dossier) -> bool:
    """A relief case has no roll of its own and knows it by other means."""
    file = file_of(dossier)
    told = any(words.startswith("低保在册") for words in file.parallel)
    return told or file.facts.applicant_class == "allowance"


MATTER = Matter(name="临时救助", cause_title="困难原因", cause=_cause, on_roll=_on_roll)
KINDS: dict[str, PaperKind] = {
    "relief_registration": PaperKind(registration),
    "relief_application": PaperKind(application),
    "supplement": PaperKind(Shared(supplement, MATTER)),
    "cross_check_authorisation": PaperKind(Shared(cross_check_authorisation, MATTER)),
    "home_visit": PaperKind(Shared(home_visit, MATTER)),
    "relief_notice": PaperKind(notice, together=notice.together),
    "receipt": PaperKind(receipt, receipt.PARTS),
    "relief_refusal": PaperKind(refusal),
}
