"""The charts: readable without colour, and with words for whoever cannot see them."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from zqdesk.ui.widgets.shown.flow_chart import MonthChart, short_yuan
from zqdesk.ui.widgets.shown.share_chart import Bar, ShareChart, SplitBar


def picture(qtbot: QtBot, chart: QWidget, width: int = 900) -> QImage:
    qtbot.addWidget(chart)
    chart.resize(width, chart.sizeHint().height())
    return chart.grab().toImage()


@pytest.mark.parametrize(
    ("fen", "words"), [(0, ""), (86_000, "860"), (300_000, "3,000"), (6_000_000, "6.00万")]
)
def test_amounts_are_short(fen: int, words: str) -> None:
    assert short_yuan(fen) == words


def test_months_are_told_in_words_and_drawn(qapp: QApplication, qtbot: QtBot) -> None:
    chart = MonthChart()
    empty = picture(qtbot, chart)
    chart.show_months([(0, 0)] * 10 + [(6_000_000, 300_000), (0, 0)])
    assert chart.accessibleName() == "11月收入60,000.00元、发放3,000.00元"
    assert picture(qtbot, chart) != empty
    assert qapp is not None


def test_in_and_out_differ_without_colour(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    chart = MonthChart()
    chart.show_months([(1_000_000, 1_000_000), *[(0, 0)] * 11])
    image = picture(qtbot, chart).convertToFormat(QImage.Format.Format_Grayscale8)
    slot = image.width() / 12
    row = image.height() - 60
    shades = [{image.pixel(int(slot * at) + x, row) for x in range(8)} for at in (0.14 + 0.1, 0.52 + 0.1)]
    assert len(shades[0]) == 1
    assert len(shades[1]) > 1


def test_a_year_in_which_more_came_back_than_went_is_drawn(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    chart = MonthChart()
    chart.show_months([(0, -50_000), *[(0, 0)] * 11])
    assert "发放-500.00元" in chart.accessibleName()
    assert not picture(qtbot, chart).isNull()


def test_what_has_no_room_is_summed_up(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    chart = ShareChart()
    chart.show_bars([Bar(f"村{n}", 100_000 - n, "1 件") for n in range(20)], "没有")
    picture(qtbot, chart)
    assert len(chart.bars) == ShareChart.LINES
    assert chart.bars[-1].caption == "其他 14 项"
    assert sum(bar.fen for bar in chart.bars) == sum(100_000 - n for n in range(20))


def test_an_empty_chart_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    chart = ShareChart()
    chart.show_bars([], "2026年还没有发放。")
    picture(qtbot, chart)
    assert chart.accessibleName() == "2026年还没有发放。"


def test_parts_of_a_sum_are_told(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    split = SplitBar()
    split.show_parts([Bar("银行存款", 4_500_000), Bar("现金", 0)])
    picture(qtbot, split)
    assert split.accessibleName() == "银行存款45,000.00元；现金0.00元"
