"""What counts as income and what is taken off it, each line with its article (S2 art. 13)."""

from collections.abc import Sequence
from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.rules.cases.household import Deduction, Income
from zqdesk.rules.money import MINUS, format_fraction, format_yuan
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.trace import Line

ARTICLE_INCOME = "《最低生活保障审核确认办法》第十三条"
CLASS_TITLES = {
    "wages": "工资性收入",
    "business": "经营净收入",
    "property": "财产净收入",
    "transfer": "转移净收入",
    "other": "其他收入",
}
# Entered as positive amounts, taken off their class: what makes business, property and transfers *net*.
TAKEN_OFF = frozenset(
    {
        "business.cost",
        "property.cost",
        "transfer.tax_paid",
        "transfer.insurance_paid",
        "transfer.support_paid",
    }
)


@frozen
class CountedIncome:
    """Monthly amounts in exact fen: all that came in, what was taken off, what counts; and the lines."""

    gross: Fraction
    deducted: Fraction
    counted: Fraction
    lines: tuple[Line, ...]


def counted_income(
    incomes: Sequence[Income],
    deductions: Sequence[Deduction],
    parameters: Parameters,
    *,
    not_counted: str = "income.not_counted.",
    article: str = ARTICLE_INCOME,
) -> CountedIncome:
    """The household's counted monthly income.

    Incomes are averaged over their months and summed per class. A class named in `income.floor_at_zero` is
    never below zero: a loss in business is not set against a wage. Kinds whose switch under `not_counted` is on are
    shown and left out. Deductions of the kinds in
    `deduction.kinds` are taken off, at most down to zero.
    """
    exempt = _not_counted(parameters, not_counted)
    not_below_zero = parameters.table("income.floor_at_zero")
    class_lines, exempt_lines, gross = [], [], Fraction(0)
    for kind, title in CLASS_TITLES.items():
        own = [income for income in incomes if _class_of(income) == kind]
        if not own:
            continue
        amounts = [(income, _counted_part(income, exempt)) for income in own]
        exempt_lines += [
            _exempt_line(income, part, exempt.get(income.kind, article))
            for income, part in amounts
            if part != _monthly(income)
        ]
        total = sum((part for _, part in amounts), Fraction(0))
        if kind in not_below_zero:
            total = max(total, Fraction(0))
        gross += total
        formula = " ".join(_addend(income, part) for income, part in amounts if part).removeprefix("＋")
        class_lines.append(Line(f"income.{kind}", title, format_fraction(total), formula, article))
    gross = max(gross, Fraction(0))
    income_line = Line("income", "家庭月收入合计", format_fraction(gross), "", article)
    taken, deduction_lines = _deduct(deductions, gross, parameters)
    lines = (*class_lines, *exempt_lines, income_line, *deduction_lines)
    return CountedIncome(gross, taken, gross - taken, lines)


def _class_of(income: Income) -> str:
    kind = income.kind.partition(".")[0]
    return kind if kind in CLASS_TITLES else "other"


def _monthly(income: Income) -> Fraction:
    monthly = Fraction(income.amount_fen, income.months)
    return -monthly if income.kind in TAKEN_OFF else monthly


def _not_counted(parameters: Parameters, prefix: str) -> dict[str, str]:
    """Kinds that do not count now, with the source of each."""
    return {row.key.removeprefix(prefix): row.source for row in parameters.under(prefix) if row.value is True}


def _counted_part(income: Income, exempt: dict[str, str]) -> Fraction:
    if income.kind in exempt:
        return Fraction(0)
    if income.counted_fen is None:
        return _monthly(income)
    part = Fraction(income.counted_fen, income.months)
    return -part if income.kind in TAKEN_OFF else part


def _exempt_line(income: Income, part: Fraction, source: str) -> Line:
    left_out = _monthly(income) - part
    reason = income.exempt_reason or "按规定不计入家庭收入"
    return Line(
        f"not_counted.{income.kind}", f"不计入：{income.title}", format_fraction(left_out), reason, source
    )


def _addend(income: Income, part: Fraction) -> str:
    sign = MINUS if part < 0 else "＋"
    spread = f"（{format_yuan(income.amount_fen)}÷{income.months}个月）" if income.months > 1 else ""
    return f"{sign}{format_fraction(abs(part))} {income.title}{spread}"


def _deduct(
    deductions: Sequence[Deduction], gross: Fraction, parameters: Parameters
) -> tuple[Fraction, list[Line]]:
    allowed = parameters.value("deduction.kinds")
    kinds = allowed.value if isinstance(allowed.value, list) else []
    taken, lines = Fraction(0), []
    for item in deductions:
        asked = Fraction(item.amount_fen, item.months)
        amount = min(asked, gross - taken) if item.kind in kinds else Fraction(0)
        if item.kind not in kinds:
            formula = f"{format_fraction(asked)} 不属于可扣减的支出"
        else:
            formula = f"{format_fraction(asked)} 超过收入的部分不再扣减" if amount < asked else ""
        taken += amount
        value = f"{MINUS}{format_fraction(amount)}" if amount else "0.00"
        lines.append(
            Line(f"deduction.{item.kind}", f"刚性支出扣减（{item.title}）", value, formula, allowed.source)
        )
    return taken, lines
