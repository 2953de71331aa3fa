"""How this desk behaves: idle lock, text height, folders, printer. Kept in a file, not in the database."""

from dataclasses import replace

from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from zqdesk import settings
from zqdesk.rules.problem import Problem
from zqdesk.settings import Settings
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.pages.hall.settings.panel import Panel
from zqdesk.ui.widgets.fields.number_edit import NumberEdit
from zqdesk.ui.widgets.form import FieldBox, Form

FOLDERS = ("scan_folder", "backup_folder")


class DeskPanel(Panel):
    """Every setting with its meaning beside it; saved with the button or Ctrl+S."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: Form[Settings] = Form(desk.settings, self)
        frame, inside = theme.card(spacing=12)
        lines = Columns(2, theme.pixels(400), across=14, down=12)
        for name, meaning in settings.meanings().items():
            widget = NumberEdit(meaning.low, meaning.high) if meaning.high else QLineEdit()
            if meaning.high:
                widget.setFixedWidth(theme.pixels(110))
            box = self.form.add(name, FieldBox(meaning.title, widget, beside=150))
            asked = QWidget()
            beside = self._chooser(name) if name in FOLDERS else None
            asked.setLayout(theme.row(box, *([beside] if beside or meaning.high else [])))
            lines.addWidget(asked)
            lines.addWidget(theme.label(meaning.text, "small", wrap=True))
        inside.addLayout(lines)
        self.keep = theme.button("保存  Ctrl+S", self.save, role="primary")
        inside.addSpacing(6)
        inside.addLayout(theme.row(self.keep, theme.label("文字大小在下次启动后生效。", "small"), None))
        column = theme.column()
        column.addWidget(frame)
        column.addStretch(1)
        self.setLayout(column)

    def reload(self) -> None:
        self.form.load(self.desk.settings)

    def save(self) -> None:
        wanted = self.form.record()
        said = {name: settings.complaint(name, getattr(wanted, name)) for name in settings.meanings()}
        problems = [Problem(f"settings.{name}", text, name) for name, text in said.items() if text]
        self.form.show_problems(problems)
        if problems:
            return
        self.desk.background.run(
            settings.save, self.desk.folder / settings.FILE, wanted, then=lambda _: self._saved(wanted)
        )

    def _saved(self, wanted: Settings) -> None:
        self.desk.settings = replace(wanted)
        self.desk.shell.say("设置已保存。")

    def _chooser(self, name: str) -> QPushButton:
        def choose() -> None:
            edit = self.form.widget(name)
            assert isinstance(edit, QLineEdit)
            folder = QFileDialog.getExistingDirectory(self, settings.meanings()[name].title, edit.text())
            if folder:
                edit.setText(folder)

        made = theme.button("选择…", choose)
        made.setAccessibleName(f"选择{settings.meanings()[name].title}")
        return made
