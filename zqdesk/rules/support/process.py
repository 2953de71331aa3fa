"""特困, from the counter to the roll, what is looked at again later, and the end of it (特困人员认定办法, here S3)."""

from zqdesk.rules.cases import steps
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE, IN_VERIFICATION, UNDECIDED
from zqdesk.rules.process import Clock, Notice, Process, Role, Stage, Step, Unit

CLERK, APPROVER = Role.CLERK, Role.APPROVER
EDITABLE = (*BEFORE_ACCEPTANCE, *IN_VERIFICATION)
UNPOSTED = (*EDITABLE, "opinion_given")
"""Before the public notice: a decision has to wait for its days (S3 art. 15)."""
NOTICE = Notice(days="support.days.notice", paper="support_notice")
ENDING_NOTICE = Notice(days="support.days.notice", paper="support_ending_notice")


def _opinion_clock(act: str, source: str) -> Clock:
    days = "support.days.opinion"
    return Clock(
        "opinion", "提出审核意见", "accepted", days, Unit.WORKING, ("accepted", "verifying"), act, source
    )


def _objection_clock(act: str, source: str) -> Clock:
    """After an objection it is looked into again, and a new opinion given, within the same days (S3 art. 15, 26)."""
    days = "support.days.opinion"
    return Clock("objection", "异议复查", "objected", days, Unit.WORKING, ("objected",), act, source)


def _decision_clock(act: str, title: str, source: str) -> Clock:
    days = "support.days.decide"
    return Clock("decide", title, "put_up", days, Unit.WORKING, ("deciding",), act, source)


APPLICATION = Process(
    programme="support",
    kind="application",
    title="特困 · 新申请",
    begins="record_support",
    stages=(
        steps.ACCEPTANCE,
        Stage("verification", "调查评估", {"accepted": "已受理", "verifying": "调查中"}),
        steps.OPINION,
        steps.PUBLIC_NOTICE,
        steps.CONFIRMATION,
        Stage("payment", "供养", {"confirmed": "已确认待告知"}, {"on_roll": "供养中"}),
    ),
    steps=(
        Step("accept_support", "受理", BEFORE_ACCEPTANCE, ("accepted",), CLERK, "S3 第12条", main=True),
        steps.supplement("S3 第12条"),
        Step("correct_support", "修改申请内容", EDITABLE, (), CLERK),
        *steps.verification(
            asked="S3 第13条",
            returned="S3 第13条",
            visit="S3 第13条",
            appraisal="S3 第14条",
            check_main=True,
        ),
        Step("assess_self_care", "登记自理能力评估", IN_VERIFICATION, (), CLERK, "S3 第20至22条", main=True),
        Step("arrange_care", "落实供养方式", (*IN_VERIFICATION, "confirmed"), (), CLERK, "S1 第19条"),
        steps.opinion("give_support_opinion", APPROVER, "S3 第13条"),
        *steps.notice("S3 第15条"),
        *steps.by_district(
            "确认", ("confirmed", "refused", "verifying"), sent="S3 第15条", answered="S3 第16条"
        ),
        Step("record_sample", "登记区级抽查", ("deciding", "sent", "confirmed"), (), CLERK, "S3 第16条"),
        Step("confirm_support", "确认", ("deciding",), ("confirmed",), APPROVER, "S3 第16、17条", main=True),
        Step("refuse_support", "不予确认", ("deciding",), ("refused",), APPROVER, "S3 第18条"),
        *steps.delivery(("confirmed", "refused"), ("on_roll", "refused_told"), "S3 第17、18条"),
        Step("end_after_death", "死亡终止", (*UNDECIDED, "confirmed"), ("ended",), CLERK, "S3 第24条"),
        Step("withdraw", "申请人撤回", (*BEFORE_ACCEPTANCE, *UNDECIDED), ("withdrawn",), CLERK),
        Step("end_for_noncooperation", "终止办理", UNDECIDED, ("ended",), APPROVER),
    ),
    clocks=(
        steps.acceptance_clock("accept_support", "S3 第12条"),
        _opinion_clock("give_support_opinion", "S3 第13条"),
        _objection_clock("give_support_opinion", "S3 第15条"),
        steps.notice_clock("support.days.notice", "S3 第15条"),
        _decision_clock("confirm_support", "作出确认决定", "S3 第16条"),
        steps.answer_clock("support.days.decide", "S3 第16条"),
        steps.refusal_clock("S3 第18条"),
    ),
    drafts=BEFORE_ACCEPTANCE,
    verifying=IN_VERIFICATION,
    settling=(*UNDECIDED, "confirmed", "refused"),
    gathering=BEFORE_ACCEPTANCE,
    notice=NOTICE,
    of_person=True,
)

REVIEW = Process(
    programme="support",
    kind="review",
    title="特困 · 复核",
    begins="start_support_review",
    stages=(
        Stage("verification", "复核评估", {"verifying": "复核中"}, {"withdrawn": "已撤销"}),
        steps.APPROVAL,
        steps.TELLING,
    ),
    steps=(
        Step("correct_support", "更新情况", ("verifying",), (), CLERK),
        *steps.looked_into(Step("visit_home", "登记入户调查", ("verifying",), (), CLERK, "S3 第23条")),
        Step("assess_self_care", "登记自理能力评估", ("verifying",), (), CLERK, "S3 第23条"),
        Step("arrange_care", "变更供养方式", ("verifying",), (), CLERK, "S1 第19条"),
        *steps.on_roll(
            ("propose_care", "提出复核意见"), ("return_care", "退回重新复核"), "decide_care", "S3 第23条"
        ),
    ),
    clocks=(
        Clock(
            "reassess",
            "重新评估",
            "reported",
            "support.days.reassess",
            Unit.WORKING,
            ("verifying",),
            "assess_self_care",
            "S3 第23条",
        ),
        steps.telling_clock("S3 第23条"),
    ),
    verifying=("verifying",),
    settling=steps.OF_ROLL,
    of_roll=True,
    of_person=True,
)
LOOKED_INTO = ("verifying", "objected")
ENDING = Process(
    programme="support",
    kind="ending",
    title="特困 · 终止",
    begins="start_ending",
    stages=(
        Stage("verification", "核实", {"verifying": "核实中"}, {"withdrawn": "已撤销"}),
        Stage("opinion", "审核", {"opinion_given": "已审核"}),
        steps.PUBLIC_NOTICE,
        Stage("decision", "决定", {"deciding": "待决定", "sent": "已报区级"}, {"kept": "继续供养"}),
        Stage("notification", "告知", {"decided": "已决定待告知"}, {"closed": "已终止"}),
    ),
    steps=(
        *steps.looked_into(Step("visit_home", "登记入户核实", LOOKED_INTO, (), CLERK, "S3 第25条")),
        Step(
            "propose_ending",
            "提出终止意见",
            LOOKED_INTO,
            ("opinion_given",),
            APPROVER,
            "S3 第25条",
            main=True,
        ),
        *steps.notice("S3 第26条"),
        *steps.by_district("终止", ("decided", "kept", "verifying"), sent="S3 第25条", answered="S3 第26条"),
        Step("decide_ending", "决定终止", ("deciding",), ("decided",), APPROVER, "S3 第26条", main=True),
        Step("keep_support", "不予终止", (*LOOKED_INTO, "deciding"), ("kept",), APPROVER, "S3 第26条"),
        *steps.delivery(("decided",), ("closed",), "S3 第26条"),
        Step("withdraw", "撤销", (*LOOKED_INTO, "opinion_given"), ("withdrawn",), CLERK),
    ),
    clocks=(
        _objection_clock("propose_ending", "S3 第26条"),
        steps.notice_clock("support.days.notice", "S3 第26条"),
        _decision_clock("decide_ending", "作出终止决定", "S3 第26条"),
        steps.answer_clock("support.days.decide", "S3 第26条"),
        steps.telling_clock("S3 第26条"),
    ),
    verifying=LOOKED_INTO,
    settling=(*LOOKED_INTO, "opinion_given", "posted", "deciding", "sent", "decided"),
    of_roll=True,
    of_person=True,
    notice=ENDING_NOTICE,
)
