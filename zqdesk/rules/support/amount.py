"""What a destitute person is paid: basic living and care by level, with how it comes about (S3 art. 17, 22; 国发〔2016〕14号)."""

from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.rules.money import Rounding, format_yuan, round_fraction
from zqdesk.rules.parameters import Parameters, chinese_day
from zqdesk.rules.payroll.back_pay import Worth
from zqdesk.rules.problem import Problem, Refused
from zqdesk.rules.support.conditions import Claimant, conditions
from zqdesk.rules.support.self_care import ARTICLE_LEVELS, SHORT
from zqdesk.rules.trace import Line, Trace

ARTICLE_AMOUNT = "国发〔2016〕14号第三条"
KIND_TITLES = {"urban": "城市", "rural": "农村"}


@frozen
class SupportAssessment:
    """The answer for one person; `basic_fen` (基本生活) and `care_fen` (照料护理) are monthly, 0 where anything is against."""

    eligible: bool
    basic_fen: int
    care_fen: int
    trace: Trace
    problems: tuple[Problem, ...]

    @property
    def total_fen(self) -> int:
        return self.basic_fen + self.care_fen


def assess_support(claimant: Claimant, level: str, parameters: Parameters) -> SupportAssessment:
    """What the person is entitled to on the day of the parameters; `level` is empty before the self-care assessment.

    Refused: a missing parameter.
    """
    found = conditions(claimant, parameters)
    problems = found.problems
    basic, basic_lines = _basic(claimant.standard_kind, parameters)
    care, care_lines = _care(level, parameters) if level in SHORT else (0, (_UNASSESSED,))
    lines: Trace = (*found.lines, *basic_lines, *care_lines)
    if problems or level not in SHORT:
        return SupportAssessment(False, 0, 0, lines, problems)
    return SupportAssessment(True, basic, care, (*lines, _total(basic, care)), ())


def _total(basic: int, care: int) -> Line:
    formula = f"{format_yuan(basic)}＋{format_yuan(care)}"
    return Line("total", "月供养金", format_yuan(basic + care), formula, ARTICLE_AMOUNT)


def support_anew(kind: str, level: str, parameters: Parameters) -> Worth:
    """What somebody who is supported already is worth under another law; whether they still are is no question of it."""
    try:
        basic, basic_lines = _basic(kind, parameters)
        care, care_lines = _care(level, parameters)
    except Refused as refused:
        return Worth(problems=refused.problems, unknown=True)
    return Worth(basic, care, 1, (*basic_lines, *care_lines, _total(basic, care)))


def level_paid(care_fen: int, parameters: Parameters) -> str:
    """The level of self-care that this care allowance is paid for; empty where it is none's, or more than one's."""
    found = [level for level in SHORT if parameters.number(f"support.care.{level}") == care_fen]
    return found[0] if len(found) == 1 else ""


_UNASSESSED = Line("care", "照料护理费", "待评估", "按生活自理能力评估的结果确定", ARTICLE_LEVELS)


def _basic(kind: str, parameters: Parameters) -> tuple[int, Trace]:
    """The district's own figure, or so many percent of the allowance's standard."""
    if parameters.text("support.basic.method") == "amount":
        row = parameters.value(f"support.basic.{kind}")
        fen = parameters.number(row.key)
        words = f"{chinese_day(row.valid_from)}起执行的{KIND_TITLES[kind]}特困人员基本生活标准"
        return fen, (Line("basic", "基本生活费", format_yuan(fen), words, row.source),)
    row = parameters.value(f"standard.{kind}")
    standard, percent = parameters.number(row.key), parameters.number("support.basic.percent")
    rounding = Rounding(parameters.text("support.rounding"))
    fen = round_fraction(Fraction(standard * percent, 100), rounding)
    words = f"{chinese_day(row.valid_from)}起执行的{KIND_TITLES[kind]}低保标准"
    source = parameters.value("support.basic.percent").source
    return fen, (
        Line("standard", "低保标准", format_yuan(standard), words, row.source),
        Line("basic", "基本生活费", format_yuan(fen), f"{format_yuan(standard)}×{percent}%", source),
    )


def basic_living(parameters: Parameters, kind: str) -> int:
    """The basic amount of the place and day."""
    return _basic(kind, parameters)[0]


def _care(level: str, parameters: Parameters) -> tuple[int, Trace]:
    row = parameters.value(f"support.care.{level}")
    fen = parameters.number(row.key)
    words = f"{chinese_day(row.valid_from)}起执行的照料护理标准（{SHORT[level]}）"
    return fen, (Line(f"care.{level}", "照料护理费", format_yuan(fen), words, row.source),)
