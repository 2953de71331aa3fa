"""The next step of a case of 特困 in a few words."""

from datetime import date

from zqdesk.office.cases.looks.progress import NextStep, Progress, of_notice, of_verification
from zqdesk.rules.process import DISTRICT

_APPLICATION = {
    "draft": NextStep("accept_support", "审查材料，受理"),
    "supplement": NextStep("accept_support", "等待补正材料"),
    "opinion_given": NextStep("post_notice", "张榜公示"),
    "sent": NextStep("record_district_answer", "区级答复待回"),
    "confirmed": NextStep("deliver_decision", "送达确认通知"),
    "refused": NextStep("deliver_decision", "书面告知不予确认"),
}


def next_step(kind: str, state: str, progress: Progress, today: date) -> NextStep:  # noqa: ARG001
    """What to do next in a case of this kind; an act of its process table in every open state."""
    if state in _APPLICATION:
        return _APPLICATION[state]
    if state == "posted":
        return of_notice(progress, today, "提请确认")
    if state == "deciding":
        return _of_deciding(progress)
    unchecked = not progress.check_requested
    return of_verification(
        state, progress, unchecked=unchecked, untold=progress.check_untold, opinion="give_support_opinion"
    )


def _of_deciding(progress: Progress) -> NextStep:
    if progress.authority == DISTRICT:
        return NextStep("send_to_district", "报区民政局确认")
    if not progress.agreed:
        return NextStep("refuse_support", "作出不予确认决定")
    return NextStep("confirm_support", "作出确认决定")
