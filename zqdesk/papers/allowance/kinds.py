"""The papers of 低保 in the order they are needed, by the kind under which an issued one is stored."""

from zqdesk.papers.allowance import (
    acceptance,
    application,
    approval,
    change,
    confirmation,
    public_notice,
    refusal,
    review,
)
from zqdesk.papers.cases import appraisal, cross_check_authorisation, home_visit, supplement
from zqdesk.papers.cases.paper import PaperKind

KINDS: dict[str, PaperKind] = {
    "application": PaperKind(application),
    "acceptance": PaperKind(acceptance),
    "supplement": PaperKind(supplement),
    "cross_check_authorisation": PaperKind(cross_check_authorisation),
    "home_visit": PaperKind(home_visit),
    "appraisal": PaperKind(appraisal),
    "public_notice": PaperKind(public_notice),
    "approval": PaperKind(approval),
    "confirmation": PaperKind(confirmation),
    "refusal": PaperKind(refusal),
    "change": PaperKind(change),
    "review": PaperKind(review),
}
