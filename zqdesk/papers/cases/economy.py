"""The means of a family on a paper: income by class and member, rigid spending and property, fen a month."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier, MemberFacts
from zqdesk.records.codes import table
from zqdesk.records.tables.case import CaseAsset, CaseExpense, CaseIncome
from zqdesk.rules.cases.income import CLASS_TITLES, TAKEN_OFF
from zqdesk.rules.money import Rounding, format_yuan, round_fraction

SPENDING = ("medical", "education", "disability", "employment", "other")
PROPERTY = (
    ("住房", ("house",)),
    ("车船、农机具", ("vehicle", "machine", "vessel")),
    ("金融资产", ("financial",)),
    ("经营实体", ("business",)),
    ("土地、畜禽", ("land", "livestock")),
    ("其他财产", ("valuables", "other")),
)
"""The headings of a form's property block and the classes of property_kind under each."""


@frozen
class IncomeLine:
    """The monthly income of one member in fen, by class in the order of `CLASS_TITLES`."""

    name: str
    classes_fen: tuple[int, ...]
    total_fen: int


@frozen
class Economy:
    """What a family has and spends; `spending_fen` by kind in the order of `SPENDING`, and in all.

    `counted` and `per_head` are the figures of the calculation as its trace gives them.
    """

    incomes: tuple[IncomeLine, ...]
    classes_fen: tuple[int, ...]
    total_fen: int
    counted: str
    per_head: str
    spending_fen: tuple[int, ...]
    spending_total_fen: int
    property: tuple[str, ...]
    nothing: str = "无"  # what forms issued before swore to where nothing was recorded


def economy_of(dossier: Dossier) -> Economy:
    """The means of those who live together; who does not count is left out."""
    family = dossier.counted
    incomes = [income for facts in family for income in facts.incomes]
    expenses = [expense for facts in family for expense in facts.expenses]
    values = {line.key: line.value for line in dossier.calculation.trace}
    return Economy(
        incomes=tuple(_income_line(facts) for facts in family),
        classes_fen=_by_class(incomes),
        total_fen=_fen(_signed(income) for income in incomes),
        counted=values.get("counted", ""),
        per_head=values.get("per_head", ""),
        spending_fen=tuple(_spent(expenses, kind) for kind in SPENDING),
        spending_total_fen=_fen(Fraction(expense.amount_fen, expense.months) for expense in expenses),
        property=tuple(_property(dossier.assets, classes) for _, classes in PROPERTY),
        nothing="",
    )


def _income_line(facts: MemberFacts) -> IncomeLine:
    return IncomeLine(facts.person.name, _by_class(facts.incomes), facts.monthly_fen)


def _by_class(incomes: Sequence[CaseIncome]) -> tuple[int, ...]:
    return tuple(
        _fen(_signed(income) for income in incomes if income.kind.partition(".")[0] == name)
        for name in CLASS_TITLES
    )


def _signed(income: CaseIncome) -> Fraction:
    """A month of it; costs are entered as positive amounts and taken off their class."""
    month = Fraction(income.amount_fen, income.months)
    return -month if income.kind in TAKEN_OFF else month


def _spent(expenses: Sequence[CaseExpense], kind: str) -> int:
    return _fen(Fraction(each.amount_fen, each.months) for each in expenses if each.kind == kind)


def _fen(parts: Iterable[Fraction]) -> int:
    return round_fraction(sum(parts, Fraction(0)), Rounding.FEN)


def _property(assets: Sequence[CaseAsset], classes: tuple[str, ...]) -> str:
    return "；".join(_asset(asset) for asset in assets if asset.kind.partition(".")[0] in classes)


def _asset(asset: CaseAsset) -> str:
    """`砖瓦平房4间，1处，王建国` or `存款6,200.00元，王建国`: what it is, how much, whose."""
    title = asset.title or table("property_kind").short_of(asset.kind)
    worth = f"{format_yuan(asset.amount_fen)}元" if asset.amount_fen else ""
    count = f"×{asset.quantity}" if asset.quantity != 1 else ""
    return title + count + worth + (f"（{asset.owner}）" if asset.owner else "")
