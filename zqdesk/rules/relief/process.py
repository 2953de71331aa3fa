"""Temporary relief (临时救助): help first in an emergency, and the full way of crushing expenditure (民发〔2018〕23号, here S4)."""

from collections.abc import Mapping

from zqdesk.rules.cases import steps
from zqdesk.rules.cases.steps import BEFORE_ACCEPTANCE, IN_VERIFICATION, UNDECIDED
from zqdesk.rules.process import Clock, Notice, Process, Role, Stage, Step, Unit

CLERK, APPROVER, CASHIER = Role.CLERK, Role.APPROVER, Role.CASHIER

S4_FIRST, S4_FULL, S4_STAGES, S4_REFER = (
    "S4 第二条第二项",
    "S4 第二条第二项",
    "S4 第二条第四项",
    "S4 第二条第四项",
)

UNPAID = ("reported", "agreed")
PAYABLE = ("agreed", "helped", "papers_ready", "approved")
"""States of an emergency in which money may be handed out, as far as the grant goes."""
PAPERS_OPEN = ("reported", "agreed", "helped")
"""States of an emergency in which its papers are still brought."""
EMERGENCY_OPEN = ("reported", "agreed", "helped", "papers_ready", "sent", "approved")


def choose(extension_kind: str, _authority: str) -> Mapping[str, str]:
    """A longer limit with a recorded reason."""
    return {"relief.decide_days": "relief.decide_special_days"} if extension_kind else {}


EMERGENCY = Process(
    programme="relief",
    kind="emergency",
    title="临时救助 · 急难型",
    begins="register_emergency",
    stages=(
        Stage(
            "help", "先行救助", {"reported": "待同意先行救助", "agreed": "待发放"}, {"withdrawn": "已撤回"}
        ),
        Stage("papers", "补齐手续", {"helped": "待补齐手续"}),
        Stage(
            "approval",
            "补办审批",
            {"papers_ready": "待补办审批", "sent": "已报区级", "refused": "不予救助待告知"},
            {"refused_told": "不予救助"},
        ),
        Stage("payment", "办结", {"approved": "已批准待发完", "recovering": "待追回"}, {"closed": "已办结"}),
    ),
    steps=(
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
        *steps.looked_into(Step("visit_home", "登记入户核实", ("agreed", "helped"), (), CLERK, S4_FIRST)),
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
        *steps.by_district(
            "审批",
            ("approved", "closed", "recovering", "refused", "helped", "reported"),
            since=("papers_ready", "reported"),
        ),
        Step("refer", "转介其他救助", EMERGENCY_OPEN, (), CLERK, S4_REFER),
        Step("close_relief", "结案不再发放", ("approved",), ("closed",), CLERK),
        Step("close_recovery", "追回完毕", ("recovering",), ("closed",), CASHIER, main=True),
        *steps.delivery(("refused",), ("refused_told",)),
        Step("withdraw", "撤回", UNPAID, ("withdrawn",), CLERK),
    ),
    clocks=(
        Clock(
            "help", "先行救助", "registered", "relief.help_hours", Unit.HOURS, UNPAID, "disburse", S4_FIRST
        ),
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
        steps.answer_clock("relief.district_days"),
        steps.refusal_clock(),
    ),
    gathering=PAPERS_OPEN,
    since_registration=True,
)
EXPENDITURE = Process(
    programme="relief",
    kind="expenditure",
    title="临时救助 · 支出型",
    begins="record_relief",
    stages=(
        steps.ACCEPTANCE,
        Stage("verification", "调查核实", {"accepted": "已受理", "verifying": "调查中"}),
        steps.OPINION,
        steps.PUBLIC_NOTICE,
        Stage(
            "approval",
            "审批",
            {"deciding": "待审批", "sent": "已报区级", "refused": "不予批准待告知"},
            {"refused_told": "不予批准"},
        ),
        Stage("payment", "发放", {"approved": "已批准待发放"}, {"closed": "已办结"}),
    ),
    steps=(
        Step("correct_relief", "修改申请内容", (*BEFORE_ACCEPTANCE, *IN_VERIFICATION), (), CLERK),
        Step("accept_relief", "受理", BEFORE_ACCEPTANCE, ("accepted",), CLERK, S4_FULL, main=True),
        steps.supplement(S4_FULL),
        *steps.verification(
            asked=S4_FULL, returned=S4_FULL, visit=S4_FULL, appraisal=S4_FULL, check_main=False
        ),
        steps.opinion("propose_relief", CLERK, S4_FULL),
        *steps.notice(S4_FULL),
        *steps.by_district("审批", ("approved", "closed", "refused", "verifying")),
        Step("approve_relief", "审批", ("deciding",), ("approved", "closed"), APPROVER, S4_FULL, main=True),
        Step("refuse_relief", "不予批准", ("deciding",), ("refused",), APPROVER, S4_FULL),
        Step("disburse", "发放", ("approved",), ("closed", "approved"), CASHIER, S4_STAGES, main=True),
        Step("close_relief", "结案不再发放", ("approved",), ("closed",), CLERK),
        *steps.delivery(("refused",), ("refused_told",)),
        Step("refer", "转介其他救助", (*UNDECIDED, "approved"), (), CLERK, S4_REFER),
        *steps.endings(),
    ),
    clocks=(
        steps.acceptance_clock("accept_relief", S4_FULL),
        steps.notice_clock("relief.notice_days", S4_FULL),
        steps.answer_clock("relief.district_days"),
        steps.decision_clock("作出审批决定", "relief.decide_days", "approve_relief", S4_FULL),
        steps.refusal_clock(),
        Clock(
            "pay", "发放", "decided", "relief.pay_days", Unit.WORKING, ("approved",), "disburse", S4_STAGES
        ),
    ),
    drafts=BEFORE_ACCEPTANCE,
    verifying=IN_VERIFICATION,
    settling=UNDECIDED,
    gathering=BEFORE_ACCEPTANCE,
    notice=Notice(days="relief.notice_days", paper="relief_notice"),
    choose=choose,
)
"""Who is in distress may apply for 低保 at the same time: an emergency never settles who belongs to the household,
an application only until it is decided (domain §4)."""
