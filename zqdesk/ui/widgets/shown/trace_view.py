"""How the amount comes about: the lines of a calculation, its total in figures and in capitals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zqdesk.office.across.dossier import Calculation
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.trace import Line, Trace
from zqdesk.ui.desk.citing import cited
from zqdesk.ui.desk.look import theme


class TraceView(QWidget):
    """The same lines the paper prints; a line's formula and article show when the pointer rests on it."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._shown: QWidget | None = None

    def show_calculation(self, calculation: Calculation) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(5)
        basis = next((line for line in calculation.trace if line.key == "standard"), None)
        if basis is not None and basis.formula:
            when = "（已存档）" if calculation.stored else ""
            box.addWidget(theme.label(f"依据：{basis.formula}{when}", "small", wrap=True))
        if calculation.trace:
            box.addWidget(_lines(calculation.trace))
        if calculation.eligible:
            box.addWidget(theme.label(_granted(calculation), "small", wrap=True, selectable=True))
        else:
            for reason in calculation.reasons:
                warning = theme.label(f"不符合条件：{reason.text}", wrap=True)
                theme.mark(warning, "tone", "bad")
                warning.setToolTip(reason.source)
                box.addWidget(warning)
        self._put(inside)

    def show_lines(self, trace: Trace) -> None:
        """A calculation that nobody was granted yet."""
        self._put(_lines(trace))

    def words(self) -> str:
        """All that is shown, for a reading voice and for tests."""
        labels = self.findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisibleTo(self))

    def show_nothing(self, why: str) -> None:
        """In place of an amount: why there is none yet."""
        self._put(theme.label(why, "soft", wrap=True))

    def _put(self, inside: QWidget) -> None:
        if self._shown is not None:
            self._box.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = inside
        self._box.addWidget(inside)
        inside.show()  # at once with what it explains, not with the next turn of the loop


def _granted(calculation: Calculation) -> str:
    """The sum in capitals; where another than the rule's was decided (临时救助), in figures too."""
    total = format_yuan(calculation.total_fen)
    ruled = next((line.value for line in calculation.trace if line.key == "total"), total)
    words = capitals(calculation.total_fen)
    return words if ruled == total else f"核定 {total} 元（{words}）"


def _lines(trace: Trace) -> QWidget:
    inside = QWidget()
    grid = theme.grid(inside, across=8, down=3)
    grid.setColumnStretch(0, 1)
    for row, line in enumerate(trace):
        if line.key == "total":
            grid.addLayout(_total(line), row, 0, 1, 2)
            continue
        name, value = theme.label(line.label, wrap=True), theme.label(line.value, selectable=True)
        for each in (name, value):
            each.setToolTip(_told(line))
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return inside


def _total(line: Line) -> QHBoxLayout:
    amount = theme.label(f"{line.value} 元", "amount", selectable=True)
    amount.setToolTip(_told(line))
    return theme.row(theme.label(line.label), None, amount)


def _told(line: Line) -> str:
    return "\n".join(part for part in (line.formula, cited(line.source)) if part)
