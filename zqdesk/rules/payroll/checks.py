"""What is to be looked at before a list is signed."""

from enum import StrEnum


class AccountStatus(StrEnum):
    """How it stands with an account: the card lies uncollected, is to be renewed, or another person keeps it."""

    IN_ORDER = "in_order"
    UNCOLLECTED = "uncollected"
    RENEWAL = "renewal"
    OTHER_PERSON = "other_person"


ACCOUNT_TITLES = {
    AccountStatus.IN_ORDER: "正常",
    AccountStatus.UNCOLLECTED: "卡未领取",
    AccountStatus.RENEWAL: "待换卡",
    AccountStatus.OTHER_PERSON: "由他人代管",
}
