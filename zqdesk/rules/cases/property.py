"""Whether what a household owns stays within the limits, every limit with its own reason (S2 art. 14)."""

from collections.abc import Sequence
from fractions import Fraction

from zqdesk.frozen import frozen
from zqdesk.rules.cases.household import Asset
from zqdesk.rules.money import format_fraction, format_yuan
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem
from zqdesk.rules.trace import Line

ARTICLE_PROPERTY = "《最低生活保障审核确认办法》第十四条"
CLASS_TITLES = {
    "house": ("住房", "套"),
    "vehicle": ("机动车辆", "辆"),
    "machine": ("大型农机具", "台"),
    "vessel": ("船舶", "艘"),
    "business": ("工商登记的经营实体", "家"),
}


@frozen
class Limits:
    """Whose limits: the keys of the parameters (`quantity` is the beginning of several), and the article."""

    financial: str
    quantity: str
    exempt: str
    article: str


OF_ALLOWANCE = Limits(
    "property.financial.percent", "property.quantity.", "property.exempt_kinds", ARTICLE_PROPERTY
)


def property_limits(
    assets: Sequence[Asset],
    persons: int,
    standard_fen: int,
    parameters: Parameters,
    limits: Limits = OF_ALLOWANCE,
) -> tuple[list[Problem], list[Line]]:
    """Every limit that is passed, and a line per limit tested.

    Financial assets per head are held against `limits.financial` percent of the yearly standard, numbers
    of things against `limits.quantity` with the class. Kinds in `limits.exempt` and assets with a reason
    of their own (needed to live or to work) are left out and shown.
    """
    exempt = parameters.table(limits.exempt)
    free = [asset for asset in assets if asset.exempt_reason or asset.kind in exempt]
    tested = [asset for asset in assets if asset not in free]
    problems, lines = _financial(tested, persons, standard_fen, parameters, limits)
    for limit in parameters.under(limits.quantity):
        kind = limit.key.rpartition(".")[2]
        count = sum(asset.quantity for asset in tested if asset.kind.partition(".")[0] == kind)
        title, unit = CLASS_TITLES.get(kind, (limit.title, ""))
        allowed = parameters.number(limit.key)
        if count > allowed:
            text = f"{title}{count}{unit}，超过规定的{allowed}{unit}"
            problems.append(Problem(f"property.{kind}", text, "assets", f"{limits.article}；{limit.source}"))
        if count:
            formula = f"规定不超过{allowed}{unit}"
            lines.append(Line(f"property.{kind}", title, f"{count}{unit}", formula, limit.source))
    lines += [_exempt_line(asset, limits.article) for asset in free]
    return problems, lines


def _financial(
    tested: list[Asset], persons: int, standard_fen: int, parameters: Parameters, limits: Limits
) -> tuple[list[Problem], list[Line]]:
    limit = parameters.value(limits.financial)
    total = sum(asset.amount_fen for asset in tested if asset.kind.partition(".")[0] == "financial")
    if not total:
        return [], []
    percent = parameters.number(limits.financial)
    allowed = Fraction(standard_fen * 12 * percent, 100)
    per_head = Fraction(total, persons)
    formula = (
        f"金融资产{format_yuan(total)}÷{persons}人，"
        f"限额为年保障标准{format_yuan(standard_fen * 12)}的{percent}%即{format_fraction(allowed)}"
    )
    line = Line("property.financial", "人均金融资产", format_fraction(per_head), formula, limit.source)
    if per_head <= allowed:
        return [], [line]
    text = f"人均金融资产{format_fraction(per_head)}元，超过限额{format_fraction(allowed)}元"
    return [Problem("property.financial", text, "assets", f"{limits.article}；{limit.source}")], [line]


def _exempt_line(asset: Asset, article: str) -> Line:
    value = format_yuan(asset.amount_fen) if asset.amount_fen else f"{asset.quantity}"
    reason = asset.exempt_reason or "维持基本生活、生产所必需，不计入"
    return Line(f"not_counted.{asset.kind}", f"不计入财产：{asset.title}", value, reason, article)
