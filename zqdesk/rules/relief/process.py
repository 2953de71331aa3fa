"""Temporary relief (临时救助): help first in an emergency, and the full way of crushing expenditure (民发〔2018〕23号, here S4)."""

from collections.abc import Mapping

from zqdesk.rules.process import Clock, Notice, Process, Role, State, Step, Unit

CLERK, APPROVER, CASHIER = Role.CLERK, Role.APPROVER, Role.CASHIER

S4_FIRST, S4_FULL, S4_STAGES, S4_REFER = (
    "S4 第二条第二项",
    "S4 第二条第二项",
    "S4 第二条第四项",
    "S4 第二条第四项",
)

EMERGENCY_STATES = (
    State("reported", "待同意先行救助", "help"),
    State("agreed", "待发放", "help"),
    State("helped", "待补齐手续", "papers"),
    State("papers_ready", "待补办审批", "approval"),
    State("sent", "已报区级", "approval"),
    State("approved", "已批准待发完", "payment"),
    State("recovering", "待追回", "payment"),
    State("refused", "不予救助待告知", "approval"),
    State("closed", "已办结", "payment", closed=True),
    State("refused_told", "不予救助", "approval", closed=True),
    State("withdrawn", "已撤回", "help", closed=True),
)
EMERGENCY_STAGES = (
    ("help", "先行救助"),
    ("papers", "补齐手续"),
    ("approval", "补办审批"),
    ("payment", "办结"),
)
UNPAID = ("reported", "agreed")
PAYABLE = ("agreed", "helped", "papers_ready", "approved")
"""States of an emergency in which money may be handed out, as far as the grant goes."""
PAPERS_OPEN = ("reported", "agreed", "helped")
"""States of an emergency in which its papers are still brought."""
EMERGENCY_OPEN = ("reported", "agreed", "helped", "papers_ready", "sent", "approved")

EMERGENCY_STEPS = (
    Step("correct_relief", "修改登记内容", PAPERS_OPEN, (), CLERK),
    Step("agree_help", "同意先行救助", ("reported",), ("agreed",), APPROVER, S4_FIRST, main=True),
    Step("decline_help", "不同意先行救助", ("reported",), ("refused",), APPROVER),
    Step(
        "disburse",
        "发放",
        PAYABLE,
        ("helped", "agreed", "papers_ready", "approved", "closed"),
        CASHIER,
        S4_STAGES,
        main=True,
    ),
    Step("visit_home", "登记入户核实", ("agreed", "helped"), (), CLERK, S4_FIRST),
    Step("complete_papers", "手续已补齐", ("helped",), ("papers_ready",), CLERK, S4_FIRST, main=True),
    Step("return_papers", "退回补正", ("papers_ready",), ("helped",), APPROVER),
    Step(
        "approve_relief",
        "补办审批",
        ("papers_ready",),
        ("closed", "approved"),
        APPROVER,
        S4_FIRST,
        main=True,
    ),
    Step("refuse_relief", "不予救助（追回）", ("papers_ready",), ("recovering",), APPROVER),
    Step("send_to_district", "报区民政局审批", ("papers_ready",), ("sent",), CLERK),
    Step(
        "record_district_answer",
        "登记区级答复",
        ("sent",),
        ("approved", "closed", "recovering", "helped"),
        CLERK,
        main=True,
    ),
    Step("refer", "转介其他救助", EMERGENCY_OPEN, (), CLERK, S4_REFER),
    Step("close_relief", "结案不再发放", ("approved",), ("closed",), CLERK),
    Step("close_recovery", "追回完毕", ("recovering",), ("closed",), CASHIER, main=True),
    Step("deliver_decision", "登记告知送达", ("refused",), ("refused_told",), CLERK, main=True),
    Step("withdraw", "撤回", UNPAID, ("withdrawn",), CLERK),
)
EMERGENCY_CLOCKS = (
    Clock("help", "先行救助", "registered", "relief.help_hours", Unit.HOURS, UNPAID, "disburse", S4_FIRST),
    Clock(
        "papers",
        "补齐手续",
        "helped",
        "relief.papers_days",
        Unit.WORKING,
        ("helped", "papers_ready"),
        "complete_papers",
        S4_FIRST,
    ),
    Clock(
        "district_answer",
        "区级答复",
        "sent",
        "relief.district_days",
        Unit.WORKING,
        ("sent",),
        "record_district_answer",
        "",
    ),
    Clock(
        "notify_refusal",
        "书面告知",
        "refused",
        "days.notify_refusal",
        Unit.WORKING,
        ("refused",),
        "deliver_decision",
        "",
    ),
)

STATES = (
    State("draft", "草稿", "acceptance"),
    State("supplement", "待补正", "acceptance"),
    State("accepted", "已受理", "verification"),
    State("verifying", "调查中", "verification"),
    State("opinion_given", "已审核", "opinion"),
    State("posted", "公示中", "public_notice"),
    State("objected", "异议复查", "public_notice"),
    State("deciding", "待审批", "approval"),
    State("sent", "已报区级", "approval"),
    State("approved", "已批准待发放", "payment"),
    State("refused", "不予批准待告知", "approval"),
    State("closed", "已办结", "payment", closed=True),
    State("refused_told", "不予批准", "approval", closed=True),
    State("withdrawn", "已撤回", "acceptance", closed=True),
    State("ended", "已终止", "acceptance", closed=True),
)
STAGES = (
    ("acceptance", "受理"),
    ("verification", "调查核实"),
    ("opinion", "审核"),
    ("public_notice", "公示"),
    ("approval", "审批"),
    ("payment", "发放"),
)
BEFORE_ACCEPTANCE = ("draft", "supplement")
IN_VERIFICATION = ("accepted", "verifying", "objected")
UNDECIDED = (*IN_VERIFICATION, "opinion_given", "posted", "deciding", "sent")

STEPS = (
    Step("correct_relief", "修改申请内容", (*BEFORE_ACCEPTANCE, *IN_VERIFICATION), (), CLERK),
    Step("accept_relief", "受理", BEFORE_ACCEPTANCE, ("accepted",), CLERK, S4_FULL, main=True),
    Step("tell_supplement", "一次性告知补正", ("draft",), ("supplement",), CLERK, S4_FULL),
    Step("request_cross_check", "提请信息核对", IN_VERIFICATION, ("verifying", "objected"), CLERK, S4_FULL),
    Step("record_cross_check", "登记核对结果", ("verifying", "objected"), (), CLERK, S4_FULL),
    Step(
        "visit_home",
        "登记入户调查",
        IN_VERIFICATION,
        ("verifying", "objected"),
        CLERK,
        S4_FULL,
        main=True,
    ),
    Step("hold_appraisal", "登记民主评议", ("verifying", "objected"), (), CLERK, S4_FULL),
    Step(
        "propose_relief",
        "提出审核意见",
        ("verifying", "objected"),
        ("opinion_given", "deciding"),
        CLERK,
        S4_FULL,
        main=True,
    ),
    Step("post_notice", "张榜公示", ("opinion_given",), ("posted",), CLERK, S4_FULL, main=True),
    Step("record_objection", "登记异议", ("posted",), ("objected",), CLERK, S4_FULL),
    Step("close_notice", "公示期满", ("posted",), ("deciding",), CLERK, S4_FULL, main=True),
    Step("reopen_verification", "退回重新调查", ("opinion_given", "deciding"), ("verifying",), APPROVER),
    Step("send_to_district", "报区民政局审批", ("deciding",), ("sent",), CLERK),
    Step(
        "record_district_answer",
        "登记区级答复",
        ("sent",),
        ("approved", "closed", "refused", "verifying"),
        CLERK,
        main=True,
    ),
    Step("approve_relief", "审批", ("deciding",), ("approved", "closed"), APPROVER, S4_FULL, main=True),
    Step("refuse_relief", "不予批准", ("deciding",), ("refused",), APPROVER, S4_FULL),
    Step("disburse", "发放", ("approved",), ("closed", "approved"), CASHIER, S4_STAGES, main=True),
    Step("close_relief", "结案不再发放", ("approved",), ("closed",), CLERK),
    Step("deliver_decision", "登记告知送达", ("refused",), ("refused_told",), CLERK, main=True),
    Step("refer", "转介其他救助", (*UNDECIDED, "approved"), (), CLERK, S4_REFER),
    Step("extend_limit", "延长办理期限", UNDECIDED, (), APPROVER),
    Step("withdraw", "申请人撤回", (*BEFORE_ACCEPTANCE, *UNDECIDED), ("withdrawn",), CLERK),
    Step("end_for_noncooperation", "终止办理", UNDECIDED, ("ended",), APPROVER),
)
CLOCKS = (
    Clock(
        "accept", "审查材料", "applied", "days.acceptance", Unit.WORKING, ("draft",), "accept_relief", S4_FULL
    ),
    Clock(
        "notice",
        "公示期满",
        "posted",
        "relief.notice_days",
        Unit.CALENDAR,
        ("posted",),
        "close_notice",
        S4_FULL,
    ),
    Clock(
        "district_answer",
        "区级答复",
        "sent",
        "relief.district_days",
        Unit.WORKING,
        ("sent",),
        "record_district_answer",
        "",
    ),
    Clock(
        "decide",
        "作出审批决定",
        "accepted",
        "relief.decide_days",
        Unit.WORKING,
        UNDECIDED,
        "approve_relief",
        S4_FULL,
    ),
    Clock(
        "notify_refusal",
        "书面告知",
        "refused",
        "days.notify_refusal",
        Unit.WORKING,
        ("refused",),
        "deliver_decision",
        "",
    ),
    Clock("pay", "发放", "decided", "relief.pay_days", Unit.WORKING, ("approved",), "disburse", S4_STAGES),
)


def choose(extension_kind: str, _authority: str) -> Mapping[str, str]:
    """A longer limit with a recorded reason."""
    return {"relief.decide_days": "relief.decide_special_days"} if extension_kind else {}


EMERGENCY = Process(
    programme="relief",
    kind="emergency",
    title="临时救助 · 急难型",
    stages=EMERGENCY_STAGES,
    states=EMERGENCY_STATES,
    steps=EMERGENCY_STEPS,
    clocks=EMERGENCY_CLOCKS,
    gathering=PAPERS_OPEN,
    since_registration=True,
)
EXPENDITURE = Process(
    programme="relief",
    kind="expenditure",
    title="临时救助 · 支出型",
    stages=STAGES,
    states=STATES,
    steps=STEPS,
    clocks=CLOCKS,
    drafts=BEFORE_ACCEPTANCE,
    verifying=IN_VERIFICATION,
    settling=UNDECIDED,
    gathering=BEFORE_ACCEPTANCE,
    notice=Notice(days="relief.notice_days", paper="relief_notice"),
    choose=choose,
)
"""Who is in distress may apply for 低保 at the same time: an emergency never settles who belongs to the household,
an application only until it is decided (domain §4)."""
