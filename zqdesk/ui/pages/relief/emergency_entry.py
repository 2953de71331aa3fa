"""The fields of an emergency in the order of typing, and what each of them shows at first."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from zqdesk.office.relief.entries import HelpedPerson
from zqdesk.rules.relief.amount import APPLICANT_CLASSES, DEGREES, EMERGENCY, FORMS, causes_of
from zqdesk.ui.widgets.fields.code_picker import CodePicker, picker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import IdEdit, PhoneEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.name_edit import NameEdit
from zqdesk.ui.widgets.fields.place_picker import PlacePicker
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit
from zqdesk.ui.widgets.tables.rows_editor import Cell
from zqdesk.ui.widgets.tables.struct_rows import StructRows

COLUMNS = 3
OTHERS = "others"
Field = tuple[str, str, Any, int]
"""Field of the record, caption, widget, and how many of the columns it takes."""


def fields(today: Callable[[], date]) -> list[Field]:
    """Who, where, what and how many come first; the rest is proposed, or may stay empty."""
    causes = CodePicker(numbered(causes_of(EMERGENCY)), "1 火灾 2 交通 3 疾病 4 其他")
    return [
        ("name", "姓名", NameEdit(), 1),
        ("id_number", "身份证号（不知道可不填）", IdEdit(today), 1),
        ("phone", "电话", PhoneEdit(), 1),
        ("village_id", "村（居）", PlacePicker(), 1),
        ("cause", "困难原因", causes, 1),
        ("person_count", "救助人数", CountEdit(1, 99), 1),
        ("situation", "困难情况", LongTextEdit("发生了什么，现在缺什么"), 3),
        ("amount_fen", "先行救助金额（元）", MoneyEdit(), 1),
        ("form", "方式", CodePicker(numbered(FORMS), optional=False), 1),
        ("degree", "困难程度", CodePicker(numbered(DEGREES), optional=False), 1),
        ("amount_reason", "超过测算的理由", TextEdit("审批人要看到的理由"), 3),
        ("goods", "实物名称和数量", TextEdit(), 3),
        ("happened_on", "发生日期", DateEdit(today), 1),
        ("place", "事发地点（可不填）", TextEdit(), 1),
        ("address", "住址门牌（可不填）", TextEdit(), 1),
        ("applicant_class", "对象类别（可不填）", CodePicker(numbered(APPLICANT_CLASSES)), 1),
        (OTHERS, "一同受助的其他人（补齐手续前逐人写明）", helped(today), 3),
    ]


def helped(today: Callable[[], date]) -> StructRows:
    """Those helped beside the applicant; a number may follow, or a reason why there is none."""
    cells = [
        Cell("name", "姓名", NameEdit),
        Cell("id_number", "身份证号", lambda: IdEdit(today), 168),
        Cell("relation", "与户主关系", lambda: picker("relation", short=True), 104),
        Cell("no_number", "没有证件号的原因", TextEdit, 132),
    ]
    return StructRows(HelpedPerson, cells, "一同受助的人")


def order_of_typing(names: Mapping[str, object]) -> list[str]:
    """As on the page, but the reason for more money comes right after the amount, goods after the form."""
    order = [name for name in names if name not in ("amount_reason", "goods")]
    order.insert(order.index("amount_fen") + 1, "amount_reason")
    order.insert(order.index("form") + 1, "goods")
    return order


def numbered(words: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Entries that a digit chooses."""
    return [(code, title, str(number)) for number, (code, title) in enumerate(words.items(), 1)]
