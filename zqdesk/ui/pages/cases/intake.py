"""The entry window: a whole application on one page, typed in one pass and counted while it is typed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zqdesk.office.cases import referrals
from zqdesk.office.hall import drafts
from zqdesk.office.people import duplicates
from zqdesk.office.people.duplicates import KnownPerson
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import scrolling, theme
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import CHINA, Desk
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.desk.scrolling import scrolled
from zqdesk.ui.pages.cases.elsewhere_bar import ElsewhereBar
from zqdesk.ui.pages.cases.intake_entry import ApplicationEntry
from zqdesk.ui.pages.cases.intake_opening import Opening
from zqdesk.ui.pages.cases.referral_bar import ReferralBar
from zqdesk.ui.widgets.fields import key_walk
from zqdesk.ui.widgets.form import DraftKeeper
from zqdesk.ui.widgets.shown.trace_view import TraceView

RECKON_MS = 300
SIDE_WIDTH = 280
NOBODY_YET = "录入家庭成员和收入后，这里随时显示测算结果。"


class IntakePage(Page):
    """A new application, one for a household that is known, or the corrections of a case.

    What a programme asks beside the family, which acts it is handed to and what it comes to, its own page says.
    """

    new_title: str
    amount_title: str
    draft_form: str
    referred_to = ""
    record_act: Callable[..., Any]
    correct_act: Callable[..., Any]
    accept_act: Callable[..., Any]
    opening_look: Callable[..., Any]

    def __init__(self, desk: Desk, case_id: str | None = None, household_id: str = "") -> None:
        super().__init__(desk)
        self.case_id = case_id or ""
        self.household_id = household_id
        self.title = "修改申请内容" if case_id else self.new_title
        self.entry = self._make_entry()
        self.bar = ElsewhereBar(desk)
        self.referred = ReferralBar(desk)
        self.trace = TraceView()
        self._loaded = False
        self._may_tell = False
        self._may_accept = True
        self._wrong = False
        self._busy = False
        self._build()
        self._keeper = DraftKeeper(self._keep, self.entry.draft, self)
        self._reckon = QTimer(self)
        self._reckon.setSingleShot(True)
        self._reckon.setInterval(RECKON_MS)
        self._reckon.timeout.connect(self._ask_reckoning)
        self.entry.edited.connect(self._edited)
        self.entry.members.id_entered.connect(self._id_entered)
        self.entry.taken_away.connect(desk.shell.offer_undo)

    def _make_entry(self) -> ApplicationEntry:
        return ApplicationEntry(self.desk.today, self)

    def submission(self) -> Any:
        """What the acts are given."""
        return self.entry.record()

    def _build(self) -> None:
        self.heading = theme.label(self.title, "title")
        self.state = theme.label("", "soft")
        self.save_button = theme.button(
            caption("save", "保存草稿" if not self.case_id else "保存"), self.save
        )
        self.submit_button = theme.button(caption("submit", "保存并受理"), self.submit, role="primary")
        self.supplement_button = theme.button("一次性告知补正…", self._supplement, role="quiet")
        self.supplement_button.hide()
        inside = QWidget()
        inside.setProperty("dense", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for section in self.entry.sections:
            column.addWidget(section)
        column.addStretch(1)
        self.area = scrolled(inside)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.area, 1)
        body.addWidget(self._side())
        head = theme.head(self.heading, self.state, None, self.save_button, self.submit_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.referred)
        page.addWidget(self.bar)
        page.addLayout(body, 1)

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card, inside = theme.card()
        inside.addWidget(theme.label(self.amount_title, "section"))
        inside.addWidget(self.trace)
        self.trace.show_nothing(NOBODY_YET)
        column.addWidget(card)
        self.notes_card, notes = theme.card()
        notes.addWidget(theme.label("还缺的材料", "section"))
        self.missing = theme.label("", wrap=True)
        notes.addWidget(self.missing)
        notes.addWidget(self.supplement_button)
        self.notes_card.hide()
        column.addWidget(self.notes_card)
        column.addStretch(1)
        area = scrolled(side)
        area.setFixedWidth(theme.pixels(SIDE_WIDTH))
        return area

    def reload(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        self.desk.read(
            self.opening_look, self.case_id, self.household_id, self.desk.actor.id, self.desk.today(),
            then=self._opened,
        )  # fmt: skip

    def concerns(self, _touched: Touched) -> bool:
        """What is being typed never reloads under the hands."""
        return False

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {
            "save": self.save,
            "submit": self.submit,
            "member.add": self.entry.members.add_member,
            "member.remove": self.entry.remove_chosen,
            "elsewhere.open": self.bar.open_first,
        }

    def leave(self) -> None:
        self._keeper.flush()
        self._keeper.stop()

    def stops(self) -> list[QWidget]:
        """The fields in the order of typing, then the buttons that stand above them."""
        return [*self.entry.fields(), self.save_button, self.submit_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_walk.is_enter(event):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Keep the entry as a draft case, or the corrections of the case."""
        self._record(then=self._said_saved)

    def submit(self) -> None:
        """Save, then accept; everything that stands against it is shown at its field.

        What is accepted already is corrected only, and the case is shown again.
        """
        self._record(then=self._accept if self._may_accept else self._go_to_case)

    def _offer_acceptance(self, may_accept: bool) -> None:
        self._may_accept = may_accept
        self.submit_button.setText(caption("submit", "保存并受理" if may_accept else "保存并返回案件"))

    def _opened(self, found: Opening) -> None:
        self._may_tell = found.may_tell
        self._offer_acceptance(found.may_accept)
        self.entry.offer_villages(found.villages)
        if found.draft is not None:
            self.entry.restore(found.draft)
            self.state.setText("已恢复上次没有录完的内容")
        else:
            self.entry.show(found.entry)
        self.entry.fields()[0].setFocus()
        self._ask_referrals(found.entry.household_id)
        self._ask_reckoning()

    def _edited(self) -> None:
        self._say_quietly("")
        self._keeper.touch()
        self._reckon.start()

    def _keep(self, content: dict[str, Any]) -> None:
        """Drafts touch nothing that another page shows, so nobody is told."""
        subject = self.case_id or self.household_id
        self.desk.background.run(
            self.desk.register.do, drafts.save, self.draft_form, subject, content, then=self._said_kept
        )

    def _said_kept(self, _outcome: object) -> None:
        at = self.desk.clock().astimezone(CHINA)
        self._say_quietly(f"草稿已自动保存 {at:%H:%M}")

    def _say_quietly(self, text: str) -> None:
        """How the draft stands; never over the count of what has to be corrected."""
        if not self._wrong:
            self.state.setText(text)

    def _ask_reckoning(self) -> None:
        """Ask what the entry comes to, and show it beside it."""
        raise NotImplementedError

    def _id_entered(self, line: int) -> None:
        number = self.entry.members.rows[line].widgets["id_number"].value()
        self.desk.read(duplicates.known_person, number, then=self._known)

    def _ask_referrals(self, household_id: str) -> None:
        """Whether relief sent this family here, and what the clerk there wanted said."""
        if household_id and self.referred_to:
            look = partial(referrals.open_referrals, household_id=household_id, target=self.referred_to)
            self.desk.read(look, then=self.referred.show_referrals)

    def _known(self, found: KnownPerson | None) -> None:
        if found is None:
            return
        self._ask_referrals(found.household_id)
        for line, row in enumerate(self.entry.members.rows):
            if row.widgets["id_number"].value() == found.entry.id_number:
                died = f"；档案记载此人已于 {found.died_on.isoformat()} 死亡，请核对" if found.died_on else ""
                self.entry.members.fill(line, found.entry, f"已有档案，已带出登记的基本情况{died}。")

    def _record(self, then: Callable[[], object]) -> None:
        if self._busy:
            return
        unread = self.entry.unread()
        if unread:
            self._refused(Refused(*unread))
            return
        self._busy_with(True)
        self.desk.shell.withdraw_undo()  # a line that is saved as gone does not come back under its old id
        self._keeper.flush()
        record = self.submission()
        self._next = then
        if self.case_id:
            self.desk.do(self.correct_act, self.case_id, record, then=self._recorded, failed=self._refused)
        else:
            self.desk.do(self.record_act, record, then=self._recorded, failed=self._refused)

    def _recorded(self, case_id: str | None) -> None:
        self.desk.do(drafts.discard, self.draft_form, self.case_id or self.household_id)
        if case_id:
            self.case_id = case_id
            self.title = "修改申请内容"
            self.heading.setText(self.title)
        self.entry.show_problems([])
        self._wrong = False
        self._say_quietly("")
        self.desk.read(
            self.opening_look, self.case_id, "", self.desk.actor.id, self.desk.today(),
            then=self._saved_again, failed=self._refused,
        )  # fmt: skip

    def _saved_again(self, found: Opening) -> None:
        """Rows have ids now, and whatever is saved next must name them: also after a refused acceptance."""
        self.entry.take_keys(found.entry)
        self._may_tell = found.may_tell
        self._busy_with(False)
        self._ask_reckoning()
        self._next()

    def _said_saved(self) -> None:
        self.state.setText("已保存")

    def _accept(self) -> None:
        self._busy_with(True)
        self.desk.do(self.accept_act, self.case_id, then=self._accepted, failed=self._refused)

    def _accepted(self, number: str) -> None:
        self._busy_with(False)
        self._go_to_case()
        self.desk.shell.say(f"已受理，受理编号 {number}。")

    def _supplement(self) -> None:
        self._record(then=self._open_supplement)

    def _open_supplement(self) -> None:
        self._go_to_case("tell_supplement")

    def _go_to_case(self, step: str = "") -> None:
        """The case takes the place of this page: Esc leads back to where the entry was begun."""
        shell, case_id = self.desk.shell, self.case_id
        shell.replace_front(partial(shell.open_case, case_id, step))

    def _refused(self, error: Exception) -> None:
        self._busy_with(False)
        if not isinstance(error, Refused):
            self.desk.shell.show_fault(error)
            return
        homeless: list[Problem] = self.entry.show_problems(error.problems)
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            scrolling.follow(None, focus)
        placed = len(error.problems) - len(homeless)
        self._wrong = placed > 0
        if placed:
            self.state.setText(f"有 {placed} 处需要更正，已标在各栏下方")
        if homeless:
            self.desk.shell.show_problems(tuple(homeless))

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.save_button.setEnabled(not busy)
        self.submit_button.setEnabled(not busy)
