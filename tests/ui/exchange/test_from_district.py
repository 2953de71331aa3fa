"""What the district gave down is seen where the work is: a raise on the exchange page, money by the cashier in the form."""

from datetime import date

from tests.sync import given
from tests.ui.shell.hands import Hands
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.hall.settings.exchange import ExchangePanel
from zqdesk.ui.pages.hall.settings.page import SettingsPage
from zqdesk.ui.pages.hall.settings.values import ValuesPanel

NOTICE = "章财社〔2026〕90号"


def test_a_raise_is_told_today_and_listed_and_the_hall_cannot_enter_another(busy: Hands) -> None:
    engine = busy.desk.register.engine
    given.enrolled(engine)
    raised = given.value("standard.rural", 90_600, date(2026, 12, 1), title="农村低保标准", unit="分/人·月")
    given.arrive(engine, "publishing.publish", raised)
    given.arrive(engine, "allocating.allocate", given.money(5_000_000, NOTICE))
    busy.desk.exchanger.look()
    busy.settle()
    bar = busy.front(TodayPage).from_district
    assert bar.isVisible()
    assert "农村低保标准 906.00 元/人·月，从2026年12月1日起（章民发〔2026〕31号）" in bar.told.text()
    assert NOTICE not in bar.told.text()  # money is the cashier's
    busy.click(bar.look)
    busy.settle()
    page = busy.front(SettingsPage)
    panel = next(p for p in page.panels if isinstance(p, ExchangePanel))
    rows = panel.given.table.rows.rows
    assert [(row.kind, row.state) for row in rows] == [("备用金拨款", "waiting"), ("标准与时限", "ahead")]
    values = next(p for p in page.panels if isinstance(p, ValuesPanel))
    values.reload()
    busy.settle()
    chosen = next(n for n, row in enumerate(values.table.rows.rows) if row.key == "standard.rural")
    values.table.selectRow(chosen)
    assert "由区里公布" in values.value.message.text()
    assert not values.keep.isEnabled()
