"""Today's work: four figures, and every open piece of work by legal deadline."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zqdesk.office.across.disputes.due import ACT as DISPUTES
from zqdesk.office.across.today import worklist
from zqdesk.office.across.today.worklist import WorkList, WorkRow
from zqdesk.office.payroll.due import ACT as PAYROLL
from zqdesk.office.payroll.due import RAISE
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.reserve import position
from zqdesk.office.reserve.position import Position
from zqdesk.records.register import CHINA
from zqdesk.ui.desk.among import among
from zqdesk.ui.desk.commands import caption
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.desk.look.flow import Columns, Flow
from zqdesk.ui.desk.look.scrolling import scrolled
from zqdesk.ui.desk.page import Page
from zqdesk.ui.pages.across.from_district_bar import FromDistrictBar
from zqdesk.ui.pages.across.unsettled_bar import UnsettledBar
from zqdesk.ui.pages.cases.parked import ParkedBar, ParkedRow
from zqdesk.ui.pages.programmes import FACES
from zqdesk.ui.pages.reserve.overview_words import surprise_words
from zqdesk.ui.widgets.shown.amount_card import AmountCard
from zqdesk.ui.widgets.tables import exporting
from zqdesk.ui.widgets.tables.rows import Column, table, yuan

WEEKDAYS = "一二三四五六日"
SOON = 3
"""Working days at which a limit turns amber."""
HOURS_SOON, HOURS_SHOWN = 6, 48
"""Hours at which an emergency turns red; up to how many hours overdue are told in hours."""


def limit_text(row: WorkRow) -> str:
    """逾期 1 天, 今天, 剩 6 天, 剩 5 小时; 约 where the holidays of that year are not published yet."""
    if row.hours_left is not None:
        return _hours_text(row.hours_left)
    if row.days_left is None:
        return "不限"
    if row.days_left < 0:
        return f"逾期 {-row.days_left} 天"
    if row.days_left == 0:
        return "今天"
    return f"{'约' if row.provisional else ''}剩 {row.days_left} 天"


def _hours_text(left: int) -> str:
    if left < 0:
        return f"逾期 {-left} 小时" if left > -HOURS_SHOWN else f"逾期 {-left // 24} 天"
    return f"剩 {left} 小时" if left else "不到 1 小时"


def limit_kind(row: WorkRow) -> str:
    if row.hours_left is not None:
        return "bad" if row.hours_left < HOURS_SOON else "warn"
    if row.days_left is None:
        return "plain"
    if row.days_left <= 0:
        return "bad"
    return "warn" if row.days_left <= SOON else "good"


def limit_tip(row: WorkRow) -> str:
    if row.due_on is None:
        return "没有法定时限在走"
    if row.due_at is not None:
        return f"期限 {row.due_at.astimezone(CHINA):%Y-%m-%d %H:%M}（急难发生后先行救助）"
    said = f"期限 {row.due_on:%Y-%m-%d}（所剩天数按工作日计）"
    return f"{said}\n该年放假安排尚未公布，暂按周末和法定节日计算" if row.provisional else said


COLUMNS = (
    Column("期限", limit_text, 100, key=lambda r: r.due_on, chip=limit_kind, tip=limit_tip),
    Column("申请人", lambda r: r.applicant, 130),
    Column("业务", lambda r: r.business, 170),
    Column("下一步", lambda r: r.next_step, 200),
    Column("依据", lambda r: r.basis, 200, stretch=True),
    Column(
        "家庭",
        lambda r: f"{r.person_count:,} {r.counted}" if r.person_count else "—",
        70,
        key=lambda r: r.person_count,
        right=True,
    ),
    Column("金额(元)", lambda r: yuan(r.amount_fen), 110, key=lambda r: r.amount_fen, right=True, money=True),
)

FIGURES = 4
"""Side by side, where there is room."""


class Figure(QWidget):
    """One card: what is counted, the number, and a word about it."""

    def __init__(self, title: str, unit: str) -> None:
        super().__init__()
        frame, inside = theme.card(margins=(16, 13, 16, 13), spacing=4)
        self.number = theme.label("—", "figure")
        self.note = theme.label("", "small", wrap=True)
        line = theme.row(self.number, theme.label(unit, "small"), None)
        inside.addWidget(theme.label(title, "small"))
        inside.addLayout(line)
        inside.addWidget(self.note)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)

    def show(self, number: int, note: str, tone: str = "") -> None:  # type: ignore[override]
        self.number.setText(f"{number:,}")
        self.note.setText(note)
        theme.mark(self.number, "tone", tone)


class TodayPage(Page):
    """Opens with the list in hand: arrows choose, Enter opens the case at its next step."""

    title = "今日工作"
    topic = "今日工作"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: WorkList | None = None
        self.may_apply = "clerk" in desk.actor.roles
        self.table = table("今日工作", COLUMNS, self._open)
        self.table.remember(desk, "today")
        self.parked = ParkedBar(desk, [each for face in FACES.values() for each in face.parkable])
        self.due = Figure("今天到期", "件")
        self.posted = Figure("公示中", "户")
        self.awaiting = Figure("待审批", "件")
        self.on_roll = Figure("在册", "户")
        self.reserve = AmountCard("备用金余额", lambda: desk.shell.open_reserve("overview"))
        self.reserve.hide()
        self.all = _segment("全部")
        self.mine = _segment("我的")
        only_pays = set(desk.actor.roles) == {"cashier"}  # who has no part in the cases' other steps
        (self.mine if only_pays else self.all).setChecked(True)
        self.group = QButtonGroup(self)
        for button in (self.all, self.mine):
            self.group.addButton(button)
        self.group.buttonClicked.connect(self._show_rows)
        figures = Columns(FIGURES, theme.pixels(150), across=14, down=10)
        for figure in (self.due, self.posted, self.awaiting, self.on_roll, self.reserve):
            figures.addWidget(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._head())
        self.unsettled = UnsettledBar(desk)
        column.addWidget(self.unsettled)
        self.from_district = FromDistrictBar(desk)
        column.addWidget(self.from_district)
        body = QWidget()
        below = theme.column(spacing=14)
        body.setLayout(below)
        below.addLayout(figures)
        below.addWidget(self.parked)
        below.addWidget(self._work(), 1)
        column.addWidget(scrolled(body), 1)
        self.first = self.table
        self.parked.resumed.connect(self._resume)

    def come_to_front(self) -> None:
        """What was parked on the page one came from is told to nobody: it is read whenever this one is shown."""
        fresh = not self.stale
        super().come_to_front()
        if fresh and self.may_apply:
            self.parked.read()

    def reload(self) -> None:
        self.unsettled.read()
        self.from_district.read()
        today = self.desk.today()
        self.day.setText(f"{today.year}年{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}")
        self.desk.read(worklist.today, today, self.desk.actor, self.desk.clock(), then=self._show)
        if self.may_apply:
            self.parked.read()
        # A hall whose reserve has no values in force yet is told so in the reserve's own room.
        self.desk.read(position.position, today, then=self._show_reserve, failed=lambda _: None)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        return {"export": self.export}

    def export(self) -> None:
        """The list as it is shown, into an .xlsx file."""
        exporting.export(self.desk, self, self.title, COLUMNS, self.table.rows.rows)

    def _head(self) -> Flow:
        self.day = theme.label("", "small")
        new = [command for face in reversed(list(FACES.values())) for command in face.entries]
        buttons = [
            theme.button(
                caption(each),
                partial(self.desk.shell.open_entry, each),
                role="primary" if each is new[-1] else "plain",
            )
            for each in new
        ]
        for button in buttons:
            button.setVisible(self.may_apply)
        return theme.heading(self.title, self.day, None, *buttons)

    def _work(self) -> QWidget:
        frame, inside = theme.card(margins=(16, 14, 16, 14), spacing=8)
        self.more = theme.label("按法定时限排序", "small")
        self.reviews_button = theme.button("", partial(self.desk.shell.open_batch, "reviews"), role="quiet")
        self.reviews_button.hide()
        self.count_button = theme.button("", partial(self.desk.shell.open_reserve, "cash"), role="quiet")
        self.count_button.hide()
        title = theme.label("待办事项", "section")
        inside.addLayout(
            theme.head(title, self.more, self.reviews_button, self.count_button, None, self.all, self.mine)
        )
        self.nothing = _empty_label()
        inside.addWidget(self.table, 1)
        inside.addWidget(self.nothing, 1)
        self.nothing.hide()
        return frame

    def _show(self, found: WorkList) -> None:
        self.list = found
        late = f"其中 {found.overdue} 件已逾期，最长 {found.most_overdue_days} 个工作日"
        urgent = found.due_today + found.overdue
        self.due.show(urgent, late if found.overdue else "没有逾期", "bad" if urgent else "")
        ending = found.notices_ending_tomorrow
        self.posted.show(found.notices_running, f"{ending} 户明日期满" if ending else "明日没有期满的")
        self.awaiting.show(found.awaiting_approval, _awaiting_note(found))
        reviews_due = f"，{found.reviews_due} 户核查到期" if found.reviews_due else ""
        self.on_roll.show(found.on_roll_households, f"{_on_roll_note(found)}{reviews_due}")
        listed = sum(1 for row in found.rows if not row.case_id and row.household_id)
        hidden = found.reviews_due - listed
        unlisted = f"另有 {hidden:,} 户定期核查未列出" if hidden > 0 else ""
        self.more.setText("按法定时限排序" + (f"，{unlisted}" if unlisted and not self.may_apply else ""))
        self.reviews_button.setText(f"{unlisted} ›")
        self.reviews_button.setVisible(bool(unlisted) and self.may_apply)
        self.all.setText(f"全部 {len(found.rows):,}")
        self.mine.setText(f"我的 {sum(row.mine for row in found.rows):,}")
        self._show_rows()

    def _show_reserve(self, found: Position) -> None:
        """In place of the roll once the reserve is in use; what is wrong with it is said, not only coloured."""
        self.from_district.show_money(found)
        self.reserve.setVisible(found.opened)
        self.on_roll.setVisible(not found.opened)
        low = f"！低于提醒线 {yuan(found.low_water_fen)} 元" if found.is_low else ""
        self.reserve.show_amount(found.book_fen, low, "bad" if low else "")
        self.reserve.show_share(found.book_fen, found.fixed_fen)
        self.reserve.show_agreement(found)
        mine = [
            till.name for till in found.tills if till.uncounted_today and till.holder_id == self.desk.actor.id
        ]
        words = [f"{'、'.join(mine)}今天有收付，还没有盘点"] if mine else []
        if found.surprise_since is not None and _may_surprise(self.desk.actor.roles):
            words.append(surprise_words(found.surprise_since))
        self.count_button.setText(f"{'；'.join(words)} ›")
        self.count_button.setVisible(bool(words))

    def _show_rows(self) -> None:
        if self.list is None:
            return
        mine = self.mine.isChecked()
        rows = [row for row in self.list.rows if row.mine or not mine]
        self.table.show_rows(rows, identity=lambda r: (r.case_id, r.roll_id, r.act))
        self.table.choose_first()
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if not rows:
            offer = "按 F2 新建低保申请。" if self.may_apply else ""
            self.nothing.setText("没有您经办的待办事项。" if mine else f"没有待办事项。{offer}")

    def _resume(self, row: ParkedRow) -> None:
        subject = row.draft.subject_id
        self.desk.shell.open_entry(row.kind.command, row.case_id or None, row.household_id, subject)

    def _open(self, row: WorkRow) -> None:
        if row.act == "disburse" and "cashier" in self.desk.actor.roles:
            self.desk.shell.open_payment(row.case_id)
        elif row.act == RAISE:
            self.desk.shell.open_raise(row.programme)
        elif row.act == PAYROLL:
            self.desk.shell.open_room("payroll")
        elif row.act == DISPUTES and not row.case_id:
            self.desk.shell.open_batch("disputes")
        elif row.case_id:
            found = among(self.title, (each.case_id for each in self.table.rows.rows))
            self.desk.shell.open_case(row.case_id, among=found)
        elif row.act in FACES[row.programme].begin and self.may_apply:
            FACES[row.programme].begin[row.act](self.desk, self, row)
        else:
            self.desk.shell.open_household(row.household_id)


def _on_roll_note(found: WorkList) -> str:
    """`低保 5 人，特困 1 人`; who pays nobody is not named."""
    rolls = [f"{PROGRAMMES[each].title} {persons:,} 人" for each, persons in found.on_roll.items()]
    return "，".join(rolls) or "还没有在册人员"


def _awaiting_note(found: WorkList) -> str:
    paying = f"；待发放 {found.awaiting_payment} 件" if found.awaiting_payment else ""
    waiting = [f"{PROGRAMMES[each].title} {count} 件" for each, count in found.awaiting.items() if count]
    return ("，".join(waiting) or "审核、确认由审批人办理") + paying


def _may_surprise(roles: frozenset[str]) -> bool:
    """Whoever decides and keeps no cash is reminded of counting by surprise."""
    return "approver" in roles and "cashier" not in roles


def _segment(text: str) -> QPushButton:
    made = theme.button(text, role="segment")
    made.setCheckable(True)
    return made


def _empty_label() -> QLabel:
    made = theme.label("", "soft")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
