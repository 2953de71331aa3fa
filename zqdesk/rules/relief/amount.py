"""What temporary relief amounts to, and who of an expenditure case may have it (民发〔2018〕23号, here S4)."""

from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.rules.money import Rounding, format_fraction, format_yuan, round_fraction
from zqdesk.rules.parameters import Parameters, chinese_day
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.trace import Line, Trace

EMERGENCY, EXPENDITURE = "emergency", "expenditure"
KIND_TITLES = {EMERGENCY: "急难型", EXPENDITURE: "支出型"}
CAUSES = {
    "fire": "火灾",
    "traffic": "交通事故",
    "illness": "突发重大疾病",
    "other_emergency": "其他突发困难",
    "medical": "医疗支出",
    "education": "教育支出",
    "other_expenditure": "其他必需支出",
}
_CAUSES_OF = {
    EMERGENCY: ("fire", "traffic", "illness", "other_emergency"),
    EXPENDITURE: ("medical", "education", "other_expenditure"),
}
DEGREES = {"light": "较轻", "medium": "较重", "severe": "严重"}
FORMS = {"cash": "现金", "transfer": "转账", "goods": "实物", "referral": "转介"}
APPLICANT_CLASSES = {
    "allowance": "低保对象",
    "support": "特困人员",
    "marginal": "低保边缘",
    "rigid": "刚性支出困难",
    "resident": "其他本地居民",
    "outsider": "非本地户籍",
}
KNOWN_POOR = frozenset({"allowance", "support"})
"""Of these only the necessary spending is looked at (S4 二)."""

ARTICLE_AMOUNT = "民发〔2018〕23号第二条第三项"
ARTICLE_WHO = "民发〔2018〕23号第二条第一项"
STANDARD_TITLES = {"urban": "城市", "rural": "农村"}


@frozen
class Need:
    """What the amount depends on: type, cause, degree, how many persons, and whose standard (urban, rural)."""

    kind: str
    cause: str
    degree: str
    persons: int
    standard_kind: str


@frozen
class ReliefAssessment:
    """What the rule gives, in fen, with its trace; `above_ceiling`: more than the town may approve itself."""

    amount_fen: int
    months: int
    standard_fen: int
    ceiling_fen: int
    above_ceiling: bool
    trace: Trace


def causes_of(kind: str) -> dict[str, str]:
    """The causes of an emergency or of expenditure, with their titles."""
    return {cause: CAUSES[cause] for cause in _CAUSES_OF[kind]}


def relief_amount(need: Need, parameters: Parameters) -> ReliefAssessment:
    """Persons × monthly standard × months by type, cause and degree, rounded once (S4 2.3).

    Refused: nobody to help (`relief.persons`), no line of the table that fits (`relief.months`), a missing
    parameter. The amount is not capped: above the town's ceiling the district decides.
    """
    persons, standard_kind = need.persons, need.standard_kind
    if persons < 1:
        raise Refused(Problem("relief.persons", "救助人数至少为1人", "person_count"))
    row = parameters.value(f"standard.{standard_kind}")
    standard = parameters.number(row.key)
    months = _months(need, parameters)
    rounding = Rounding(parameters.text("relief.rounding"))
    exact = Fraction(standard) * persons * months
    amount = round_fraction(exact, rounding)
    ceiling = parameters.number("relief.ceiling")
    trace = (
        Line(
            "standard",
            "月保障标准",
            format_yuan(standard),
            f"{chinese_day(row.valid_from)}起执行的{STANDARD_TITLES[standard_kind]}低保标准",
            row.source,
        ),
        Line("persons", "救助人数", f"{persons}人"),
        Line(
            "months",
            "救助月数",
            f"{months}个月",
            _words(need),
            parameters.value("relief.months").source,
        ),
        Line(
            "total",
            "救助金额",
            format_yuan(amount),
            f"{format_yuan(standard)}×{persons}×{months}" + _rounded(exact, amount),
            ARTICLE_AMOUNT,
        ),
        _ceiling_line(amount, ceiling, parameters),
    )
    return ReliefAssessment(amount, months, standard, ceiling, amount > ceiling, trace)


def expenditure_problems(
    applicant_class: str,
    per_head_month: Fraction | None,
    own_spending_fen: int,
    over_limits: tuple[Problem, ...],
    parameters: Parameters,
) -> list[Problem]:
    """What speaks against relief of the expenditure type: no spending of one's own, income or property too high.

    `per_head_month` is the counted income per person and month in fen (None: not known yet); for people on
    allowance or support only the spending is looked at.
    """
    problems = []
    if own_spending_fen <= 0:
        text = "自付支出应大于零：支出总额减去已报销、已减免的部分"
        problems.append(Problem("relief.spending", text, "spending_fen", ARTICLE_WHO))
    if applicant_class in KNOWN_POOR:
        return problems
    line = Fraction(parameters.number("relief.income_line"), 12)
    if per_head_month is not None and per_head_month >= line:
        text = f"人均月收入{format_fraction(per_head_month)}元，不低于上年度人均可支配收入的月平均{format_fraction(line)}元"
        problems.append(Problem("relief.income", text, "incomes", ARTICLE_WHO))
    return [*problems, *over_limits]


def _months(need: Need, parameters: Parameters) -> int:
    for row in parameters.table("relief.months"):
        fits = row["kind"] == need.kind and row["degree"] == need.degree
        if fits and row.get("cause", need.cause) == need.cause:
            return int(row["months"])
    raise Refused(Problem("relief.months", f"救助月数表中没有“{_words(need)}”这一档", "degree"))


def _words(need: Need) -> str:
    """`急难型·火灾·较重`; what is not chosen yet is left out."""
    words = (KIND_TITLES[need.kind], CAUSES.get(need.cause, ""), DEGREES.get(need.degree, ""))
    return "·".join(word for word in words if word)


def _rounded(exact: Fraction, amount: int) -> str:
    return "" if exact == amount else "，见分进元" if amount > exact else "，四舍五入"


def _ceiling_line(amount: int, ceiling: int, parameters: Parameters) -> Line:
    over = "超过限额，须报区民政局审批" if amount > ceiling else "在镇街审批限额以内"
    source = parameters.value("relief.ceiling").source
    return Line("ceiling", "镇街审批限额", format_yuan(ceiling), over, source)
