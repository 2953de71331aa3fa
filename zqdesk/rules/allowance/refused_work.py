"""Members who refused suitable work too often in a row: their own share is stopped, nobody else's (S2 art. 34)."""

from collections.abc import Sequence

from zqdesk.rules.cases.household import Member
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.trace import Line

ARTICLE_WORK = "《最低生活保障审核确认办法》第三十四条"


def refused_work(members: Sequence[Member], parameters: Parameters) -> tuple[tuple[Member, ...], list[Line]]:
    """Those who refused work at least `refuse_work.times` times in a row, and a line for each."""
    refusing = [member for member in members if member.work_refusals]
    if not refusing:
        return (), []
    limit = parameters.value("refuse_work.times")
    times = parameters.number("refuse_work.times")
    stopped = tuple(member for member in refusing if member.work_refusals >= times)
    source = f"{ARTICLE_WORK}；{limit.source}"
    return stopped, [
        Line(
            f"refused_work.{member.key}",
            f"停发{member.name}本人份额",
            "0.00",
            f"连续{member.work_refusals}次无正当理由拒绝就业",
            source,
        )
        for member in stopped
    ]
