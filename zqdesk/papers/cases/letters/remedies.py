"""Where a decision can be attacked (救济途径), as its letter says it."""

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier


@frozen
class Remedies:
    """Where a decision can be attacked: the organ and days of reconsideration, the court and months of a suit."""

    organ: str
    days: int
    court: str
    months: int


def remedies_of(dossier: Dossier) -> Remedies:
    words = dossier.wording
    return Remedies(
        words.reconsideration_body,
        words.reconsideration_days,
        words.litigation_court,
        words.litigation_months,
    )


def remedies(given: Remedies) -> str:
    """The sentence without which a refusal, a cut or a stop is incomplete (行政复议法, 行政诉讼法)."""
    return (
        f"如对本决定不服，可以自收到本告知书之日起{given.days}日内向{given.organ}申请行政复议，"
        f"也可以自收到本告知书之日起{given.months}个月内依法向{given.court}提起行政诉讼。"
    )
