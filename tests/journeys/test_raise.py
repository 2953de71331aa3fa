"""A standard published in April from January on: seen in today's work, looked at household by household, made into a list."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine, text

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.payroll.payroll_course import Months
from tests.office.payroll.raise_course import publish
from zqdesk.records.register import Register
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.payroll.raising import RaisePage


def test_a_raise_from_todays_work_to_its_list(
    clerk: Clerk, engine: Engine, clock: town.Clock, tmp_path: Path
) -> None:
    months = Months(Register(engine, town.CLERK, town.DESK_ID, clock), clock)
    months.home("𬭎某某", 1, 80_400)
    months.home("阿卜杜热合曼·买买提依明·吐尔逊", 2, 120_000, uplift=8_040, persons=2)
    for month in ("2027-01", "2027-02", "2027-03"):
        clock.set(date(int(month[:4]), int(month[5:]), 5))
        months.released(month)
    publish(months.clerk, published=date(2027, 4, 10))
    clock.set(date(2027, 4, 12))
    clerk.sign_in("01")
    today = clerk.front(TodayPage)
    clerk.wait_until(lambda: any(row.next_step == "提标待补发" for row in today.table.rows.rows))
    place = next(n for n, row in enumerate(today.table.rows.rows) if row.next_step == "提标待补发")
    today.table.selectRow(place)
    clerk.press("Return")
    page = clerk.front(RaisePage)
    clerk.wait_until(lambda: page.months.rows.rows)
    assert page.sum.text() == "应补发 427.80 元"
    assert "850.00 元，2027-04-10 公布，自2027年1月起执行（章民〔2027〕8号）" in page.why.text()
    assert (page.since.currentData(), page.until.currentData()) == ("2027-01", "2027-03")
    assert "本月应补发" in page.trace.words()
    clerk.window.grab().save(str(tmp_path / "raise.png"))
    clerk.press("Ctrl+Return")
    clerk.settle()
    clerk.press("Ctrl+Return")
    clerk.wait_until(lambda: _lists(engine))
    assert _lists(engine) == [("2027年1月至3月低保提标补发名册", "draft", "章民〔2027〕8号")]


def _lists(engine: Engine) -> list[tuple[str, str, str]]:
    query = "SELECT title, state, source FROM payroll_lists WHERE kind = 'back_pay'"
    with engine.connect() as connection:
        return [(title, state, source) for title, state, source in connection.execute(text(query))]
