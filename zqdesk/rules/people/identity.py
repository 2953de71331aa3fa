"""Numbers and names people are known by: ID number, disability card, bank card, phone, and their masks."""

import re
from collections.abc import Sequence
from datetime import date
from operator import mul

from zqdesk.frozen import frozen
from zqdesk.rules.digits import figures
from zqdesk.rules.people.names import normalise_name as normalise_name  # noqa: PLC0414 - part of this door
from zqdesk.rules.problem import Problem, Refused

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
CROSSES = "×✕✖╳ХΧⅩ"
"""Signs that stand for the X at the end, the Cyrillic and the Greek letter among them."""
_SLIPS = str.maketrans(CROSSES, "X" * len(CROSSES), "'’`")
_DISABILITY_TYPES = {
    "1": "视力",
    "2": "听力",
    "3": "言语",
    "4": "肢体",
    "5": "智力",
    "6": "精神",
    "7": "多重",
}


@frozen
class IdNumber:
    """A checked 18-digit number; `converted` if it was typed as an old 15-digit one.

    `kind` is `resident`, `foreign` (permanent residents, beginning with 9) or `hmt` (residents of Hong Kong,
    Macao and Taiwan, 81/82/83); all three have the same form. `division` is that of first registration,
    often long abolished, and never checked against today's list. `sex` as in GB/T 2261.1: 1 male, 2 female.
    """

    number: str
    born_on: date
    sex: str
    division: str
    converted: bool = False
    kind: str = "resident"


@frozen
class DisabilityCard:
    """20 characters: the holder's ID number, type (1 视力 … 7 多重) and grade (1 heaviest … 4)."""

    number: str
    type: str
    grade: int


def check_digit(first17: str) -> str:
    """The 18th character of an ID number (GB 11643-1999, MOD 11-2)."""
    return _CHECKS[sum(map(mul, map(int, first17), _WEIGHTS)) % 11]


def parse_id_number(text: str, today: date | None = None) -> IdNumber:
    """The ID number as typed: blanks, full-width digits and a small x are normalised, 15 digits converted.

    Refused with what is wrong and where: `id_number.length`, `.characters`, `.date`, `.checksum`, and, if
    `today` is given, `.future`.
    """
    number = _squeeze(text)
    converted = len(number) == 15 and number.isascii() and number.isdigit()
    _check_characters(number)
    if converted:
        number = f"{number[:6]}19{number[6:]}"
        number += check_digit(number)
    born_on = _birth_date(number)
    expected = check_digit(number[:17])
    if number[17] != expected:
        raise _refused(
            "id_number.checksum", f"身份证号第18位校验码应为{expected}，请核对证件（各位数字都可能输错）"
        )
    if today is not None and born_on > today:
        raise _refused("id_number.future", f"身份证号中的出生日期{_day_words(born_on)}晚于今天，请核对证件")
    sex = "1" if int(number[16]) % 2 else "2"
    return IdNumber(number, born_on, sex, number[:6], converted, _kind(number))


def age_on(born: date, day: date) -> int:
    """Full years (周岁) on a day: one is a year older from the birthday on, 29 February from 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def parse_disability_card(text: str, id_number: str, former: Sequence[str] = ()) -> DisabilityCard:
    """The card number, with or without the mark of reissue (B1 or two digits).

    `former` are numbers the holder was known by before they were put right: a card that still bears one holds until
    it is issued anew. Refused: wrong length, a number that is not the holder's (`disability_card.id_number`), types outside
    1-7, grades outside 1-4.
    """
    number = _squeeze(text)
    if not re.fullmatch(r"\d{17}[\dX]\d\d(B?\d|\d\d)?", number):
        text_ = f"残疾人证号应为20位（身份证号18位＋残疾类别1位＋等级1位），现在是{len(number)}位，请核对证件"
        raise Refused(Problem("disability_card.length", text_, "disability_card"))
    if number[:18] not in {_squeeze(id_number), *former}:
        text_ = "残疾人证号前18位与本人身份证号不一致，请核对证件"
        raise Refused(Problem("disability_card.id_number", text_, "disability_card"))
    if number[18] not in _DISABILITY_TYPES:
        text_ = f"残疾人证号第19位（残疾类别）应为1至7，现为{number[18]}，请核对证件"
        raise Refused(Problem("disability_card.type", text_, "disability_card"))
    if number[19] not in "1234":
        text_ = f"残疾人证号第20位（残疾等级）应为1至4，现为{number[19]}，请核对证件"
        raise Refused(Problem("disability_card.grade", text_, "disability_card"))
    return DisabilityCard(number, number[18], int(number[19]))


def parse_bank_card(text: str) -> str:
    """Digits of a card or passbook account; refused (`bank_card.form`) unless 10 to 24 digits."""
    number = _squeeze(text)
    if not re.fullmatch(r"[0-9]{10,24}", number):
        raise Refused(
            Problem(
                "bank_card.form",
                "银行账号应全部是数字（银行卡一般16至19位），请核对存折或银行卡",
                "bank_card",
            )
        )
    return number


def check_bank_card(text: str) -> Problem | None:
    """A warning, never a refusal: passbooks of rural banks keep neither the card length nor Luhn's digit."""
    number = _squeeze(text)
    if not 16 <= len(number) <= 19:
        return Problem(
            "bank_card.length",
            f"银行卡号一般为16至19位，现在是{len(number)}位；如是存折账号请再核对一遍",
            "bank_card",
        )
    if not (number.isascii() and number.isdigit()) or _luhn(number) % 10:
        return Problem(
            "bank_card.checksum", "银行卡号校验不通过，可能输错了数字；如是存折账号请再核对一遍", "bank_card"
        )
    return None


def parse_mobile(text: str) -> str:
    """11 digits beginning with 13 to 19; blanks, hyphens and +86 are dropped. Refused: `mobile.form`."""
    number = re.sub(r"^(\+?86)(?=1\d{10}$)", "", re.sub(r"[-()]", "", _squeeze(text)))
    if not re.fullmatch(r"1[3-9]\d{9}", number):
        raise Refused(
            Problem("mobile.form", f"手机号应为11位数字、以13至19开头，现在是“{text.strip()}”", "mobile")
        )
    return number


def mask_id(number: str) -> str:
    """`370114********0014`: for lists inside the office; what is hung up shows no number at all."""
    return _mask(number, 6, 4)


def mask_card(number: str) -> str:
    return _mask(number, 4, 4)


def mask_phone(number: str) -> str:
    return _mask(number, 3, 4)


def _mask(number: str, head: int, tail: int) -> str:
    hidden = len(number) - head - tail
    return number[:head] + "*" * hidden + number[-tail:] if hidden > 0 else "*" * len(number)


def _squeeze(text: str) -> str:
    return figures(text).upper().translate(_SLIPS)


def _check_characters(number: str) -> None:
    if not number:
        raise _refused("id_number.length", "请填写身份证号")
    for place, character in enumerate(number, 1):
        if character in "0123456789" or (character == "X" and place == 18):
            continue
        hint = {"O": "，可能是数字0", "I": "，可能是数字1", "L": "，可能是数字1"}.get(character, "")
        what = f"身份证号第{place}位“{character}”不是数字{hint}，请核对证件"
        raise _refused("id_number.characters", what)
    if len(number) not in (15, 18):
        raise _refused("id_number.length", f"身份证号应为18位，现在是{len(number)}位，请核对证件")


def _birth_date(number: str) -> date:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born_on = date.min
    if born_on.year < 1850:
        raise _refused("id_number.date", f"身份证号第7至14位“{number[6:14]}”不是有效的出生日期，请核对证件")
    return born_on


def _kind(number: str) -> str:
    if number[0] == "9":
        return "foreign"
    return "hmt" if number[:2] in ("81", "82", "83") else "resident"


def _luhn(number: str) -> int:
    digits = [int(d) for d in reversed(number)]
    return sum(digits[::2]) + sum(_DOUBLED[each] for each in digits[1::2])


def _day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _refused(code: str, text: str) -> Refused:
    return Refused(Problem(code, text, "id_number"))
