"""A payment with the signature of who stood by, for the invented town, the bench and the tests."""

from zqdesk.office.relief.payments import disbursing, hands
from zqdesk.office.reserve.ledger.second_words import give_word
from zqdesk.office.reserve.paying.payment_entry import TRANSFER, Payment
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Case


def sign(witness: Register, case_id: str, payment: Payment) -> None:
    """The colleague signs that they will see this payment made."""
    wanted = witness.read(
        lambda session: hands.witness_wanted(session, session.get_one(Case, case_id), payment)
    )
    witness.do(give_word, wanted, "在场看到发放")


def pay(cashier: Register, witness: Register, case_id: str, payment: Payment) -> str:
    """Signed and paid; returns the disbursement's id."""
    if payment.way != TRANSFER:
        sign(witness, case_id, payment)
    return cashier.do(disbursing.disburse, case_id, payment).result
