"""The columns of the file a bank is given: which, in what order and under what heading, is a dated parameter."""

import re
from collections.abc import Mapping

from zqdesk.frozen import frozen
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem, Refused

FIELDS: Mapping[str, str] = {
    "serial": "序号",
    "name": "收款人姓名",
    "account": "收款账号",
    "bank": "开户银行",
    "amount": "金额",
    "amount_fen": "金额分",
    "id_number": "证件号码",
    "purpose": "用途",
    "month": "月份",
    "village": "村（居）",
    "blank": "空列",
}
"""What a column may hold."""
FORMATS: Mapping[str, str] = {
    "workbook": ".xlsx",
    "csv_gb": ".csv",
    "csv_gbk": ".csv",
    "csv_utf": ".csv",
    "fixed_gb": ".txt",
    "fixed_gbk": ".txt",
}
"""Formats, and how the name of such a file ends."""
_ITEM = re.compile(r"(?P<title>[^=:：＝]+)(?:[=＝](?P<field>[^:：]+))?(?:[:：](?P<width>\d{1,3}))?")


@frozen
class BankColumn:
    """A column: what it holds, its heading, and in a file of fixed widths how many bytes it is wide."""

    field: str
    title: str
    width: int = 0


@frozen
class BankForm:
    """How this bank wants its file."""

    bank: str
    format: str
    columns: tuple[BankColumn, ...]
    headed: bool
    summed: bool


def bank_form(parameters: Parameters) -> BankForm:
    """The form in force. Refused: a column or a format nobody knows, a file of fixed widths without a width."""
    columns = tuple(_column(item.strip()) for item in listed(parameters.text("payroll.bank.columns")))
    form = BankForm(
        bank=parameters.text("payroll.bank.name"),
        format=parameters.text("payroll.bank.format"),
        columns=columns,
        headed=parameters.switch("payroll.bank.headings"),
        summed=parameters.switch("payroll.bank.sum_line"),
    )
    fields = {column.field for column in columns}
    if form.format not in FORMATS:
        raise _wrong(f"没有“{form.format}”这种格式")
    if not {"serial", "name", "account"} <= fields or not fields & {"amount", "amount_fen"}:
        raise _wrong("至少要有序号、姓名、账号和金额")
    if form.format.startswith("fixed") and any(column.width < 1 for column in columns):
        raise _wrong("定长文本的每一列都要有宽度")
    return form


def listed(text: str) -> list[str]:
    """The items of a list that somebody wrote in one line: `成功、交易成功`."""
    return [item for item in (part.strip() for part in re.split("[、；;,，]", text)) if item]


def _column(item: str) -> BankColumn:
    """`账号=收款账号:32`: heading, what the column holds where it is called otherwise, and its width."""
    found = _ITEM.fullmatch(item)
    if found is None:
        raise _wrong(f"“{item}”应写成 标题=内容:宽度")
    title = found["title"].strip()
    words = (found["field"] or title).strip()
    field = next((name for name, known in FIELDS.items() if known == words), "")
    if not field:
        raise _wrong(f"没有“{words}”这种列，可用的有{'、'.join(FIELDS.values())}")
    return BankColumn(field, title, int(found["width"] or 0))


def _wrong(text: str) -> Refused:
    return Refused(
        Problem("payroll.bank.columns", f"银行文件的格式参数有误：{text}。", "payroll.bank.columns")
    )
