"""A payment of relief as it is entered, and the choices it offers."""

from zqdesk.frozen import frozen

CASH, TRANSFER, GOODS = "cash", "transfer", "goods"
WAYS = {CASH: "现金", TRANSFER: "转账", GOODS: "实物"}
SIGN_KINDS = {"signature": "签字", "fingerprint": "按指印"}


@frozen
class Payment:
    """A payment as the cashier enters it; `amount_fen` above zero.

    Cash comes from the payer's own float. Goods are bought of `supplier` against `invoice`, from the float or,
    with `from_bank`, from the bank. With `proxy_name` somebody else signs for the payee. `second_payer` is
    the colleague who saw the cash handed over. What the bank pays has the number of its slip (`bank_slip`).
    """

    amount_fen: int
    way: str = CASH
    stage_id: str = ""
    payee_name: str = ""
    payee_id_number: str = ""
    payee_phone: str = ""
    proxy_name: str = ""
    proxy_id_number: str = ""
    proxy_phone: str = ""
    proxy_relation: str = ""
    sign_kind: str = "signature"
    second_payer: str = ""
    bank_name: str = ""
    account_name: str = ""
    account_number: str = ""
    goods: str = ""
    supplier: str = ""
    invoice: str = ""
    from_bank: bool = False
    bank_slip: str = ""

    @property
    def by_bank(self) -> bool:
        """Whether the money leaves the bank and not the payer's float."""
        return self.way == TRANSFER or (self.way == GOODS and self.from_bank)


RECEIPTS = "LK"
