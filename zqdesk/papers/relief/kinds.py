"""The papers of temporary relief in the order they are needed, by the kind under which an issued one is stored."""

from zqdesk.papers.cases import cross_check_authorisation, home_visit, supplement
from zqdesk.papers.cases.paper import PaperKind
from zqdesk.papers.relief import application, notice, receipt, refusal, registration

KINDS: dict[str, PaperKind] = {
    "relief_registration": PaperKind(registration),
    "relief_application": PaperKind(application),
    "supplement": PaperKind(supplement),
    "cross_check_authorisation": PaperKind(cross_check_authorisation),
    "home_visit": PaperKind(home_visit),
    "relief_notice": PaperKind(notice),
    "receipt": PaperKind(receipt, receipt.PARTS),
    "relief_refusal": PaperKind(refusal),
}
