"""What a relief case has beside every other case: its facts, the grant, the payments, what was given before."""

from datetime import date, datetime

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.programme import Reading
from zqdesk.office.relief.earlier import EarlierRelief
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.relief import Grant, GrantStage, Helped, Referral, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.relief.amount import ReliefAssessment


@frozen
class PaymentFacts:
    """One payment and what became of it; sums in fen. `receipt` is the issued receipt, None before."""

    disbursement: Disbursement
    entry: Entry
    reversal: Entry | None
    returned_fen: int
    settlement_number: str
    settled: bool
    receipt: Paper | None

    @property
    def reversed(self) -> bool:
        return self.reversal is not None

    @property
    def net_fen(self) -> int:
        """What stands of it."""
        return 0 if self.reversed else self.disbursement.amount_fen - self.returned_fen


@frozen
class ReliefFile:
    """Everything of a relief case that other cases do not have; sums in fen, tuples in order of time.

    `agreed_fen` is what the town agreed to before the papers, whatever the grant became since.
    """

    facts: Relief
    grant: Grant | None
    stages: tuple[GrantStage, ...]
    payments: tuple[PaymentFacts, ...]
    referrals: tuple[Referral, ...]
    earlier: tuple[EarlierRelief, ...]
    parallel: tuple[str, ...]
    assessment: ReliefAssessment | None
    proposed_fen: int
    paid_fen: int
    help_due_at: datetime
    first_paid_on: date | None
    by_district: bool
    agreed_fen: int = 0
    others: tuple[Helped, ...] = ()

    @property
    def granted_fen(self) -> int:
        return self.grant.amount_fen if self.grant else 0

    @property
    def unpaid_fen(self) -> int:
        """What is granted out of the reserve and not paid."""
        if self.grant is None or self.grant.fund != "reserve":
            return 0
        return self.grant.amount_fen - self.paid_fen


def file_of(dossier: Dossier) -> ReliefFile:
    """The relief file of a relief case; asking another case for it is a bug of ours."""
    assert isinstance(dossier.own, ReliefFile)
    return dossier.own


def read_of(reading: Reading) -> ReliefFile:
    """The same of a relief case that is being read."""
    assert isinstance(reading.own, ReliefFile)
    return reading.own
