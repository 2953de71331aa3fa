"""Beside an emergency while it is typed: who of that name is on file, the amount by the rule, what to see first."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zqdesk.office.relief.earlier import Beside
from zqdesk.rules.people.identity import mask_id
from zqdesk.ui.desk.commands import command
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.relief.emergency_looks import MOST_KNOWN, Known
from zqdesk.ui.widgets.shown.trace_view import TraceView

SIDE_WIDTH = 340
NO_CAUSE = "选好困难原因后，这里显示测算结果。"


class EmergencySide(QWidget):
    """Nothing here is typed into; `chosen` is somebody on file whose facts the page shall take over."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[Known, ...] = ()
        self.trace = TraceView()
        self.trace.show_nothing(NO_CAUSE)
        self.known_card, known = theme.card(margins=(16, 12, 16, 12))
        known.addWidget(theme.label("档案中同名的人", "section"))
        self.known_buttons = [theme.button("", partial(self.choose, n)) for n in range(MOST_KNOWN)]
        self.known_lines = [theme.label("", "small", wrap=True) for _ in range(MOST_KNOWN)]
        for button, line in zip(self.known_buttons, self.known_lines, strict=True):
            known.addLayout(theme.row(button, line))
            line.setMinimumWidth(theme.pixels(190))
        card, amount = theme.card(margins=(16, 12, 16, 14))
        amount.addWidget(theme.label("按标准测算", "section"))
        amount.addWidget(self.trace)
        self.ceiling = theme.label("", "small", wrap=True)
        theme.mark(self.ceiling, "tone", "warn")
        amount.addWidget(self.ceiling)
        self.first_card, first = theme.card(margins=(16, 12, 16, 14))
        first.addWidget(theme.label("请先看", "section"))
        self.first = theme.label("", wrap=True, selectable=True)
        first.addWidget(self.first)
        column = theme.column(0, 0, 6, 0, spacing=12)
        for each in (self.known_card, self.first_card, card):
            column.addWidget(each)
        column.addStretch(1)
        self.setLayout(column)
        self.show_known((), {})
        self.show_beside(None)

    def show_known(self, known: Sequence[Known], villages: Mapping[str, str]) -> None:
        """People of the typed name; their numbers stay masked, their village and family tell them apart."""
        self._known = tuple(known)
        self.known_card.setVisible(bool(known))
        for place, (button, line) in enumerate(zip(self.known_buttons, self.known_lines, strict=True)):
            there = place < len(known)
            button.setVisible(there)
            line.setVisible(there)
            if there:
                button.setText(command(f"known.{place + 1}").key)
                button.setAccessibleName(f"选用档案中的第{place + 1}人")
                line.setText(_words(known[place], villages))

    def choose(self, place: int) -> None:
        """Take the person on that line over."""
        if place < len(self._known):
            self.chosen.emit(self._known[place])

    def show_beside(self, found: Beside | None) -> None:
        """The amount with its lines, earlier relief and other programmes; None before a cause was chosen."""
        assessment = found.assessment if found else None
        if assessment is not None:
            self.trace.show_lines(assessment.trace)
        else:
            self.trace.show_nothing(next((p.text for p in found.problems), "") if found else NO_CAUSE)
        above = assessment is not None and assessment.above_ceiling
        self.ceiling.setText(
            "测算超过镇街限额：先在限额以内救助，其余补办审批时报区民政局。" if above else ""
        )
        self.ceiling.setVisible(above)

    def show_first(self, found: Beside) -> None:
        """What the clerk must know before help is given."""
        lines = [f"一年内已有救助：{each.sentence}" for each in found.earlier]
        lines += list(found.parallel)
        self.first.setText("\n".join(lines))
        self.first_card.setVisible(bool(lines))


def _words(known: Known, villages: Mapping[str, str]) -> str:
    person, home = known.person, known.household
    number = mask_id(person.id_number) if person.id_number else "没有身份证号"
    if home is None:
        return f"{number}\n没有登记家庭"
    counted = sum(1 for line in home.members if line.counted)
    return f"{number}\n{villages.get(home.village_id, '')}，{counted} 人家庭"
