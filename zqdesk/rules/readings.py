"""How Chinese words are read: their pinyin, what letters typed for them fit, and the order they are listed in.

Every reading of a character counts, the common one first; at the beginning of a name that is the surname's.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

SURNAMES = dict(
    pair.split(":")
    for pair in [
        "单:shan",
        "仇:qiu",
        "解:xie",
        "曾:zeng",
        "查:zha",
        "区:ou",
        "盖:ge",
        "乐:yue",
        "朴:piao",
        "翟:zhai",
        "覃:qin",
        "员:yun",
        "缪:miao",
        "召:shao",
        "祭:zhai",
        "洗:xian",
        "种:chong",
        "折:she",
        "黑:he",
        "秘:bi",
        "繁:po",
        "郇:xun",
        "牟:mu",
        "隗:wei",
        "乜:nie",
        "么:yao",
        "句:gou",
        "都:du",
        "卜:bu",
        "薄:bo",
        "阚:kan",
        "佴:nai",
        "适:kuo",
        "重:chong",
        "藏:zang",
        "长:zhang",
    ]
)
"""The reading of a character as a surname, wherever another is commoner or could be taken for it."""
COMPOUND = {
    "尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "长孙": "zhang sun", "澹台": "tan tai", "令狐": "ling hu",
    "宇文": "yu wen", "鲜于": "xian yu", "呼延": "hu yan", "尉犁": "yu li", "乐正": "yue zheng", "夏侯": "xia hou",
    "宰父": "zai fu", "亓官": "qi guan", "皇甫": "huang fu", "濮阳": "pu yang", "淳于": "chun yu",
}  # fmt: skip
COMMON = {"长": "chang"}
"""Where the dictionary's first reading of a lone character is not the usual one in given names."""
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("·•・‧∙⋅･●\u200b\u200c\u200d\u2060\ufeff")
)
_EACH: Any = list
"""What the dictionary does not know is taken character by character."""
_NUMBERS = re.compile(r"(\d+)")

Options = tuple[str, ...]
Spelled = tuple[Options, ...]
"""What each character of some words may be spelled as, the common spelling first; punctuation has none."""


class Fit(IntEnum):
    """How well letters fit: the whole of the words, their beginning, or from some other character on."""

    WHOLE = 0
    BEGINS = 1
    INSIDE = 2


def fold(text: str) -> str:
    """A text as it is searched: full-width forms and dashes made plain, the dots of names dropped, small letters."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).lower()


@lru_cache(maxsize=1 << 14)
def spelled(words: str, *, name: bool = False) -> Spelled:
    """The spellings of each character. `name`: of a person or village, which begins with a surname."""
    folded = [each for each in fold(words) if each.isalnum()]
    options = [_readings(each) or (each,) for each in folded]
    first = _surname("".join(folded[:2])) if name else _phrase("".join(folded))
    for at, usual in enumerate(first):
        options[at] = tuple(dict.fromkeys((usual, *options[at])))
    return tuple(options)


@lru_cache(maxsize=1 << 14)
def common(words: Spelled) -> Spelled:
    """Only the common spelling of each character."""
    return tuple(options[:1] for options in words)


def sounds_like(one: str, other: str) -> bool:
    """Whether two names may be told apart by the eye alone: as many characters, each with a reading in common.

    Variants of one character (峰, 峯) are read alike too.
    """
    ours, theirs = spelled(one, name=True), spelled(other, name=True)
    return len(ours) == len(theirs) > 0 and all(
        not set(a).isdisjoint(b) for a, b in zip(ours, theirs, strict=True)
    )


def fit(typed: str, words: Spelled) -> Fit | None:
    """How letters, at least one, fit: each character is typed in full or as its initial, the last one perhaps not to its end."""
    for start, options in enumerate(words):
        if all(option[0] != typed[0] for option in options):
            continue
        reached = set(_reached(typed, words[start:]))
        if reached:
            whole = start == 0 and len(words) in reached
            return Fit.INSIDE if start else Fit.WHOLE if whole else Fit.BEGINS
    return None


def _reached(typed: str, words: Spelled) -> Iterator[int]:
    """How many characters the letters cover, for each way to read them; -1 where one is left half typed."""
    if not typed:
        yield 0
    elif words:
        for piece in {piece for option in words[0] for piece in pieces(option)}:
            if typed.startswith(piece):
                yield from (n + 1 if n >= 0 else n for n in _reached(typed[len(piece) :], words[1:]))
        if any(option.startswith(typed) for option in words[0]):
            yield -1


def mentions(typed: str, *texts: str) -> bool:
    """Whether what was typed stands in one of the texts, or letters are how a part of one is read as a name."""
    wanted = fold(typed).strip()
    if any(wanted in fold(text) for text in texts):
        return True
    letters = wanted.isascii() and wanted.isalpha()
    return letters and any(fit(wanted, spelled(text, name=True)) is not None for text in texts)


@cache
def pieces(syllable: str) -> Options:
    """The ways to type a syllable: zhang, zh, z."""
    double = (syllable[:2],) if syllable[:2] in ("zh", "ch", "sh") else ()
    return tuple(dict.fromkeys((syllable, *double, syllable[0])))


@lru_cache(maxsize=1 << 16)
def sort_key(text: str) -> str:
    """Where a text stands in a list: numbers by their size, then letters and pinyin, then signs nobody reads.

    Blanks do not count, the surname has its own reading; of two characters read alike the code point decides.
    """
    plain = unicodedata.normalize("NFKC", text)
    usual = _surname(plain[:2])
    places = [f"\3{reading}\2{each}" for each, reading in zip(plain, usual, strict=False)]
    rest = plain[len(usual) :]
    parts = _NUMBERS.split(rest) if any(map(str.isdigit, rest)) else [rest]
    places += [_size(part) if part[:1].isdigit() else "".join(map(_place, part)) for part in parts]
    return "".join(places)


def _size(digits: str) -> str:
    number = digits.lstrip("0")
    return f"\2{len(number):04}{number}"


@cache
def _place(character: str) -> str:
    if character.isspace():
        return ""
    reading = next(iter(_readings(character.lower())), "")
    return f"\3{reading}\2{character}" if reading else f"\4{character}"


def _surname(beginning: str) -> list[str]:
    if beginning in COMPOUND:
        return COMPOUND[beginning].split()
    reading = SURNAMES.get(beginning[:1])
    return [reading] if reading else []


def _phrase(words: str) -> list[str]:
    """The reading of the words as a phrase: 银行 is no yin xing, 曾孙 no ceng sun."""
    from pypinyin import Style, lazy_pinyin

    return [str(each) for each in lazy_pinyin(words, style=Style.NORMAL, errors=_EACH)]


@cache
def _readings(character: str) -> Options:
    """Every reading of a character without its tones; a letter or digit reads as itself, a sign as nothing."""
    if character.isascii():
        return (character,) if character.isalnum() else ()
    from pypinyin import Style, pinyin  # large dictionary: loaded with the first name, not at start

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    usual = (COMMON[character],) if character in COMMON else ()
    kept = (each for options in found for each in options if each.isascii() and each.isalpha())
    return tuple(dict.fromkeys((*usual, *kept)))


@cache
def syllables() -> frozenset[str]:
    """Every syllable that some character is read as."""
    from pypinyin.constants import PINYIN_DICT

    plain = (
        unicodedata.normalize("NFD", each) for each in {r for v in PINYIN_DICT.values() for r in v.split(",")}
    )
    bare = ("".join(c for c in each.replace("u\u0308", "v") if c.isascii()) for each in plain)
    return frozenset(each for each in bare if set(each) & set("aeiouv"))
