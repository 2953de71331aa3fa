"""Single cells of a roster read for what they can only mean; whatever else they may be is refused or asked."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from zqdesk.office.hall.spreadsheets.sheets import LOST, NOT_COMPUTED
from zqdesk.rules.digits import half_width
from zqdesk.rules.people.identity import check_bank_card, parse_bank_card, parse_mobile
from zqdesk.rules.plain_text import doubtful_character
from zqdesk.rules.problem import Problem, Refused

LONGEST = 200
EARLIEST_YEAR = 1990
NO_ACCOUNT = (
    "",
    "无",
    "没有",
    "暂无",
    "未办",
    "未办卡",
    "未开户",
    "未办理",
    "待办",
    "待开户",
    "现金",
    "/",
    "-",
)
NO_WORDS = ("", "否", "无", "0", "N", "n", "不是", "非", "×", "X", "x", "/", "-", "未建档", "不属于")
YES_WORDS = ("是", "1", "Y", "y", "有", "√", "✓", "✔", "建档立卡", "建档立卡户", "脱贫户", "已脱贫", "属于")
URBAN = ("城市", "城镇", "非农业", "城市低保", "城镇低保", "城市居民")
RURAL = ("农村", "农业", "农村低保", "农村居民")
SCIENTIFIC = re.compile(r"-?\d+(\.\d+)?E\+?\d+", re.IGNORECASE)
_ERROR = re.compile(
    r"#(REF|DIV/0|VALUE|NAME|NUM|NULL|N/A|SPILL|CALC|FIELD|未计算)[!?]?|#{2,}|#?Err:\d+|#.*!", re.IGNORECASE
)
_MONTH = re.compile(r"([0-9]{4})(?:年|[-./])([0-9]{1,2})(?:月份?|(?:月|[-./])([0-9]{1,2})日?)?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_SERIAL = re.compile(r"[34][0-9]{4}")
# A mobile that lost a digit is as long as an area and its number, but does not begin with their 0.
_LANDLINE = re.compile(
    r"[2-8][0-9]{6,7}|0[0-9]{2,3}-?[2-9][0-9]{6,7}(-[0-9]{1,6})?|[48]00-?[0-9]{3}-?[0-9]{4}"
)


def unreadable(text: str) -> Problem | None:
    """Why a cell says nothing, whatever its column: an error, a rounded number, damage, more than any field holds."""
    code = said = ""
    if text == NOT_COMPUTED:
        code, said = "not_computed", "这一格是公式，文件里没有算出的结果；请在 Excel 中打开、保存后再导入。"
    elif text.startswith(("#", "E", "e")) and _ERROR.fullmatch(text):
        code, said = "error", f"这一格是错误值“{text[:20]}”，不能当作空白，请更正。"
    elif text.startswith(LOST):
        code, said = "lost", "被 Excel 存成了数字，末几位已丢失；请把该列设为文本后重新填写。"
    elif len(text) > LONGEST:
        code, said = "long", f"这一格有 {len(text)} 个字，最多 {LONGEST} 个，请核对。"
    elif doubtful_character(text):
        code, said = "damaged", f"“{text[:20]}”里有乱码或只有本机才有的自造字，请录入原字。"
    return Problem(f"cell.{code}", said) if code else None


def month(text: str, today: date) -> str:
    """`2025-07` of a month or a day in it. Refused: what is none, or may be two (`month.*`)."""
    plain = half_width(text).replace(" ", "")
    found = _MONTH.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if plain.endswith(".1") and found and not found[3]:
        two = f"“{text}”可能是 1 月，也可能是被 Excel 改过的 10 月，请写成 {found[1]}-01 或 {found[1]}-10。"
        raise Refused(Problem("month.two", two))
    if _SERIAL.fullmatch(plain):
        meant = date(1899, 12, 30) + timedelta(days=int(plain))
        said = f"“{text}”像是 Excel 的日期序号（{meant.year}年{meant.month}月{meant.day}日），请写成年月。"
        raise Refused(Problem("month.serial", said))
    if not found or not _is_date(int(found[1]), int(found[2]), int(found[3] or 1)):
        said = f"“{text[:30]}”看不出是哪年哪月，请写成 2025-07 或 2025年7月。"
        raise Refused(Problem("month.form", said))
    if not EARLIEST_YEAR <= int(found[1]) <= today.year + 1:
        said = f"“{text[:30]}”不在 {EARLIEST_YEAR} 年到明年之间，请核对。"
        raise Refused(Problem("month.range", said))
    return f"{found[1]}-{int(found[2]):02d}"


def account(text: str, *, from_number: bool) -> tuple[str, tuple[Problem, ...], Problem | None]:
    """The account, what only wants to be read, and what is asked. Refused: what is no account."""
    if text in NO_ACCOUNT:
        notes = (Problem("account.none", f"“{text}”按没有账号导入。"),) if text else ()
        return "", notes, None
    if SCIENTIFIC.fullmatch(text):
        said = f"“{text}”是 Excel 的科学计数，末几位已丢失，请重新填写。"
        raise Refused(Problem("account.lost", said))
    number = parse_bank_card(text)
    doubt = check_bank_card(number)
    asked = None
    if from_number and len(number) < 16:
        asked = Problem("account.zeros", f"“{number}”存成了数字，前面若有 0 已经丢失，请与存折核对。")
    return number, (doubt,) if doubt else (), asked


def phone(text: str) -> tuple[str, Problem | None]:
    """The number, and what is asked if it is none; a landline is one."""
    if text in NO_ACCOUNT:
        return "", None
    plain = half_width(text)
    try:
        return parse_mobile(plain), None
    except Refused:
        if _LANDLINE.fullmatch(plain.replace(" ", "")):
            return plain.replace(" ", ""), None
    if SCIENTIFIC.fullmatch(plain):
        return "", Problem("phone.lost", f"“{text}”是 Excel 的科学计数，不是电话，按没有电话导入。")
    return text, Problem("phone.form", f"“{text}”不像电话号码，照原文导入。")


def village_of(name: str, villages: Mapping[str, str]) -> str:
    """The division that is meant, with or without 村委会 and the like; empty if none or more than one is."""
    if name in villages:
        return villages[name]
    stem = _stem(name)
    found = {code for known, code in villages.items() if _stem(known) == stem}
    if not found:
        # The town's name stands before it in what platforms export.
        found = {code for known, code in villages.items() if _is_town(stem, _stem(known))}
    return found.pop() if len(found) == 1 else ""


def _is_town(whole: str, stem: str) -> bool:
    town = whole.removesuffix(stem)
    return town != whole and town.endswith(("镇", "乡", "街道", "办事处", "区", "县", "市"))


def _stem(name: str) -> str:
    plain = name.replace(" ", "")
    for end in (
        "村民委员会",
        "居民委员会",
        "社区居委会",
        "民委员会",
        "村委会",
        "居委会",
        "委会",
        "社区",
        "村",
        "居",
    ):
        if plain.endswith(end) and len(plain) > len(end):
            return plain.removesuffix(end).removesuffix("村")
    return plain


def _is_date(year: int, month_number: int, day: int) -> bool:
    try:
        date(year, month_number, day)
    except ValueError:
        return False
    return True
