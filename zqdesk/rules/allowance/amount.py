"""The subsistence allowance of a household: every reason against it, the amount, and how it comes about."""

from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.rules.allowance.refused_work import ARTICLE_WORK, refused_work
from zqdesk.rules.allowance.single import (
    assets_looked_at,
    family_income,
    marginal_line,
    own_means_only,
    single_problems,
)
from zqdesk.rules.allowance.uplift import uplift_of
from zqdesk.rules.cases.household import ARTICLE_SINGLE, HouseholdFacts, Member, check_facts
from zqdesk.rules.cases.income import ARTICLE_INCOME, CountedIncome, counted_income
from zqdesk.rules.cases.property import property_limits
from zqdesk.rules.money import MINUS, ROUNDING_WORDS, Rounding, format_fraction, format_yuan, round_fraction
from zqdesk.rules.parameters import Parameters, chinese_day
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.trace import Line, Trace

ARTICLE_RIGHT = "《社会救助暂行办法》第九条"
ARTICLE_AMOUNT = "《最低生活保障审核确认办法》第二十三条"
STANDARD_TITLES = {"urban": "城市", "rural": "农村"}


@frozen
class Assessment:
    """The answer for a household on a day; money is monthly.

    `problems` are all reasons against it (empty: eligible), the amounts are 0 then. `total_fen` is
    `allowance_fen` (户月保障金) plus `uplift_fen` (分类施保金). `marginal`: income below the marginal line and
    property within limits, though not itself eligible.
    """

    eligible: bool
    standard_fen: int
    persons: int
    counted_income: Fraction
    counted_income_fen: int
    per_head: Fraction
    allowance_fen: int
    uplift_fen: int
    total_fen: int
    method: str
    tier: str
    marginal: bool
    trace: Trace
    problems: tuple[Problem, ...]


def assess(facts: HouseholdFacts, parameters: Parameters) -> Assessment:
    """What the household is entitled to on the day the parameters are asked for.

    All who apply share it alike; the share of who has refused work too often is not paid (S2 art. 34).

    Everything is computed on exact fractions; the allowance and the uplift, being printed and paid as amounts of
    their own, are rounded once each, and the total is their sum.
    Refused: contradictory facts (`check_facts`), nobody to count (`household.empty`), a missing parameter.
    """
    refuse_if(check_facts(facts))
    applicants = facts.applicants()
    if not applicants:
        refuse_if([Problem("household.empty", "没有共同生活的家庭成员，不能测算", "members")])
    standard = _standard(facts, parameters)
    income = _income_of(facts, applicants, parameters)
    per_head = income.counted / len(applicants)
    over, property_lines = property_limits(*assets_looked_at(facts), standard.fen, parameters)
    stopped, stopped_lines = refused_work(applicants, parameters)
    problems = [*_income_problems(standard, per_head), *over]
    problems += single_problems(facts, applicants[0], standard.fen, parameters, within_limits=not over)
    paid = tuple(member for member in applicants if member not in stopped)
    problems += _all_stopped(paid)
    amount = _Amount() if problems else _amount(paid, standard, per_head, parameters)
    head = [standard.line, *income.lines, *_per_head_lines(income, per_head, len(applicants))]
    return Assessment(
        eligible=not problems,
        standard_fen=standard.fen,
        persons=len(applicants),
        counted_income=income.counted,
        counted_income_fen=round_fraction(income.counted, Rounding.FEN),
        per_head=per_head,
        allowance_fen=amount.allowance_fen,
        uplift_fen=amount.uplift_fen,
        total_fen=amount.allowance_fen + amount.uplift_fen,
        method=parameters.text("allowance.method"),
        tier=amount.tier,
        marginal=bool(problems) and not over and per_head < marginal_line(standard.fen, parameters),
        trace=(*head, *property_lines, *stopped_lines, *amount.lines, _total_line(amount)),
        problems=tuple(problems),
    )


@frozen
class _Standard:
    fen: int
    kind: str
    title: str
    line: Line


@frozen
class _Amount:
    allowance_fen: int = 0
    uplift_fen: int = 0
    tier: str = ""
    lines: tuple[Line, ...] = ()


def _standard(facts: HouseholdFacts, parameters: Parameters) -> _Standard:
    row = parameters.value(f"standard.{facts.standard_kind}")
    fen = parameters.number(row.key)
    title = f"{STANDARD_TITLES[facts.standard_kind]}低保标准"
    formula = f"{chinese_day(row.valid_from)}起执行的{title}"
    line = Line("standard", "月保障标准", format_yuan(fen), formula, row.source)
    return _Standard(fen, facts.standard_kind, title, line)


def _income_of(
    facts: HouseholdFacts, applicants: tuple[Member, ...], parameters: Parameters
) -> CountedIncome:
    """Income of those the allowance is for; for a single applicant their own, or their share of the family's."""
    shared = facts.single_reason and not own_means_only(facts)
    if shared and parameters.text("single.income_basis") == "household_average":
        family = family_income(facts, parameters)
        share = family.counted / max(1, len(facts.counted()))
        label = f"按家庭人均收入计算（{len(facts.counted())}人）"
        line = Line("share", label, format_fraction(share), "", ARTICLE_SINGLE)
        return CountedIncome(family.gross, family.deducted, share, (*family.lines, line))
    keys = {member.key for member in applicants}
    if not facts.single_reason or len(facts.counted()) <= 1:
        keys.add("")
    incomes = [income for income in facts.incomes if income.member in keys]
    deductions = [item for item in facts.deductions if item.member in keys]
    return counted_income(incomes, deductions, parameters)


def _income_problems(standard: _Standard, per_head: Fraction) -> list[Problem]:
    if per_head < standard.fen:
        return []
    shown = format_fraction(per_head)
    text = f"人均月收入{shown}元，不低于{standard.title}{format_yuan(standard.fen)}元"
    return [Problem("income.not_below", text, "incomes", ARTICLE_RIGHT)]


def _all_stopped(paid: tuple[Member, ...]) -> list[Problem]:
    if paid:
        return []
    text = "保障对象都连续多次无正当理由拒绝就业，没有可发放的份额"
    return [Problem("refused_work.all", text, "members", ARTICLE_WORK)]


def _per_head_lines(income: CountedIncome, per_head: Fraction, persons: int) -> list[Line]:
    counted = format_fraction(income.counted)
    formula = f"{format_fraction(income.gross)}−{format_fraction(income.deducted)}" if income.deducted else ""
    return [
        Line("counted", "核定月收入", counted, formula, ARTICLE_INCOME),
        Line(
            "per_head",
            f"人均月收入（{persons}人）",
            format_fraction(per_head),
            f"{counted}÷{persons}",
            ARTICLE_INCOME,
        ),
    ]


def _amount(
    paid: tuple[Member, ...], standard: _Standard, per_head: Fraction, parameters: Parameters
) -> _Amount:
    rounding = Rounding(parameters.text("allowance.rounding"))
    uplift_fen, uplift = uplift_of(paid, standard.fen, rounding, parameters)
    persons = len(paid)
    if parameters.text("allowance.method") == "tiers":
        tier, per_person = tier_of(standard.kind, per_head, parameters)
        fen = per_person * persons
        line = Line(
            "tier",
            f"分档补助（{tier}）",
            format_yuan(fen),
            f"{format_yuan(per_person)}×{persons}",
            ARTICLE_AMOUNT,
        )
    else:
        tier = ""
        fen = round_fraction((standard.fen - per_head) * persons, rounding)
        words = "" if rounding is Rounding.FEN else ROUNDING_WORDS[rounding]
        label = f"差额（{format_yuan(standard.fen)}{MINUS}{format_fraction(per_head)}）×{persons}"
        line = Line("gap", label, format_yuan(fen), words, ARTICLE_AMOUNT)
    return _Amount(fen, uplift_fen, tier, (line, *uplift))


def tier_of(kind: str, per_head: Fraction, parameters: Parameters) -> tuple[str, int]:
    """Title and fen per person of the first tier whose `below_fen` the income is under; the last has none."""
    rows = parameters.table(f"allowance.tiers.{kind}")
    for row in rows:
        if "below_fen" not in row or per_head < row["below_fen"]:
            return str(row["title"]), int(row["amount_fen"])
    raise Refused(Problem("allowance.tiers", "分档表没有覆盖该户的人均收入，请在参数中补全分档表"))


def _total_line(amount: _Amount) -> Line:
    formula = (
        f"{format_yuan(amount.allowance_fen)}＋{format_yuan(amount.uplift_fen)}" if amount.uplift_fen else ""
    )
    return Line(
        "total", "月保障金", format_yuan(amount.allowance_fen + amount.uplift_fen), formula, ARTICLE_AMOUNT
    )
