"""Names as people bear them: any Han character, the dot of minority names, nothing silently changed."""

import re
import unicodedata

from zqdesk.rules.plain_text import STAND_INS
from zqdesk.rules.problem import Problem, Refused

LONGEST = 50
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅･●˙·᛫⸱ꞏ﹒", "·"))
_STOPS = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])\s*[.．。]\s*"
)  # typed for the dot, but J. Wang keeps his
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u115f\u1160\u3164\uffa0\u2800"
_WIDE = {0xFF21 + n: 0x41 + n for n in (*range(26), *range(32, 58))} | {0x2019: "'", 0xFF07: "'", 0xFF0D: "-"}
_VARIANTS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))
"""Selectors of a drawing of the character before them; the character itself is the name."""
_LETTERS = "·' -.々〇"
"""What stands in names beside letters: the dot, apostrophe, hyphen and full stop of foreign ones, and two signs of ours."""
_DAMAGED = "\ufffd?？*＊□■〓"
_WORDS = frozenset(
    {
        *("无", "暂无", "没有", "不详", "未知", "同上", "姓名", "户主", "本人", "申请人", "子女", "家属"),
        *("配偶", "丈夫", "妻子", "儿子", "女儿", "父亲", "母亲"),
    }
)


def normalise_name(text: str) -> str:
    """The name with outer blanks gone, every variant of the dot written ·, every stand-in its real character.

    Blanks between two Han characters (張　三 typed to fill a column) are dropped. Radicals, compatibility
    ideographs and the private code points of GB 18030 become the character they stand for; no other character
    is changed. Length counts characters, also those beyond the BMP. Refused: empty, over 50 characters, digits,
    invisible or control characters, marks left by a failed conversion, what is private to one machine, a character
    described by its parts, brackets, a word that is no name (`name.empty`, `.length`, `.digit`, `.control`,
    `.damaged`, `.private`, `.described`, `.bracket`, `.word`).
    """
    plain = unicodedata.normalize("NFC", text.translate(_VARIANTS))
    outer = plain.strip().strip(_INVISIBLE).strip().translate(_DOTS).translate(STAND_INS).translate(_WIDE)
    name = _join_han(_STOPS.sub("·", outer).strip("·"))
    if not name:
        raise _refused("empty", "请填写姓名")
    if len(name) > LONGEST:
        raise _refused("length", f"姓名最多{LONGEST}个字，现在是{len(name)}个字")
    if name in _WORDS:
        raise _refused("word", f"“{name}”不是姓名，请按证件录入")
    for place, character in enumerate(name, 1):
        _check(character, place)
    if not any(each.isalpha() or _is_han(each) for each in name):
        raise _refused("word", f"“{name}”不是姓名，请按证件录入")
    return name


def name_key(text: str) -> str:
    """By what two names are the same person's, however written: no dot, blank or case; nothing of what is no name."""
    try:
        name = normalise_name(text)
    except Refused:
        return ""
    return "".join(each for each in name.casefold() if each.isalnum())


def name_doubt(name: str) -> Problem | None:
    """A warning, never a refusal: letters among Han characters mostly stand for one that could not be typed."""
    if any(map(_is_han, name)) and any(each.isalpha() and not _is_han(each) for each in name):
        text = f"“{name}”中汉字夹有字母或注音，可能是打不出的字，请与证件核对"
        return Problem("name.letters", text, "name")
    return None


def _check(character: str, place: int) -> None:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cf", "Zl", "Zp", "Cs") or character in _INVISIBLE:
        raise _refused("control", f"姓名第{place}个字的位置有看不见的字符，请删除后重新录入")
    if kind == "Nd":
        raise _refused("digit", f"姓名中有数字“{character}”，请核对证件")
    if kind in ("Ps", "Pe"):
        raise _refused("bracket", f"姓名中有括号“{character}”，请只录入证件上的姓名；拼出来的字请录入原字")
    if kind == "Co":
        raise _refused(
            "private", f"姓名第{place}个字是只有本机才有的自造字，换台电脑就认不出，请用其他输入法录入原字"
        )
    if character in _DAMAGED:
        raise _refused("damaged", f"姓名第{place}个字“{character}”是乱码或代用符号，请按证件录入原字")
    if kind == "Cn" and not _is_han(character):
        raise _refused("damaged", f"姓名第{place}个字的位置是没有字的编码，请按证件录入原字")
    if "\u2e80" <= character <= "\u2fff" or "\u31c0" <= character <= "\u31ef" or character == "〾":
        raise _refused("described", f"姓名第{place}个字“{character}”是部首或拼字符号，请按证件录入原字")
    if not kind.startswith(("L", "M")) and character not in _LETTERS and kind != "Cn":
        raise _refused("damaged", f"姓名第{place}个字“{character}”是符号，不是姓名用字，请按证件录入原字")
    if kind.startswith("M") and kind != "Mc":
        raise _refused("control", f"姓名第{place}个字的位置有叠加的符号，请删除后重新录入")


def _join_han(name: str) -> str:
    parts = name.split()
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        joined += part if _is_han(joined[-1]) and _is_han(part[0]) else f" {part}"
    return joined


def _is_han(character: str) -> bool:
    point = ord(character)
    if 0x3000 <= point <= 0x33FF:
        return character in "々〇"
    return 0x2E80 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF


def _refused(reason: str, text: str) -> Refused:
    return Refused(Problem(f"name.{reason}", text, "name"))
