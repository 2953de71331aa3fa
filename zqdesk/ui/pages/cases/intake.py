"""The entry window: a whole application on one page, typed in one pass and counted while it is typed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zqdesk.office.cases.acts import referrals
from zqdesk.office.cases.entry.required import Lacking
from zqdesk.office.cases.entry.values import MaterialEntry
from zqdesk.office.hall import drafts
from zqdesk.office.hall.drafts import DraftRow
from zqdesk.office.people import duplicates
from zqdesk.office.people.duplicates import KnownPerson
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.background import Failed
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import CHINA, Desk
from zqdesk.ui.desk.look import scrolling, tab_order, theme
from zqdesk.ui.desk.look.beside import Sided
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.elsewhere_bar import ElsewhereBar
from zqdesk.ui.pages.cases.intake_entry import ApplicationEntry
from zqdesk.ui.pages.cases.intake_opening import Opening
from zqdesk.ui.pages.cases.parked import Parkable, ParkedBar, ParkedRow, discard, fresh_subject
from zqdesk.ui.pages.cases.referral_bar import ReferralBar
from zqdesk.ui.widgets.fields import key_walk
from zqdesk.ui.widgets.form import MARKS, DraftKeeper
from zqdesk.ui.widgets.shown.error_list import Corrections, ErrorList
from zqdesk.ui.widgets.shown.trace_view import TraceView

RECKON_MS = 300
SIDE_WIDTH, LEAST = 280, 740
NOBODY_YET = "录入家庭成员和收入后，这里随时显示测算结果。"


class IntakePage(Page):
    """A new application, one for a household that is known, or the corrections of a case.

    What a programme asks beside the family, which acts it is handed to and what it comes to, its own page says.
    """

    topic = "受理一件申请"
    new_title: str
    amount_title: str
    parkable: Parkable
    referred_to = ""
    record_act: Callable[..., Any]
    correct_act: Callable[..., Any]
    accept_act: Callable[..., Any]
    opening_look: Callable[..., Any]
    lacking_look: Callable[..., Lacking]

    def __init__(
        self, desk: Desk, case_id: str | None = None, household_id: str = "", parked: str | None = None
    ) -> None:
        super().__init__(desk)
        self.case_id = case_id or ""
        self.household_id = household_id
        self.subject = case_id or household_id or (fresh_subject() if parked is None else parked)
        self._typed = False
        self._opened_on = desk.today()
        self.title = "修改申请内容" if case_id else self.new_title
        self.entry = self._make_entry()
        self.bar = ElsewhereBar(desk)
        self.referred = ReferralBar(desk)
        self.parked = ParkedBar(desk, [self.parkable])
        self.trace = TraceView()
        self.errors = ErrorList()
        self.corrections = Corrections(self.errors, self._ask_wrong, self._show_wrong)
        self._loaded = False
        self._may_tell = False
        self._may_accept = True
        self._busy = False
        self._told_to: list[Callable[[Sequence[Problem]], object]] = []
        self._build()
        self._keeper = DraftKeeper(self._keep, self.entry.draft, self)
        self._reckon = QTimer(self)
        self._reckon.setSingleShot(True)
        self._reckon.setInterval(RECKON_MS)
        self._reckon.timeout.connect(self._reckon_now)
        self.entry.edited.connect(self._edited)
        self.entry.members.id_entered.connect(self._id_entered)
        self.entry.taken_away.connect(self._taken_away)
        self.errors.chosen.connect(self._go_to)
        self.errors.counted.connect(self._say_wrong)
        self.parked.resumed.connect(self._resume)

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
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for section in self.entry.sections:
            column.addWidget(section)
        column.addStretch(1)
        body = Sided(inside, self._side(), width=SIDE_WIDTH, least=LEAST)
        self.area = body.area
        marks = theme.label(MARKS, "small")
        head = theme.head(self.heading, self.state, None, marks, self.save_button, self.submit_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.parked)
        page.addWidget(self.referred)
        page.addWidget(self.bar)
        page.addWidget(self.errors)
        page.addWidget(body, 1)

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
        return side

    def come_to_front(self) -> None:
        """An entry in which nothing was typed is one of today, also where it was left open overnight."""
        super().come_to_front()
        fresh = not (self._typed or self.case_id)
        if self._loaded and fresh and self.entry.record().applied_on == self._opened_on:
            self._opened_on = self.desk.today()
            self.entry.take_day(self._opened_on)

    def reload(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        self.desk.read(self._opening, self.desk.actor.id, self.desk.today(), then=self._opened)
        if not (self.case_id or self.household_id):
            self.parked.read(self.subject)

    def _opening(self, session: Any, account_id: str, today: date) -> Opening:
        """In the database thread: the entry as it is recorded, and what was typed over it and left."""
        draft = drafts.load(session, account_id, self.parkable.form, self.subject)
        found: Opening = self.opening_look(session, self.case_id, self.household_id, draft, today)
        return found

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
            "entry.clear": self.discard,
            **self.errors.commands(),
            "tab.next": partial(self._to_section, 1),
            "tab.previous": partial(self._to_section, -1),
        }

    def leave(self) -> None:
        self._keeper.flush()
        self._keeper.stop()

    def stops(self) -> list[QWidget]:
        """The fields in the order of typing, then the buttons that stand above them."""
        return [*self.entry.fields(), self.save_button, self.submit_button]

    def _to_section(self, by: int) -> None:
        """The first field of the section after (or before) the one with the cursor."""
        focus = self.window().focusWidget()
        here = next((at for at, s in enumerate(self.entry.sections) if focus and s.isAncestorOf(focus)), 0)
        there = self.entry.sections[(here + by) % len(self.entry.sections)]
        found = tab_order.stops(there)
        if found:
            tab_order.enter(found[0])

    def show_papers(self, required: Sequence[MaterialEntry]) -> None:
        """The papers that this entry needs, and what of them is still to be brought."""
        self.entry.materials.require(required)
        missing = self.entry.materials.missing()
        self.missing.setText("、".join(each.title for each in missing))
        self.notes_card.setVisible(bool(missing))
        self.supplement_button.setVisible(bool(missing) and self._may_tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not key_walk.goes_on(self, event):
            super().keyPressEvent(event)

    def save(self) -> None:
        """Keep the entry as a draft case, or the corrections of the case; what cannot be recorded yet is parked."""
        if self.entry.unread():
            self._park()
        else:
            self._record(then=self._said_saved, refused=self._not_recorded)

    def _park(self) -> None:
        self._typed = True
        self._keeper.touch()
        self._keeper.flush()
        self.desk.shell.say("还不能登记在案，已原样存下；在“今日工作”的“没录完的”里可以接着录。", "warn")

    def _not_recorded(self, error: Exception) -> None:
        self._busy_with(False)
        if isinstance(error, Refused):
            self._park()
        else:
            self.desk.shell.show_fault(error)

    def discard(self) -> None:
        """Throw away what was typed here and not recorded, after asking; it can be taken back."""
        title, name = self.parkable.title, self.entry.members.names()[0]
        text = f"“{name}”的{title}里没有登记的内容都会丢弃。"
        if not messages.ask(self, "丢弃没录完的内容？", text, yes="丢弃", danger=True):
            return
        draft = DraftRow(self.parkable.form, self.subject, self.desk.clock(), self.entry.draft())
        self._keeper.stop()
        self.desk.shell.back()
        discard(self.desk, draft, f"已丢弃“{name}”的{title}。")

    def _resume(self, row: ParkedRow) -> None:
        """Another parked entry in place of this one, which stays parked if anything was typed."""
        shell = self.desk.shell
        shell.replace_front(partial(shell.open_entry, row.kind.command, None, "", row.draft.subject_id))

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
            self._typed = True
            self.entry.restore(found.draft)
            self.state.setText("已恢复上次没有录完的内容")
        else:
            self.entry.show(found.entry)
        tab_order.enter(self.entry.fields()[0])
        self._ask_referrals(found.entry.household_id)
        self._reckon_now()

    def _edited(self) -> None:
        self._typed = True
        self._say_quietly("")
        self._keeper.touch()
        self._reckon.start()
        self.corrections.edited()

    def _taken_away(self, words: str, put_back: Callable[[], object]) -> None:
        self.corrections.lines_moved()
        self.desk.shell.offer_undo(words, put_back)

    def _keep(self, content: dict[str, Any]) -> None:
        """Drafts touch nothing that another page shows, so nobody is told."""
        self.desk.background.run(
            self.desk.register.do,
            drafts.save,
            self.parkable.form,
            self.subject,
            content,
            then=self._said_kept,
        )

    def _said_kept(self, _outcome: object) -> None:
        at = self.desk.clock().astimezone(CHINA)
        self._say_quietly(f"草稿已自动保存 {at:%H:%M}")

    def _say_quietly(self, text: str) -> None:
        """How the draft stands; never over the count of what has to be corrected."""
        if not self.errors.listed():
            self.state.setText(text)

    def _ask_reckoning(self) -> None:
        """Ask what the entry comes to, and show it beside it."""
        raise NotImplementedError

    def _reckon_now(self) -> None:
        """What it comes to, and which fields it must fill as it stands."""
        self._ask_reckoning()
        self._ask_wrong(lambda _problems: None)

    def _ask_wrong(self, then: Callable[[Sequence[Problem]], object]) -> None:
        """Everything against the entry as it stands; what cannot be read is told as such, and not as missing."""
        self._told_to.append(then)
        self.desk.read(
            self.lacking_look, self.submission(), self.case_id, self.desk.today(),
            then=self._found_wrong, failed=self._not_asked,
        )  # fmt: skip

    def _found_wrong(self, lacking: Lacking) -> None:
        """The answers come in the order of the questions."""
        then = self._told_to.pop(0)
        self.entry.problems.require(lacking.required)
        unread = self.entry.unread()
        then([*unread, *(p for p in lacking.problems if not self.entry.problems.follows(p, unread))])

    def _not_asked(self, error: Exception) -> None:
        self._told_to.pop(0)
        self._busy_with(False)
        self.desk.shell.show_fault(error)

    def _show_wrong(self, problems: Sequence[Problem]) -> None:
        self.entry.problems.show(problems)
        self.errors.show_wrong(self.entry.problems.wrong(problems))

    def _say_wrong(self, count: int) -> None:
        self.state.setText(f"有 {count} 处需要更正，已标在各栏下方" if count else "")

    def _go_to(self, problem: Problem) -> None:
        self.entry.problems.go_to(problem)
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            scrolling.follow(None, focus)

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

    def _record(self, then: Callable[[], object], refused: Failed | None = None) -> None:
        if self._busy:
            return
        if self.entry.unread():
            self._busy_with(True)
            self._ask_wrong(self._begin_corrections)
            return
        self._busy_with(True)
        self.desk.shell.withdraw_undo()  # a line that is saved as gone does not come back under its old id
        self._keeper.flush()
        record = self.submission()
        self._next = then
        failed = refused or self._refused
        if self.case_id:
            self.desk.do(self.correct_act, self.case_id, record, then=self._recorded, failed=failed)
        else:
            self.desk.do(self.record_act, record, then=self._recorded, failed=failed)

    def _recorded(self, case_id: str | None) -> None:
        self.desk.do(drafts.discard, self.parkable.form, self.subject)
        self.parked.hide()
        if case_id:
            self.case_id = self.subject = case_id
            self.title = "修改申请内容"
            self.heading.setText(self.title)
        self.corrections.end()
        self.desk.read(
            self.opening_look, self.case_id, "", None, self.desk.today(),
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
        told = error.problems
        self._ask_wrong(lambda found: self._begin_corrections([*told, *found]))

    def _begin_corrections(self, problems: Sequence[Problem]) -> None:
        """Everything that stands against the entry at once, whichever act found the first of it."""
        self._busy_with(False)
        self.corrections.begin(list(dict.fromkeys(problems)))

    def _busy_with(self, busy: bool) -> None:
        self._busy = busy
        self.save_button.setEnabled(not busy)
        self.submit_button.setEnabled(not busy)
