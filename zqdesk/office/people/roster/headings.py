"""What a heading of a roster means: its usual names, how it is written otherwise, and what makes it doubtful."""

import re
from collections.abc import Mapping
from functools import cache

from zqdesk.frozen import frozen

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "household_number": ("户编号", ("家庭编号", "户号", "户序号", "家庭编码", "户编码", "家庭序号")),
    "certificate_number": (
        "低保证号",
        ("证号", "低保证编号", "保障证号", "低保证号码", "低保编号", "救助证号"),
    ),
    "head_name": ("户主姓名", ("户主", "申请人姓名", "申请人", "家庭户主", "户主名", "姓名户主")),
    "head_id_number": ("户主身份证号", ("户主身份证", "申请人身份证", "身份证号户主", "身份证号码户主")),
    "name": (
        "姓名",
        ("成员姓名", "家庭成员姓名", "保障对象姓名", "人员姓名", "成员", "保障对象", "家庭成员"),
    ),
    "id_number": ("身份证号", ("身份证", "证件号码", "证件号")),
    "relation": ("与户主关系", ("关系", "与申请人关系", "家庭关系", "与户主的关系", "成员关系", "称谓")),
    "village": (
        "村(居)",
        (
            *("村", "村居", "村居委会", "村民委员会", "社区", "村社区", "居委会", "行政村", "地区", "村名"),
            *("所属村居", "村委会", "所在村居", "村居名称", "所在村", "村社", "所属村", "村居社区"),
        ),
    ),
    "address": ("家庭住址", ("住址", "地址", "居住地址", "现居住地", "现住址", "详细地址", "家庭地址")),
    "phone": ("联系电话", ("联系方式",)),
    "standard_kind": (
        "城乡类别",
        ("享受类别", "类别", "城市农村", "保障类别", "救助类别", "城乡", "户口类别"),
    ),
    "person_count": (
        "保障人数",
        ("保障人口", "享受人数", "享受人口", "保障人口数", "人数", "家庭人口", "家庭人口数"),
    ),
    "allowance": ("户月保障金", ()),
    "uplift": ("分类施保金", ("分类施保", "分类施保金额", "分类救助金", "增发金额")),
    "from_month": ("起始月份", ("起保时间", "登记时间", "起始时间", "起始年月", "起保年月")),
    "bank_name": ("开户银行", ("开户行", "银行", "银行名称", "开户行名称")),
    "account_name": ("账户名称", ("户名", "账户名", "开户名", "账户姓名", "开户人")),
    "account_number": ("银行账号", ()),
    "registered_poor": ("建档立卡", ("是否建档立卡", "建档立卡户", "脱贫户", "是否脱贫户")),
}
MONEY = ("allowance", "uplift")
# Of one field: the count of those who live there is not the count of those supported.
LESSER = {"person_count": ("人数", "家庭人口", "家庭人口数")}
_GRANTED = "(?:应发|实发|发放|享受|救助|保障|低保|补助|补差)"
_PATTERNS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("allowance", f"(?:家庭|全户|每户|户)?每?月?{_GRANTED}{{1,2}}(?:金|资金|金额)"),
        (
            "account_number",
            "(?:开户|银行|社保|社会保障|一卡通|惠农|惠民|存折|发放|领款|低保)*(?:卡|存折)?(?:账号|账户号|账户号码|账号码|卡号|卡号码)",
        ),
        ("id_number", "(?:居民|成员|家庭成员|保障对象|本人|人员)?(?:公民)?身份(?:证|证件)?(?:号|号码)"),
        ("head_id_number", "(?:户主|申请人)(?:居民|公民)?身份(?:证|证件)?(?:号|号码)"),
        ("phone", "(?:户主|家庭|本人)?(?:联系)?(?:电话|手机)(?:号|号码)?"),
        (
            "from_month",
            "(?:低保)?(?:开始|起始)?(?:享受|救助|保障|纳入|批准|发放)(?:低保)?(?:起始|开始)?(?:时间|月份|年月|日期)",
        ),
    )
)
_MEMBER = re.compile(
    r"(?:家庭)?成员(\d{1,2}|[一二三四五六七八九])(姓名|(?:公民)?身份证号码?|公民身份号码|关系|与户主关系)?"
)
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
_TRADITIONAL = str.maketrans(
    "戶證號與關係係銀賬帳帐聯繫繋電話開額數稱類別檔貧時間詳縣鄉鎮區員養難補貼發編碼現門實費鄰裡說歲齡屬應標準總計幣",
    "户证号与关系系银账账账联系系电话开额数称类别档贫时间详县乡镇区员养难补贴发编码现门实费邻里说岁龄属应标准总计币",
)
_BRACKETS = re.compile(r"[(（\[【〔{｛]([^)）\]】〕}｝]*)[)）\]】〕}｝]")
_SIGNS = re.compile(r"[\s:：*＊/、，,。._\-—()（）\[\]【】]")
_HARMLESS = re.compile(
    r"(单位:?)?(人民币)?元?(/|每)?(户|月|户/月|月/户|户月|月户)?|人|个|必填|选填|可不填|不填|可选|可空|文本(格式|型)?|\d+位数?|[如例格].*|yyyy.*|年/?-?月(/?-?日)?|下拉(选择)?|中文|全称|签字|盖章"
)
_UNIT_AT_END = re.compile(r"(元/月|元每月|元|/月|每月)$")
_OTHER_PERSONS = re.compile(
    "监护|代理|配偶|联系人|干部|经办|包保|帮扶|责任人|代领|代管|赡养|抚养|扶养|法定|网格|父亲|母亲"
)
TITLE_UNIT = re.compile(
    r"单位\s*[:：]\s*([^\s,，;；)）]*元[^\s,，;；)）]*)|[(（]((?:万|千|百)?元/?(?:年|季)[^)）]*)[)）]"
)


@frozen
class Meaning:
    """The field of a heading; with `doubt` why it is not taken for it before somebody looked."""

    field: str = ""
    doubt: str = ""


def title_of(field: str) -> str:
    """The usual heading of a field."""
    if field.startswith("member."):
        _, number, part = field.split(".")
        return f"成员{number}{ {'name': '姓名', 'id_number': '身份证号', 'relation': '关系'}[part] }"
    return FIELDS[field][0]


def is_lesser(field: str, heading: str) -> bool:
    """Whether another heading of the field says it better."""
    return _bare(heading) in LESSER.get(field, ())


@cache
def meaning(upper: str, lower: str = "") -> Meaning:
    """What a heading, or one of two rows, stands for."""
    if upper and lower:
        both = meaning(upper + lower)
        if both.field:
            return both
        alone = meaning(lower)
        other = _OTHER_PERSONS.search(upper)
        if alone.field and other:
            return Meaning(alone.field, f"上面的“{upper}”")
        return alone
    return _single(lower or upper)


def odd_unit(text: str) -> str:
    """A unit of money other than yuan a month that a line above the table names; or nothing."""
    found = TITLE_UNIT.search(text)
    unit = (found[1] or found[2]) if found else ""
    return "" if _HARMLESS.fullmatch(unit) else unit


def _single(heading: str) -> Meaning:
    folded = heading.translate(_TRADITIONAL)
    whole = _field(_SIGNS.sub("", folded))
    if whole:
        return Meaning(whole)
    field = _field(_bare(folded))
    if not field:
        other = _OTHER_PERSONS.search(folded)
        return Meaning("", f"“{other[0]}”" if other else "")
    inside = [each.strip().replace("：", ":").replace("／", "/") for each in _BRACKETS.findall(folded)]
    odd = next((each for each in inside if not _HARMLESS.fullmatch(each.lower())), "")
    return Meaning(field, f"括号里的“{odd}”" if odd else "")


def _bare(heading: str) -> str:
    without = _BRACKETS.sub("", heading.translate(_TRADITIONAL))
    return _SIGNS.sub("", _UNIT_AT_END.sub("", without.strip()))


def _field(words: str) -> str:
    if not words:
        return ""
    member = _MEMBER.fullmatch(words)
    if member:
        number = _NUMERALS.get(member[1]) or int(member[1])
        said = member[2] or ""
        part = "relation" if "关系" in said else "id_number" if "号" in said else "name"
        return f"member.{number}.{part}"
    for field, (title, aliases) in FIELDS.items():
        if words == _SIGNS.sub("", title) or words in aliases:
            return field
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(words)), "")
