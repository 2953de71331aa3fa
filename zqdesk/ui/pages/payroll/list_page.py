"""One list: the rows that need a look first, what happens next, and every signature on the way to the bank and back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from zqdesk.office.hall.spreadsheets.table_file import PATTERNS, open_table
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.bank import answering, bank_files
from zqdesk.office.payroll.bank.answer_file import AnswerFile, answer_of
from zqdesk.office.payroll.bank.answering import OddLine
from zqdesk.office.payroll.bank.bank_files import BankList, FileMade
from zqdesk.office.payroll.list_view import ListView, ShownRow, list_view
from zqdesk.office.payroll.lists import HoldEntry
from zqdesk.papers.payroll import bank_file
from zqdesk.papers.payroll.bank_file import BankFile
from zqdesk.records.faults import told
from zqdesk.records.files import write_durably
from zqdesk.rules.payroll.comparing import Change
from zqdesk.rules.payroll.process import Kind, State
from zqdesk.rules.process import Role
from zqdesk.rules.readings import mentions
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import below
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import Filters, ListCard, fill
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.payroll import forms
from zqdesk.ui.pages.reserve.part import ActPanel, yielding
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets import second_person
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

FILES = f"银行回盘 ({PATTERNS});;全部文件 (*)"
ANYBODY = (Role.CLERK, Role.APPROVER, Role.CASHIER)
CHANGE_KINDS = {
    Change.NEW: "accent", Change.RAISED: "good", Change.CUT: "warn", Change.OTHER: "warn", Change.ENDED: "bad",
}  # fmt: skip
COLUMNS = (
    Column("号", lambda r: str(r.position) if r.row else "—", 44, key=lambda r: r.position, right=True),
    Column("姓名", lambda r: r.name, 100, tip=lambda r: r.name),
    Column("村（居）", lambda r: r.village_name, 88),
    Column("人数", lambda r: str(r.person_count) if r.row else "—", 48, key=lambda r: r.person_count, right=True),
    Column("基本(元)", lambda r: yuan(r.base_fen), 84, key=lambda r: r.base_fen, right=True, money=True),
    Column("另计(元)", lambda r: yuan(r.uplift_fen), 74, key=lambda r: r.uplift_fen, right=True, money=True),
    Column("合计(元)", lambda r: yuan(r.total_fen), 88, key=lambda r: r.total_fen, right=True, money=True),
    Column("上月(元)", lambda r: yuan(r.was_fen), 84, key=lambda r: r.was_fen, right=True, money=True, summed=False),
    Column("变动", lambda r: Change(r.change).words if r.change else "", 66, chip=lambda r: CHANGE_KINDS.get(Change(r.change)) if r.change else None),
    Column("状态", lambda r: r.state, 80, chip=lambda r: r.state_kind if r.state else None),
    Column("说明", lambda r: r.words, 220, stretch=True, tip=lambda r: r.words),
    Column("账号", lambda r: _tail(r.account_number), 96, full=lambda r: r.account_number),
)  # fmt: skip
NAMED = 5
MOST_NOTICES = 500
"""So many are drawn as one print job: more would not be taken from the printer in one go either."""
LOOK, CHANGED, HELD = "look", "changed", "held"
WHICH = (("须核对的", LOOK), ("与上月不同的", CHANGED), ("暂缓、未到账的", HELD))
STATE_KINDS = {State.RELEASED: "good", State.RETURNED: "plain", State.DROPPED: "plain"}


def _tail(account_number: str) -> str:
    """Enough of an account to tell it from another; what is to be read beside it wants the room."""
    return f"尾号{account_number[-4:]}" if account_number else "—"


class ListPage(Page):
    """Ctrl+Enter takes the next step of the list; Enter on a row opens the household."""

    topic = "资金发放"

    def __init__(self, desk: Desk, list_id: str) -> None:
        super().__init__(desk)
        self.list_id = list_id
        self.seen: ListView | None = None
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.papers = printing.PaperPrinter(desk, self)
        self.heading = theme.label("", "title")
        self.state = theme.chip("", "plain")
        self.sum = theme.label("", "amount")
        self.next = theme.label("", "soft", wrap=True)
        self.table = yielding(table("名册明细", COLUMNS, lambda row: desk.shell.open_household(row.home_id)))
        self.table.remember(desk, "payroll.list")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self.filters = Filters("筛选姓名、拼音、村")
        self.which = self.filters.add_choice("全部各户", WHICH)
        self.village = self.filters.add_choice("全部村（居）", ())
        self.change = self.filters.add_choice(
            "各种变动", [(each.words, str(each)) for each in Change if each]
        )
        self.filters.changed.connect(self._show_filtered)
        self.card = ListCard(self.table, self.filters)
        self._make_buttons()
        column = theme.column(20, 14, 20, 14, spacing=10)
        column.addLayout(theme.head(self.heading, self.state, self.sum, None, *self.always))
        column.addLayout(theme.head(self.next, None, *self.acts.values()))
        column.addWidget(below(self.place, self.card, spacing=10), 1)
        self.setLayout(column)
        self.first = self.table

    def _make_buttons(self) -> None:
        made: dict[str, tuple[str, Callable[[], object], str]] = {
            "drop": ("作废…", lambda: self._act("作废名册", forms.drop(self.list_id)), ""),
            "lift": ("解除暂缓", self.lift, ""),
            "hold": ("暂缓这一户…", self._hold, ""),
            "hold_all": ("暂缓须改正的各户", self.hold_all, ""),
            "prepare": ("核对无误，签字", self.prepare, "primary"),
            "back": ("退回…", lambda: self._act("退回名册", forms.give_back(self.list_id)), ""),
            "review": ("复核签字", partial(self._sign, signing.review, "复核"), "primary"),
            "review_here": ("请同事在此复核…", partial(self._sign_here, signing.review, "复核名册", ANYBODY), ""),
            "release": ("批准", self.release, "primary"),
            "release_here": ("请审批人在此批准…", partial(self.release, here=True), ""),
            "stop": ("停止这一户…", self._stop, ""),
            "file": ("报送银行…", self.give, "primary"),
            "again": ("再存一份文件…", self.save_again, ""),
            "recall": ("收回文件…", lambda: self._act("收回文件", forms.recall(self.list_id)), ""),
            "answer": ("读入银行回盘…", self.choose_answer, "primary"),
            "odd": ("处理回盘…", self.decide, "primary"),
        }  # fmt: skip
        self.acts = {key: theme.button(words, act, role=role) for key, (words, act, role) in made.items()}
        self.roster_button = theme.button(
            "打印名册…", lambda: self.papers.print_book("payroll_roster", self.list_id)
        )
        self.notice_button = theme.button("打印告知书…", self.print_notice)
        self.notices_button = theme.button("打印各户告知书…", self.print_notices)
        self.always: list[QWidget] = [
            self.notice_button,
            self.notices_button,
            self.roster_button,
            theme.button(caption("export"), self.export, role="quiet"),
        ]

    def reload(self) -> None:
        self.desk.read(list_view, self.list_id, self.desk.today(), then=self._show)

    def concerns(self, touched: Touched) -> bool:
        own = {"roll_entries", "persons", "households", "memberships"}
        return any(kind.startswith("payroll_") or kind in own for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        own: dict[str, Callable[[], object]] = {
            "export": self.export,
            "filter": self.filters.text.setFocus,
            "case.next": self.main,
        }
        return own | self.place.commands()

    def leave(self) -> None:
        self.place.leave()

    def main(self) -> None:
        """The next step, where this person may take it."""
        primary = ("prepare", "review", "release", "file", "odd", "answer")
        for key in primary:
            if self.acts[key].isVisibleTo(self) and self.acts[key].isEnabled():
                self.acts[key].click()
                return

    def export(self) -> None:
        """The rows as they are filtered, into an .xlsx file."""
        exporting.export(self.desk, self, self.heading.text(), COLUMNS, self.table.rows.rows)

    def prepare(self) -> None:
        """Sign the draft as it stands on the screen."""
        if self.seen is not None:
            self.desk.do(
                signing.prepare, self.list_id, self.seen.seal, then=lambda _: self._said("名册已签字，请另一位复核。")
            )  # fmt: skip

    def release(self, *, here: bool = False) -> None:
        """Sign for it; where something came to light since, first decide row by row."""
        if self.seen is not None and self.seen.since:
            self._act("批准", forms.release(self.list_id, self.seen.since))
        elif here:
            self._sign_here(signing.release, "批准名册", (Role.APPROVER,))
        else:
            self._sign(signing.release, "批准")

    def print_notice(self) -> None:
        """What the chosen household is told of a raise."""
        row = self._chosen()
        if row is not None and row.row is not None:
            self.papers.print_book("raise_notice", row.row.row_id)

    def print_notices(self) -> None:
        """The same for all who are shown: of the whole list, or of a village that was chosen."""
        rows = [row.row.row_id for row in self.table.rows.rows if row.row is not None]
        if len(rows) > MOST_NOTICES:
            words = (
                f"一次最多打印 {MOST_NOTICES} 户的告知书，这里有 {len(rows)} 户，请按村（居）筛选后分次打印。"
            )
            self.desk.shell.say(words, "warn")
        elif rows:
            self.papers.print_books(f"提标补发告知书（{len(rows)} 户）", "raise_notice", rows)

    def hold_all(self) -> None:
        """Hold back every row that must be put right, for the reasons that stand beside it."""
        grave = [row.row for row in self._rows() if row.rank == 0 and row.row is not None]
        entries = [HoldEntry(row.home_id, row.alone_id) for row in grave]
        if entries:
            self.desk.do(
                lists.hold, self.list_id, entries, then=lambda _: self._said(f"已暂缓 {len(entries)} 户。")
            )

    def lift(self) -> None:
        """Let the chosen row go again."""
        row = self._chosen()
        if row is not None and row.row is not None:
            entry = HoldEntry(row.row.home_id, row.row.alone_id)
            self.desk.do(lists.lift, self.list_id, [entry], then=lambda _: self._said("已解除暂缓。"))

    def give(self) -> None:
        """Ask where to, draw the bank's file, record that it was given, write it; not while a row must be stopped first."""
        if self.seen is not None and self.seen.grave:
            self.desk.shell.say(next_words(self.seen), "warn")
        else:
            self._ask_where(record=True)

    def save_again(self) -> None:
        """The same file once more: the bank lost it, or the desk died while writing."""
        self._ask_where(record=False)

    def choose_answer(self) -> None:
        """An answer out of a file of the bank."""
        name, _ = QFileDialog.getOpenFileName(self, "选择银行回盘文件", "", FILES)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read in a process of its own, then say what it means, to be looked through before it is kept."""
        self.desk.shell.say("正在读取回盘…")
        self.desk.background.run(
            partial(_answer_of, path), then=self._understand, failed=self.desk.shell.show_fault, lane="aside"
        )

    def decide(self) -> None:
        """The first line that waits for a decision; of the chosen row, if it has one."""
        if self.seen is None or not self.seen.odd:
            return
        row = self._chosen()
        wanted = row.row.row_id if row is not None and row.row is not None else ""
        line: OddLine = next((each for each in self.seen.odd if each.row_id == wanted), self.seen.odd[0])
        numbers = {each.position: each.row.row_id for each in self.seen.rows if each.row is not None}
        title = f"处理回盘 · {line.outcome.words}"
        self._act(title, forms.decide(self.desk, line, numbers), line.result_id)

    def _understand(self, file: AnswerFile) -> None:
        self.desk.read(
            answering.understand, self.list_id, file, self.desk.today(),
            then=lambda meant: self._act("读入银行回盘", forms.answer(self.list_id, file, meant), file.digest),
        )  # fmt: skip

    def _drawn(self, then: Callable[[BankFile], object]) -> None:
        def listed(found: BankList) -> None:
            self.desk.background.run(
                partial(bank_file.draw, found), then=then, failed=self.desk.shell.show_fault, lane="aside"
            )

        self.desk.read(bank_files.bank_list, self.list_id, self.desk.today(), then=listed)

    def _ask_where(self, *, record: bool) -> None:
        """Asked before anything is drawn; the file ends as its format does, whatever was typed."""
        head = self.seen.head if self.seen is not None else None
        proposed = f"{head.title}-{head.number}" if head is not None else ""
        name, _ = QFileDialog.getSaveFileName(self, "代发文件存到", proposed)
        if name:
            self._drawn(lambda made: self.save_to(_ending_as(Path(name), made), made, record=record))

    def save_to(self, path: Path, made: BankFile, *, record: bool) -> None:
        """Recorded first: what died in between is written once more from the list, and is the same."""
        if not record:
            self._write(path, made)
            return
        said = FileMade(path.name, made.digest)
        self.desk.do(bank_files.give_file, self.list_id, said, then=lambda _: self._write(path, made))

    def _write(self, path: Path, made: BankFile) -> None:
        self.desk.background.run(
            partial(_written, path, made.content),
            then=lambda _: self._said(f"已存到 {path.name}，请报送银行；银行回盘后在此读入。"),
            failed=self.desk.shell.show_fault,
            lane="aside",
        )

    def _sign(self, act: Callable[..., Any], title: str) -> None:
        self.desk.do(act, self.list_id, then=lambda _: self._said(f"“{title}”已签字。"))

    def _sign_here(self, act: Callable[..., Any], title: str, roles: tuple[Role, ...]) -> None:
        second_person.sign(
            self.desk, self, title, roles, act, self.list_id,
            then=lambda _: self._said(f"“{title}”已签字。"), failed=self.desk.shell.show_fault,
        )  # fmt: skip

    def _hold(self) -> None:
        row = self._chosen()
        if row is not None and row.row is not None:
            self._act("暂缓发放", forms.hold(self.list_id, row.row), row.key)

    def _stop(self) -> None:
        row = self._chosen()
        if row is not None and row.row is not None:
            self._act("停止报盘", forms.stop(row.row), row.key)

    def _act(self, title: str, form: StepForm, about: str = "") -> None:
        self.place.open(ActPanel(self.desk, about or self.list_id, title, form))

    def _done(self, title: str, _result: object) -> None:
        self._said(f"“{title}”已登记。")

    def _said(self, words: str) -> None:
        self.desk.shell.say(words)
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self) -> Sequence[ShownRow]:
        return self.seen.rows if self.seen is not None else ()

    def _chosen(self) -> ShownRow | None:
        found: ShownRow | None = self.table.current()
        return found

    def _show(self, seen: ListView) -> None:
        self.seen = seen
        self.title = seen.head.title
        self.heading.setText(seen.head.title)
        theme.set_chip(self.state, seen.head.state.words, STATE_KINDS.get(seen.head.state, "warn"))
        held = (
            f"，其中暂缓 {seen.sums.held_count} 户 {yuan(seen.sums.held_fen)}" if seen.sums.held_count else ""
        )
        self.sum.setText(
            f"{seen.sums.row_count:,} 户 {seen.sums.person_count:,} 人 {yuan(seen.sums.total_fen)} 元{held}"
        )
        self.next.setText(next_words(seen))
        villages = sorted({(row.village_id, row.village_name) for row in seen.rows if row.village_id})
        fill(self.village, "全部村（居）", [(name, code) for code, name in villages])
        self._show_filtered()
        self._show_buttons()

    def _show_filtered(self) -> None:
        text, village = self.filters.text.text().strip(), self.village.currentData() or ""
        which, change = self.which.currentData() or "", self.change.currentData() or ""
        rows = [
            row
            for row in self._rows()
            if (not village or row.village_id == village)
            and (not change or row.change == change)
            and (not which or _is(row, which))
            and (not text or mentions(text, row.name, row.village_name))
        ]
        self.card.show_rows(rows, lambda r: r.key, "没有符合筛选的户。")

    def _show_buttons(self) -> None:
        if self.seen is None:
            return
        offered = offers(self.seen, self.desk.actor.roles)
        for key, button in self.acts.items():
            button.setVisible(key in offered)
        raised = self.seen.head.kind == Kind.BACK_PAY and self.seen.head.state == State.RELEASED
        self.notice_button.setVisible(raised)
        self.notices_button.setVisible(raised)
        row = self._chosen()
        there = row is not None and row.row is not None
        self.acts["hold"].setEnabled(there and row is not None and not (row.row and row.row.held))
        self.acts["lift"].setEnabled(there and bool(row and row.row and row.row.held))
        self.acts["stop"].setEnabled(there and bool(row and row.row and not row.row.held))
        self.acts["hold_all"].setEnabled(self.seen.grave > 0)
        self.acts["prepare"].setEnabled(self.seen.grave == 0)
        self.roster_button.setEnabled(self.seen.head.state != State.DRAFT)


def offers(seen: ListView, roles: frozenset[str]) -> frozenset[str]:
    """What may be done with a list now by whoever has these roles; who signed it already is told when they try."""
    clerk, approver = Role.CLERK in roles, Role.APPROVER in roles
    found: dict[State, tuple[tuple[str, bool], ...]] = {
        State.DRAFT: tuple((key, clerk) for key in ("drop", "lift", "hold", "hold_all", "prepare")),
        State.PREPARED: (("back", True), ("review", True), ("review_here", True)),
        State.REVIEWED: (("back", True), ("release", approver), ("release_here", not approver)),
        State.RELEASED: (
            ("stop", seen.given_at is None),
            ("file", seen.given_at is None),
            ("again", seen.given_at is not None),
            ("recall", seen.given_at is not None and not seen.answers),
            ("answer", seen.given_at is not None),
            ("odd", bool(seen.odd)),
        ),
    }
    return frozenset(key for key, holds in found.get(seen.head.state, ()) if holds)


def next_words(seen: ListView) -> str:
    """What happens next, and who signed so far."""
    head = seen.head
    signed = "，".join(f"{each.title}{each.name}" for each in head.signatures)
    if head.state == State.DRAFT:
        if seen.grave:
            return f"有 {seen.grave} 户须先改正或暂缓，才能签字。"
        look = f"{seen.to_look_at} 户有提示，请先核对；" if seen.to_look_at else ""
        return f"{look}核对无误后签字，再由另外两人复核、批准。"
    waiting = {
        State.PREPARED: "待复核，须由另一位签字",
        State.REVIEWED: "待批准，须由审批人签字",
        State.RELEASED: _at_the_bank(seen),
    }
    then = waiting.get(head.state, f"{head.state.words}：{head.ended_reason}")
    parts = (signed, _since(seen), then)
    return "。".join(part for part in parts if part).removesuffix("。") + "。"


def _since(seen: ListView) -> str:
    """Who must not be paid after all, or is to be looked at once more, by name."""
    if not seen.since:
        return ""
    names = "、".join(each.name for each in seen.since[:NAMED]) + ("等" if len(seen.since) > NAMED else "")
    if seen.given_at is not None:
        return f"报送以后有变化：{names}，不应发的请联系银行止付"
    if seen.head.state == State.RELEASED and seen.grave:
        return f"签字以后有变化：{names}，须停发的请先“停止这一户…”"
    return f"签字以后有变化：{names}"


def _at_the_bank(seen: ListView) -> str:
    if seen.given_at is None:
        return f"发放日 {seen.head.pay_on:%Y-%m-%d}，请导出代发文件报送银行"
    if not seen.answers:
        return f"{seen.given_at:%m-%d} 报送银行，待回盘"
    counted = "，".join(f"{words}{count}" for words, count in seen.answers[-1].outcomes)
    odd = f"。有 {len(seen.odd)} 行待处理" if seen.odd else ""
    return f"第{seen.answers[-1].serial}次回盘：{counted}{odd}"


def _is(row: ShownRow, which: str) -> bool:
    if which == LOOK:
        return row.rank <= 1
    if which == CHANGED:
        return bool(row.change)
    return bool(row.row and row.row.held) or row.state_kind == "bad"


def _ending_as(path: Path, made: BankFile) -> Path:
    ending = Path(made.name).suffix
    return path if path.suffix == ending else path.with_name(path.name + ending)


def _answer_of(path: Path) -> AnswerFile:
    return answer_of(open_table(path))


def _written(path: Path, content: bytes) -> None:
    with told():
        write_durably(path, content)
