"""First run: the hall, its first accounts and their passphrases, on one page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns
from zqdesk.ui.entrance.gate import WalkedGate
from zqdesk.ui.widgets.form import FieldBox, Form


@frozen
class SetUp:
    """All that is asked on the first run."""

    town_id: str = ""
    town_name: str = ""
    district_name: str = "章丘区"
    name: str = ""
    phone: str = ""
    address: str = ""
    document_word: str = ""
    villages: str = ""
    login: str = "01"
    person: str = ""
    clerk: bool = True
    passphrase: str = ""
    again: str = ""
    approver_login: str = "02"
    approver: str = ""
    approver_passphrase: str = ""


NARROWEST = 150
"""Of a column of fields at 100 %."""


class SetUpPage(WalkedGate):
    """Asks once for what the desk must know; nothing is written before everything fits."""

    finished = Signal(object)
    restoring = Signal()
    joining = Signal()

    def __init__(self) -> None:
        super().__init__(
            "初次设置",
            "填好大厅和账号就可以开始使用；这些内容以后都能在“设置”里修改。",
            width=760,
        )
        self.form: Form[SetUp] = Form(SetUp(), self)
        self.towns = _TownBox()
        self.towns.activated.connect(self._town_chosen)
        self.towns.edited.connect(self._name_hall)
        self._section("大厅")
        self._fields(
            ("district_name", "区", QLineEdit(), True),
            ("town_name", "镇街", self.towns, True),
            ("town_id", "镇街代码（9 位）", QLineEdit(), True),
            ("name", "大厅名称", QLineEdit(), True),
            ("phone", "大厅电话", QLineEdit(), False),
            ("document_word", "文号代字，如“示街”", QLineEdit(), False),
            columns=3,
        )
        self._fields(("address", "大厅地址", QLineEdit(), False), columns=1)
        villages = QPlainTextEdit()
        villages.setFixedHeight(theme.pixels(58))
        villages.setTabChangesFocus(True)
        villages.setPlaceholderText(
            "每行一个，可从表格粘贴：代码 名称，或只有名称。留空则使用随软件提供的名单。"
        )
        self._fields(("villages", "村（居）名单", villages, False), columns=1)
        self._section("您的账号（管理员）")
        self._fields(
            ("login", "账号", QLineEdit(), True),
            ("person", "姓名", QLineEdit(), True),
            ("passphrase", "口令（至少 8 位）", _secret(), True),
            ("again", "再输一遍", _secret(), True),
            columns=4,
        )
        clerk = QCheckBox("同时办理低保业务（经办人）")
        self._fields(("clerk", "", clerk, False), columns=1)
        self._section("审批人账号", "审核、确认必须由经办人以外的人办理；也可以以后再开。")
        self._fields(
            ("approver_login", "审批人账号", QLineEdit(), False),
            ("approver", "审批人姓名", QLineEdit(), False),
            ("approver_passphrase", "初始口令", _secret(), False),
            columns=3,
        )
        self.form.load(SetUp())
        self.message = theme.label("", "problem", wrap=True)
        self.message.hide()
        self.found = theme.button("完成设置", self._finish, role="primary")
        self.inside.addWidget(self.message)
        self.inside.addLayout(
            theme.head(
                theme.button("已有备份？从备份恢复…", self.restoring.emit, role="quiet"),
                theme.button("镇街已有电脑在用？加入它…", self.joining.emit, role="quiet"),
                None,
                self.found,
            )
        )

    def first(self) -> QWidget:
        return self.towns

    def show_towns(self, towns: list[tuple[str, str]]) -> None:
        """The (code, name) of the towns of the district, once they have been read."""
        typed = self.towns.currentText()
        self.towns.clear()
        for code, name in towns:
            self.towns.addItem(name, code)
        self.towns.setCurrentIndex(-1)
        self.towns.setEditText(typed)

    def show_busy(self, busy: bool) -> None:
        self.found.setEnabled(not busy)
        self.found.setText("正在建立加密数据库…" if busy else "完成设置")

    def show_failure(self, error: Exception) -> None:
        """Problems at their fields; what has none below the form."""
        self.show_busy(False)
        left = error.problems if isinstance(error, Refused) else (Problem("", messages.explain(error)),)
        left = tuple(self.form.show_problems([_placed(problem) for problem in left]))
        self.message.setText(messages.sentence(left))
        self.message.setVisible(bool(left))

    def _section(self, title: str, text: str = "") -> None:
        self.inside.addSpacing(6)
        self.inside.addLayout(theme.head(theme.label(title, "section"), theme.label(text, "small"), None))

    def _fields(self, *wanted: tuple[str, str, QWidget, bool], columns: int = 2) -> None:
        grid = Columns(columns, theme.pixels(NARROWEST), across=16, down=10)
        for field, caption, widget, required in wanted:
            box = self.form.add(field, FieldBox(caption, widget, required=required))
            grid.add(box)
        self.inside.addLayout(grid)

    def _town_chosen(self, index: int) -> None:
        code = self.towns.itemData(index)
        _set_text(self.form.widget("town_id"), str(code))
        self._name_hall()

    def _name_hall(self) -> None:
        town = self.towns.value()
        _set_text(self.form.widget("name"), f"{town}便民服务大厅" if town else "")

    def _finish(self) -> None:
        entry = self.form.record()
        problems = list(_missing(entry))
        if problems:
            self.show_failure(Refused(*problems))
            return
        self.message.hide()
        self.finished.emit(entry)


class _TownBox(QComboBox):
    """The shipped towns to choose from, or any other name; its value is the name in the box."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = QLineEdit()
        self.setLineEdit(line)
        line.setPlaceholderText("选择或输入镇街名称")
        line.textEdited.connect(lambda _: self.edited.emit())
        self.activated.connect(lambda _: self.edited.emit())

    def value(self) -> str:
        return self.currentText().strip()

    def set_value(self, value: str) -> None:
        self.setEditText(value)


def _missing(entry: SetUp) -> list[Problem]:
    asked = {
        "district_name": "请填写区名。",
        "town_name": "请选择或填写镇街。",
        "name": "请填写大厅名称。",
        "login": "请填写账号。",
        "person": "请填写姓名。",
        "passphrase": "请设置口令。",
    }
    found = [Problem(f"{name}.empty", text, name) for name, text in asked.items() if not getattr(entry, name)]
    if not (entry.town_id.isascii() and entry.town_id.isdigit() and len(entry.town_id) == 9):
        found.append(Problem("town_id.form", "镇街代码是 9 位数字，例如 370114001。", "town_id"))
    if entry.passphrase != entry.again:
        found.append(Problem("passphrase.again", "两遍输入的口令不一样，请重新输入。", "again"))
    if entry.approver and not entry.approver_passphrase:
        found.append(Problem("approver.passphrase", "请给审批人设置初始口令。", "approver_passphrase"))
    if entry.approver and entry.approver_login == entry.login:
        found.append(Problem("approver.login", "审批人的账号要与您的账号不同。", "approver_login"))
    return found


def _placed(problem: Problem) -> Problem:
    """A problem of the office's own entry, at the field of this page."""
    homes = {
        "accounts.0.login": "approver_login",
        "accounts.0.name": "approver",
        "accounts.0.passphrase": "approver_passphrase",
    }
    field = homes.get(problem.field, problem.field)
    return Problem(problem.code, problem.text, field, problem.source)


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def _set_text(widget: QWidget, text: str) -> None:
    assert isinstance(widget, QLineEdit)
    widget.setText(text)
