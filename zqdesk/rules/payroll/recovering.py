"""What was paid too much and is to come back: why, and in what way it comes."""

from zqdesk.rules.worded import Worded


class RecoveryKind(Worded):
    """Why money is to come back."""

    DEATH = "death", "死亡后多发"
    STOP = "stop", "停发后多发"
    OVERPAID = "overpaid", "银行多付"
    OTHER = "other", "其他多发"


WAY_TITLES = {"treasury": "缴入财政专户", "bank": "银行转账退回", "cash": "现金交回"}
