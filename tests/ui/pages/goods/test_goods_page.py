"""The room of goods: what is due to whom is signed for one by one or all at once, and a wrong entry is reversed."""

from datetime import date

from tests.ui.shell.hands import Hands
from zqdesk.office.goods import handing, stock
from zqdesk.office.goods.handing import ListEntry
from zqdesk.office.goods.stock import ItemEntry, ReceiptEntry
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.goods.page import DONATIONS, GIVING, PARTS, GoodsPage
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.fields.text_edit import TextEdit

DAY = date(2026, 11, 23)


def panel(page: GoodsPage) -> StepPanel:
    assert page.place.panel is not None
    return page.place.panel


def put(page: GoodsPage, field: str, text: str) -> None:
    widget = panel(page).form.widget(field)
    assert isinstance(widget, TextEdit)
    widget.setText(text)


def submit(busy: Hands, page: GoodsPage) -> None:
    panel(page).submit()
    busy.settle()
    assert page.place.panel is None


def test_a_list_is_handed_out(busy: Hands) -> None:
    busy.window.open_room("goods")
    busy.settle()
    page = busy.front(GoodsPage)
    assert "还没有发放单" in page.card.nothing.text()
    register = busy.desk.register
    item = register.do(stock.open_item, ItemEntry("口罩", "个")).result
    register.do(stock.receive_goods, ReceiptEntry(item, 5_000, "donated", "某企业", 10_000, DAY))
    register.do(
        handing.make_goods_list, ListEntry("慰问", "allowance.end.persons", "household", ((item, 20),))
    )
    page.reload()
    busy.settle()
    many = len(page.lines.rows.rows)
    page.lines.selectRow(0)
    page.hand_out()
    put(page, "n0", "5")
    submit(busy, page)
    assert page.lines.rows.rows[0].state == "部分领取"
    busy.settle()
    page.handed.selectRow(0)
    page.reverse_handout()
    panel(page).form.widget("reason").setPlainText("登记错")  # type: ignore[attr-defined]
    submit(busy, page)
    assert page.lines.rows.rows[0].state == "未领"
    page.hand_out_rest()
    submit(busy, page)
    assert {row.state for row in page.lines.rows.rows} == {"已领完"}
    assert register.read(stock.left_of, item) == 5_000 - 20 * many
    page.print_sheet()
    busy.settle()
    dialog = next(each for each in page.findChildren(PrintDialog) if each.isVisible())
    dialog.close()
    page.tabs.setCurrentIndex(DONATIONS)
    page.donations.receive()
    for field, text in (
        ("donor", "某企业"),
        ("amount_fen", "1000"),
        ("kept_at", "区慈善总会"),
        ("purpose", "助学"),
    ):
        put(page, field, text)
    submit(busy, page)
    page.donations.table.selectRow(0)
    page.donations.spend()
    assert "结余 1,000.00 元" in page.donations.sums.text()
    for number in range(len(PARTS)):
        page.tabs.setCurrentIndex(number)
        assert page.parts[number].isVisible()
        assert page.parts[GIVING].isVisible() == (number == GIVING)
