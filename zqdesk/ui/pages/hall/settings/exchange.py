"""How this desk stands with the district: in sentences, with the exchange at once; before that, enrolling."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from zqdesk.ui.desk import exchange_words, keeping, messages
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.settings.enrolling import Enrolling, fingerprint_text
from zqdesk.ui.pages.hall.settings.exchange_answers import AnswersCard
from zqdesk.ui.pages.hall.settings.exchange_log import ExchangeLogCard
from zqdesk.ui.pages.hall.settings.from_district import FromDistrictCard
from zqdesk.ui.pages.hall.settings.panel import Panel

if TYPE_CHECKING:
    from zqdesk.sync.round import Taken

FILES = "交换文件 (*.zqx)"


class ExchangePanel(Panel):
    """Either the one card or the other: a desk that works alone, or one that is enrolled."""

    topic = "与区里交换"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.enrolling = Enrolling(desk, allowed=self.administrator)
        self.enrolling.done.connect(self.reload)
        self._counted = (0, 0)
        self.state = theme.chip("")
        self.told = theme.label("", wrap=True)
        self.where = theme.label("", "small", wrap=True, selectable=True)
        self.now = theme.button("现在交换", self._now, role="primary")
        self.frame, inside = theme.card(spacing=10)
        inside.addLayout(theme.head(theme.label("与区里交换", "section"), self.state, None, self.now))
        inside.addWidget(self.told)
        inside.addWidget(self.where)
        write = theme.button("写交换文件…", self._write)
        read = theme.button("读带回的文件…", self._read)
        stick = theme.label("没有网络的，用 U 盘带到区里再带回。文件只有对方打得开。", "small", wrap=True)
        inside.addLayout(theme.head(write, read, stick, None))
        self.answers = AnswersCard(desk)
        self.given = FromDistrictCard(desk)
        self.log = ExchangeLogCard(desk)
        column = theme.column(spacing=14)
        column.addWidget(self.enrolling)
        column.addWidget(self.frame)
        column.addWidget(self.answers)
        column.addWidget(self.given)
        column.addWidget(self.log)
        column.addStretch(1)
        self.setLayout(column)
        desk.exchanger.changed.connect(self._show)
        self._show()

    def reload(self) -> None:
        self.desk.exchanger.look()
        if self.desk.exchanger.overview is not None:
            self._reload_lists()

    def _reload_lists(self) -> None:
        for each in (self.answers, self.given, self.log):
            each.reload()

    def _now(self) -> None:
        self.desk.exchanger.now()

    def _write(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "写交换文件", f"{self.desk.today():%Y%m%d}-去区里.zqx", FILES
        )
        if chosen:
            self.desk.exchanger.write_file(Path(chosen), then=self._written)

    def _written(self, acts: int) -> None:
        self.desk.shell.say(f"已写好，里面有 {acts} 件。带到区里处理以后，请把带回的文件在这里读入。")

    def _read(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "读带回的文件", "", FILES)
        if chosen:
            self.desk.exchanger.read_file(Path(chosen), then=self._taken)

    def _taken(self, taken: "Taken") -> None:
        if taken.late:
            self.desk.shell.say("这不是对最近一次写出的文件的答复，没有采用。", "warn")
            return
        more = "还没有传完，请再写一个交换文件。" if taken.again else ""
        self.desk.shell.say(f"带回的文件已读入。{more}")

    def _show(self) -> None:
        exchanger = self.desk.exchanger
        found = exchanger.overview
        self.enrolling.setVisible(found is None)
        self.frame.setVisible(found is not None)
        self.answers.setVisible(found is not None)
        if found is None:
            return
        if (found.waiting, found.open) != self._counted and self.isVisible():
            self._counted = (found.waiting, found.open)
            self._reload_lists()
        said = exchange_words.said(found, exchanger.fault, exchanger.since, self.desk.today())
        theme.set_chip(self.state, said.parts[0], said.kind)
        self.now.setEnabled(not exchanger.going)
        self.now.setText("正在交换…" if exchanger.going else "现在交换")
        lines = [self._last(found.exchanged_at, found.position)]
        lines += exchange_words.waiting_words(found, self.desk.today())
        if found.clock_is_off:
            lines.append(
                f"{exchange_words.clock_words(found.ahead_seconds)}（与区里的服务器相比），请校准电脑的日期和时间。"
            )
        for texts, key in (
            (exchange_words.STANDINGS, found.standing),
            (exchange_words.TROUBLES, found.trouble),
        ):
            if key in texts:
                lines.append(texts[key][1])
        if exchanger.fault is not None:
            lines.append(messages.explain(exchanger.fault))
        self.told.setText("\n".join(lines))
        self.where.setText(
            f"镇街 {found.town}，第 {found.digit} 台电脑；区里服务器 {found.address}，"
            f"证书指纹 {fingerprint_text(found.fingerprint)}"
        )

    def _last(self, at: datetime | None, position: int) -> str:
        if at is None:
            return "还没有与区里交换过。"
        return f"上次交换：{keeping.when(at, self.desk.today())}；已接收到本镇街的第 {position:,} 件。"
