"""Who is destitute: no ability to work, no source of living, nobody obliged and able; every reason (S3 art. 4-9)."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.rules.cases.household import Asset, Disability, Income, Member
from zqdesk.rules.cases.income import CountedIncome, counted_income
from zqdesk.rules.cases.property import Limits, property_limits
from zqdesk.rules.money import format_fraction, format_yuan
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.trace import Line

REGULATION = "《特困人员认定办法》"
ARTICLE_WORK = f"{REGULATION}第五条"
ARTICLE_SOURCE = f"{REGULATION}第六条"
ARTICLE_PROPERTY = f"{REGULATION}第七条"
ARTICLE_SUPPORTERS = f"{REGULATION}第八条"
ARTICLE_ORPHANS = f"{REGULATION}第九条"
ARTICLE_KEPT = f"{REGULATION}第二十四条"
LIMITS = Limits(
    "support.property.financial.percent",
    "support.property.quantity.",
    "support.property.exempt_kinds",
    ARTICLE_PROPERTY,
)
NOT_COUNTED = "support.not_counted."
ADULT_AGE = 18  # art. 24 names it

DESTITUTE, ALLOWANCE, ELDERLY, DISABLED, UNABLE, PROVINCE = "81", "82", "83", "84", "85", "86"
GROUNDS = {
    DESTITUTE: "特困人员",
    ALLOWANCE: "60周岁以上的低保对象",
    ELDERLY: "70周岁以上且收入、财产在规定以内",
    DISABLED: "重度残疾（或三级智力、精神残疾）且收入、财产在规定以内",
    UNABLE: "无民事行为能力、被宣告失踪或在监狱服刑，且财产在规定以内",
    PROVINCE: "省级规定的其他情形",
}
"""Why somebody obliged cannot support, by the code of support_inability (art. 8)."""
_AGES = {ALLOWANCE: "support.obligor.allowance_age", ELDERLY: "support.obligor.elderly_age"}
_BY_INCOME = frozenset({ELDERLY, DISABLED})


@frozen
class Obligor:
    """Somebody with a legal duty of support; `ground` is a key of `GROUNDS` or empty, `age` None where unknown."""

    name: str
    relation: str
    ground: str
    age: int | None
    per_head_fen: int = 0


@frozen(kw_only=True)
class Claimant:
    """One person and all that decides whether they are destitute.

    `nobody`: it was asked and there is nobody obliged. `orphan`: takes the orphans' programme instead (art. 9).
    `unlisted`: people obliged who live there and of whom nothing is said. `kept`: already supported, so that a minor
    keeps it to 18, and past it while `at_school` (art. 24).
    """

    on: date
    member: Member
    incomes: tuple[Income, ...] = ()
    assets: tuple[Asset, ...] = ()
    obligors: tuple[Obligor, ...] = ()
    unlisted: tuple[str, ...] = ()
    nobody: bool = False
    orphan: bool = False
    kept: bool = False
    at_school: bool = False
    standard_kind: str = "rural"


@frozen
class Conditions:
    """Every reason against, and the lines that say how each condition stands."""

    problems: tuple[Problem, ...]
    lines: tuple[Line, ...]


def conditions(claimant: Claimant, parameters: Parameters) -> Conditions:
    """All three conditions of art. 4, each looked at whatever the others say; refused: a missing parameter."""
    work, work_line = _no_ability(claimant, parameters)
    source, source_lines = _no_source(claimant, parameters)
    duty, duty_lines = _no_supporter(claimant, parameters)
    orphan = [_ORPHAN] if claimant.orphan else []
    return Conditions((*work, *source, *duty, *orphan), (work_line, *source_lines, *duty_lines))


_ORPHAN = Problem(
    "support.orphan",
    "未成年人已选择享受孤儿或事实无人抚养儿童保障，不再认定为特困人员",
    "orphan",
    ARTICLE_ORPHANS,
)


def _no_ability(claimant: Claimant, parameters: Parameters) -> tuple[list[Problem], Line]:
    """Aged, a child, or disabled as the table of the district says (art. 5); once supported, a minor keeps it (art. 24)."""
    age = claimant.member.age(claimant.on)
    elderly, minor = parameters.number("support.age.elderly"), parameters.number("support.age.minor")
    ground = ""
    if age is not None and age >= elderly:
        ground = f"{age}周岁，已满{elderly}周岁"
    elif age is not None and age < minor:
        ground = f"{age}周岁，未满{minor}周岁"
    elif _unable_by_disability(claimant.member.disability, parameters):
        ground = "残疾类别、等级在规定范围内"
    if ground:
        return [], Line("work", "无劳动能力", "符合", ground, ARTICLE_WORK)
    if claimant.kept and age is not None and (age < ADULT_AGE or claimant.at_school):
        words = "未成年特困人员" if age < ADULT_AGE else "年满18周岁仍在校就读"
        return [], Line("work", "无劳动能力", "继续享有", words, ARTICLE_KEPT)
    known = "出生日期不明" if age is None else f"{age}周岁"
    text = (
        f"{known}，不满{elderly}周岁、不在{minor}周岁以下，残疾类别和等级也不在规定范围内，不属于无劳动能力"
    )
    return [Problem("support.able", text, "members", ARTICLE_WORK)], Line(
        "work", "无劳动能力", "不符合", known, ARTICLE_WORK
    )


def _unable_by_disability(disability: Disability | None, parameters: Parameters) -> bool:
    """Type and the mildest grade that still counts, as rows of the dated table."""
    if disability is None:
        return False
    rows = parameters.table("support.disability")
    return any(disability.type == str(row[0]) and disability.grade <= int(row[1]) for row in rows)


def _no_source(claimant: Claimant, parameters: Parameters) -> tuple[list[Problem], list[Line]]:
    """Income below the allowance's standard and property within the limits for the destitute (art. 6, 7)."""
    standard = parameters.number(f"standard.{claimant.standard_kind}")
    income = _own_income(claimant.incomes, parameters)
    over, lines = property_limits(claimant.assets, 1, standard, parameters, LIMITS)
    within = income.counted < standard
    line = Line(
        "source",
        "本人月收入",
        format_fraction(income.counted),
        f"{'低于' if within else '不低于'}低保标准{format_yuan(standard)}",
        ARTICLE_SOURCE,
    )
    problems = list(over)
    if not within:
        text = f"本人月收入{format_fraction(income.counted)}元，不低于低保标准{format_yuan(standard)}元"
        problems.insert(0, Problem("support.income", text, "incomes", ARTICLE_SOURCE))
    classes = [each for each in income.lines if each.key != "income"]  # of one person, said by the line below
    return problems, [*classes, line, *lines]


def _own_income(incomes: Sequence[Income], parameters: Parameters) -> CountedIncome:
    return counted_income(incomes, (), parameters, not_counted=NOT_COUNTED, article=ARTICLE_SOURCE)


def _no_supporter(claimant: Claimant, parameters: Parameters) -> tuple[list[Problem], list[Line]]:
    """Nobody obliged, or none of them able, each for a ground of the article that their facts bear out (art. 8)."""
    obligors = claimant.obligors
    problems = [_unlisted(name) for name in claimant.unlisted]
    if not obligors and not claimant.unlisted:
        if claimant.nobody:
            return [], [Line("duty", "法定义务人", "无", "", ARTICLE_SUPPORTERS)]
        text = "请列出全部法定赡养、抚养、扶养义务人；确实没有的，勾选“无法定义务人”"
        return [Problem("support.obligors", text, "nobody", ARTICLE_SUPPORTERS)], []
    if obligors and claimant.nobody:
        text = "已列出法定义务人，请取消“无法定义务人”"
        problems.append(Problem("support.nobody", text, "nobody", ARTICLE_SUPPORTERS))
    lines = []
    for number, each in enumerate(obligors):
        against = list(_against(each, number, parameters))
        problems += against
        value = "有履行能力" if against else "无履行能力"
        lines.append(
            Line("duty", f"义务人 {each.name}", value, GROUNDS.get(each.ground, ""), ARTICLE_SUPPORTERS)
        )
    return problems, lines


def _unlisted(name: str) -> Problem:
    text = f"{name}与供养对象共同生活，负有法定义务，请在义务人中列出，并写明第八条的哪一种情形"
    return Problem("support.obligor_unlisted", text, "supporters", ARTICLE_SUPPORTERS)


def _against(each: Obligor, number: int, parameters: Parameters) -> Iterator[Problem]:
    """Why this one is able as far as is known."""
    path = f"supporters.{number}"
    if each.ground not in GROUNDS:
        text = f"义务人{each.name}没有第八条规定的情形，视为有履行义务能力；有的，请在“无力原因”中选择"
        yield Problem("support.obligor_able", text, f"{path}.unable_reason", ARTICLE_SUPPORTERS)
        return
    least = parameters.number(_AGES[each.ground]) if each.ground in _AGES else 0
    if least and each.age is None:
        text = f"请填写义务人{each.name}的身份证号：“{GROUNDS[each.ground]}”须核对年龄"
        yield Problem("support.obligor_age", text, f"{path}.id_number", ARTICLE_SUPPORTERS)
    elif least and each.age is not None and each.age < least:
        text = f"义务人{each.name}{each.age}周岁，不满{least}周岁，不符合“{GROUNDS[each.ground]}”"
        yield Problem("support.obligor_age", text, f"{path}.unable_reason", ARTICLE_SUPPORTERS)
    line = Fraction(parameters.number("support.obligor.income_line"), 12)
    if each.ground in _BY_INCOME and each.per_head_fen >= line:
        text = f"义务人{each.name}人均月收入{format_yuan(each.per_head_fen)}元，不低于上年度人均可支配收入的月平均{format_fraction(line)}元"
        yield Problem("support.obligor_income", text, f"{path}.per_head_fen", ARTICLE_SUPPORTERS)
