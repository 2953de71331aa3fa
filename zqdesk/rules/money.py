"""Money is whole fen: reading what a clerk types, writing it in figures and in capitals, rounding once."""

import re
from enum import StrEnum
from fractions import Fraction

from zqdesk.rules.digits import figures
from zqdesk.rules.problem import Problem, Refused

MINUS = "\N{MINUS SIGN}"
LARGEST_FEN = 10**13 - 1  # 99,999,999,999.99 yuan: more is a slip of the hand, and capitals end at 亿
_LONGEST = 30
"""So many characters of a text that is no amount are quoted; so many digits are more than any amount has."""

_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")


class Rounding(StrEnum):
    """How an exact amount becomes payable: a dated parameter of the district."""

    FEN = "fen"
    JIAO = "jiao"
    YUAN_UP = "yuan_up"


ROUNDING_WORDS = {Rounding.FEN: "四舍五入到分", Rounding.JIAO: "四舍五入到角", Rounding.YUAN_UP: "见分进元"}


def parse_yuan(text: str) -> int:
    """Fen of an amount typed in yuan; full-width figures, 。 for the point, thousands commas, ¥ and 元 are welcome.

    Refused: anything else (`money.form`, also scientific notation), more than two decimals
    (`money.decimals`), below zero (`money.negative`), beyond 99,999,999,999.99 (`money.range`).
    """
    quoted = _quoted(text)
    plain = figures(text).removeprefix("人民币").removeprefix("¥").removesuffix("元")
    negative = plain.startswith("-")
    digits = plain[1:] if negative else plain
    if not digits.isascii() or not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        raise Refused(Problem("money.form", f"{quoted}不是金额，请只填数字，例如 1,450.00"))
    yuan, _, decimals = digits.replace(",", "").partition(".")
    if len(decimals) > 2:
        raise Refused(
            Problem("money.decimals", f"金额最多两位小数（精确到分），{quoted}有{len(decimals)}位小数")
        )
    if len(yuan.lstrip("0")) > _LONGEST:
        raise Refused(Problem("money.range", _TOO_LARGE))
    fen = int(yuan.lstrip("0") or "0") * 100 + int(decimals.ljust(2, "0"))
    if negative and fen:
        raise Refused(Problem("money.negative", "金额不能是负数，扣减和支出请填在相应栏目里"))
    if fen > LARGEST_FEN:
        raise Refused(Problem("money.range", _TOO_LARGE))
    return fen


_TOO_LARGE = "金额过大，请检查是否多输了数字"


def _quoted(text: str) -> str:
    words = text.strip()
    return f"“{words[:_LONGEST]}…”" if len(words) > _LONGEST else f"“{words}”"


def format_yuan(fen: int, minus: str = "-") -> str:
    """`208440` → `2,084.40`; give `minus=MINUS` where the sign is printed in running text."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{minus if fen < 0 else ''}{yuan:,}.{rest:02d}"


def format_fraction(fen: Fraction) -> str:
    """An exact amount for reading: two decimals if that is all of it, else four and an ellipsis."""
    if fen.denominator == 1:
        return format_yuan(int(fen), MINUS)
    yuan, rest = divmod(int(abs(fen) * 100), 10_000)
    return f"{MINUS if fen < 0 else ''}{yuan:,}.{rest:04d}…"


def round_fraction(fen: Fraction, rounding: Rounding) -> int:
    """Whole fen of an exact amount: half up to the fen or the jiao, or always up to the next yuan."""
    return round_ratio(fen.numerator, fen.denominator, rounding)


def round_ratio(fen: int, parts: int, rounding: Rounding) -> int:
    """The same of so many fen divided into `parts`, for who rounds a whole roll."""
    if rounding is Rounding.YUAN_UP:
        return -(-fen // (100 * parts)) * 100
    step = 10 if rounding is Rounding.JIAO else 1
    return (2 * fen + step * parts) // (2 * step * parts) * step


# cn2an is not used: it takes binary floats, drops the 零 over an empty group of ten thousands
# (100,001,000 came out as 壹亿壹仟元) and leaves out 整 after 角, which our papers print.
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_GROUPS = ("", "万", "亿")


def capitals(fen: int) -> str:
    """The amount as vouchers want it (正确填写票据和结算凭证的基本规定): 贰仟零捌拾肆元肆角整.

    One 零 for any run of zeros inside, 整 after 元 or 角, never after 分. Refused: below zero or beyond
    `LARGEST_FEN` (`money.range`).
    """
    if not 0 <= fen <= LARGEST_FEN:
        raise Refused(Problem("money.range", "金额超出可以大写的范围（0至99,999,999,999.99元）"))
    yuan, rest = divmod(fen, 100)
    jiao, single = divmod(rest, 10)
    if not fen:
        return "零元整"
    words = f"{_capital_integer(yuan)}元" if yuan else ""
    if not rest:
        return words + "整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[single]}分" if single else "整")


def _capital_integer(number: int) -> str:
    groups = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    words, gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            gap = True
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _capital_group(group) + _GROUPS[place]
        gap = False
    return words


def _capital_group(group: int) -> str:
    words, gap = "", False
    for unit, size in (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)):
        digit = group // size % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words
