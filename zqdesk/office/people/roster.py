"""A roster file as households to bring in: everything is checked and said before anything is written."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.hall.setup import standard_kind_of
from zqdesk.office.hall.spreadsheets import LOST, Sheet
from zqdesk.office.people.guards import Known, guard
from zqdesk.office.people.roster_columns import Columns, Layout, title_of
from zqdesk.records import codes
from zqdesk.rules.codes import CodeTable
from zqdesk.rules.money import parse_yuan
from zqdesk.rules.people.family import Kin, family_problems
from zqdesk.rules.people.identity import check_bank_card, parse_id_number
from zqdesk.rules.people.names import name_doubt, normalise_name
from zqdesk.rules.problem import Problem, Refused

HEAD_RELATION = "02"
HEAD_WORDS = ("户主", "本人", "本人或户主", "申请人")
URBAN = ("城市", "城镇", "非农业", "城市低保", "城镇低保", "城市居民")
RURAL = ("农村", "农业", "农村低保", "农村居民")
NO_WORDS = ("", "否", "无", "0", "N", "n", "不是")
ADVICE_DEAD = "请从名册中删去"
MONTH = re.compile(r"^(\d{4})\s*[-./年]?\s*(\d{1,2})")


@frozen
class Said:
    """Something about one cell: `row` as Excel counts it, the column's heading, and the problem itself."""

    row: int
    column: str
    problem: Problem


@frozen
class RosterMember:
    """One person of a household, from row `row`."""

    row: int
    name: str
    id_number: str = ""
    sex: str = ""
    born_on: date | None = None
    relation: str = ""


@frozen
class RosterHousehold:
    """One household, head first. `problems` keep it out; `notes` only want to be read."""

    row: int
    members: tuple[RosterMember, ...]
    village_name: str = ""
    village_id: str = ""
    address: str = ""
    phone: str = ""
    standard_kind: str = "rural"
    person_count: int = 0
    allowance_fen: int = 0
    uplift_fen: int = 0
    from_month: str = ""
    bank_name: str = ""
    account_name: str = ""
    account_number: str = ""
    certificate_number: str = ""
    registered_poor: bool = False
    problems: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()

    @property
    def head(self) -> RosterMember:
        return self.members[0]


@frozen
class Context:
    """What the hall knows: today, the month rows without one start in, villages and relations by name.

    `known` is everybody the hall knows, by ID number.
    """

    today: date
    from_month: str
    villages: Mapping[str, str]
    relations: CodeTable
    known: Mapping[str, Known]


Progress = Callable[[int, int], None]
"""Told (done, of how many); raises to cancel."""


def plan(
    sheet: Sheet, layout: Layout, context: Context, progress: Progress | None = None
) -> tuple[RosterHousehold, ...]:
    """Every household of the sheet in its order, with all problems of its rows."""
    groups = list(_groups(sheet, layout))
    households = []
    for number, group in enumerate(groups):
        if progress and number % 200 == 0:
            progress(number, len(groups))
        households.append(_Reading(layout.columns, context).household(group))
    return _said_twice(tuple(households))


Row = tuple[int, tuple[str, ...]]


def _groups(sheet: Sheet, layout: Layout) -> Iterator[list[Row]]:
    """Rows that belong together: each its own household, or consecutive rows of one household."""
    group: list[Row] = []
    before = ""
    below = layout.header_row + 1
    for number, cells in enumerate(sheet.rows[below:], sheet.first_row + below):
        if not any(cells) or _is_total(cells):
            continue
        key = _household_key(cells, layout.columns) if layout.by_person else str(number)
        fresh = _starts_household(cells, layout.columns) if key is None else key not in ("", before)
        if group and fresh:
            yield group
            group = []
        group.append((number, cells))
        before = key or before
    if group:
        yield group


def _household_key(cells: tuple[str, ...], columns: Columns) -> str | None:
    # Merged cells leave the key blank below the first row of a household: blank means the same one.
    # None: the roster has no column that names households.
    for field in ("household_number", "certificate_number", "head_id_number", "head_name"):
        if field in columns:
            return cells[columns[field]]
    return None


def _starts_household(cells: tuple[str, ...], columns: Columns) -> bool:
    return "relation" in columns and cells[columns["relation"]] in HEAD_WORDS


def _is_total(cells: tuple[str, ...]) -> bool:
    words = [cell.replace(" ", "").replace("　", "") for cell in cells if cell]
    return words[0] in ("合计", "总计", "小计", "共计") or words[0].startswith(
        ("制表", "填报", "审核人", "备注：", "注：")
    )


class _Reading:
    """Reads the cells of one household and collects what is wrong with them."""

    def __init__(self, columns: Columns, context: Context) -> None:
        self.columns, self.context = columns, context
        self.problems: list[Said] = []
        self.notes: list[Said] = []

    def household(self, rows: list[Row]) -> RosterHousehold:
        first = rows[0]
        members = self._members(rows)
        for member in members:
            self._known(member)
        self._family(members)
        amount = self._money(first, "allowance", required=True)
        village = self._cell(first, "village")
        village_id = self._village(first, village)
        made = RosterHousehold(
            row=first[0],
            members=tuple(members),
            village_name=village,
            village_id=village_id,
            address=self._cell(first, "address"),
            phone=self._cell(first, "phone"),
            standard_kind=self._standard_kind(first, village_id),
            person_count=self._count(first, len(members)),
            allowance_fen=amount,
            uplift_fen=self._money(first, "uplift"),
            from_month=self._month(first),
            bank_name=self._cell(first, "bank_name"),
            account_name=self._cell(first, "account_name") or members[0].name,
            account_number=self._account(first),
            certificate_number=self._cell(first, "certificate_number"),
            registered_poor=self._cell(first, "registered_poor") not in NO_WORDS,
        )
        return replace(made, problems=tuple(self.problems), notes=tuple(self.notes))

    def _members(self, rows: list[Row]) -> list[RosterMember]:
        if len(rows) == 1 and any(field.startswith("member.") for field in self.columns):
            return [self._member(rows[0], "head_name", "head_id_number"), *self._further(rows[0])]
        read = [self._member(row, "name", "id_number") for row in rows]
        heads = [member for member in read if member.relation == HEAD_RELATION]
        head = heads[0] if heads else read[0]
        others = [member for member in read if member is not head]
        return [replace(head, relation=HEAD_RELATION), *others]

    def _member(self, row: Row, name: str, number: str) -> RosterMember:
        name = name if name in self.columns else "head_name" if name == "name" else "name"
        number = (
            number if number in self.columns else "head_id_number" if number == "id_number" else "id_number"
        )
        return self._person(row, name, number, "relation")

    def _further(self, row: Row) -> Iterator[RosterMember]:
        numbers = sorted({int(field.split(".")[1]) for field in self.columns if field.startswith("member.")})
        for number in numbers:
            prefix = f"member.{number}"
            if self._cell(row, f"{prefix}.name") or self._cell(row, f"{prefix}.id_number"):
                member = self._person(row, f"{prefix}.name", f"{prefix}.id_number", f"{prefix}.relation")
                # Some rolls list the head again as the first member.
                if member.id_number and member.id_number == self._plain_number(row):
                    continue
                yield member

    def _plain_number(self, row: Row) -> str:
        return self._cell(row, "head_id_number" if "head_id_number" in self.columns else "id_number").upper()

    def _person(self, row: Row, name: str, number: str, relation: str) -> RosterMember:
        return self._identified(
            RosterMember(row[0], self._name(row, name), relation=self._relation(row, relation)), row, number
        )

    def _name(self, row: Row, field: str) -> str:
        try:
            name = normalise_name(self._cell(row, field))
        except Refused as refused:
            self._problem(row, field, refused.problems[0])
            return self._cell(row, field)
        doubt = name_doubt(name)
        if doubt:
            self._note(row, field, doubt)
        return name

    def _relation(self, row: Row, field: str) -> str:
        words = self._cell(row, field)
        if words in HEAD_WORDS:
            return HEAD_RELATION
        found = self.context.relations.find(words) if words else None
        if words and found is None:
            self._note(
                row, field, Problem("relation.unknown", f"“{words}”不是标准的家庭关系，按“其他”导入。")
            )
            return "80"
        return found.code if found else ""

    def _identified(self, member: RosterMember, row: Row, field: str) -> RosterMember:
        text = self._cell(row, field)
        if text.startswith(LOST):
            lost = "身份证号被 Excel 存成了数字，末几位已丢失；请把该列设为文本后重新填写。"
            self._problem(row, field, Problem("id_number.lost", lost))
            return member
        if not text:
            missing = Problem("id_number.missing", "没有身份证号。")
            (self._problem if member.relation in ("", HEAD_RELATION) else self._note)(row, field, missing)
            return member
        try:
            known = parse_id_number(text, self.context.today)
        except Refused as refused:
            self._problem(row, field, refused.problems[0])
            return replace(member, id_number=text)
        if known.converted:
            self._note(row, field, Problem("id_number.converted", f"15 位旧号已换算为 {known.number}。"))
        return replace(member, id_number=known.number, sex=known.sex, born_on=known.born_on)

    def _known(self, member: RosterMember) -> None:
        known = self.context.known.get(member.id_number)
        found = guard(known, member.name, "", ADVICE_DEAD) if known else ()
        self.problems += (Said(member.row, title_of(each.field), each) for each in found)

    def _family(self, members: list[RosterMember]) -> None:
        """Each problem at the row of its member; nobody's ethnicity stands in a roster."""
        family = [
            Kin(f"{n}.", each.relation, each.name, each.id_number, each.sex, each.born_on)
            for n, each in enumerate(members)
        ]
        for problem in family_problems(family, self.context.relations, self.context.today):
            place, _, field = problem.field.partition(".")
            title = title_of(field.removeprefix("person."))
            self.problems.append(Said(members[int(place)].row, title, problem))

    def _money(self, row: Row, field: str, *, required: bool = False) -> int:
        text = self._cell(row, field)
        if not text or text in ("-", "—"):
            if required:
                self._problem(row, field, Problem("money.missing", "没有填写每月保障金。"))
            return 0
        try:
            return parse_yuan(text)
        except Refused as refused:
            self._problem(row, field, refused.problems[0])
            return 0

    def _count(self, row: Row, members: int) -> int:
        text = self._cell(row, "person_count").removesuffix("人")
        if not text:
            return members
        if not text.isdecimal() or len(text) > 2 or not 0 < int(text) <= 50:
            self._problem(row, "person_count", Problem("count.form", f"“{text}”不是人数。"))
            return members
        if int(text) != members and members > 1:
            said = f"表中保障人数是 {int(text)} 人，列出了 {members} 人，请核对。"
            self._note(row, "person_count", Problem("count.differs", said))
        return int(text)

    def _village(self, row: Row, name: str) -> str:
        if not name:
            return ""
        known = self.context.villages
        for words in (
            name,
            name.removesuffix("委会"),
            name.removesuffix("民委员会"),
            f"{name}委会",
            f"{name}村",
        ):
            if words in known:
                return known[words]
        self._note(
            row,
            "village",
            Problem("village.unknown", f"村(居)名录里没有“{name}”，按原文保存，可在设置中补录。"),
        )
        return ""

    def _standard_kind(self, row: Row, village_id: str) -> str:
        """What the roster says; where it says nothing, what the village gives."""
        words = self._cell(row, "standard_kind")
        given = standard_kind_of(village_id, self.context.today) if village_id else "rural"
        said = "urban" if words in URBAN else "rural" if words in RURAL else ""
        title = codes.table("standard_kind").short_of(given)
        if words and not said:
            text = f"“{words}”看不出城乡，按{title}导入。"
            self._note(row, "standard_kind", Problem("standard_kind.unknown", text))
        elif said and village_id and said != given:
            text = f"名册写“{words}”，这个村（居）的城乡类别是{title}，按名册导入，请核对。"
            self._note(row, "standard_kind", Problem("standard_kind.other", text))
        return said or given

    def _month(self, row: Row) -> str:
        text = self._cell(row, "from_month")
        if not text:
            return self.context.from_month
        found = MONTH.match(text)
        if (
            not found
            or not 1 <= int(found[2]) <= 12
            or not 1990 <= int(found[1]) <= self.context.today.year + 1
        ):
            self._problem(
                row, "from_month", Problem("month.form", f"“{text}”不是年月，请写成 2025-07 或 2025年7月。")
            )
            return self.context.from_month
        return f"{found[1]}-{int(found[2]):02d}"

    def _account(self, row: Row) -> str:
        text = self._cell(row, "account_number").replace(" ", "")
        if text.startswith(LOST):
            self._problem(
                row, "account_number", Problem("account.lost", "银行账号被 Excel 存成了数字，末几位已丢失。")
            )
            return ""
        doubt = check_bank_card(text) if text else None
        if doubt:
            self._note(row, "account_number", doubt)
        return text

    def _cell(self, row: Row, field: str) -> str:
        return row[1][self.columns[field]] if field in self.columns else ""

    def _problem(self, row: Row, field: str, problem: Problem) -> None:
        self.problems.append(Said(row[0], title_of(field), problem))

    def _note(self, row: Row, field: str, problem: Problem) -> None:
        self.notes.append(Said(row[0], title_of(field), problem))


def _said_twice(households: tuple[RosterHousehold, ...]) -> tuple[RosterHousehold, ...]:
    """Persons who stand in the file more than once keep every row they stand in out."""
    times = Counter(member.id_number for h in households for member in h.members if member.id_number)
    rows: dict[str, list[int]] = {}
    for household in households:
        for member in household.members:
            if times[member.id_number] > 1:
                rows.setdefault(member.id_number, []).append(member.row)
    return (
        tuple(replace(h, problems=(*h.problems, *_twice(h, rows))) for h in households)
        if rows
        else households
    )


def _twice(household: RosterHousehold, rows: Mapping[str, list[int]]) -> Iterator[Said]:
    for member in household.members:
        if member.id_number in rows:
            where = "、".join(str(row) for row in rows[member.id_number])
            text = f"{member.name}在表中出现了不止一次（第 {where} 行）。"
            yield Said(member.row, title_of("id_number"), Problem("file.duplicate", text))
