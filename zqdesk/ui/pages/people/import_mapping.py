"""Which column of the file is what: recognised by its heading, changed by hand where that went wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.people.roster.columns import FIELDS, Layout, letters, title_of
from zqdesk.ui.desk.look import theme

NOT_USED = "（不导入）"
SAMPLE_CHARACTERS = 18
LOOKED_AT = 200


class MappingCard(QFrame):
    """One line for each column of the file: its heading, the first value in it, and what it is taken for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.pickers: list[QComboBox] = []
        self._layout = Layout(0, {})
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 8, 12)
        column.addWidget(theme.label("列的对应", "section"))
        column.addWidget(theme.label("左边是文件中的列，右边是它的含义；认错的可以改。", "small", wrap=True))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        theme.mark(self._area, "ground", "card")
        column.addWidget(self._area, 1)

    def show_sheet(self, sheet: Sheet, layout: Layout) -> None:
        """Show the columns of a sheet as they were recognised."""
        self._layout = layout
        taken = {number: field for field, number in layout.columns.items()}
        taken |= {number: field for field, numbers in layout.doubled.items() for number in numbers}
        members = sorted(field for field in layout.columns if field.startswith("member."))
        fields = [*FIELDS, *members]
        body = QWidget()
        body.setObjectName("inside")
        theme.mark(body, "ground", "card")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(6)
        self.pickers = []
        headings = layout.headings
        for number, heading in enumerate(headings):
            grid.addWidget(self._heading(sheet, number, heading), number, 0)
            picker = self._picker(fields, taken.get(number, ""))
            picker.setAccessibleName(f"“{heading}”列的含义")
            self.pickers.append(picker)
            grid.addWidget(picker, number, 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(headings), 1)
        self._area.setWidget(body)

    def chosen(self) -> dict[int, str]:
        """What each column holds now, by its number; "" for nothing that is wanted."""
        return {number: picker.currentData() or "" for number, picker in enumerate(self.pickers)}

    def _heading(self, sheet: Sheet, number: int, heading: str) -> QWidget:
        begin = self._layout.header_row + 1
        below = sheet.rows[begin : begin + LOOKED_AT]
        sample = next((row[number] for row in below if row[number]), "")
        short = f"{sample[:SAMPLE_CHARACTERS]}…" if len(sample) > SAMPLE_CHARACTERS else sample
        both = QWidget()
        column = theme.column(spacing=0)
        both.setLayout(column)
        hidden = "（隐藏列）" if sheet.first_column + number in sheet.hidden_columns else ""
        column.addWidget(
            theme.label(f"{heading or f'{letters(sheet, number)} 列（没有标题）'}{hidden}", wrap=True)
        )
        column.addWidget(theme.label(short, "small"))
        return both

    def _picker(self, fields: list[str], chosen: str) -> QComboBox:
        picker = QComboBox()
        picker.setMinimumWidth(theme.pixels(112))
        picker.addItem(NOT_USED, "")
        for field in fields:
            picker.addItem(title_of(field), field)
        picker.setCurrentIndex(max(0, picker.findData(chosen)))
        picker.activated.connect(lambda _: self.changed.emit())
        return picker
