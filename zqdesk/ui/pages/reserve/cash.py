"""The cash: where it lies, what was counted and who signed, and what is on its way from hand to hand."""

from collections.abc import Callable

from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.position import CountRow, HandoverRow, TillRow
from zqdesk.records.register import CHINA
from zqdesk.rules.process import Role
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.beside import Pair
from zqdesk.ui.pages.cases.listing import ListCard
from zqdesk.ui.pages.cases.steps.place import PanelPlace
from zqdesk.ui.pages.reserve.forms import cash as forms_cash
from zqdesk.ui.pages.reserve.forms import handover as forms_handover
from zqdesk.ui.pages.reserve.lists.cash import COUNTS, HANDOVERS, TILLS, Cash, cash
from zqdesk.ui.pages.reserve.part import Part, part_heading, yielding
from zqdesk.ui.printing import printing
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import table, yuan

ANYBODY = (Role.CLERK, Role.APPROVER, Role.CASHIER)


class CashPart(Part):
    """The till chosen above is what the buttons are about; a count holds when a second person has signed."""

    id, title = "cash", "盘点与交接"

    def __init__(self, desk: Desk, place: PanelPlace, go: Callable[..., object]) -> None:
        super().__init__(desk, place, go)
        self.seen: Cash | None = None
        self.tills = yielding(table("现金箱与窗口备用金", TILLS, lambda row: go("journal", f"till:{row.id}")))
        self.counts = yielding(table("盘点记录", COUNTS))
        self.handovers = yielding(table("等待接手", HANDOVERS, lambda _: self.take()))
        self.tills.remember(desk, "reserve.tills")
        self.counts.remember(desk, "reserve.counts")
        self.handovers.remember(desk, "reserve.handovers")
        self.count_button = theme.button("盘点…", self.count, role="primary")
        self.surprise_button = theme.button("突击盘点…", self.surprise)
        self.move_button = theme.button("领用、交回…", self.move_cash)
        self.give_button = theme.button("整体交接…", self.give)
        self.open_button = theme.button("设立…", self.open_till)
        self.close_button = theme.button("撤销…", self._close_till)
        self.sheet_button = theme.button("打印盘点表…", self._print_count)
        self.slip_button = theme.button("打印交接单…", self._print_handover)
        self.papers = printing.PaperPrinter(desk, self)
        self.sign_button = theme.button("监盘签字", self.sign_count)
        self.sign_here_button = theme.button("请同事在此签字…", self.sign_count_here)
        self.set_aside_button = theme.button("作废…", self._set_aside, role="danger")
        self.take_button = theme.button("接手…", self.take, role="primary")
        self.take_here_button = theme.button("请对方在此签字…", self.take_here)
        self.off_button = theme.button("撤销…", self._call_off)
        for each in (self.tills, self.counts, self.handovers):
            each.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self._fill()

    def _fill(self) -> None:
        self.tills_card = ListCard(
            self.tills,
            part_heading(
                "现金箱与窗口备用金", None, self.close_button, self.open_button,
                self.give_button, self.move_button, self.surprise_button, self.count_button,
            ),
        )  # fmt: skip
        export = theme.button(caption("export"), self.export, role="quiet")
        self.counts_card = ListCard(
            self.counts,
            part_heading(
                "盘点记录",
                None,
                export,
                self.set_aside_button,
                self.sheet_button,
                self.sign_here_button,
                self.sign_button,
            ),
        )
        self.handovers_card = ListCard(
            self.handovers,
            part_heading(
                "等待接手", None, self.slip_button, self.off_button, self.take_here_button, self.take_button
            ),
        )
        self.below = Pair((self.counts_card, 3), (self.handovers_card, 2), least=820)
        column = theme.column(spacing=12)
        column.addWidget(self.tills_card, 2)
        column.addWidget(self.below, 3)
        self.setLayout(column)

    def reload(self) -> None:
        self.desk.read(cash, self.desk.today(), then=self._show)

    def make_room(self, *, panel: bool) -> None:
        self.below.setVisible(not panel)

    def take_focus(self) -> None:
        self.tills.setFocus()

    def export(self) -> None:
        exporting.export(self.desk, self, "盘点记录", COUNTS, self.counts.rows.rows)

    def main(self) -> None:
        if self.count_button.isVisibleTo(self) and self.count_button.isEnabled():
            self.count()

    def count(self) -> None:
        """Count the chosen till."""
        if (till := self.tills.current()) is not None and self.seen is not None:
            self.act(f"盘点 · {till.name}", forms_cash.count(till), till.id)

    def surprise(self) -> None:
        """Count the chosen till without a word before; its holder signs."""
        if (till := self.tills.current()) is not None:
            self.act(f"突击盘点 · {till.name}", forms_cash.count(till, surprise=True), till.id)

    def move_cash(self) -> None:
        """Cash out of the chosen till into another."""
        till = self.tills.current()
        if till is not None and self.seen is not None:
            title = "领用备用金" if till.kind == "box" else "交回备用金"
            self.act(title, forms_handover.move_cash(till, self.seen.tills), till.id)

    def give(self) -> None:
        """The whole till to another cashier."""
        till = self.tills.current()
        if till is not None and self.seen is not None:
            form = forms_handover.give_till(self.desk, till, self.seen.known)
            self.act(f"整体交接 · {till.name}", form, till.id)

    def open_till(self) -> None:
        """A new till."""
        if self.seen is not None:
            form = forms_cash.open_till(self.desk, self.seen.known, self.seen.tills)
            self.act("设立现金箱、窗口备用金", form)

    def sign_count(self) -> None:
        """Sign the chosen count as the second person."""
        if (row := self.counts.current()) is not None and self._may_sign(row):
            self.desk.do(counting.sign_count, row.count_id, then=lambda _: self._signed())

    def sign_count_here(self) -> None:
        """A colleague signs the chosen count on the spot."""
        if (row := self.counts.current()) is not None and not row.signed_by_name:
            self.sign("监盘签字", ANYBODY, counting.sign_count, row.count_id)

    def take(self) -> None:
        """Take over what was offered."""
        row = self.handovers.current()
        if row is not None and row.to_id == self.desk.actor.id:
            self.act("接手", forms_handover.take(row), row.handover_id)

    def take_here(self) -> None:
        """The colleague takes it over on the spot."""
        if (row := self.handovers.current()) is not None:
            act = tills.take_cash if row.kind == "cash" else tills.take_till
            self.sign(f"接手 {yuan(row.amount_fen)} 元", (Role.CASHIER,), act, row.handover_id)

    def _close_till(self) -> None:
        if (till := self.tills.current()) is not None:
            self.act(f"撤销 · {till.name}", forms_cash.close_till(till), till.id)

    def _set_aside(self) -> None:
        """A count of a day still to come: the clock was ahead when it was made."""
        if (row := self.counts.current()) is not None:
            self.act("作废盘点", forms_cash.set_aside(row), row.count_id)

    def _call_off(self) -> None:
        if (row := self.handovers.current()) is not None:
            self.act("撤销交接", forms_handover.call_off(row), row.handover_id)

    def _print_count(self) -> None:
        if (row := self.counts.current()) is not None:
            self.papers.print_book("count_sheet", row.count_id)

    def _print_handover(self) -> None:
        if (row := self.handovers.current()) is not None:
            self.papers.print_book("handover_slip", row.handover_id)

    def _signed(self) -> None:
        self.desk.shell.say("已监盘签字。")
        self.reload()

    def _show(self, seen: Cash) -> None:
        self.seen = seen
        self.tills_card.show_rows(
            seen.tills, lambda r: r.id, "还没有现金箱。先由审批人设立现金箱，再给每个窗口设立窗口备用金。"
        )
        self.counts_card.show_rows(
            seen.counts, lambda r: r.count_id, "还没有盘点。每天收工前点一次，由另一个人监盘签字。"
        )
        self.handovers_card.show_rows(seen.handovers, lambda r: r.handover_id, "没有等待接手的现金。")
        self._show_buttons()

    def _show_buttons(self) -> None:
        till, count, handover = self.tills.current(), self.counts.current(), self.handovers.current()
        me = self.desk.actor.id
        own = till is not None and till.holder_id == me and self.may(Role.CASHIER)
        for button in (self.count_button, self.move_button):
            button.setEnabled(own)
            button.setVisible(self.may(Role.CASHIER))
            button.setToolTip("" if own else "由保管人办理")
        left_behind = till is not None and self.seen is not None and self._is_left_behind(till)
        self.give_button.setEnabled(own or left_behind)
        self.give_button.setVisible(self.may(Role.CASHIER) or left_behind)
        for button in (self.open_button, self.close_button):
            button.setVisible(self.may(Role.CASHIER, Role.APPROVER))
        self.close_button.setEnabled(till is not None)
        self.surprise_button.setVisible(self.may(Role.CLERK, Role.APPROVER) and not self.may(Role.CASHIER))
        self.surprise_button.setEnabled(till is not None and till.holder_id != me)
        self.sheet_button.setVisible(count is not None)
        self.slip_button.setVisible(handover is not None)
        ahead = count is not None and count.counted_at.astimezone(CHINA).date() > self.desk.today()
        self.set_aside_button.setVisible(
            bool(ahead and count and not count.set_aside) and self.may(Role.CASHIER)
        )
        waiting = count is not None and not count.signed_by_name and not count.set_aside
        self.sign_button.setVisible(count is not None and self._may_sign(count))
        self.sign_here_button.setVisible(bool(waiting and count and count.by_id == me))
        self.take_button.setVisible(handover is not None and handover.to_id == me)
        self.take_here_button.setVisible(handover is not None and handover.from_id == me)
        self.off_button.setVisible(handover is not None and self._may_call_off(handover))

    def _may_call_off(self, row: HandoverRow) -> bool:
        return self.desk.actor.id in (row.from_id, row.to_id) or self.may(Role.APPROVER)

    def _is_left_behind(self, till: TillRow) -> bool:
        """Its holder is no cashier any more: an approver hands it over in their place."""
        known = dict(self.seen.known.cashiers) if self.seen else {}
        return till.holder_id not in known and self.may(Role.APPROVER)

    def _may_sign(self, row: CountRow) -> bool:
        return not row.signed_by_name and not row.set_aside and row.by_id != self.desk.actor.id
