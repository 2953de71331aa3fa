"""Incomes, spending, possessions and supporters of an entry checked, row by row."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zqdesk.office.cases.entry.rows import facts_of_entry
from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.office.people.field_checks import code_problems, id_number_problems, name_problems
from zqdesk.records import codes
from zqdesk.rules.cases.household import check_facts
from zqdesk.rules.cases.income import ARTICLE_INCOME
from zqdesk.rules.problem import Problem

EMPLOYED = frozenset(code.code for code in codes.table("employment") if code.extra.get("employed"))
WORK = ("wages.", "business.")
_AMOUNT_FIELDS = {
    "income.months": "months",
    "income.counted": "counted_fen",
    "income.exempt_reason": "exempt_reason",
    "property.amount": "amount_fen",
}


def check_months(line: MemberEntry, path: str, longest: int) -> Iterator[Problem]:
    """Income and spending are those of the district's `income.months` before the application; more is a slip."""
    spans = {
        "incomes": [each.months for each in line.incomes],
        "expenses": [each.months for each in line.expenses],
    }
    for name, rows in spans.items():
        for number, months in enumerate(rows):
            if months > longest:
                text = f"月数最多为{longest}个月，请按申请前{longest}个月内的收支填写"
                yield Problem("months.range", text, f"{path}.{name}.{number}.months")


def check_incomes(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    """Each income by the rules' own measure; only a business may lose money."""
    for number, income in enumerate(line.incomes):
        here = f"{path}.incomes.{number}"
        if not income.kind:
            yield Problem("income.kind", "请选择收入种类", f"{here}.kind")
        yield from code_problems("income_kind", income.kind, f"{here}.kind")
        alone = Application(members=(replace(line, incomes=(income,), expenses=()),))
        yield from _by_the_rules(alone, here, today)


def check_expenses(line: MemberEntry, path: str, today: date) -> Iterator[Problem]:
    """Rigid spending is deducted for illness, disability and work, where the line says that there is such (S2 art. 13)."""
    for number, spent in enumerate(line.expenses):
        here = f"{path}.expenses.{number}"
        if not spent.kind:
            yield Problem("expense.kind", "请选择支出种类", f"{here}.kind")
        yield from code_problems("deduction_kind", spent.kind, f"{here}.kind")
        lacking = _without_ground(line, spent.kind) if spent.deducted else ""
        if lacking:
            yield Problem("expense.ground", lacking, f"{here}.kind", ARTICLE_INCOME)
        alone = Application(members=(replace(line, incomes=(), expenses=(replace(spent, deducted=True),)),))
        yield from _by_the_rules(alone, here, today)


def _without_ground(line: MemberEntry, kind: str) -> str:
    """What the line would have to say before spending of this kind is deducted."""
    ill = bool(line.illness or line.disability_number)
    works = bool(line.employment in EMPLOYED or any(i.kind.startswith(WORK) for i in line.incomes))
    return {
        "medical": "" if ill else "医疗支出只扣减重病、残疾成员的，请先登记病种或残疾证号",
        "disability": ""
        if line.disability_number
        else "残疾康复、护理费用只扣减残疾成员的，请先登记残疾证号",
        "employment": "" if works else "就业成本只扣减有工资、经营收入或已就业成员的",
    }.get(kind, "")


def check_assets(entry: Application, today: date) -> Iterator[Problem]:
    for number, asset in enumerate(entry.assets):
        here = f"assets.{number}"
        if not asset.kind:
            yield Problem("asset.kind", "请选择财产种类", f"{here}.kind")
        yield from code_problems("property_kind", asset.kind, f"{here}.kind")
        yield from _by_the_rules(Application(assets=(asset,)), here, today)


def check_supporters(entry: Application, today: date) -> Iterator[Problem]:
    """Who owes support and lives elsewhere, so that none of them is a member of the family."""
    members = {line.person.id_number for line in entry.members if line.counted} - {""}
    for number, each in enumerate(entry.supporters):
        here = f"supporters.{number}"
        yield from name_problems(each.name, f"{here}.name")
        yield from id_number_problems(each.id_number, f"{here}.id_number", today)
        if each.id_number in members:
            text = f"{each.name}已是共同生活的家庭成员，不能同时列为另住的赡养（抚养、扶养）人"
            yield Problem("supporter.member", text, f"{here}.id_number")
        if not each.relation:
            yield Problem("supporter.relation", "请选择与被赡养（抚养、扶养）人的关系", f"{here}.relation")
        yield from code_problems("support_relation", each.relation, f"{here}.relation")
        if each.family_count < 1:
            yield Problem("supporter.family", "家庭人口至少为1人", f"{here}.family_count")
        for field in ("per_head_fen", "support_fen"):
            if getattr(each, field) < 0:
                yield Problem("supporter.amount", "金额不能是负数", f"{here}.{field}")


def _by_the_rules(alone: Application, path: str, today: date) -> Iterator[Problem]:
    for each in check_facts(facts_of_entry(alone, today)):
        yield replace(each, field=f"{path}.{_AMOUNT_FIELDS.get(each.code, 'amount_fen')}")
