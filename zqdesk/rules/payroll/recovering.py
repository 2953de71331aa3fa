"""What was paid too much and is to come back: why, and in what way it comes."""

from enum import StrEnum


class RecoveryKind(StrEnum):
    """Why money is to come back."""

    DEATH = "death"
    STOP = "stop"
    OVERPAID = "overpaid"
    OTHER = "other"


KIND_TITLES = {
    RecoveryKind.DEATH: "死亡后多发",
    RecoveryKind.STOP: "停发后多发",
    RecoveryKind.OVERPAID: "银行多付",
    RecoveryKind.OTHER: "其他多发",
}
WAY_TITLES = {"treasury": "缴入财政专户", "bank": "银行转账退回", "cash": "现金交回"}
