"""An event is a thing: what happened, where, when and to whom. By it relief is found that was asked for twice, and
by it the town's ceiling is kept: one event has one, however many entries, people, causes or months it is split into.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from zqdesk.frozen import frozen
from zqdesk.rules.people.addresses import same_house

SAME, OTHER_EVENT, OTHERS = "same", "other_event", "others"
VERDICTS = {
    SAME: "同一事件（合并计算限额）",
    OTHER_EVENT: "同一家庭的另一事件",
    OTHERS: "不是同一家庭",
}
"""What an approver may say of two that look like one."""

GROUNDS = {
    "household": "同一户",
    "person": "同一人",
    "number": "同一身份证号",
    "name": "姓名相同",
    "phone": "电话相同",
    "account": "银行账号相同",
    "address": "住址相同",
    "proxy": "同一代领人",
    "event": "同地同日的同类事件",
}
SURE = frozenset({"household", "person", "number"})
"""Grounds that leave no doubt of the family."""
_KIN = (
    frozenset({"illness", "medical", "traffic"}),
    frozenset({"fire", "other_emergency", "other_expenditure"}),
)
"""Causes one event may be told under: a sudden illness becomes a bill, an accident too."""


@frozen
class Event:
    """What happened, where and when, and everybody and everything by which those affected can be known again.

    `people`: (name key, ID number or empty) of those affected. `numbers` are those of people and of who was paid;
    `proxies` of who signed for them.
    """

    cause: str
    happened_on: date | None
    told_on: date | None = None
    village_id: str = ""
    house: str = ""
    place: str = ""
    household_id: str = ""
    person_ids: frozenset[str] = frozenset()
    people: frozenset[tuple[str, str]] = frozenset()
    numbers: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()


def grounds(one: Event, other: Event) -> tuple[str, ...]:
    """Why two may be the same family or the same event, the surest first."""
    return tuple(_grounds(one, other))


def near(one: Event, other: Event, days: int) -> bool:
    """Whether two happened, or were told, so close to each other that nobody tells them apart by their word."""
    pairs = ((one.happened_on, other.happened_on), (one.told_on, other.told_on))
    return any(a is None or b is None or abs(a - b) <= timedelta(days=days) for a, b in pairs)


def kin(one: str, other: str) -> bool:
    """Whether one event may have been told under both causes."""
    return one == other or any({one, other} <= causes for causes in _KIN)


def _grounds(one: Event, other: Event) -> Iterator[str]:
    if one.household_id and one.household_id == other.household_id:
        yield "household"
    if one.person_ids & other.person_ids:
        yield "person"
    if one.numbers & other.numbers:
        yield "number"
    if _a_name(one, other):
        yield "name"
    if one.phones & other.phones:
        yield "phone"
    if one.accounts & other.accounts:
        yield "account"
    here = bool(one.village_id) and one.village_id == other.village_id
    if here and same_house(one.house, other.house):
        yield "address"
    if one.proxies & (other.proxies | other.numbers) or other.proxies & one.numbers:
        yield "proxy"
    if here and _at_once(one, other):
        yield "event"


def _a_name(one: Event, other: Event) -> bool:
    """A name in common: in one village whoever it is, elsewhere unless both numbers are known to differ."""
    here = one.village_id == other.village_id
    return any(
        name == theirs and (here or not (number and their_number))
        for name, number in one.people
        for theirs, their_number in other.people
    )


def _at_once(one: Event, other: Event) -> bool:
    """The same day and a cause of the same kind, at one place or at one that was left open."""
    if one.happened_on is None or other.happened_on is None:
        return False
    if not kin(one.cause, other.cause) or abs(one.happened_on - other.happened_on) > timedelta(days=1):
        return False
    places = ({one.house, one.place} - {""}, {other.house, other.place} - {""})
    return not all(places) or any(same_house(a, b) for a in places[0] for b in places[1])
