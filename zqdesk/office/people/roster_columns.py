"""Recognising the columns of a roster by their headings, and remembering what the clerk re-mapped."""

import re
from collections.abc import Mapping

from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets import Sheet
from zqdesk.rules.problem import Problem

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "household_number": ("户编号", ("家庭编号", "户号", "户序号", "家庭编码")),
    "certificate_number": ("低保证号", ("证号", "证件号码", "低保证编号", "保障证号", "低保证号码")),
    "head_name": ("户主姓名", ("户主", "申请人姓名", "申请人", "家庭户主", "户主名")),
    "head_id_number": (
        "户主身份证号",
        ("户主身份证号码", "户主身份证", "申请人身份证号", "申请人身份证号码", "户主公民身份号码"),
    ),
    "name": ("姓名", ("成员姓名", "家庭成员姓名", "保障对象姓名", "人员姓名", "成员", "保障对象")),
    "id_number": (
        "身份证号",
        (
            "身份证号码",
            "身份证",
            "公民身份号码",
            "公民身份证号码",
            "成员身份证号",
            "成员身份证号码",
            "居民身份证号",
        ),
    ),
    "relation": ("与户主关系", ("关系", "与申请人关系", "家庭关系", "与户主的关系", "成员关系")),
    "village": (
        "村(居)",
        (
            "村",
            "村居",
            "村居委会",
            "村民委员会",
            "社区",
            "村社区",
            "居委会",
            "行政村",
            "地区",
            "村名",
            "所属村居",
            "村委会",
        ),
    ),
    "address": ("家庭住址", ("住址", "地址", "居住地址", "现居住地", "现住址", "详细地址", "家庭地址")),
    "phone": ("联系电话", ("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码")),
    "standard_kind": (
        "城乡类别",
        ("享受类别", "类别", "城市农村", "保障类别", "救助类别", "城乡", "户口类别"),
    ),
    "person_count": ("保障人数", ("保障人口", "享受人数", "人数", "享受人口", "保障人口数", "家庭人口")),
    "allowance": (
        "户月保障金",
        (
            "保障金",
            "月保障金",
            "户月保障金额",
            "月保障金额",
            "救助金额",
            "低保金",
            "月低保金",
            "补助金额",
            "保障金额",
        ),
    ),
    "uplift": ("分类施保金", ("分类施保", "分类施保金额", "分类救助金", "增发金额")),
    "from_month": (
        "起始月份",
        (
            "享受时间",
            "开始享受时间",
            "救助开始月份",
            "起保时间",
            "享受起始时间",
            "批准时间",
            "登记时间",
            "纳入时间",
            "起始时间",
        ),
    ),
    "bank_name": ("开户银行", ("开户行", "银行")),
    "account_name": ("账户名称", ("户名", "账户名", "开户名", "账户姓名")),
    "account_number": (
        "银行账号",
        ("账号", "银行卡号", "卡号", "银行帐号", "帐号", "一卡通账号", "存折账号", "社保卡账号"),
    ),
    "registered_poor": ("建档立卡", ("是否建档立卡", "建档立卡户", "脱贫户", "是否脱贫户")),
}
MEMBER_COLUMN = re.compile(
    r"^(?:家庭)?成员(\d{1,2}|[一二三四五六七八九])(姓名|身份证号码?|公民身份号码|关系|与户主关系)?$"
)
NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
HEADER_WITHIN_ROWS = 20
FEWEST_COLUMNS = 2

Columns = dict[str, int]
"""Field → column, counted from 0; further members of a household row are `member.2.name` and so on."""


@frozen
class Layout:
    """Where the headings stand (row of the sheet's used part, from 0) and what each recognised column holds."""

    header_row: int
    columns: Columns

    @property
    def by_person(self) -> bool:
        """One row per person, rather than one row per household."""
        if any(field.startswith("member.") for field in self.columns):
            return False
        return "relation" in self.columns or {"name", "head_name"} <= self.columns.keys()


def title_of(field: str) -> str:
    """The usual heading of a field."""
    if field.startswith("member."):
        _, number, part = field.split(".")
        return f"成员{number}{ {'name': '姓名', 'id_number': '身份证号', 'relation': '关系'}[part] }"
    return FIELDS[field][0]


def recognise(sheet: Sheet) -> Layout:
    """The layout of a sheet: the row within the first twenty in which most headings are known."""
    best = Layout(0, {})
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN_ROWS]):
        columns = _columns(row)
        if len(columns) > len(best.columns):
            best = Layout(number, columns)
    return best


def check(layout: Layout) -> list[Problem]:
    """What is missing before rows can be read at all."""
    problems = []
    named = {"head_name", "name"} & layout.columns.keys()
    if len(layout.columns) < FEWEST_COLUMNS or not named:
        problems.append(
            Problem("columns.name", "没有找到“户主姓名”或“姓名”列，请指定哪一列是姓名。", "columns")
        )
    if not {"head_id_number", "id_number"} & layout.columns.keys():
        problems.append(
            Problem("columns.id_number", "没有找到“身份证号”列，请指定哪一列是身份证号。", "columns")
        )
    if "allowance" not in layout.columns:
        problems.append(
            Problem("columns.allowance", "没有找到“户月保障金”列，请指定哪一列是每月保障金。", "columns")
        )
    return problems


def _columns(row: tuple[str, ...]) -> Columns:
    """Of two columns for one field the one with the more usual heading: 保障人数 rather than 家庭人口."""
    found: dict[str, tuple[int, int]] = {}
    for number, cell in enumerate(row):
        words = re.sub(r"[(（\[【].*?[)）\]】]|[\s　:：*＊/、]", "", cell)
        field = _field(words)
        if field:
            found[field] = min(found.get(field, (len(row) + 99, 0)), (_rank(field, words), number))
    return {field: number for field, (_, number) in found.items()}


def _rank(field: str, words: str) -> int:
    """0 for the usual heading of a field, then its other names in the order they are listed."""
    aliases = FIELDS[field][1] if field in FIELDS else ()
    return aliases.index(words) + 1 if words in aliases else 0


def _field(words: str) -> str:
    if not words:
        return ""
    member = MEMBER_COLUMN.match(words)
    if member:
        number = NUMERALS.get(member[1]) or int(member[1])
        part = (
            "relation"
            if "关系" in (member[2] or "")
            else "id_number"
            if "号" in (member[2] or "")
            else "name"
        )
        return f"member.{number}.{part}"
    for field, (title, aliases) in FIELDS.items():
        if words == re.sub(r"[()]", "", title) or words in aliases:
            return field
    return ""
