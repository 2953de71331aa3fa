"""The letter that something is given for good, month by month: what every programme says in it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.papers.cases.letters.decision_letter import Told
from zqdesk.papers.cases.letters.letter import Letter, letter, month
from zqdesk.papers.cases.letters.remedies import Remedies


@frozen(kw_only=True)
class Confirmation(Letter):
    """Who decided and how, from when it is paid and where to; `card` are the last four digits of the account."""

    name: str
    how: str
    applicant: str
    applied_on: date
    decided_on: date
    from_month: str
    certificate_number: str
    bank: str
    card: str
    contact: str


C = TypeVar("C", bound=Confirmation)


def confirmation(made: Callable[..., C], told: Told, *, name: str, **own: object) -> C:
    """The content `made` of what every confirmation says and of the programme's `own`."""
    dossier, decision, home = told.dossier, told.decision, told.dossier.household
    return letter(
        made,
        dossier,
        told.number,
        told.sheet_code,
        office=told.by.office,
        name=name,
        how=told.by.how,
        applicant=dossier.applicant.name,
        applied_on=dossier.case.applied_on,
        decided_on=decision.decided_on,
        from_month=month(decision.from_month),
        certificate_number=decision.certificate_number,
        bank=home.bank_name,
        card=home.account_number[-4:],
        contact=f"{dossier.hall.name}　电话：{dossier.hall.phone}",
        **own,
    )


def remedies_cell(given: Remedies) -> str:
    """The remedies among the facts, so that the letter stays on one page with its slip."""
    return (
        f"不服本决定的，可以自收到之日起{given.days}日内向{given.organ}申请行政复议，"
        f"或者{given.months}个月内向{given.court}提起行政诉讼。"
    )
