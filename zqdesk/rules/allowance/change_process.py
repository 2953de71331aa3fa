"""After confirmation: the periodic review of a household on the roll, and changes it or events call for."""

from dataclasses import replace

from zqdesk.rules.cases import steps
from zqdesk.rules.process import Clock, Process, Role, Stage, Step, Unit

CLERK, APPROVER = Role.CLERK, Role.APPROVER

REVIEW = Process(
    programme="allowance",
    kind="review",
    title="低保 · 定期核查",
    begins="start_review",
    stages=(
        Stage("verification", "核查", {"verifying": "核查中"}, {"withdrawn": "已撤销"}),
        steps.APPROVAL,
        steps.TELLING,
    ),
    steps=(
        Step("correct_application", "更新家庭情况", ("verifying",), (), CLERK),
        Step("request_cross_check", "提请信息核对", ("verifying",), (), CLERK, "S2 第31条"),
        Step("record_cross_check", "登记核对结果", ("verifying",), (), CLERK, "S2 第31条"),
        Step("tell_cross_check", "登记核对结果告知", ("verifying",), (), CLERK, "S2 第18条"),
        *steps.looked_into(Step("visit_home", "登记入户调查", ("verifying",), (), CLERK, "S2 第31条")),
        Step("record_work_offer", "登记介绍就业", ("verifying",), (), CLERK, "S2 第34条"),
        Step("retract_work_offer", "撤销误登的介绍就业", ("verifying",), (), APPROVER, "S2 第34条"),
        *steps.on_roll(
            ("propose_change", "提出核查意见"),
            ("return_change", "退回重新核查"),
            "decide_change",
            "S2 第32条",
            of="S2 第31、32条",
        ),
    ),
    clocks=(
        Clock(
            "death_change",
            "死亡变更",
            "died",
            "death_change.months",
            Unit.MONTHS,
            ("verifying", "opinion_given"),
            "propose_change",
            "S8 第一条",
        ),
        steps.telling_clock("S2 第32条"),
    ),
    verifying=("verifying",),
    settling=steps.OF_ROLL,
    of_roll=True,
)
CHANGE = replace(REVIEW, kind="change", title="低保 · 待遇变更", begins="start_change")
