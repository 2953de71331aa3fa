"""Parked entries: what was typed and not handed in, of whoever is signed in; resumed, or thrown away."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from zqdesk.frozen import frozen
from zqdesk.office.hall import drafts, setup
from zqdesk.office.hall.drafts import DraftRow
from zqdesk.records.tables.case import Case
from zqdesk.ui.desk import keeping, messages
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.refresh import Touched

NEW = "new:"
NAMELESS = "（还没有姓名）"
LINES, LINES_IN_A_LOW_WINDOW = 3, 2
LOW_WINDOW = 700


def fresh_subject() -> str:
    """What a new entry is parked under: several stand side by side."""
    return NEW + uuid4().hex


@frozen
class Told:
    """What a parked entry says of itself: whose it is, the village (code or words), how far it was typed."""

    name: str
    village: str
    far: str


@frozen
class Parkable:
    """An entry window whose drafts can be resumed: the form they are kept under, the command that opens it."""

    form: str
    command: str
    title: str
    tell: Callable[[Mapping[str, Any]], Told]


@frozen
class ParkedRow:
    """One parked entry, and what it belongs to: a case, a known household, or nothing yet."""

    draft: DraftRow
    kind: Parkable
    name: str
    village: str
    far: str
    case_id: str
    household_id: str

    def words(self, when: str) -> str:
        title = f"修改{self.kind.title}" if self.case_id else self.kind.title
        return " · ".join(filter(None, [self.name, self.village, title, when, self.far]))


def parked(session: Any, account_id: str, kinds: Sequence[Parkable], today: Any) -> tuple[ParkedRow, ...]:
    """The parked entries of this account and of nobody else, the latest first."""
    known = {each.form: each for each in kinds}
    names = {each.id: each.name for each in setup.villages(session, today)}
    found = []
    for draft in drafts.listing(session, account_id):
        kind = known.get(draft.form)
        if kind is None:
            continue
        told = kind.tell(draft.content)
        of_case = session.get(Case, draft.subject_id) is not None
        fresh = not draft.subject_id or draft.subject_id.startswith(NEW)
        found.append(
            ParkedRow(
                draft, kind, told.name or NAMELESS, names.get(told.village, told.village), told.far,
                draft.subject_id if of_case else "",
                "" if fresh or of_case else draft.subject_id,
            )
        )  # fmt: skip
    return tuple(found)


def far(counts: Sequence[tuple[str, int, str]]) -> str:
    """How far it was typed: what there is of each, the rest is not said."""
    return "、".join(f"{words} {count} {unit}" for words, count, unit in counts if count)


class ParkedBar(QFrame):
    """Hidden while nothing is parked. `resumed(row)` asks for the entry; throwing away asks first, and comes back."""

    resumed = Signal(object)

    def __init__(self, desk: Desk, kinds: Sequence[Parkable]) -> None:
        super().__init__()
        self._desk, self._kinds = desk, tuple(kinds)
        self._not = ""
        self.setProperty("role", "card")
        self.heading = theme.label("", "section")
        self._box = theme.column(16, 10, 10, 10, spacing=4)
        self._box.addWidget(self.heading)
        self.setLayout(self._box)
        self._shown: QWidget | None = None
        self.rows: tuple[ParkedRow, ...] = ()
        desk.refresh.touched.connect(self._again)
        self.hide()

    def read(self, without: str = "") -> None:
        """Read anew; `without` is the entry that is open now."""
        self._not = without
        self._desk.read(parked, self._desk.actor.id, self._kinds, self._desk.today(), then=self._show)

    def _show(self, found: tuple[ParkedRow, ...]) -> None:
        self.rows = tuple(row for row in found if not self._not or row.draft.subject_id != self._not)
        self.heading.setText(f"没录完的 {len(self.rows)} 件")
        if self._shown is not None:
            self._box.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        inside = QWidget()
        lines = theme.column(spacing=2)
        inside.setLayout(lines)
        for row in self.rows:
            lines.addWidget(self._line(row))
        self._shown = scrolled(inside)
        theme.mark(self._shown, "ground", "card")
        theme.mark(inside, "ground", "card")
        lines.activate()
        height = inside.sizeHint().height()
        most = LINES if self.window().height() >= LOW_WINDOW else LINES_IN_A_LOW_WINDOW
        self._shown.setFixedHeight(min(height, height * most // max(1, len(self.rows))) + 2)
        self._box.addWidget(self._shown)
        self.setVisible(bool(self.rows))

    def _line(self, row: ParkedRow) -> QWidget:
        said = row.words(keeping.when(row.draft.saved_at, self._desk.today()))
        text = theme.label(said, wrap=True)
        go_on = theme.button("接着录", partial(self.resumed.emit, row), role="quiet")
        go_on.setAccessibleName(f"接着录 {said}")
        away = theme.button("丢弃…", partial(self.ask_to_discard, row), role="quiet")
        away.setAccessibleName(f"丢弃 {said}")
        line = QWidget()
        layout = theme.row(text, go_on, away)
        layout.setStretchFactor(text, 1)
        line.setLayout(layout)
        return line

    def ask_to_discard(self, row: ParkedRow) -> None:
        said = row.words(keeping.when(row.draft.saved_at, self._desk.today()))
        text = f"{said}。\n已登记在案的内容不受影响。"
        if messages.ask(self, "丢弃这件没录完的？", text, yes="丢弃", danger=True):
            discard(self._desk, row.draft, f"已丢弃“{row.name}”的{row.kind.title}。")

    def _again(self, touched: Touched) -> None:
        if self.isVisible() and any(kind == "drafts" for kind, _ in touched):
            self.read(self._not)


def discard(desk: Desk, draft: DraftRow, said: str) -> None:
    """Throw a parked entry away; for a moment it can be taken back. Pages that list them hear of both."""
    touched = frozenset({("drafts", draft.subject_id)})

    def put_back() -> None:
        desk.do(drafts.save, draft.form, draft.subject_id, draft.content, then=told)

    def told(_nothing: object) -> None:
        desk.refresh.touched.emit(touched)

    def done(_nothing: object) -> None:
        desk.shell.offer_undo(said, put_back)
        told(None)

    desk.do(drafts.discard, draft.form, draft.subject_id, then=done)
