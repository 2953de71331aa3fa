"""The stages, steps and clocks that every programme takes alike, of an application and of who is on the roll; each process
table names its articles.
"""

from zqdesk.rules.process import Clock, Role, Stage, Step, Unit

CLERK, APPROVER = Role.CLERK, Role.APPROVER

BEFORE_ACCEPTANCE = ("draft", "supplement")
IN_VERIFICATION = ("accepted", "verifying", "objected")
UNDECIDED = (*IN_VERIFICATION, "opinion_given", "posted", "deciding", "sent")
BEGUN = ("verifying", "objected")
"""States of verification once something was looked into."""

ACCEPTANCE = Stage(
    "acceptance",
    "受理",
    {"draft": "草稿", "supplement": "待补正"},
    {"withdrawn": "已撤回", "ended": "已终止"},
)
OPINION = Stage("opinion", "审核", {"opinion_given": "已审核"})
PUBLIC_NOTICE = Stage("public_notice", "公示", {"posted": "公示中", "objected": "异议复查"})


CONFIRMATION = Stage(
    "confirmation",
    "确认",
    {"deciding": "待确认", "sent": "已报区级", "refused": "不予确认待告知"},
    {"refused_told": "不予确认"},
)


def supplement(source: str) -> Step:
    """What lacks is told once."""
    return Step("tell_supplement", "一次性告知补正", ("draft",), ("supplement",), CLERK, source)


def verification(
    *, asked: str, returned: str, visit: str, appraisal: str, check_main: bool
) -> tuple[Step, ...]:
    """Cross-check, visit and appraisal, with the article of each; `check_main`: the desk proposes the cross-check."""
    return (
        Step("request_cross_check", "提请信息核对", IN_VERIFICATION, BEGUN, CLERK, asked, main=check_main),
        Step("start_cross_check", "登记区级启动核对", BEGUN, (), CLERK, returned),
        Step("record_cross_check", "登记核对结果", BEGUN, (), CLERK, returned, main=check_main),
        Step("tell_cross_check", "登记核对结果告知", BEGUN, (), CLERK, returned),
        *looked_into(
            Step("visit_home", "登记入户调查", IN_VERIFICATION, BEGUN, CLERK, visit, main=True), BEGUN
        ),
        Step("hold_appraisal", "登记民主评议", BEGUN, (), CLERK, appraisal),
        Step("retract_appraisal", "撤销误登的民主评议", BEGUN, (), APPROVER, appraisal),
    )


def looked_into(visit: Step, states: tuple[str, ...] = ()) -> tuple[Step, Step]:
    """A visit to the home, and the way back from one that was recorded by mistake."""
    return visit, Step("retract_visit", "撤销误登的入户", states or visit.from_, (), APPROVER, visit.source)


def opinion(act: str, role: Role, source: str) -> Step:
    """To the public notice, or past it where nothing is granted that could be hung up."""
    return Step(act, "提出审核意见", BEGUN, ("opinion_given", "deciding"), role, source, main=True)


def notice(source: str) -> tuple[Step, ...]:
    """From the opinion to the end of the public notice, or back."""
    return (
        Step("post_notice", "张榜公示", ("opinion_given",), ("posted",), CLERK, source, main=True),
        Step("record_objection", "登记异议", ("posted",), ("objected",), CLERK, source),
        Step("retract_objection", "撤销误登的异议", ("objected",), ("posted",), APPROVER, source),
        Step("close_notice", "公示期满", ("posted",), ("deciding",), CLERK, source, main=True),
        Step("reopen_verification", "退回重新调查", ("opinion_given", "deciding"), ("verifying",), APPROVER),
    )


def complaints(source: str) -> tuple[Step, ...]:
    """Somebody complains about an application while it is looked into; what was found is kept and answered."""
    states = (*UNDECIDED, "confirmed", "refused")
    return (
        Step("record_complaint", "登记投诉举报", states, (), CLERK, source),
        Step("answer_complaint", "登记查证答复", states, (), CLERK, source),
    )


def by_district(
    verb: str,
    to: tuple[str, ...],
    *,
    since: tuple[str, ...] = ("deciding",),
    sent: str = "",
    answered: str = "",
) -> tuple[Step, ...]:
    """The case goes up to the district, and comes back with its answer."""
    return (
        Step("send_to_district", f"报区民政局{verb}", since, ("sent",), CLERK, sent),
        Step("record_district_answer", "登记区级答复", ("sent",), to, CLERK, answered, main=True),
    )


def delivery(from_: tuple[str, ...], to: tuple[str, ...], source: str = "") -> tuple[Step, Step]:
    """The household is told in writing what was decided; a wrong record of it is put right."""
    return (
        Step("deliver_decision", "登记告知送达", from_, to, CLERK, source, main=True),
        Step("correct_delivery", "更正误登的送达", to, (), APPROVER, source),
    )


def endings(*, extended: str = "", ended: str = "") -> tuple[Step, ...]:
    """A longer limit, and the ways in which an application ends without a decision."""
    return (
        Step("extend_limit", "延长办理期限", UNDECIDED, (), APPROVER, extended),
        Step("withdraw", "申请人撤回", (*BEFORE_ACCEPTANCE, *UNDECIDED), ("withdrawn",), CLERK),
        Step("end_for_noncooperation", "终止办理", UNDECIDED, ("ended",), APPROVER, ended),
    )


def acceptance_clock(act: str, source: str) -> Clock:
    return Clock("accept", "审查材料", "applied", "days.acceptance", Unit.WORKING, ("draft",), act, source)


def notice_clock(days: str, source: str) -> Clock:
    return Clock("notice", "公示期满", "posted", days, Unit.CALENDAR, ("posted",), "close_notice", source)


def answer_clock(days: str, source: str = "") -> Clock:
    """The district has so long to answer."""
    act = "record_district_answer"
    return Clock("district_answer", "区级答复", "sent", days, Unit.WORKING, ("sent",), act, source)


def check_clock(source: str) -> Clock:
    """The district begins a cross-check it was asked for; shown with the case, while today's list has the hall's own limits."""
    days = "days.start_cross_check"
    return Clock(
        "start_check", "区级启动核对", "check_asked", days, Unit.WORKING, BEGUN, "start_cross_check", source
    )


def decision_clock(title: str, days: str, act: str, source: str) -> Clock:
    return Clock("decide", title, "accepted", days, Unit.WORKING, UNDECIDED, act, source)


def refusal_clock(source: str = "") -> Clock:
    """A refusal is told in writing."""
    days = "days.notify_refusal"
    return Clock(
        "notify_refusal", "书面告知", "refused", days, Unit.WORKING, ("refused",), "deliver_decision", source
    )


APPROVAL = Stage("decision", "审批", {"opinion_given": "待审批"})
TELLING = Stage("notification", "告知", {"decided": "已决定待告知"}, {"closed": "已办结"})
"""A case about somebody on the roll is approved by one who did not look into it, and told."""
OF_ROLL = ("verifying", "opinion_given", "decided")
"""States in which such a case settles who is on the roll, and with what."""


def on_roll(
    propose: tuple[str, str], send_back: tuple[str, str], approve: str, source: str, *, of: str = ""
) -> tuple[Step, ...]:
    """What was found is proposed, approved or sent back, told, or the case withdrawn. Acts with their titles; `of`: the
    article of the proposal where it is another.
    """
    open_states, proposed = ("verifying", "opinion_given"), ("opinion_given",)
    return (
        Step(*propose, ("verifying",), proposed, CLERK, of or source, main=True),
        Step(*send_back, proposed, ("verifying",), APPROVER),
        Step(approve, "审批", proposed, ("decided", "closed"), APPROVER, source, main=True),
        *delivery(("decided",), ("closed",), source),
        Step("withdraw", "撤销", open_states, ("withdrawn",), CLERK),
    )


def telling_clock(source: str) -> Clock:
    """What was decided of somebody on the roll is told in writing."""
    days = "days.notify_refusal"
    return Clock(
        "notify_change", "告知", "decided", days, Unit.WORKING, ("decided",), "deliver_decision", source
    )
