"""The next step of a case of 特困 in a few words."""

from datetime import date

from zqdesk.office.cases.looks.progress import NextStep, Progress, of_notice, of_verification
from zqdesk.office.support.file import SupportFile
from zqdesk.office.support.work import OpenSupport
from zqdesk.rules.process import DISTRICT
from zqdesk.rules.support.process import ENDING, REVIEW

_ENDING = {
    "verifying": NextStep("propose_ending", "提出终止意见"),
    "opinion_given": NextStep("post_notice", "张榜公示"),
    "sent": NextStep("record_district_answer", "区级答复待回"),
    "decided": NextStep("deliver_decision", "书面告知终止"),
}
_REVIEW = {
    "verifying": NextStep("propose_care", "复核，提出意见"),
    "opinion_given": NextStep("decide_care", "审批复核意见"),
    "decided": NextStep("deliver_decision", "告知送达"),
}
_APPLICATION = {
    "draft": NextStep("accept_support", "审查材料，受理"),
    "supplement": NextStep("accept_support", "等待补正材料"),
    "opinion_given": NextStep("post_notice", "张榜公示"),
    "sent": NextStep("record_district_answer", "区级答复待回"),
    "confirmed": NextStep("deliver_decision", "送达确认通知"),
    "refused": NextStep("deliver_decision", "书面告知不予确认"),
}


def next_step(kind: str, state: str, progress: Progress, today: date) -> NextStep:
    """What to do next in a case of this kind; an act of its process table in every open state."""
    if kind == REVIEW.kind:
        return _REVIEW[state]
    if kind == ENDING.kind:
        return _ENDING.get(state) or _of_ending(state, progress, today)
    return _APPLICATION.get(state) or _of_application(state, progress, today)


def _of_application(state: str, progress: Progress, today: date) -> NextStep:
    if state == "posted":
        return of_notice(progress, today, "提请确认")
    if state == "deciding":
        return _of_deciding(progress)
    unchecked, opinion = not progress.check_requested, "give_support_opinion"
    then = of_verification(
        state, progress, unchecked=unchecked, untold=progress.check_untold, opinion=opinion
    )
    if then.act == opinion and not _assessed(progress):
        return NextStep("assess_self_care", "评估生活自理能力")
    return then


def _assessed(progress: Progress) -> bool:
    """Whether the six abilities were looked at, as the page and the list of work both know it."""
    own = progress.own
    return isinstance(own, SupportFile | OpenSupport) and own.assessed


def _of_ending(state: str, progress: Progress, today: date) -> NextStep:
    if state == "posted":
        return of_notice(progress, today, "提请决定")
    if state == "objected":
        again = progress.verified_again
        return NextStep("propose_ending", "重新提出意见") if again else NextStep("visit_home", "重新调查")
    if progress.authority == DISTRICT:
        return NextStep("send_to_district", "报区民政局决定")
    return NextStep("decide_ending", "作出终止决定")


def _of_deciding(progress: Progress) -> NextStep:
    if progress.authority == DISTRICT:
        return NextStep("send_to_district", "报区民政局确认")
    if not progress.agreed:
        return NextStep("refuse_support", "作出不予确认决定")
    return NextStep("confirm_support", "作出确认决定")
