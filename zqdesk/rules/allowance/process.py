"""An application for 低保, from the counter to the roll (最低生活保障审核确认办法, here S2)."""

from collections.abc import Mapping

from zqdesk.rules.cases import steps
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE, IN_VERIFICATION, UNDECIDED
from zqdesk.rules.process import DISTRICT, Clock, Notice, Process, Role, Stage, Step, Unit

CLERK, APPROVER = Role.CLERK, Role.APPROVER

EDITABLE = (*BEFORE_ACCEPTANCE, *IN_VERIFICATION)
UNPOSTED = (*EDITABLE, "opinion_given")
"""Before the public notice: a decision has to wait for its days (S2 art. 19)."""


def choose(extension_kind: str, authority: str) -> Mapping[str, str]:
    """Which parameter limits the whole procedure: 45 days with a recorded reason, 20 where the town confirms
    itself, else 30 (S2 art. 22, S8).
    """
    if extension_kind:
        return {"days.decide": "days.decide_special"}
    return {} if authority == DISTRICT else {"days.decide": "days.decide_delegated"}


APPLICATION = Process(
    programme="allowance",
    kind="application",
    title="低保 · 新申请",
    begins="record_application",
    stages=(
        steps.ACCEPTANCE,
        Stage("cross_check", "信息核对", {"accepted": "已受理"}),
        Stage("home_visit", "入户调查", {"verifying": "调查中"}),
        steps.OPINION,
        steps.PUBLIC_NOTICE,
        steps.CONFIRMATION,
        Stage("payment", "发放", {"confirmed": "已确认待告知"}, {"on_roll": "已在册"}),
    ),
    steps=(
        Step("accept_application", "受理", BEFORE_ACCEPTANCE, ("accepted",), CLERK, "S2 第10条", main=True),
        steps.supplement("S2 第10条"),
        Step("correct_application", "修改申请内容", EDITABLE, (), CLERK),
        *steps.verification(
            asked="S2 第15条",
            returned="S2 第17、18条",
            visit="S2 第16条",
            appraisal="S2 第19条",
            check_main=True,
        ),
        steps.opinion("give_opinion", APPROVER, "S2 第19条"),
        *steps.notice("S2 第19条"),
        *steps.complaints("S2 第20条"),
        Step("record_district_visit", "登记区级入户", UNDECIDED, (), CLERK, "S2 第20条"),
        *steps.by_district(
            "确认", ("confirmed", "refused", "verifying"), sent="S2 第19条", answered="S2 第20条"
        ),
        Step("confirm", "确认", ("deciding",), ("confirmed",), APPROVER, "S2 第20、21条", main=True),
        Step("refuse", "不予确认", ("deciding",), ("refused",), APPROVER, "S2 第21条"),
        *steps.delivery(("confirmed", "refused"), ("on_roll", "refused_told"), "S2 第21条"),
        Step("end_after_death", "死亡终止", (*UNDECIDED, "confirmed"), ("ended",), CLERK, "S2 第28条"),
        *steps.endings(extended="S2 第22条", ended="S2 第29条"),
    ),
    clocks=(
        steps.acceptance_clock("accept_application", "S2 第10条"),
        Clock(
            "start_verification",
            "启动调查",
            "accepted",
            "days.start_verification",
            Unit.WORKING,
            ("accepted",),
            "request_cross_check",
            "S2 第15条",
        ),
        steps.check_clock("S2 第17条"),
        steps.notice_clock("days.notice", "S2 第19条"),
        steps.answer_clock("days.confirm", "S2 第20条"),
        steps.decision_clock("作出确认决定", "days.decide", "confirm", "S2 第22条"),
        steps.refusal_clock("S2 第21条"),
    ),
    drafts=BEFORE_ACCEPTANCE,
    verifying=IN_VERIFICATION,
    settling=(*UNDECIDED, "confirmed", "refused"),
    gathering=BEFORE_ACCEPTANCE,
    notice=Notice(days="days.notice", paper="public_notice"),
    choose=choose,
)
