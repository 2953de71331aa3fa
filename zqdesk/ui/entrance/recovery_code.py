"""The recovery code, shown once: print it or write it down, and prove it by typing two groups."""

import random
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from zqdesk.rules.problem import Problem
from zqdesk.ui.desk import messages
from zqdesk.ui.desk.look import theme
from zqdesk.ui.entrance.gate import WalkedGate
from zqdesk.ui.widgets.form import FieldBox


class RecoveryCodePage(WalkedGate):
    """Confirmed only after two of the eight groups, chosen by chance, were typed from the paper.

    A first code cannot be left before; one that is `replacing` another can: the old one then stays.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(self, code: str, hall: str, *, replacing: bool = False) -> None:
        super().__init__(
            "请保存新的恢复码" if replacing else "请保存恢复码",
            "所有口令都忘记时，只有恢复码能打开数据。请打印或抄写后锁进保险柜，不要存在这台电脑里。"
            "它只显示这一次。"
            + ("照纸面输入两组以后才启用，在此之前原恢复码仍然有效。" if replacing else ""),
            width=560,
        )
        self._groups = code.split("-")
        self._hall = hall
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, group in enumerate(self._groups):
            shown = theme.label(group, "code", selectable=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cell = theme.label(f"第 {number + 1} 组", "small")
            cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(cell, number // 4 * 2, number % 4)
            grid.addWidget(shown, number // 4 * 2 + 1, number % 4)
        self.inside.addLayout(grid)
        self.inside.addLayout(
            theme.row(theme.button("打印…", self._print), theme.button("另存到 U 盘…", self._save), None)
        )
        self.asked = sorted(random.Random(code).sample(range(len(self._groups)), 2))  # noqa: S311 - no secret
        self.boxes = [FieldBox(f"请照纸面输入第 {number + 1} 组", QLineEdit()) for number in self.asked]
        line = QGridLayout()
        for column, box in enumerate(self.boxes):
            line.addWidget(box, 0, column, Qt.AlignmentFlag.AlignTop)
        self.inside.addSpacing(8)
        self.inside.addLayout(line)
        self.go_on = theme.button(
            "已保存好，启用新恢复码" if replacing else "已保存好，开始使用", self._confirm, role="primary"
        )
        self.give_up = theme.button("不更换，返回", self.left.emit, role="quiet")
        self.give_up.setVisible(replacing)
        self.inside.addLayout(theme.head(self.give_up, None, self.go_on))

    def first(self) -> QWidget:
        return self.boxes[0].widget

    def paper(self) -> str:
        """What is printed or saved."""
        numbered = "\n".join(f"第 {n} 组　{group}" for n, group in enumerate(self._groups, 1))
        return f"{self._hall}\n镇街救助工作台 恢复码\n\n{numbered}\n\n请锁进保险柜。持有此码的人能打开全部数据。\n"

    def _confirm(self) -> None:
        right = True
        for number, box in zip(self.asked, self.boxes, strict=True):
            assert isinstance(box.widget, QLineEdit)
            if box.widget.text().strip().upper() == self._groups[number]:
                box.say([])
                continue
            right = False
            box.say([Problem("recovery.group", f"与第 {number + 1} 组不一致，请核对纸面。")])
        if right:
            self.confirmed.emit()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            document = QTextDocument()
            document.setDefaultFont(self.font())
            document.setPlainText(self.paper())
            document.print_(printer)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "另存恢复码", "恢复码.txt", "文本文件 (*.txt)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the code to where the person says; what stands against it is told under the title."""
        from zqdesk.records.faults import Known
        from zqdesk.records.files import write_durably

        try:
            write_durably(path, self.paper().encode())
        except Known as fault:
            self.tell(f"恢复码没有存下来。{messages.explain(fault)}")
        else:
            self.tell(f"恢复码已存到 {path.name}。")
