"""What is paid once to everybody on a roll (取暖补贴、价格临时补贴、节日慰问金): so much for each household or each person of a kind."""

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import born_on, hall
from zqdesk.office.cases.looks.listing import plain_rows
from zqdesk.office.hall.access import require
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.payroll import checking
from zqdesk.office.payroll.back_pay import raises, raising
from zqdesk.office.payroll.back_pay.raising import Named
from zqdesk.office.payroll.values import Drawn, ListRow
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records import parameters as dated
from zqdesk.records.register import Work
from zqdesk.records.tables.case import CaseMember
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.payroll import PayrollList
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.cases.household import CATEGORY_TITLES, Disability, Member, uplift_categories
from zqdesk.rules.money import format_yuan
from zqdesk.rules.payroll.back_pay import first_day
from zqdesk.rules.payroll.process import Kind
from zqdesk.rules.problem import Problem, refuse_if
from zqdesk.rules.process import Role

HOUSEHOLD, EVERYBODY = "household", "person"
PER = {HOUSEHOLD: "每户", EVERYBODY: "每人"} | {
    kind: f"每名{title}" for kind, title in CATEGORY_TITLES.items()
}
"""What the sum is for, by the name that is stored."""
Whose = tuple[str, str | None]


@frozen
class OneOffEntry:
    """What is paid once to a programme's roll of a month; `source` is the document that says so, with its number."""

    programme: str
    title: str
    month: str
    per: str
    amount_fen: int
    source: str


def open_one_off(work: Work, entry: OneOffEntry) -> str:
    """Begin a list of something paid once; returns its id. It is signed like the list of a month.

    Refused: no name or document, a sum that is none, a programme without a roll, nobody to whom it is paid.
    """
    require(work, Role.CLERK)
    rolls = {each.id: each.title for each in PROGRAMMES.values() if each.reworking is not None}
    problems = check_choice("programme", entry.programme, rolls, "救助项目")
    problems += check_filled("title", entry.title, "名称")
    problems += check_filled("source", entry.source, "依据文件")
    problems += check_choice("per", entry.per, PER, "发放标准")
    if entry.amount_fen <= 0:
        problems.append(Problem("one_off.amount", "请填写金额。", "amount_fen"))
    if not entry.month or entry.month > f"{work.today:%Y-%m}":
        problems.append(Problem("one_off.month", "按哪个月在册的发放，请填写已到的月份。", "month"))
    refuse_if(problems)
    title = entry.title.strip()
    head = PayrollList(
        kind=Kind.ONE_OFF,
        programme=entry.programme,
        title=f"{title}发放名册（{rolls[entry.programme]}）",
        from_month=entry.month,
        to_month=entry.month,
        matter=f"one_off:{entry.programme}:{title}",
        source=entry.source.strip(),
        facts={"per": entry.per, "amount_fen": entry.amount_fen},
        pay_on=work.today,
        made_at=work.now,
        made_by_id=work.actor.id,
        made_by_name=work.actor.name,
    )
    if raises.living(work.session, head.matter):
        text = f"“{title}”已经做过名册；同一项再发，请在名称中写明是第几次。"
        refuse_if([Problem("one_off.twice", text, "title")])
    if not one_off_rows(work.session, head, work.today).rows:
        refuse_if([Problem("one_off.nobody", f"{entry.month}在册的人中没有符合条件的。", "per")])
    work.session.add(head)
    work.session.flush()
    return head.id


def one_off_rows(session: Session, head: PayrollList, today: date) -> Drawn:
    """Everybody on the roll of the month whom it is for, each with the sum."""
    month, per, fen = head.from_month, str(head.facts["per"]), int(head.facts["amount_fen"])
    entries = _entries(session, head.programme, month)
    persons = {} if per in (HOUSEHOLD, EVERYBODY) else _persons(session, head.programme, month, today)
    named = raising.names(session, head.programme, {whose: entry for whose, (entry, _) in entries.items()})
    rows = []
    for whose, (entry_id, count) in entries.items():
        whole = {HOUSEHOLD: 1, EVERYBODY: count}.get(per)
        times = sum(1 for kinds in persons.get(entry_id, ()) if per in kinds) if whole is None else whole
        if times:
            shown = count if per == HOUSEHOLD else times
            rows.append(
                _row(head, whose, entry_id, named[whose], (shown, times * fen, _why(per, fen, times)))
            )
    rows.sort(key=lambda row: (row.village_id, row.entry_id or ""))
    return Drawn(checking.noted(session, rows, f"{today:%Y-%m}"))


def _row(head: PayrollList, whose: Whose, entry_id: str, who: Named, paid: tuple[int, int, str]) -> ListRow:
    persons, fen, why = paid
    return raises.row_of(
        head.programme, whose, entry_id, who._replace(person_count=persons), base_fen=fen, why=why
    )


def _why(per: str, fen: int, times: int) -> str:
    return f"{PER[per]}{format_yuan(fen)}元" + (f"×{times}" if times > 1 else "")


def _entries(session: Session, programme: str, month: str) -> dict[Whose, tuple[str, int]]:
    query = select(RollEntry.household_id, RollEntry.person_id, RollEntry.id, RollEntry.person_count).where(
        *_on_roll(programme, month)
    )
    return {(home, alone): (entry, count) for home, alone, entry, count in plain_rows(session, query)}


def _on_roll(programme: str, month: str) -> tuple[ColumnElement[bool], ...]:
    return (
        RollEntry.programme == programme,
        RollEntry.from_month <= month,
        or_(RollEntry.to_month == "", RollEntry.to_month >= month),
    )


def _persons(session: Session, programme: str, month: str, today: date) -> dict[str, list[frozenset[str]]]:
    """By entry its people on the first day of the month, each with the kinds they are of.

    Those counted in the case it rests on, or the one it is for; of a roster who lives there. The dead and who left
    are not among them.
    """
    first = first_day(month)
    law = dated.parameters(session, dated.scopes(hall(session).town_id), first, today)
    facts = (CaseMember.disability_type, CaseMember.disability_grade, CaseMember.illness)
    who = (RollEntry.id, RollEntry.person_id, Person.id, Person.born_on, Person.id_number)
    on = _on_roll(programme, month)
    alive = or_(Person.died_on.is_(None), Person.died_on >= first)
    of_cases = (
        select(*who, *facts)
        .join(CaseMember, CaseMember.case_id == RollEntry.case_id)
        .join(Person, Person.id == CaseMember.person_id)
        .where(*on, alive, CaseMember.left_on.is_(None))
        .where(or_(CaseMember.counted, CaseMember.person_id == RollEntry.person_id))
    )
    of_rosters = (
        select(*who)
        .join(Membership, Membership.household_id == RollEntry.household_id)
        .join(Person, Person.id == Membership.person_id)
        .where(*on, alive, RollEntry.case_id.is_(None))
        .where(or_(Membership.left_on.is_(None), Membership.left_on >= first))
    )
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for query in (of_cases, of_rosters):
        for entry, alone, person, born, number, *more in plain_rows(session, query):
            if alone in (None, person):
                kind, grade, illness = more or ("", "", "")
                known = kind and grade.isdigit()
                member = Member(
                    person,
                    "",
                    "",
                    born or born_on(Person(name="", id_number=number)),
                    disability=Disability(kind, int(grade)) if known else None,
                    serious_illness=bool(illness),
                )
                found[entry].append(uplift_categories(member, first, law))
    return found
