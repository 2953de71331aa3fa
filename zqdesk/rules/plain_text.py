"""Text as it comes from a file or the clipboard, made plain before any pattern looks at it."""

import re
import unicodedata
from functools import cache

# What GB 18030-2022 has given these private code points; editions before, and Python, know nothing of it.
_GIVEN = dict(
    zip(
        "\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
        "𠂇𠂉𠃌龴龵龶龷𡗗龸𢦏龹龺𤇾龻",
        strict=True,
    )
)
# CJK Radicals Supplement, each before the character it looks like (Unicode, EquivalentUnifiedIdeograph).
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長"
    "⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_DOUBTFUL = re.compile("[\ufffd■□〓\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]")
"""Left by a failed conversion, or private to one machine."""
_TO_HYPHEN = "‐‑‒–—―−﹣－"


def plain_text(text: str) -> str:
    """The text as a keyboard would have written it: nothing invisible, one blank for any kind and number of them.

    Full-width letters and digits, small forms, every dash, radicals, compatibility ideographs and the private
    code points of GB 18030 become what they stand for. Chinese punctuation stays; so does what is private to one
    machine, for whoever reads it to refuse.
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_plain())).split())


def doubtful_character(text: str) -> str:
    """The first character that another machine would show otherwise, or that a failed conversion left; or nothing."""
    found = _DOUBTFUL.search(text)
    return found[0] if found else ""


def _stand_ins() -> dict[int, str]:
    """What each stand-in stands for."""
    folded = {ord(part): whole for part, whole in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    for first, last in (
        (0x2F00, 0x2FD5),  # Kangxi radicals
        (0xF900, 0xFAFF),  # compatibility ideographs; the twelve that are ordinary characters stay
        (0x2F800, 0x2FA1F),
    ):
        folded |= {point: unicodedata.normalize("NFKC", chr(point)) for point in range(first, last + 1)}
    trails = (*range(0x50, 0x7F), *range(0x80, 0xA1))  # FE50 to FEA0, once read as U+E815 to U+E864
    for point, trail in enumerate(trails, 0xE815):
        given = _GIVEN.get(chr(point)) or bytes((0xFE, trail)).decode("gb18030")
        folded[point] = given.translate(folded)
    return folded


@cache
def _plain() -> dict[int, str | None]:
    """All that becomes another character or goes; made when the first text asks for it."""
    made: dict[int, str | None] = {}
    for point in (*range(0x10000), *range(0xE0000, 0xE0200)):
        kind = unicodedata.category(chr(point))
        if kind in ("Zs", "Zl", "Zp"):
            made[point] = " "
        elif kind == "Cf" or (kind == "Cc" and not chr(point).isspace()):
            made[point] = None
    made |= dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800\u034f"))
    made |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0xFE50, 0xFE6B)):
        made |= {point: unicodedata.normalize("NFKC", chr(point)) for point in range(first, last + 1)}
    return made | dict.fromkeys(map(ord, _TO_HYPHEN), "-") | STAND_INS


STAND_INS = _stand_ins()
_ASCII = dict.fromkeys((*range(9), *range(14, 28), 127))
