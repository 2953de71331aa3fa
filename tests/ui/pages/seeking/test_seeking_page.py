"""The room of lists from elsewhere: a file is taken in, compared, and who is on no roll is visited."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.ui.shell.hands import Hands
from zqdesk.office.hall.spreadsheets.writing import Column, workbook
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.ui.pages.cases.steps.panel import StepPanel
from zqdesk.ui.pages.seeking.page import TO_VISIT, SeekingPage
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.text_edit import TextEdit

NOBODY = "欧阳𬭎"


def heads(session: Session) -> list[list[str]]:
    """Name and number of some heads of households."""
    query = select(Person.name, Person.id_number).join(Household, Household.head_id == Person.id).limit(4)
    return [[row.name, row.id_number] for row in session.execute(query)]


def panel(page: SeekingPage) -> StepPanel:
    assert page.place.panel is not None
    return page.place.panel


def test_a_list_is_taken_in_and_who_nobody_knows_is_visited(busy: Hands, tmp_path: Path) -> None:
    busy.window.open_room("seeking")
    busy.settle()
    page = busy.front(SeekingPage)
    assert "还没有名单" in page.card.nothing.text()
    path = tmp_path / "区残联名单.xlsx"
    rows = [*busy.desk.register.read(heads), [NOBODY, "370114190001010014"]]
    path.write_bytes(workbook("名单", [Column("姓名"), Column("身份证号")], rows))
    page.open(path)
    busy.bot.waitUntil(lambda: page.place.panel is not None, timeout=20_000)
    kind, source = panel(page).form.widget("kind"), panel(page).form.widget("source")
    assert isinstance(kind, CodePicker)
    assert isinstance(source, TextEdit)
    kind.setCurrentIndex(kind.findText("持证残疾人"))
    source.setText("区残联")
    panel(page).submit()
    busy.settle()
    assert len(page.table.rows.rows) == len(rows)
    page.standing.setCurrentIndex(page.standing.findData(TO_VISIT))
    page.filters.changed.emit()
    assert [row.name for row in page.table.rows.rows] == [NOBODY]
    page.visit()
    result = panel(page).form.widget("result")
    assert isinstance(result, CodePicker)
    result.setCurrentIndex(result.findText("本人不申请"))
    panel(page).submit()
    busy.settle()
    assert page.table.rows.rows == []
    assert "已走访 1" in page.count.text()
