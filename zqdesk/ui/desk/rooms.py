"""The rooms of the hall and who may enter them."""

from collections.abc import Iterable

from zqdesk.frozen import frozen

CASE_ROLES = frozenset({"clerk", "approver", "cashier"})
EVERYBODY = frozenset({"clerk", "approver", "cashier", "administrator"})


@frozen
class Room:
    """A line of the left bar, in a narrow window its `short` name; `roles` are those that may enter."""

    id: str
    title: str
    short: str
    roles: frozenset[str]


ROOMS = (
    Room("today", "今日工作", "今日", CASE_ROLES),
    Room("cases", "低保申请", "低保", frozenset({"clerk", "approver"})),
    Room("support", "特困供养", "特困", frozenset({"clerk", "approver"})),
    Room("relief", "临时救助", "救助", CASE_ROLES),
    Room("households", "家庭与人员", "家庭", CASE_ROLES),
    Room("roll", "在册名册", "名册", frozenset({"clerk", "approver"})),
    Room("payroll", "资金发放", "发放", CASE_ROLES),
    Room("reserve", "备用金", "备用金", CASE_ROLES),
    Room("batch", "批量办理", "批量", frozenset({"clerk", "approver"})),
    Room("goods", "物资发放", "物资", frozenset({"clerk", "approver"})),
    Room("seeking", "摸底排查", "排查", frozenset({"clerk", "approver"})),
    Room("figures", "统计报表", "统计", frozenset({"clerk", "approver"})),
    Room("import", "导入名册", "导入", frozenset({"clerk"})),
    Room("settings", "设置", "设置", EVERYBODY),
    Room("help", "帮助", "帮助", EVERYBODY),
)


def rooms_for(roles: Iterable[str]) -> tuple[Room, ...]:
    """The rooms a person with these roles may enter; an administrator who is no clerk sees no case content."""
    held = frozenset(roles)
    return tuple(room for room in ROOMS if room.roles & held)
