"""The colours of the desk: text, edges, marks and the ring of the focus can be told from what they stand on."""

import re

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.screens.contrast import SIGN, TEXT, Rule, contrast, rules
from zqdesk.ui.desk.look import theme
from zqdesk.ui.shell import application
from zqdesk.ui.widgets.tables.rows import Column, table

RULES = rules()
ROLES = sorted({role for rule in RULES for role in re.findall(r'QPushButton\[role="(\w+)"\]', rule.selector)})
RING = 24
"""Pixels at least that tell a stop with the keyboard from the same one without."""
FIELD = ("QLineEdit", "QPlainTextEdit", "QComboBox", "QCheckBox::indicator", "QRadioButton::indicator")


@pytest.mark.parametrize("rule", [r for r in RULES if r.colour("color")], ids=lambda rule: rule.selector)
def test_text_can_be_read_on_every_ground_it_may_have(rule: Rule) -> None:
    ink = theme.colour(rule.colour("color"))
    assert [g for g in rule.grounds() if contrast(ink, theme.colour(g)) < TEXT] == []


@pytest.mark.parametrize("ground", ["card", "page", "head", "grey_tint", "hover", "accent_tint"])
def test_hints_and_what_is_off_can_be_read_too(ground: str) -> None:
    assert contrast(theme.colour("faint"), theme.colour(ground)) >= TEXT
    assert contrast(theme.colour("soft"), theme.colour(ground)) >= TEXT


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.selector in FIELD and r.colour("border")], ids=lambda rule: rule.selector
)
def test_the_edge_of_a_field_is_seen(rule: Rule) -> None:
    edge = theme.colour(rule.colour("border"))
    assert all(contrast(edge, theme.colour(ground)) >= SIGN for ground in ("card", "page", "head"))


def stops() -> dict[str, QWidget]:
    """One of each kind of stop, every role of a button that the style sheet knows among them."""
    tabs = QTabBar()
    tabs.addTab("总览")
    tabs.addTab("流水")
    listed = table("人员", [Column("姓名", str, 120)])
    listed.show_rows(["李𬭎", "王某"])
    listed.choose_first()
    choice = QComboBox()
    choice.addItems(["全部", "我的"])
    return {
        **{f"button {role}": theme.button("办理", role=role) for role in ("", *ROLES)},
        "line": QLineEdit("李𬭎"),
        "lines": QPlainTextEdit("说明"),
        "choice": choice,
        "tick": QCheckBox("同意"),
        "one of two": QRadioButton("是"),
        "tabs": tabs,
        "list": listed,
    }


@pytest.mark.parametrize("kind", ["button ", *(f"button {role}" for role in ROLES), "line", "lines", "choice",
                                  "tick", "one of two", "tabs", "list"])  # fmt: skip
def test_what_has_the_keyboard_is_seen(qtbot: QtBot, kind: str) -> None:
    application.prepare()
    window, other, stop = QWidget(), QLineEdit(), stops()[kind]
    theme.dress(window)
    window.setLayout(theme.column(20, 20, 20, 20))
    for each in (other, stop):
        window.layout().addWidget(each)  # type: ignore[union-attr]
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    place = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size())
    without = window.grab(place).toImage()
    stop.setFocus()
    qtbot.waitUntil(stop.hasFocus)
    assert changed(without, window.grab(place).toImage()) >= RING


def changed(before: QImage, after: QImage) -> int:
    """How many pixels differ so much that everybody sees it."""
    pairs = (
        (before.pixelColor(x, y), after.pixelColor(x, y))
        for x in range(before.width())
        for y in range(before.height())
    )
    return sum(1 for one, other in pairs if one != other and contrast(one, other) >= SIGN)
