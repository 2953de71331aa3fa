"""A roster file as households to bring in: everything is checked and said before anything is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import comb

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.people.roster.cells import village_of
from zqdesk.office.people.roster.columns import Layout, title_of
from zqdesk.office.people.roster.reading import Reading
from zqdesk.office.people.roster.rows import Group, Left, households, sort_out
from zqdesk.office.people.roster.values import Context, Progress, RosterHousehold, Said
from zqdesk.rules.problem import Problem

TELL_EVERY = 200
KEPT_DIGITS = 15
"""Of a number in a cell of Excel; those after them become zeros."""
HARDLY = 1e-3

Table = tuple[Sheet, Layout]


@frozen
class Sorted:
    """One table of a file: how it was read, the rows that are nobody, and how many are somebody."""

    sheet: Sheet
    layout: Layout
    left: tuple[Left, ...]
    row_count: int
    village: str = ""


@frozen
class Plan:
    """What would come in, from which tables."""

    tables: tuple[Sorted, ...] = ()
    households: tuple[RosterHousehold, ...] = ()


def plan(tables: Sequence[Table], context: Context, progress: Progress | None = None) -> Plan:
    """Every household of the tables in their order, with all problems of its rows."""
    read: list[Sorted] = []
    found: list[RosterHousehold] = []
    total = sum(len(sheet.rows) for sheet, _ in tables) or 1
    done = 0
    for sheet, layout in tables:
        rows, left = sort_out(sheet, layout)
        village = "" if "village" in layout.columns else _village_of_sheet(sheet, context)
        groups = list(households(rows, layout))
        asked = _repeated_keys(groups, layout)
        for number, group in enumerate(groups):
            if progress and number % TELL_EVERY == 0:
                progress(min(done + group.rows[0][0], total), total)
            made = Reading(sheet, layout, context, village).household(group)
            found.append(_with_key(made, asked.get(number)))
        read.append(Sorted(sheet, layout, tuple(left), len(rows), village))
        done += len(sheet.rows)
    several = len(tables) > 1
    return Plan(tuple(read), _beside_each_other(tuple(found), several=several))


def _village_of_sheet(sheet: Sheet, context: Context) -> str:
    """A roster without a column for it may name its village as the sheet's name."""
    named = sheet.name.split("（第")[0]
    return named if named and village_of(named, context.villages) else ""


def _repeated_keys(groups: list[Group], layout: Layout) -> dict[int, Said]:
    """A number that comes again further below: two households, or one torn apart? By the number of the group."""
    for name in ("household_number", "certificate_number"):
        if name in layout.columns:
            break
    else:
        return {}
    places: dict[tuple[str, str], list[int]] = {}
    for number, group in enumerate(groups):
        if name in group.key:
            places.setdefault((group.key.get("village", ""), group.key[name]), []).append(number)
    asked: dict[int, Said] = {}
    for (_, key), numbers in places.items():
        if len(numbers) > 1:
            where = "、".join(str(groups[n].rows[0][0]) for n in numbers)
            torn = layout.by_person and any(not groups[n].heads for n in numbers)
            text = f"{title_of(name)}“{key}”在第 {where} 行起出现了不止一次"
            text += "，其中有的没有户主，可能是同一户被隔开了，请排在一起。" if torn else "，按不同的户导入。"
            code = "key.torn" if torn else "key.repeated"
            asked |= {n: Said(groups[n].rows[0][0], title_of(name), Problem(code, text)) for n in numbers}
    return asked


def _with_key(household: RosterHousehold, said: Said | None) -> RosterHousehold:
    if said is None:
        return household
    if said.problem.code == "key.torn":
        return replace(household, problems=(*household.problems, said))
    return replace(household, questions=(*household.questions, said))


def _beside_each_other(found: tuple[RosterHousehold, ...], *, several: bool) -> tuple[RosterHousehold, ...]:
    """What only shows when all households stand beside each other."""
    numbers = [m.id_number for h in found for m in h.members if m.id_number[-1:] not in ("", "X")]
    rounded_ids = _rounded(numbers)
    # With no other number beside it, nothing tells whether one was rounded.
    alone = numbers[0] if len(numbers) == 1 and numbers[0].endswith("000") else None
    rounded_accounts = _rounded([h.account_number for h in found])
    ids = _places(((m.id_number, (h, m.row)) for h in found for m in h.members), several=several)
    accounts = _places(((h.account_number, (h, h.row)) for h in found), several=several)
    made = []
    for household in found:
        problems, questions, notes = (
            list(household.problems),
            list(household.questions),
            list(household.notes),
        )
        for member in household.members:
            number = member.id_number
            if len(ids.get(number, ())) > 1:
                text = f"{member.name}在表中出现了不止一次（第 {'、'.join(ids[number])} 行）。"
                problems.append(Said(member.row, title_of("id_number"), Problem("file.duplicate", text)))
            problems += _lost(member.row, "id_number", number, rounded_ids)
            if number == alone:
                text = "末三位是 000，可能被 Excel 改过，请与证件核对。"
                questions.append(Said(member.row, title_of("id_number"), Problem("id_number.zeros", text)))
        problems += _lost(household.row, "account_number", household.account_number, rounded_accounts)
        places = accounts.get(household.account_number, ())
        if len(places) > 1:
            text = (
                f"几户写着同一个银行账号（第 {'、'.join(places[:5])} {'等' if len(places) > 5 else ''}行）。"
            )
            notes.append(Said(household.row, title_of("account_number"), Problem("account.shared", text)))
        before = household.problems, household.questions, household.notes
        after = tuple(problems), tuple(questions), tuple(notes)
        if after != before:
            made.append(replace(household, problems=after[0], questions=after[1], notes=after[2]))
        else:
            made.append(household)
    return tuple(made)


def _places(
    numbers: Iterable[tuple[str, tuple[RosterHousehold, int]]], *, several: bool
) -> Mapping[str, list[str]]:
    """The rows of each number that stands in more than one; with the sheet where there are several."""
    listed = list(numbers)
    times = Counter(number for number, _ in listed if number)
    found: dict[str, list[str]] = {}
    for number, (household, row) in listed:
        if times[number] > 1:
            where = f"“{household.sheet}”{row}" if several and household.sheet else str(row)
            found.setdefault(number, []).append(where)
    return found


def _lost(row: int, field: str, number: str, rounded: Callable[[str], bool]) -> Iterator[Said]:
    if rounded(number):
        text = f"“{number}”等几个号码末尾都是 0，是 Excel 把号码存成数字造成的，末几位已丢失；请重新填写。"
        yield Said(row, title_of(field), Problem(f"{field}.rounded", text))


def _rounded(numbers: list[str]) -> Callable[[str], bool]:
    """Whether a number of more than 15 digits ends like one that went through a numeric cell.

    One in a thousand ID numbers ends in 000 by itself: so many as there are, of so many, must be next to impossible.
    """
    long = [number for number in set(numbers) if number.isdigit() and len(number) > KEPT_DIGITS]
    suspected = set()
    for length in {len(number) for number in long}:
        alike = [number for number in long if len(number) == length]
        zeros = {number for number in alike if not number[KEPT_DIGITS:].strip("0")}
        chance = 10.0 ** (KEPT_DIGITS - length)
        if len(zeros) > 1 and comb(len(alike), len(zeros)) * chance ** len(zeros) < HARDLY:
            suspected |= zeros
    return suspected.__contains__
