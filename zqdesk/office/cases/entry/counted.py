"""Who of an entry lives together: what the facts say, held against what was ticked (S2 art. 7)."""

from collections.abc import Iterator
from datetime import date

from zqdesk.office.cases.entry.values import MemberEntry
from zqdesk.office.people.field_checks import code_problems
from zqdesk.records import codes
from zqdesk.rules.cases.counted import ARTICLE_MEMBERS, Relative, who_counts
from zqdesk.rules.problem import Problem

GRADUATE = "10"
"""研究生教育 in GB/T 4658."""


def check_counting(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    """A tick agrees with the facts and the ground that is given; nobody is left out without a ground.

    Grounds are codes of `not_counted`. A spouse, a minor child, a child that depends on its parents count
    whatever is ticked, unless one of the exclusions of the article holds, which a paper has to show.
    """
    field = f"{path}.not_counted_reason"
    unknown = list(code_problems("not_counted", line.not_counted_reason, field))
    if unknown:
        yield from unknown
        return
    if not line.counted and not line.not_counted_reason:
        text = "不计入共同生活的，请选择是第七条的哪一种情形"
        yield Problem("not_counted_reason.empty", text, field, ARTICLE_MEMBERS)
        return
    (judged,) = who_counts([_relative(line)], today)
    if judged.counted and not line.counted:
        ground = codes.table("not_counted").short_of(line.not_counted_reason)
        text = f"{judged.reason}应当计入，不能以“{ground}”为由不计入；请改为计入，或者更正关系和情形"
        yield Problem("counting.left_out", text, field, judged.source)
    elif line.counted and not judged.counted:
        text = f"{judged.reason}的不计入；请取消“计入”，或者更正关系和情形（因收养、监护等应当计入的，也在情形里选）"
        yield Problem("counting.put_in", text, f"{path}.counted", judged.source)


def needs_proof(line: MemberEntry) -> bool:
    """Whether a paper has to show the ground: it sets the facts of the table aside."""
    ground = codes.table("not_counted").get(line.not_counted_reason)
    return ground is not None and bool(ground.extra.get("proof"))


def _level(line: MemberEntry) -> str:
    """What a full-time student studies for: beyond the bachelor's degree nobody is supported as a child (art. 7)."""
    if not line.student:
        return ""
    return "graduate" if line.person.education == GRADUATE else "school"


def _relative(line: MemberEntry) -> Relative:
    """What the line says of the person; the ground that was chosen is one of these facts."""
    ability = codes.table("work_ability").get(line.work_ability)
    ground = line.not_counted_reason
    return Relative(
        line.key,
        line.relation,
        line.person.born_on,
        lives_together=ground != "apart",
        student=_level(line),
        independent=ability is None or bool(ability.extra.get("can_work")),
        in_prison=ground == "prison",
        in_rehabilitation=ground == "rehabilitation",
        missing=ground == "missing",
        religious=ground == "religious",
        has_duty=ground == "duty",
    )
