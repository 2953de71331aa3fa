"""The room of the monthly payments: the lists, what is owed still, what is to come back."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from zqdesk.office.hall import setup
from zqdesk.office.payroll import failed, list_view, recoveries
from zqdesk.office.payroll.failed import OpenRow
from zqdesk.office.payroll.list_view import HeadRow
from zqdesk.office.payroll.recoveries import Overpaid, RecoveryRow
from zqdesk.rules.process import Role
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.scrolling import below
from zqdesk.ui.desk.page import Page
from zqdesk.ui.desk.refresh import Touched
from zqdesk.ui.pages.cases.listing import ListCard, Segments
from zqdesk.ui.pages.cases.steps.form import StepForm
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.payroll import forms
from zqdesk.ui.pages.reserve.part import ActPanel, yielding
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, Table, table, yuan
from zqdesk.ui.widgets.tables.tick_table import TickTable


def _months(row: HeadRow) -> str:
    first, last = row.head.from_month, row.head.to_month
    return first if first == last else f"{first}～{last[5:] if last[:4] == first[:4] else last}"


def _count(number: int) -> str:
    return f"{number:,}" if number else "—"


LISTS, OWED, OVER, BACK = "lists", "owed", "over", "back"
SHOWN = (("发放名册", LISTS), ("未付清", OWED), ("多发待登记", OVER), ("追回", BACK))
LIST_COLUMNS = (
    Column("月份", _months, 138),
    Column("名册", lambda r: r.head.title, 260, stretch=True, tip=lambda r: r.head.title),
    Column("种类", lambda r: r.kind, 84),
    Column("状态", lambda r: r.state, 112, chip=lambda r: r.state_kind),
    Column("户数", lambda r: _count(r.head.row_count), 70, key=lambda r: r.head.row_count, right=True),
    Column("人数", lambda r: _count(r.head.person_count), 70, key=lambda r: r.head.person_count, right=True),
    Column("合计(元)", lambda r: yuan(r.head.total_fen or None), 120, key=lambda r: r.head.total_fen or None, right=True, money=True),
    Column("编号", lambda r: r.head.number or "—", 194),
    Column("发放日期", lambda r: f"{r.head.pay_on:%Y-%m-%d}", 100, key=lambda r: r.head.pay_on),
)  # fmt: skip
OWED_COLUMNS = (
    Column("姓名", lambda r: r.name, 120),
    Column("村（居）", lambda r: r.village_name, 104),
    Column("月份", lambda r: r.month, 80),
    Column("状态", lambda r: r.state.words, 92, chip=lambda _: "bad"),
    Column("未付(元)", lambda r: yuan(r.rest_fen), 100, key=lambda r: r.rest_fen, right=True, money=True),
    Column("原因", lambda r: r.words, 200, stretch=True, tip=lambda r: r.words),
    Column("名册", lambda r: r.list_title, 230),
)
OVER_COLUMNS = (
    Column("姓名", lambda r: r.name, 120),
    Column("村（居）", lambda r: r.village_name, 104),
    Column("月份", lambda r: r.month, 80),
    Column("种类", lambda r: r.kind.words, 104, chip=lambda _: "bad"),
    Column("多发(元)", lambda r: yuan(r.fen), 100, key=lambda r: r.fen, right=True, money=True),
    Column("依据", lambda r: r.why, 240, stretch=True, tip=lambda r: r.why),
)
BACK_COLUMNS = (
    Column("姓名", lambda r: r.name, 120),
    Column("种类", lambda r: r.kind.words, 104),
    Column("退款人", lambda r: r.from_name, 120),
    Column("月份", lambda r: "、".join(r.months), 130),
    Column("应追回(元)", lambda r: yuan(r.amount_fen), 104, key=lambda r: r.amount_fen, right=True, money=True),
    Column("已收回(元)", lambda r: yuan(r.back_fen), 104, key=lambda r: r.back_fen, right=True, money=True),
    Column("期限", lambda r: f"{r.due_on:%Y-%m-%d}" if r.due_on else "—", 100, key=lambda r: r.due_on),
    Column("进度", lambda r: r.ended_reason if r.ended else "追回中", 150, stretch=True, chip=lambda r: "good" if r.ended else "warn"),
)  # fmt: skip
NOTHING = {
    LISTS: "还没有发放名册。按“制作名册”，按当月在册情况列出，自动与上月比较并核对。",
    OWED: "没有未付清的：暂缓、停止和银行退回的，会出现在这里。",
    OVER: "没有发现多发的：死亡、停发以后发出的和银行多付的，会出现在这里。",
    BACK: "没有登记过应追回的资金。",
}


class PayrollPage(Page):
    """Enter opens a list; Ctrl+Enter does what stands first for the part in front."""

    title = "资金发放"
    topic = "资金发放"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = PanelPlace()
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.place.done.connect(self._done)
        self.tables: dict[str, Table] = {
            LISTS: table("发放名册", LIST_COLUMNS, lambda row: desk.shell.open_list(row.head.list_id)),
            OWED: TickTable("未付清", OWED_COLUMNS, lambda r: r.row_id, _why_not),
            OVER: table("多发待登记", OVER_COLUMNS, self._book),
            BACK: table("追回", BACK_COLUMNS, self._receipt),
        }
        for key, each in self.tables.items():
            yielding(each)
            each.remember(desk, f"payroll.{key}")
        self.owed.opened.connect(lambda row: desk.shell.open_household(row.home_id))
        self.owed.ticked.connect(self._show_sum)
        self.cards = {key: ListCard(each) for key, each in self.tables.items()}
        self.shown = Segments(SHOWN)
        self.shown.changed.connect(self._turn)
        self.sum = theme.label("", "amount")
        self.buttons = {
            LISTS: (
                theme.button("提标补发", lambda: desk.shell.open_raise("allowance")),
                theme.button("一次性发放…", self.make_one_off),
                theme.button("制作名册…", self.make, role="primary"),
            ),
            OWED: (
                theme.button("不再发放…", self._end),
                theme.button("重发所选…", self._reissue, role="primary"),
            ),
            OVER: (theme.button("登记应追回…", lambda: self._current(OVER, self._book), role="primary"),),
            BACK: (
                theme.button("不再追回…", lambda: self._current(BACK, self._give_up)),
                theme.button("登记收款…", lambda: self._current(BACK, self._receipt), role="primary"),
            ),
        }
        buttons: list[QWidget] = [each for group in self.buttons.values() for each in group]
        export = theme.button(caption("export"), self.export, role="quiet")
        column = theme.column(20, 16, 20, 16, spacing=12)
        column.addLayout(theme.heading(self.title, self.shown, None, self.sum, export, *buttons))
        column.addWidget(below(self.place, *self.cards.values()), 1)
        self.setLayout(column)
        self._turn()

    @property
    def owed(self) -> TickTable:
        found = self.tables[OWED]
        assert isinstance(found, TickTable)
        return found

    def reload(self) -> None:
        part = self.shown.value()
        looks: dict[str, Callable[..., Any]] = {
            LISTS: list_view.head_rows,
            OWED: failed.open_rows,
            OVER: recoveries.overpaid,
            BACK: recoveries.recoveries,
        }
        self.desk.read(looks[part], then=lambda rows: self._show(part, rows))

    def begin(self, step: str) -> None:
        """Turn to a part by its name."""
        if step in self.cards:
            self.shown.choose(step)
            self._turn()

    def concerns(self, touched: Touched) -> bool:
        return any(kind.startswith("payroll_") or kind in {"roll_entries", "persons"} for kind, _ in touched)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        first = {
            LISTS: self.make,
            OWED: self._reissue,
            OVER: lambda: self._current(OVER, self._book),
            BACK: lambda: self._current(BACK, self._receipt),
        }
        own: dict[str, Callable[[], object]] = {"export": self.export, "case.next": first[self.shown.value()]}
        own["tab.next"] = lambda: self._step(1)
        own["tab.previous"] = lambda: self._step(-1)
        return own | self.place.commands()

    def take_focus(self) -> None:
        front = self.tables[self.shown.value()]
        (front if front.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.place.leave()

    def export(self) -> None:
        """The part in front into an .xlsx file."""
        front = self.tables[self.shown.value()]
        exporting.export(self.desk, self, front.accessibleName(), front.rows.columns, front.rows.rows)

    def make(self) -> None:
        """Begin the list of a month."""
        self.desk.read(
            setup.villages,
            self.desk.today(),
            then=lambda villages: self._act("制作名册", forms.make(self.desk, villages)),
        )

    def make_one_off(self) -> None:
        """Begin a list of something paid once."""
        self._act("一次性发放", forms.one_off(self.desk))

    def _act(self, title: str, form: StepForm, about: str = "") -> None:
        self.place.open(ActPanel(self.desk, about, title, form))

    def _done(self, title: str, result: object) -> None:
        if title in ("制作名册", "重发", "一次性发放"):
            self.desk.shell.open_list(str(result))
            return
        self.desk.shell.say(f"“{title}”已登记。")
        self.reload()
        self.take_focus()

    def _turn(self) -> None:
        part = self.shown.value()
        for key, card in self.cards.items():
            card.setVisible(key == part)
            for button in self.buttons[key]:
                button.setVisible(key == part and self._may(button.text()))
        self._show_sum()
        if self.isVisible():
            self.reload()
            self.take_focus()

    def _may(self, words: str) -> bool:
        role = Role.APPROVER if words in ("不再发放…", "不再追回…") else Role.CLERK
        return role in self.desk.actor.roles

    def _step(self, by: int) -> None:
        keys = [key for _, key in SHOWN]
        self.shown.choose(keys[(keys.index(self.shown.value()) + by) % len(keys)])
        self._turn()

    def _show(self, part: str, rows: tuple[Any, ...]) -> None:
        identity: dict[str, Callable[[Any], Any]] = {
            LISTS: lambda r: r.head.list_id,
            OWED: lambda r: r.row_id,
            OVER: lambda r: (r.row_id, r.month),
            BACK: lambda r: r.recovery_id,
        }
        self.cards[part].show_rows(rows, identity[part], NOTHING[part])
        self._show_sum()

    def _show_sum(self) -> None:
        part = self.shown.value()
        rows = self.tables[part].rows.rows
        if part == OWED:
            chosen = self.owed.chosen_rows()
            said = f"已选 {len(chosen)} 笔 {yuan(sum(row.rest_fen for row in chosen))} 元，" if chosen else ""
            self.sum.setText(f"{said}共 {yuan(sum(row.rest_fen for row in rows))} 元" if rows else "")
        elif part == OVER:
            self.sum.setText(f"共 {yuan(sum(row.fen for row in rows))} 元" if rows else "")
        elif part == BACK:
            rest = sum(row.rest_fen for row in rows if not row.ended)
            self.sum.setText(f"还差 {yuan(rest)} 元" if rows else "")
        else:
            self.sum.setText("")

    def _current(self, part: str, act: Callable[[Any], object]) -> None:
        if (row := self.tables[part].current()) is not None:
            act(row)

    def _reissue(self) -> None:
        rows: tuple[OpenRow, ...] = self.owed.chosen_rows()
        if not rows:
            self.desk.shell.say("请先用空格键勾选要重发的。", "warn")
        else:
            self._act("重发", forms.reissue(rows))

    def _end(self) -> None:
        if (row := self.owed.current()) is not None:
            self._act("不再发放", forms.end_row(row), row.row_id)

    def _book(self, row: Overpaid) -> None:
        """All that this household was paid too much, for one reason."""
        rows = [
            each
            for each in self.tables[OVER].rows.rows
            if (each.home_id, each.alone_id, each.programme, each.kind)
            == (row.home_id, row.alone_id, row.programme, row.kind)
        ]
        if Role.CLERK in self.desk.actor.roles:
            self._act("登记应追回", forms.book(rows), row.row_id)

    def _receipt(self, row: RecoveryRow) -> None:
        if not row.ended:
            self._act("登记收款", forms.receipt(self.desk, row), row.recovery_id)
        else:
            self.desk.shell.open_household(row.household_id)

    def _give_up(self, row: RecoveryRow) -> None:
        if not row.ended:
            self._act("不再追回", forms.end_recovery(row), row.recovery_id)


def _why_not(row: OpenRow) -> str:
    return "已在拟制中的重发名册上" if row.drafted else ""
