"""An empty reserve says what to do first, who does it, and opens the panel of the step that is next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from zqdesk.office.reserve import lists
from zqdesk.office.reserve.lists import Choices
from zqdesk.office.reserve.position import Position
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.reserve.forms import cash
from zqdesk.ui.pages.reserve.part import Part

STEPS = (
    ("设立现金箱", "全大厅一个，由一位出纳保管。审批人设立，也可以在出纳的工作台当场签字。"),
    ("设立窗口备用金", "每个窗口一份。只从本窗口的备用金付现金，两个窗口不会花同一笔钱。"),
    (
        "登记期初余额或区级拨付",
        "年中启用的先登记原账上的余额；新开账的登记区级拨付。由保管现金箱的出纳办理。",
    ),
    ("提取现金、领用到窗口", "从银行提现到现金箱，再领用到窗口，就可以发放救助金了。"),
)


class FirstSteps(QFrame):
    """The four steps with a tick at what is done."""

    def __init__(self, desk: Desk, part: Part, open_act: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk, self._part, self._open_act = desk, part, open_act
        self._position: Position | None = None
        self._signs = [theme.chip(str(number), "plain") for number in range(1, len(STEPS) + 1)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(2, 1)
        for row, (title, words) in enumerate(STEPS):
            grid.addWidget(self._signs[row], row, 0)
            grid.addWidget(theme.label(title, "strong"), row, 1)
            grid.addWidget(theme.label(words, "soft", wrap=True), row, 2)
        self.next_button = theme.button("", self.do_next, role="primary")
        self.opening_button = theme.button("登记期初余额…", lambda: open_act("期初余额"))
        self.who = theme.label("", "soft", wrap=True)
        column = theme.column(24, 20, 24, 20, spacing=14)
        column.addWidget(theme.label("备用金还没有开账", "section"))
        column.addLayout(grid)
        column.addLayout(theme.head(self.next_button, self.opening_button, self.who, None))
        self.setLayout(column)
        self.setFocusProxy(self.next_button)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_state(self, found: Position) -> None:
        """Tick what is done and offer what is next to whoever may do it."""
        self._position = found
        done = self._done()
        for number, sign in enumerate(self._signs):
            ready = number < done
            theme.set_chip(sign, "✓" if ready else str(number + 1), "good" if ready else "plain")
        acts = self._part.may(Role.CASHIER, Role.APPROVER) if done < 2 else self._part.may(Role.CASHIER)
        self.next_button.setText(("设立现金箱…", "设立窗口备用金…", "登记区级拨付…")[min(done, 2)])
        self.next_button.setVisible(acts)
        self.opening_button.setVisible(acts and done >= 2)
        self.who.setText("" if acts else "请出纳登录办理。")

    def do_next(self) -> None:
        """Open the panel of the next step, for whoever may do it."""
        if not self.next_button.isVisibleTo(self):
            return
        if self._done() < 2:
            self._desk.read(lists.choices, then=self._open_till)
        else:
            self._open_act("区级拨付")

    def _done(self) -> int:
        kinds = {till.kind for till in self._position.tills} if self._position else set()
        return 0 if "box" not in kinds else 1 if "float" not in kinds else 2

    def _open_till(self, known: Choices) -> None:
        assert self._position is not None
        form = cash.open_till(self._desk, known, self._position.tills)
        self._part.act("设立现金箱" if not self._done() else "设立窗口备用金", form)
