"""The forms of the room of goods."""

from collections.abc import Sequence
from dataclasses import field, make_dataclass
from datetime import date
from typing import Any

from zqdesk.office.goods import charity, handing, stock
from zqdesk.office.goods.charity import OUTCOMES, CharityEntry, CharityRow, OutcomeEntry
from zqdesk.office.goods.handing import PER, HandEntry, Line, Listed, ListEntry
from zqdesk.office.goods.stock import WAYS, ItemEntry, ReceiptEntry, StockRow
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import Field, StepForm
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.date_edit import DateEdit
from zqdesk.ui.widgets.fields.id_edit import IdEdit
from zqdesk.ui.widgets.fields.money_edit import CountEdit, MoneyEdit
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


def open_item() -> StepForm:
    fields: list[Field] = [
        ("name", "品名", TextEdit("口罩、牛奶、挂面、肥皂"), 1),
        ("unit", "单位", TextEdit("个、箱、斤、瓶"), 1),
    ]
    return StepForm(stock.open_item, ItemEntry(), fields, submit="增加品种")


def receive(desk: Desk, items: Sequence[StockRow]) -> StepForm:
    fields: list[Field] = [
        ("item_id", "品种", CodePicker([(row.item_id, row.name) for row in items], names=True), 1),
        ("quantity", "数量", CountEdit(), 1),
        ("received_on", "入库日期", DateEdit(desk.today), 1),
        ("way", "来源方式", CodePicker(list(WAYS.items())), 1),
        ("source", "供货或捐赠单位（人）", TextEdit(), 1),
        ("worth_fen", "价值（元，捐赠的折价）", MoneyEdit(), 1),
        ("voucher", "单据号", TextEdit(), 1),
    ]
    return StepForm(
        stock.receive_goods, ReceiptEntry(received_on=desk.today()), fields, submit="入库",
        explain="登记错了的不修改，用“冲销…”冲掉再登记一次。",
    )  # fmt: skip


def make_list(desk: Desk, items: Sequence[StockRow]) -> StepForm:
    """How many of each kind makes a share; a field for each."""
    names = [f"n{place}" for place in range(len(items))]
    record = make_dataclass(
        "_List",
        [("title", str, ""), ("recipients", str, ""), ("per", str, "person"), *((name, int, field(default=0)) for name in names)],
        frozen=True,
    )  # fmt: skip
    fields: list[Field] = [
        ("title", "发放单名称", TextEdit(f"{desk.today().year}年春节慰问"), 1),
        ("recipients", "发放对象", CodePicker(list(handing.recipients().items())), 1),
        ("per", "每份按", CodePicker(list(PER.items())), 1),
        *(
            (name, f"{row.name}（{row.unit}，结存 {row.left:,}）", CountEdit(), 1)
            for name, row in zip(names, items, strict=True)
        ),
    ]

    def arguments(filled: Any) -> tuple[ListEntry]:
        norms = tuple((row.item_id, getattr(filled, name)) for name, row in zip(names, items, strict=True))
        return (ListEntry(filled.title, filled.recipients, filled.per, norms),)

    return StepForm(
        handing.make_goods_list, record(), fields, arguments, submit="制作发放单",
        explain="按本月名册列出每个人；每份里没有的品种填 0。名单做好以后不随名册变动。",
    )  # fmt: skip


def hand_out(desk: Desk, listed: Listed, line: Line) -> StepForm:
    """What one household gets now: all that is still due, unless less is written."""
    names = [f"n{place}" for place in range(len(listed.items))]
    rest = [
        (name, int, field(default=line.open(item[0]))) for name, item in zip(names, listed.items, strict=True)
    ]
    record = make_dataclass(
        "_Hand",
        [("handed_on", date, desk.today()), ("receiver", str, line.name), ("relation", str, ""), *rest],
        frozen=True,
    )  # fmt: skip
    fields: list[Field] = [
        ("handed_on", "发放日期", DateEdit(desk.today), 1),
        ("receiver", "领取人（签字的人）", TextEdit(), 1),
        ("relation", "代领人与本人关系", TextEdit(), 1),
        *(
            (name, f"{item[1]}（{item[2]}，未领 {line.open(item[0])}）", CountEdit(), 1)
            for name, item in zip(names, listed.items, strict=True)
        ),
    ]

    def arguments(filled: Any) -> tuple[HandEntry]:
        counts = tuple(
            (item[0], getattr(filled, name)) for name, item in zip(names, listed.items, strict=True)
        )
        return (HandEntry(filled.handed_on, filled.receiver, filled.relation, counts),)

    return StepForm(handing.hand_out, record(), fields, arguments, explain=line.name, submit="登记领取")


def hand_out_rest(desk: Desk, lines: Sequence[Line]) -> StepForm:
    record = make_dataclass("_Day", [("handed_on", date, desk.today())], frozen=True)
    ids = tuple(line.line_id for line in lines)
    return StepForm(
        handing.hand_out_rest,
        record(),
        [("handed_on", "发放日期", DateEdit(desk.today), 1)],
        lambda filled: (ids, filled.handed_on),
        explain=f"签收表上列出的 {len(lines)} 份都由本人签字领完。有代领、少领的，先逐个登记。",
        submit="登记全部领取",
    )


def refer(desk: Desk) -> StepForm:
    fields: list[Field] = [
        ("id_number", "户主身份证号", IdEdit(desk.today), 1),
        ("charity", "慈善组织", TextEdit("区慈善总会等"), 1),
        ("asked_on", "转介日期", DateEdit(desk.today), 1),
        ("persons", "人数", CountEdit(), 1),
        ("asked_fen", "求助金额（元）", MoneyEdit(), 1),
        ("matter", "求助事项", LongTextEdit("大病医疗、助学、生活困难等"), 3),
    ]
    return StepForm(charity.refer_to_charity, CharityEntry(asked_on=desk.today()), fields, submit="登记转介")


def outcome(desk: Desk, row: CharityRow) -> StepForm:
    fields: list[Field] = [
        ("outcome", "结果", CodePicker(list(OUTCOMES.items())), 1),
        ("granted_fen", "救助金额（元，实物折价）", MoneyEdit(), 1),
        ("answered_on", "答复日期", DateEdit(desk.today), 1),
        ("answer", "答复内容", LongTextEdit(), 3),
    ]
    return StepForm(
        charity.record_charity_outcome, OutcomeEntry(answered_on=desk.today()), fields,
        explain=f"{row.head}户，{row.charity}，{row.matter}", submit="登记结果",
    )  # fmt: skip
