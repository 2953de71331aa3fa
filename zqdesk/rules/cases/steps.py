"""The steps and clocks of an application that every programme takes alike; each process table names its articles."""

from zqdesk.rules.process import Clock, Role, Step, Unit

CLERK, APPROVER = Role.CLERK, Role.APPROVER

BEFORE_ACCEPTANCE = ("draft", "supplement")
IN_VERIFICATION = ("accepted", "verifying", "objected")
UNDECIDED = (*IN_VERIFICATION, "opinion_given", "posted", "deciding", "sent")
BEGUN = ("verifying", "objected")
"""States of verification once something was looked into."""


def supplement(source: str) -> Step:
    """What lacks is told once."""
    return Step("tell_supplement", "一次性告知补正", ("draft",), ("supplement",), CLERK, source)


def verification(
    *, asked: str, returned: str, visit: str, appraisal: str, check_main: bool
) -> tuple[Step, ...]:
    """Cross-check, visit and appraisal, with the article of each; `check_main`: the desk proposes the cross-check."""
    return (
        Step("request_cross_check", "提请信息核对", IN_VERIFICATION, BEGUN, CLERK, asked, main=check_main),
        Step("record_cross_check", "登记核对结果", BEGUN, (), CLERK, returned, main=check_main),
        Step("visit_home", "登记入户调查", IN_VERIFICATION, BEGUN, CLERK, visit, main=True),
        Step("hold_appraisal", "登记民主评议", BEGUN, (), CLERK, appraisal),
    )


def notice(source: str) -> tuple[Step, ...]:
    """From the opinion to the end of the public notice, or back."""
    return (
        Step("post_notice", "张榜公示", ("opinion_given",), ("posted",), CLERK, source, main=True),
        Step("record_objection", "登记异议", ("posted",), ("objected",), CLERK, source),
        Step("close_notice", "公示期满", ("posted",), ("deciding",), CLERK, source, main=True),
        Step("reopen_verification", "退回重新调查", ("opinion_given", "deciding"), ("verifying",), APPROVER),
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


def decision_clock(title: str, days: str, act: str, source: str) -> Clock:
    return Clock("decide", title, "accepted", days, Unit.WORKING, UNDECIDED, act, source)


def refusal_clock(source: str = "") -> Clock:
    """A refusal is told in writing."""
    days = "days.notify_refusal"
    return Clock(
        "notify_refusal", "书面告知", "refused", days, Unit.WORKING, ("refused",), "deliver_decision", source
    )
