"""The hall's particulars, as papers print them, and its villages."""

from PySide6.QtWidgets import QLineEdit

from zqdesk.office.hall import premises, setup
from zqdesk.office.hall.premises import HallChange
from zqdesk.office.hall.setup import Village, VillageEntry
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.widgets.form import FieldBox, Form
from zqdesk.ui.widgets.tables.rows import Column, table

CAPTIONS = {
    "name": "大厅名称",
    "phone": "电话",
    "document_word": "文号代字",
    "address": "地址",
}
COLUMNS = (
    Column("代码", lambda r: r.id, 150),
    Column("名称", lambda r: r.name, 200, stretch=True),
    Column("城乡", lambda r: "城市" if r.standard_kind == "urban" else "农村", 80),
)


class HallPanel(Panel):
    """Town and district are fixed at set-up: numbers and papers already carry them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: Form[HallChange] = Form(HallChange(), self)
        self.village: Form[VillageEntry] = Form(VillageEntry("", ""), self)
        self.town = theme.label("", "small")
        frame, inside = theme.card(spacing=10)
        inside.addLayout(theme.row(theme.label("大厅", "section"), self.town, None))
        grid = Columns(2, theme.pixels(260), across=16)
        for field, caption in CAPTIONS.items():
            grid.addWidget(self.form.add(field, FieldBox(caption, QLineEdit(), required=field == "name")))
        inside.addLayout(grid)
        inside.addLayout(theme.row(theme.button("保存  Ctrl+S", self.save, role="primary"), None))
        places, below = theme.card(spacing=10)
        self.count = theme.label("", "small")
        below.addLayout(theme.row(theme.label("村（居）", "section"), self.count, None))
        self.table = table("村（居）", COLUMNS)
        self.table.remember(desk, "settings.villages")
        below.addWidget(self.table, 1)
        code = self.village.add("id", FieldBox("代码（12 位）", QLineEdit(), beside=100))
        title = self.village.add("name", FieldBox("名称", QLineEdit(), beside=40))
        added = Columns(2, theme.pixels(260), across=16)
        added.addWidget(code)
        added.addWidget(title)
        below.addLayout(added)
        below.addLayout(theme.row(theme.button("增加", self._open_village), None))
        column = theme.column(spacing=14)
        column.addWidget(frame)
        column.addWidget(places, 1)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(setup.hall, then=self._show_hall)
        self.desk.read(setup.villages, self.desk.today(), then=self._show_villages)

    def save(self) -> None:
        change = self.form.record()
        self.desk.do(
            premises.change_hall, change, then=self._saved, failed=lambda e: self.refused(self.form, e)
        )

    def _saved(self, _: None) -> None:
        self.form.clear_problems()
        self.desk.shell.say("大厅信息已保存。")

    def _show_hall(self, hall: object) -> None:
        held = {name: getattr(hall, name) for name in CAPTIONS}
        self.form.load(HallChange(**held))
        named = [str(getattr(hall, name)) for name in ("district_name", "town_name", "town_id")]
        self.town.setText(" · ".join(named))

    def _show_villages(self, villages: tuple[Village, ...]) -> None:
        self.count.setText(f"{len(villages)} 个")
        self.table.show_rows(villages, identity=lambda r: r.id)

    def _open_village(self) -> None:
        self.desk.do(
            premises.open_village, self.village.record(), then=self._opened,
            failed=lambda e: self.refused(self.village, e),
        )  # fmt: skip

    def _opened(self, code: str) -> None:
        self.village.load(VillageEntry("", ""))
        self.desk.shell.say(f"已增加村（居）{code}。")
