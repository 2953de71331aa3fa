"""The reserve's accounts and the kinds of movement between them (domain §5)."""

from zqdesk.frozen import frozen

DISTRICT, BANK, UNSETTLED, SETTLED = "district", "bank", "unsettled", "settled"
TILL = "till:"
"""Account of a till: this and its id."""
OPENING = "opening"
"""The kind of movement that says what was there when the books began."""
BOX, FLOAT, ANY_TILL = "till:box", "till:float", "till:*"
"""In `Kind`: the hall's box, the float of a desk, either."""

ACCOUNT_TITLES = {
    DISTRICT: "区级拨入",
    BANK: "银行存款",
    UNSETTLED: "已发未核销",
    SETTLED: "已核销待补足",
}

DENOMINATIONS_FEN = (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 10)
"""Notes and coins in use, the largest first: 100, 50, 20, 10, 5, 2, 1 yuan, 5 jiao, 1 jiao."""


@frozen
class Kind:
    """A movement: what it is called, and between which accounts it may go (debit, credit)."""

    id: str
    title: str
    debits: tuple[str, ...]
    credits: tuple[str, ...]


KINDS = {
    kind.id: kind
    for kind in (
        Kind(OPENING, "期初余额", (BANK, BOX, UNSETTLED, SETTLED), (DISTRICT,)),
        Kind("allocation", "区级拨付", (BANK,), (DISTRICT,)),
        Kind("return", "上缴区级", (DISTRICT,), (BANK,)),
        Kind("withdrawal", "提取现金", (BOX,), (BANK,)),
        Kind("deposit", "现金存行", (BANK,), (BOX,)),
        Kind("float_out", "领用备用金", (FLOAT,), (BOX,)),
        Kind("float_back", "交回备用金", (BOX,), (FLOAT,)),
        Kind("disbursement", "发放救助金", (UNSETTLED,), (FLOAT, BANK)),
        Kind("refund", "退回救助金", (BANK, ANY_TILL), (UNSETTLED, SETTLED, DISTRICT)),
        Kind("settlement", "核销", (SETTLED,), (UNSETTLED,)),
        Kind("replenishment", "补足拨款", (BANK,), (SETTLED,)),
    )
}


def is_till(account: str) -> bool:
    return account.startswith(TILL)
