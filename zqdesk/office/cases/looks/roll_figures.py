"""What a roll gives to count in a period: who came, who went, whose amount changed, who is on it, what is due to them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import (
    HOUSEHOLDS,
    PERSONS,
    POOR,
    YUAN,
    Chapter,
    Figure,
    Item,
    Lists,
    Span,
)
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.cases.looks.reworking import STANDARD
from zqdesk.records import codes
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.calendar import month_shifted
from zqdesk.rules.money import format_yuan

NEW, ENDED, CHANGED, END, DUE = "new", "ended", "changed", "end", "due"
LIST_TITLES = {
    NEW: "新增",
    ENDED: "退出",
    CHANGED: "金额变动",
    END: "期末在册",
    DUE: "应发资金",
}
RAISED, CUT = "raised", "cut"


SUMMARY = (
    "本期新增{%.new.households}户{%.new.persons}人，其中建档立卡{%.new.poor.households}户{%.new.poor.persons}人；"
    "退出{%.ended.households}户{%.ended.persons}人，调增{%.changed.raised.households}户次、"
    "调减{%.changed.cut.households}户次。期末在册{%.end.households}户{%.end.persons}人，其中城市"
    "{%.end.urban.households}户{%.end.urban.persons}人、农村{%.end.rural.households}户{%.end.rural.persons}人，"
    "月应发资金{%.end.fen}元，本期应发资金{%.due.fen}元。"
)


class OnRoll(NamedTuple):
    """An entry of a roll with whose it is."""

    roll_id: str
    household_id: str
    alone: str
    case_id: str
    from_month: str
    to_month: str
    fen: int
    persons: int
    ended_reason: str
    name: str
    id_number: str
    village_id: str
    village_name: str
    standard_kind: str
    poor: bool

    def covers(self, month: str) -> bool:
        return self.from_month <= month and (not self.to_month or self.to_month >= month)

    def item(self, when: str, *, fen: int | None = None, note: str = "", marks: Sequence[str] = ()) -> Item:
        kind, own = _kind_and_marks(self.standard_kind, poor=bool(self.poor))
        # In the order of the fields: there are three of these for each of 20,000 households.
        return Item(
            self.roll_id,
            self.household_id,
            self.case_id,
            self.name,
            self.id_number,
            self.village_id,
            self.village_name,
            kind,
            when,
            self.persons,
            self.fen if fen is None else fen,
            0,
            note,
            (*own, *marks) if marks else own,
        )


@cache
def _kind_and_marks(standard_kind: str, *, poor: bool) -> tuple[str, tuple[str, ...]]:
    """Of a standard its short name, and what it marks a line with."""
    return codes.table("standard_kind").short_of(standard_kind), (standard_kind, *((POOR,) if poor else ()))


def roll_chapter(programme: str, title: str, reasons: str) -> Chapter:
    """The chapter of a programme that has a roll; `reasons` is the code table of why somebody leaves it."""
    ids = {name: f"{programme}.{name}" for name in LIST_TITLES}
    figures = (
        *_pair(ids[NEW], "新增", f"待遇起始月份在本期、上月不在册的{title}家庭；注销后重新纳入的再计一次。"),
        *_pair(ids[NEW], "新增中建档立卡", "新增家庭中登记为建档立卡的。", POOR),
        *_pair(
            ids[ENDED], "退出", "停发生效月份在本期的家庭；渐退期满的计入满后次月。人数为停发前的保障人数。"
        ),
        *_pair(ids[END], "期末在册", "本期最后一个月在册的家庭和保障人数。", main=True),
        *_pair(ids[END], "在册城市", "期末在册中执行城市标准的。", "urban"),
        *_pair(ids[END], "在册农村", "期末在册中执行农村标准的。", "rural"),
        *_pair(ids[END], "在册建档立卡", "期末在册中登记为建档立卡的。", POOR),
        _figure(ids[CHANGED], "调增", HOUSEHOLDS, "在册期间月金额增加、自本期某月起执行的，按次计。", RAISED),
        _figure(ids[CHANGED], "调减", HOUSEHOLDS, "在册期间月金额减少、自本期某月起执行的，按次计。", CUT),
        _figure(ids[END], "月应发资金", YUAN, "本期最后一个月在册家庭的月金额合计。"),
        _figure(ids[DUE], "本期应发资金", YUAN, "本期各月在册家庭的月金额合计，按名册计，不含补发。"),
    )
    titles = {ids[name]: f"{title}{words}" for name, words in LIST_TITLES.items()}
    summary = SUMMARY.replace("%", programme)
    return Chapter(title, titles, partial(_read, programme=programme, reasons=reasons), figures, summary)


def _pair(list_id: str, title: str, words: str, *marks: str, main: bool = False) -> tuple[Figure, Figure]:
    """The same in households and in persons."""
    return (
        _figure(list_id, f"{title}户数", HOUSEHOLDS, words, *marks, main=main),
        _figure(list_id, f"{title}人数", PERSONS, words, *marks, main=main),
    )


def _figure(list_id: str, title: str, unit: str, words: str, *marks: str, main: bool = False) -> Figure:
    measure = {HOUSEHOLDS: "households", PERSONS: "persons", YUAN: "fen"}[unit]
    name = ".".join([list_id, *marks, measure])
    return Figure(
        id=name, list_id=list_id, title=title, unit=unit, words=words, marks=frozenset(marks), main=main
    )


def _read(session: Session, span: Span, programme: str, reasons: str) -> Lists:
    found: dict[str, list[Item]] = {name: [] for name in LIST_TITLES}
    entries = sorted(on_roll(session, programme, span), key=lambda e: (e.household_id, e.alone, e.from_month))
    months = months_of(span)
    for _, own in groupby(entries, key=itemgetter(1, 2)):
        for name, item in _counted(list(own), span.period, months, reasons):
            found[name].append(item)
    return {f"{programme}.{name}": items for name, items in found.items()}


def on_roll(session: Session, programme: str, span: Span) -> Iterator[OnRoll]:
    """The entries that touch a period, or the months beside it."""
    before, after = month_shifted(span.first_month, -1), month_shifted(span.last_month, 1)
    query = (
        select(
            RollEntry.id,
            RollEntry.household_id,
            func.coalesce(RollEntry.person_id, ""),
            func.coalesce(RollEntry.case_id, ""),
            RollEntry.from_month,
            RollEntry.to_month,
            RollEntry.allowance_fen + RollEntry.uplift_fen,
            RollEntry.person_count,
            RollEntry.ended_reason,
            Person.name,
            Person.id_number,
            Household.village_id,
            Household.village_name,
            STANDARD,
            Household.registered_poor,
        )
        .join(Household, Household.id == RollEntry.household_id)
        .join(Person, Person.id == func.coalesce(RollEntry.person_id, Household.head_id))
        .where(RollEntry.programme == programme, RollEntry.from_month <= after)
        # An entry that a change before its first month took the place of was never in force.
        .where(or_(RollEntry.to_month == "", RollEntry.to_month >= RollEntry.from_month))
        .where(or_(RollEntry.to_month == "", RollEntry.to_month >= before))
    )
    return map(OnRoll._make, plain_rows(session, query))


def _counted(
    own: Sequence[OnRoll], period: str, months: Sequence[str], reasons: str
) -> Iterator[tuple[str, Item]]:
    """What one place on the roll adds to each list in these months; its entries in order of time."""
    first, last = months[0], months[-1]
    befores: Iterable[OnRoll | None] = (None, *own)
    for before, entry in zip(befores, own, strict=False):
        joined = before is not None and _follows(before, entry)
        if first <= entry.from_month <= last and not joined:
            yield NEW, entry.item(entry.from_month)
        if first <= entry.from_month <= last and joined and before is not None and before.fen != entry.fen:
            yield CHANGED, _change(before, entry)
    for number, entry in enumerate(own):
        stops = month_shifted(entry.to_month, 1) if entry.to_month else ""
        follower = own[number + 1] if number + 1 < len(own) else None
        if stops and first <= stops <= last and not (follower and _follows(entry, follower)):
            yield ENDED, entry.item(stops, note=_reason(reasons, entry.ended_reason))
        if entry.covers(last):
            yield END, entry.item(entry.from_month)
    if due := _due(own, period, months):
        yield DUE, due


def _reason(reasons: str, code: str) -> str:
    """Why somebody left; who came onto another roll left for no reason of this programme."""
    return (
        codes.table(reasons).title_of(code)
        if code in codes.table(reasons)
        else "转为其他救助"
        if code
        else ""
    )


def _follows(before: OnRoll, entry: OnRoll) -> bool:
    return not before.to_month or entry.from_month <= month_shifted(before.to_month, 1)


def _change(before: OnRoll, entry: OnRoll) -> Item:
    note = f"{format_yuan(before.fen)} → {format_yuan(entry.fen)}"
    more = entry.fen - before.fen
    return entry.item(entry.from_month, fen=more, note=note, marks=(RAISED if more > 0 else CUT,))


def _due(own: Sequence[OnRoll], period: str, months: Sequence[str]) -> Item | None:
    """The monthly amounts of the period, month by month: of each the entry that was last entered for it."""
    fen, paid, left = 0, 0, months
    latest: OnRoll | None = None
    until = ""
    for entry in reversed(own):
        begin = bisect_left(left, entry.from_month)
        end = bisect_right(left, entry.to_month) if entry.to_month else len(left)
        if begin < end:
            fen, paid = fen + entry.fen * (end - begin), paid + end - begin
            latest, until = (entry, left[end - 1]) if left[end - 1] > until else (latest, until)
            # What a later entry covers is no month of an earlier one.
            left = [*left[:begin], *left[end:]]
    return latest.item(period, fen=fen, note=f"{paid} 个月") if latest else None


def months_of(span: Span) -> list[str]:
    """The months of a period, `2026-10` first."""
    found, last = [span.first_month], span.last_month
    while found[-1] < last:
        found.append(month_shifted(found[-1], 1))
    return found
