"""A household's month beside the month before: what is other, and why."""

from typing import NamedTuple

from zqdesk.rules.money import format_yuan
from zqdesk.rules.worded import Worded


class Change(Worded):
    """What is other than last month; empty where nothing is."""

    NONE = "", "不变"
    NEW = "new", "新增"
    RAISED = "raised", "增发"
    CUT = "cut", "减发"
    OTHER = "other", "构成变动"
    ENDED = "ended", "停发"


class Month(NamedTuple):
    """What somebody gets in a month: the amount, the part that is kept apart, for how many persons."""

    base_fen: int
    uplift_fen: int
    person_count: int

    @property
    def total_fen(self) -> int:
        return self.base_fen + self.uplift_fen


class Compared(NamedTuple):
    """The change and its words; `was_fen` is None for somebody who got nothing the month before."""

    change: Change
    why: str
    was_fen: int | None


def compare(before: Month | None, now: Month | None, reason: str = "", uplift: str = "另计部分") -> Compared:
    """`reason`: why the line of the roll before ended, in words; `uplift` what the part kept apart is called."""
    if before is None:
        return Compared(Change.NEW, "本月起发放", None)
    was = before.total_fen
    if now is None:
        return Compared(Change.ENDED, reason or "不再在册", was)
    parts = [
        f"{words}{format_yuan(old)}→{format_yuan(new)}"
        for words, old, new in (
            ("基本", before.base_fen, now.base_fen),
            (uplift, before.uplift_fen, now.uplift_fen),
        )
        if old != new
    ]
    if before.person_count != now.person_count:
        parts.append(f"{before.person_count}人→{now.person_count}人")
    if not parts:
        return Compared(Change.NONE, "", was)
    change = Change.RAISED if now.total_fen > was else Change.CUT if now.total_fen < was else Change.OTHER
    return Compared(change, "，".join(([reason] if reason else []) + parts), was)
