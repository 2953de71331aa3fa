"""Whether two addresses within a village are one house, however they were written."""

import re

from zqdesk.rules.digits import half_width

_NUMERALS = {figure: str(n) for n, figure in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[号户院栋幢排组楼室单区]|$)")
_FIGURES = re.compile("[〇零一二三四五六七八九]+(?=[号户院栋幢排组楼室单区]|$)")
_OFFICES = re.compile("(村民委员会|居民委员会|村委会|居委会)")
_PARTS = re.compile("(号楼|单元|门牌|号|户|院|栋|幢|排|组|楼|室)+")


def address_key(text: str, village: str = "") -> str:
    """What tells a house from others of its village: no village, blanks, signs, and figures as figures.

    `示例东村７ 号`, `7号院` and `七号` of 示例东村 are `7`; empty where nothing was said.
    """
    plain = "".join(each for each in half_width(text).casefold() if each.isalnum() or each in "-#/")
    plain = _OFFICES.sub("", plain)
    if village and village in plain:
        plain = plain.rpartition(village)[2]
    plain = _TENS.sub(lambda m: str((_digit(m[1]) or 1) * 10 + _digit(m[2])), plain)
    plain = _FIGURES.sub(lambda m: "".join(_NUMERALS[each] for each in m[0]), plain)
    plain = re.sub("[-#/]+", "-", _PARTS.sub("-", plain)).strip("-")
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain)


def same_house(one: str, other: str) -> bool:
    """Whether two keys may mean one house: the same, or a bare number beside a street with this number."""
    if not one or not other:
        return False
    return one == other or _ends_with(one, other) or _ends_with(other, one)


def _ends_with(whole: str, number: str) -> bool:
    if not re.fullmatch(r"\d+(-\d+)*", number) or not whole.endswith(number):
        return False
    before = whole[: -len(number)]
    return not before[-1:].isdigit() and not before.endswith("-")


def _digit(figure: str) -> int:
    return int(_NUMERALS.get(figure, "0"))
