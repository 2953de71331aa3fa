"""The number of a paper from outside, made plain: however it was typed, the same paper has the same number."""

import re
import unicodedata
from itertools import pairwise

from zqdesk.rules.digits import half_width

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_CHINESE = "".join((*_DIGITS, *_UNITS))
_COUNTED = re.compile(f"第([{_CHINESE}]+)|([{_CHINESE}]+)(?=[批号次期])")
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_SAID_BY_HABIT = frozenset({"第", "号", "批", "次", "no"})


def plain_number(text: str) -> str:
    """The number as it is compared: `示民财〔2026〕8号`, `示民财[2026]第 08号` and `示民财２０２６－8` are one.

    Width, blanks, brackets, dashes, case, leading zeros, 第 and 号 say nothing; 第二批 is 第2批. Empty: no number.
    """
    folded = unicodedata.normalize("NFKC", half_width(text)).casefold()
    counted = _COUNTED.sub(lambda found: str(_value(found[1] or found[2])), "".join(folded.split()))
    parts = [part for each in _PARTS.findall(counted) for part in _parted(each)]
    return "-".join(parts)


def _parted(part: str) -> list[str]:
    """A run of figures without its zeros in front; a run of letters without what is said by habit."""
    if part.isdecimal():
        return [str(int(part))]
    plain = part.removeprefix("第")
    while plain and plain[-1] in _SAID_BY_HABIT:
        plain = plain[:-1]
    return [] if not plain or plain in _SAID_BY_HABIT else [plain]


def _value(text: str) -> int:
    """十二 → 12, 二十 → 20, 一百〇三 → 103; written out figure by figure (二〇二六) it is read so."""
    if not any(sign in _UNITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total = 0
    for sign, following in pairwise(f"{text} "):
        if sign in _UNITS:
            continue
        total += _DIGITS[sign] * _UNITS.get(following, 1)
    begins_with_unit = text[0] in _UNITS
    return total + (_UNITS[text[0]] if begins_with_unit else 0)
