"""The rows of one household read cell by cell, with all that is wrong, doubtful or worth a word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zqdesk.office.hall.colleagues import Colleague
from zqdesk.office.hall.conflicts import among
from zqdesk.office.hall.setup import standard_kind_of
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.people.guards import guard
from zqdesk.office.people.roster import cells
from zqdesk.office.people.roster.columns import Layout, title_of
from zqdesk.office.people.roster.rows import HEAD_WORDS, Group, Row, cell
from zqdesk.office.people.roster.values import Context, RosterHousehold, RosterMember, Said
from zqdesk.records import codes
from zqdesk.rules.money import format_yuan, parse_yuan
from zqdesk.rules.people.family import Kin, family_problems
from zqdesk.rules.people.identity import IdNumber, parse_id_number
from zqdesk.rules.people.names import name_doubt, normalise_name
from zqdesk.rules.problem import Problem, Refused

HEAD_RELATION = "02"
OTHER_RELATION = "80"
ADVICE_DEAD = "请从名册中删去"
MOST_PERSONS = 50
LEAST_FEN = 10_00
"""A month; less is more often a sum in 万元 than an allowance."""
BLANK_SUMS = ("", "-", "—", "/")


class Reading:
    """Reads the cells of one household and collects what is wrong with them."""

    def __init__(self, sheet: Sheet, layout: Layout, context: Context, village: str = "") -> None:
        self.sheet, self.layout, self.context = sheet, layout, context
        self.columns, self._by_person = layout.columns, layout.by_person
        self._village_of_sheet = village
        self.problems: list[Said] = []
        self.questions: list[Said] = []
        self.notes: list[Said] = []

    def household(self, group: Group) -> RosterHousehold:
        rows = group.rows
        members, first = self._members(group)
        for member in members:
            self._known(member)
        self._family(members)
        own = own_household(self.context.importer, members)
        if own is not None:
            self.problems.append(Said(members[0].row, title_of("name"), own))
        self._unseen(rows)
        village = self._shared(rows, first, "village") or self._village_of_sheet
        if not village and "village" in self.columns:
            self._ask(first, "village", Problem("village.missing", "没有写村(居)，按空白导入。"))
        village_id = self._village(first, village)
        kind = self._standard_kind(first, self._shared(rows, first, "standard_kind"), village_id)
        made = RosterHousehold(
            row=rows[0][0],
            members=tuple(members),
            village_name=village,
            village_id=village_id,
            address=self._shared(rows, first, "address"),
            phone=members[0].phone or next((each.phone for each in members if each.phone), ""),
            standard_kind=kind,
            person_count=self._count(rows, first, len(members)),
            allowance_fen=self._allowance(rows, first),
            uplift_fen=self._uplift(rows, first),
            from_month=self._month(rows, first),
            bank_name=self._shared(rows, first, "bank_name"),
            account_name=self._shared(rows, first, "account_name") or members[0].name,
            account_number=self._account(rows, first),
            certificate_number=self._shared(rows, first, "certificate_number"),
            registered_poor=self._poor(rows, first),
            sheet=self.sheet.name,
            rows=tuple(number for number, _ in rows),
        )
        self._plausible(first, made)
        if not (self.problems or self.questions or self.notes):
            return made
        return replace(
            made, problems=tuple(self.problems), questions=tuple(self.questions), notes=tuple(self.notes)
        )

    def _members(self, group: Group) -> tuple[list[RosterMember], Row]:
        """Everybody, the head first, and the row that speaks for the household."""
        rows = group.rows
        if any(name.startswith("member.") for name in self.columns):
            return [self._member(rows[0], "head_name", "head_id_number"), *self._further(rows[0])], rows[0]
        read = [self._member(row, "name", "id_number") for row in rows]
        at = next((n for n, row in enumerate(rows) if group.heads and row is group.heads[0]), None)
        if at is None:
            at = 0
            self._no_head(group, read)
        others = [member for n, member in enumerate(read) if n != at]
        head = read[at]
        if head.relation != HEAD_RELATION:
            head = replace(head, relation=HEAD_RELATION)
        return [head, *others], rows[at]

    def _no_head(self, group: Group, read: list[RosterMember]) -> None:
        first, head = group.rows[0], cell(group.rows[0], self.columns, "head_name")
        if "name" in self.columns and head:
            said = f"户主“{head}”不在这一户的成员行里，请补上户主的一行，或更正户主姓名。"
            self._problem(first, "head_name", Problem("head.missing", said))
        elif len(read) > 1 or read[0].relation:
            said = f"这一户没有写谁是户主，按第一行的{read[0].name or '人'}作户主导入。"
            self._ask(first, "relation", Problem("head.first", said))

    def _member(self, row: Row, name: str, number: str) -> RosterMember:
        name = name if name in self.columns else "head_name" if name == "name" else "name"
        number = (
            number if number in self.columns else "head_id_number" if number == "id_number" else "id_number"
        )
        return self._person(row, name, number, "relation", phone=self._phone(row))

    def _further(self, row: Row) -> Iterator[RosterMember]:
        numbers = sorted({int(name.split(".")[1]) for name in self.columns if name.startswith("member.")})
        head = self._cell(row, "head_name" if "head_name" in self.columns else "name")
        for number in numbers:
            prefix = f"member.{number}"
            if not any(self._cell(row, f"{prefix}.{part}") for part in ("name", "id_number")):
                if self._cell(row, f"{prefix}.relation"):
                    said = "只写了关系，没有写姓名，这一人没有导入。"
                    self._ask(row, f"{prefix}.relation", Problem("member.nameless", said))
                continue
            # Some rolls list the head again as the first member.
            same = self._cell(row, f"{prefix}.id_number").upper() == self._plain_number(row) != ""
            if not (same and self._cell(row, f"{prefix}.name") in ("", head)):
                yield self._person(row, f"{prefix}.name", f"{prefix}.id_number", f"{prefix}.relation")

    def _plain_number(self, row: Row) -> str:
        return self._cell(row, "head_id_number" if "head_id_number" in self.columns else "id_number").upper()

    def _person(self, row: Row, name: str, number: str, relation: str, phone: str = "") -> RosterMember:
        called, kin = self._name(row, name), self._relation(row, relation)
        known = self._number(row, number, is_head=kin in ("", HEAD_RELATION))
        if isinstance(known, str):
            return RosterMember(row[0], called, known, relation=kin, phone=phone)
        return RosterMember(row[0], called, known.number, known.sex, known.born_on, kin, phone)

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
            return OTHER_RELATION
        return found.code if found else ""

    def _number(self, row: Row, field: str, *, is_head: bool) -> IdNumber | str:
        """What an ID number says, or what stands there without being one."""
        before = len(self.problems)
        text = self._cell(row, field)
        if len(self.problems) > before:
            return ""
        if not text:
            missing = Problem("id_number.missing", "没有身份证号。")
            (self._problem if is_head else self._note)(row, field, missing)
            return ""
        if cells.SCIENTIFIC.fullmatch(text):
            lost = f"“{text}”是 Excel 的科学计数，末几位已丢失；请把该列设为文本后重新填写。"
            self._problem(row, field, Problem("id_number.lost", lost))
            return ""
        try:
            known = parse_id_number(text, self.context.today)
        except Refused as refused:
            self._problem(row, field, refused.problems[0])
            return text
        if known.converted:
            self._note(row, field, Problem("id_number.converted", f"15 位旧号已换算为 {known.number}。"))
        return known

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

    def _unseen(self, rows: list[Row]) -> None:
        """Rows that are hidden or struck out are asked about, what somebody noted at a cell is passed on."""
        self._beyond(rows)
        left, right = self.sheet.first_column, self.sheet.first_column + len(self.layout.headings)
        if not (self.sheet.hidden_rows or self.sheet.struck_rows or self.sheet.comments):
            return
        for row in rows:
            if row[0] in self.sheet.hidden_rows:
                said = "这一行在文件里是隐藏的，或被筛选掉了。"
                self.questions.append(Said(row[0], "整行", Problem("row.hidden", said)))
            if row[0] in self.sheet.struck_rows:
                said = "这一行在文件里画了删除线，可能已经停保或删去。"
                self.questions.append(Said(row[0], "整行", Problem("row.struck", said)))
            if not self.sheet.comments:
                continue
            for column in range(left, right):
                comment = self.sheet.comments.get((row[0], column))
                if comment is not None:
                    title = self.layout.headings[column - left] or "批注"
                    words = f"这一格有批注：{comment[:100]}" if comment else "这一格有批注，请在文件里查看。"
                    self.notes.append(Said(row[0], title, Problem("cell.comment", words)))

    def _beyond(self, rows: list[Row]) -> None:
        """A line of a text table with more cells than headings: a comma in a sum or an address has cut one in two."""
        if self.sheet.name:
            return  # nothing cuts a cell of a workbook
        headed = max((n for n, heading in enumerate(self.layout.headings, 1) if heading), default=0)
        for row in rows:
            more = [text for text in row[1][headed:] if text]
            if more:
                said = f"这一行比表头多出“{'、'.join(more)[:60]}”，可能有一格被里面的逗号隔成了两格。"
                self.questions.append(Said(row[0], "整行", Problem("row.longer", said)))

    def _shared(self, rows: list[Row], first: Row, field: str) -> str:
        """What all rows of the household say; where they differ, the row of the head counts once that was confirmed."""
        if len(rows) == 1:
            return self._cell(first, field)
        told = self._told(rows, field)
        if len(set(told.values())) > 1:
            own = self._cell(first, field) or next(iter(told.values()))
            where = "、".join(f"第 {number} 行“{text}”" for number, text in told.items())
            self._ask(first, field, Problem("cell.differs", f"同一户写得不一样：{where}，按“{own}”导入。"))
            return own
        return next(iter(told.values()), "")

    def _sum(self, rows: list[Row], first: Row, field: str) -> tuple[str, bool]:
        """The text of a sum that belongs to the household, and whether several rows repeat it; differing ones are refused."""
        if len(rows) == 1:
            text = self._cell(first, field)
            return ("" if text in BLANK_SUMS else text), False
        told = {n: text for n, text in self._told(rows, field).items() if text not in BLANK_SUMS}
        if len(set(told.values())) > 1:
            where = "、".join(f"第 {number} 行 {text}" for number, text in told.items())
            said = (
                f"同一户写得不一样：{where}。每人一个金额的，请先合计成每户的金额；不是一户的，请写清户编号。"
            )
            self._problem(first, field, Problem("cell.contradicts", said))
            return "", False
        return next(iter(told.values()), ""), len(told) > 1

    def _told(self, rows: list[Row], field: str) -> dict[int, str]:
        if field not in self.columns:
            return {}
        return {row[0]: text for row in rows if (text := self._cell(row, field))}

    def _allowance(self, rows: list[Row], first: Row) -> int:
        before = len(self.problems)
        text, repeated = self._sum(rows, first, "allowance")
        if not text:
            if len(self.problems) == before:
                self._problem(first, "allowance", Problem("money.missing", "没有填写每月保障金。"))
            return 0
        heading = self.layout.headings[self.columns["allowance"]] if self.layout.headings else ""
        if repeated and "户" not in heading and "家庭" not in heading:
            said = f"每一行都写着 {text}，按全户共 {text} 导入，不按每人。"
            self._ask(first, "allowance", Problem("money.repeated", said))
        amount = self._money(first, "allowance", text)
        if amount == 0 and len(self.problems) == before:
            self._ask(first, "allowance", Problem("money.zero", "每月保障金是 0 元。"))
        return amount

    def _uplift(self, rows: list[Row], first: Row) -> int:
        text, repeated = self._sum(rows, first, "uplift")
        if not text:
            return 0
        if repeated:
            said = f"每一行都写着 {text}，按全户共 {text} 导入，不按每人。"
            self._ask(first, "uplift", Problem("money.repeated", said))
        return self._money(first, "uplift", text)

    def _money(self, row: Row, field: str, text: str) -> int:
        try:
            return parse_yuan(text)
        except Refused as refused:
            self._problem(row, field, refused.problems[0])
            return 0

    def _plausible(self, first: Row, made: RosterHousehold) -> None:
        if 0 < made.allowance_fen < LEAST_FEN:
            said = (
                f"每月只有 {format_yuan(made.allowance_fen)} 元，可能是万元等别的单位，或金额被隔成了两格。"
            )
            self._ask(first, "allowance", Problem("money.low", said))
        most = self.context.standards.get(made.standard_kind, 0) * made.person_count
        if most and made.allowance_fen > most:
            said = (
                f"每月 {format_yuan(made.allowance_fen)} 元，超过 {made.person_count} 人的保障标准合计 "
                f"{format_yuan(most)} 元，可能是季度或全年的金额。"
            )
            self._ask(first, "allowance", Problem("money.high", said))

    def _count(self, rows: list[Row], first: Row, members: int) -> int:
        text, _ = self._sum(rows, first, "person_count")
        text = text.removesuffix("人")
        if not text:
            return members
        if not text.isdecimal() or len(text) > 2 or not 0 < int(text) <= MOST_PERSONS:
            self._problem(first, "person_count", Problem("count.form", f"“{text[:30]}”不是人数。"))
            return members
        if int(text) != members and (members > 1 or self._by_person):
            said = f"表中保障人数是 {int(text)} 人，列出了 {members} 人，请核对。"
            say = self._ask if int(text) > members and self._by_person else self._note
            say(first, "person_count", Problem("count.differs", said))
        return int(text)

    def _village(self, row: Row, name: str) -> str:
        found = cells.village_of(name, self.context.villages) if name else ""
        if name and not found:
            said = f"村(居)名录里没有“{name}”，按原文保存，可在设置中补录。"
            self._note(row, "village", Problem("village.unknown", said))
        return found

    def _standard_kind(self, row: Row, words: str, village_id: str) -> str:
        """What the roster says; where it says nothing, what the village gives."""
        given = standard_kind_of(village_id, self.context.today) if village_id else "rural"
        said = "urban" if words in cells.URBAN else "rural" if words in cells.RURAL else ""
        title = codes.table("standard_kind").short_of(given)
        if words and not said:
            text = f"“{words}”看不出城乡，按{title}导入。"
            self._note(row, "standard_kind", Problem("standard_kind.unknown", text))
        elif said and village_id and said != given:
            text = f"名册写“{words}”，这个村（居）的城乡类别是{title}，按名册导入，请核对。"
            self._note(row, "standard_kind", Problem("standard_kind.other", text))
        return said or given

    def _month(self, rows: list[Row], first: Row) -> str:
        text, _ = self._sum(rows, first, "from_month")
        if not text:
            return self.context.from_month
        try:
            found = cells.month(text, self.context.today)
        except Refused as refused:
            self._problem(first, "from_month", refused.problems[0])
            return self.context.from_month
        if found > f"{self.context.today:%Y-%m}":
            self._ask(first, "from_month", Problem("month.future", f"起始月份“{text}”还没有到。"))
        return found

    def _account(self, rows: list[Row], first: Row) -> str:
        text = self._shared(rows, first, "account_number")
        of_number = self.sheet.numbers and {
            text_of
            for row in rows
            if (text_of := cell(row, self.columns, "account_number"))
            and (row[0], self.sheet.first_column + self.columns["account_number"]) in self.sheet.numbers
        }
        try:
            number, notes, asked = cells.account(text, from_number=text in of_number)
        except Refused as refused:
            self._problem(first, "account_number", refused.problems[0])
            return ""
        for each in notes:
            self._note(first, "account_number", each)
        if asked:
            self._ask(first, "account_number", asked)
        return number

    def _phone(self, row: Row) -> str:
        number, asked = cells.phone(self._cell(row, "phone"))
        if asked:
            self._ask(row, "phone", asked)
        return number

    def _poor(self, rows: list[Row], first: Row) -> bool:
        words = self._shared(rows, first, "registered_poor")
        if words not in (*cells.NO_WORDS, *cells.YES_WORDS):
            said = f"“{words}”看不出是不是建档立卡户，按“否”导入。"
            self._ask(first, "registered_poor", Problem("poor.unknown", said))
        return words in cells.YES_WORDS

    def _cell(self, row: Row, field: str) -> str:
        """What a cell says; one that says nothing (an error, a rounded number) is a problem, once."""
        if field not in self.columns:
            return ""
        text = row[1][self.columns[field]]
        wrong = cells.unreadable(text) if text else None
        if wrong:
            said = Said(row[0], title_of(field), wrong)
            if said not in self.problems:
                self.problems.append(said)
            return ""
        return text

    def _problem(self, row: Row, field: str, problem: Problem) -> None:
        self.problems.append(Said(row[0], title_of(field), problem))

    def _ask(self, row: Row, field: str, problem: Problem) -> None:
        self.questions.append(Said(row[0], title_of(field), problem))

    def _note(self, row: Row, field: str, problem: Problem) -> None:
        self.notes.append(Said(row[0], title_of(field), problem))


def own_household(me: Colleague | None, members: Sequence[RosterMember]) -> Problem | None:
    """Nobody brings in a household of which they are, or by their name may be, a member."""
    if me is None or not among(me, ((each.name, each.id_number) for each in members)):
        return None
    text = f"这一户里有您本人或与您同名的人（{me.name}），应当回避，请另一位经办人导入这一户。"
    return Problem("duty.own_family", text)
