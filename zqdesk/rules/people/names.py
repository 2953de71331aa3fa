"""Names as people bear them: any Han character, the dot of minority names, nothing silently changed."""

import re
import unicodedata

from zqdesk.rules.problem import Problem, Refused

LONGEST = 50
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅･●", "·"))
_STOPS = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])\s*[.．。]\s*"
)  # typed for the dot, but J. Wang keeps his
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_DAMAGED = "\ufffd?？*＊□■"


def normalise_name(text: str) -> str:
    """The name with outer blanks gone and every variant of the dot written ·.

    Blanks between two Han characters (張　三 typed to fill a column) are dropped. No NFC or NFKC: both
    would replace compatibility characters by others. Length counts characters, also those beyond the
    BMP. Refused: empty, over 50 characters, digits, invisible or control characters, marks left by a failed
    conversion (`name.empty`, `.length`, `.digit`, `.control`, `.damaged`).
    """
    outer = text.strip().strip(_INVISIBLE).strip().translate(_DOTS)
    name = _join_han(_STOPS.sub("·", outer).strip("·"))
    if not name:
        raise _refused("empty", "请填写姓名")
    if len(name) > LONGEST:
        raise _refused("length", f"姓名最多{LONGEST}个字，现在是{len(name)}个字")
    for place, character in enumerate(name, 1):
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf", "Zl", "Zp", "Cs"):
            raise _refused("control", f"姓名第{place}个字的位置有看不见的字符，请删除后重新录入")
        if kind == "Nd":
            raise _refused("digit", f"姓名中有数字“{character}”，请核对证件")
        if character in _DAMAGED:
            raise _refused("damaged", f"姓名第{place}个字“{character}”是乱码或代用符号，请按证件录入原字")
    return name


def _join_han(name: str) -> str:
    parts = name.split()
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        joined += part if _is_han(joined[-1]) and _is_han(part[0]) else f" {part}"
    return joined


def _is_han(character: str) -> bool:
    point = ord(character)
    return 0x2E80 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF


def _refused(reason: str, text: str) -> Refused:
    return Refused(Problem(f"name.{reason}", text, "name"))
