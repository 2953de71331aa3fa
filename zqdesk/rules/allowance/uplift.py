"""Category uplift (分类施保): an amount of its own beside the household's allowance (S2 art. 27)."""

from collections.abc import Sequence
from fractions import Fraction

from zqdesk.rules.cases.household import CATEGORY_TITLES, Member
from zqdesk.rules.money import ROUNDING_WORDS, Rounding, format_fraction, format_yuan, round_fraction
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.trace import Line

ARTICLE_UPLIFT = "《最低生活保障审核确认办法》第二十七条"


def uplift_of(
    members: Sequence[Member], standard_fen: int, rounding: Rounding, parameters: Parameters
) -> tuple[int, list[Line]]:
    """Fen of the uplift, and a line per category: persons × standard × percent, summed exactly, rounded once at the
    end; a sum that the rounding changes has a line of its own.

    A person in several categories gets the highest only, unless `uplift.cumulative` says otherwise.
    Categories whose percent is 0 leave no line.
    """
    percents = {category: parameters.number(f"uplift.{category}.percent") for category in CATEGORY_TITLES}
    cumulative = parameters.switch("uplift.cumulative")
    persons = dict.fromkeys(CATEGORY_TITLES, 0)
    for member in members:
        entitled = [c for c in CATEGORY_TITLES if c in member.categories and percents[c]]
        for category in entitled if cumulative else sorted(entitled, key=lambda c: -percents[c])[:1]:
            persons[category] += 1
    exact, lines = Fraction(0), []
    for category, count in persons.items():
        if count:
            percent = percents[category]
            part = Fraction(standard_fen * percent * count, 100)
            exact += part
            source = f"{ARTICLE_UPLIFT}；{parameters.value(f'uplift.{category}.percent').source}"
            label = f"分类施保：{CATEGORY_TITLES[category]}{count}人＋{percent}%"
            formula = f"{format_yuan(standard_fen)}×{percent}%×{count}"
            lines.append(Line(f"uplift.{category}", label, format_fraction(part), formula, source))
    fen = round_fraction(exact, rounding)
    if fen != exact:
        words = ROUNDING_WORDS[rounding]
        lines.append(Line("uplift", "分类施保金合计", format_yuan(fen), words, ARTICLE_UPLIFT))
    return fen, lines
