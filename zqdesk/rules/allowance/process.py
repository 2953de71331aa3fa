"""An application for 低保, from the counter to the roll (最低生活保障审核确认办法, here S2)."""

from collections.abc import Mapping

from zqdesk.rules.cases import steps
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE, BEGUN, IN_VERIFICATION, UNDECIDED
from zqdesk.rules.process import DISTRICT, Clock, Notice, Process, Role, State, Step, Unit

CLERK, APPROVER = Role.CLERK, Role.APPROVER

STATES = (
    State("draft", "草稿", "acceptance"),
    State("supplement", "待补正", "acceptance"),
    State("accepted", "已受理", "cross_check"),
    State("verifying", "调查中", "home_visit"),
    State("opinion_given", "已审核", "opinion"),
    State("posted", "公示中", "public_notice"),
    State("objected", "异议复查", "public_notice"),
    State("deciding", "待确认", "confirmation"),
    State("sent", "已报区级", "confirmation"),
    State("confirmed", "已确认待告知", "payment"),
    State("refused", "不予确认待告知", "confirmation"),
    State("on_roll", "已在册", "payment", closed=True),
    State("refused_told", "不予确认", "confirmation", closed=True),
    State("withdrawn", "已撤回", "acceptance", closed=True),
    State("ended", "已终止", "acceptance", closed=True),
)

STAGES = (
    ("acceptance", "受理"),
    ("cross_check", "信息核对"),
    ("home_visit", "入户调查"),
    ("opinion", "审核"),
    ("public_notice", "公示"),
    ("confirmation", "确认"),
    ("payment", "发放"),
)

EDITABLE = (*BEFORE_ACCEPTANCE, *IN_VERIFICATION)
UNPOSTED = (*EDITABLE, "opinion_given")
"""Before the public notice: a decision has to wait for its days (S2 art. 19)."""

STEPS = (
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
    Step(
        "give_opinion",
        "提出审核意见",
        BEGUN,
        ("opinion_given", "deciding"),
        APPROVER,
        "S2 第19条",
        main=True,
    ),
    *steps.notice("S2 第19条"),
    Step("record_district_visit", "登记区级入户", UNDECIDED, (), CLERK, "S2 第20条"),
    Step("send_to_district", "报区民政局确认", ("deciding",), ("sent",), CLERK, "S2 第19条"),
    Step(
        "record_district_answer",
        "登记区级答复",
        ("sent",),
        ("confirmed", "refused", "verifying"),
        CLERK,
        "S2 第20条",
        main=True,
    ),
    Step("confirm", "确认", ("deciding",), ("confirmed",), APPROVER, "S2 第20、21条", main=True),
    Step("refuse", "不予确认", ("deciding",), ("refused",), APPROVER, "S2 第21条"),
    Step(
        "deliver_decision",
        "登记告知送达",
        ("confirmed", "refused"),
        ("on_roll", "refused_told"),
        CLERK,
        "S2 第21条",
        main=True,
    ),
    Step("end_after_death", "死亡终止", (*UNDECIDED, "confirmed"), ("ended",), CLERK, "S2 第28条"),
    *steps.endings(extended="S2 第22条", ended="S2 第29条"),
)

CLOCKS = (
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
    steps.notice_clock("days.notice", "S2 第19条"),
    steps.answer_clock("days.confirm", "S2 第20条"),
    steps.decision_clock("作出确认决定", "days.decide", "confirm", "S2 第22条"),
    steps.refusal_clock("S2 第21条"),
)


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
    stages=STAGES,
    states=STATES,
    steps=STEPS,
    clocks=CLOCKS,
    drafts=BEFORE_ACCEPTANCE,
    verifying=IN_VERIFICATION,
    settling=(*UNDECIDED, "confirmed", "refused"),
    gathering=BEFORE_ACCEPTANCE,
    notice=Notice(days="days.notice", paper="public_notice"),
    choose=choose,
)
