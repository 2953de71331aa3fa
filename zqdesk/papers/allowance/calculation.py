"""The sums of an allowance on a paper, in figures and in capitals."""

from zqdesk.frozen import frozen
from zqdesk.papers.cases.blocks import fixed, label
from zqdesk.papers.making.grid import Row
from zqdesk.rules.money import capitals, format_yuan


@frozen
class Amounts:
    """What is paid a month, in fen; the total is the sum of both."""

    person_count: int
    allowance_fen: int
    uplift_fen: int

    @property
    def total_fen(self) -> int:
        return self.allowance_fen + self.uplift_fen


def sum_rows(amounts: Amounts | None, *, none: bool = False) -> list[Row]:
    """Label and value of the sums; blanks for the hand where nothing is decided, dashes where `none` is paid."""
    titles = ("户月保障金", "分类施保金", "合计", "大写")
    if amounts:
        figures = [f"￥{format_yuan(fen)}" for fen in _figures(amounts)]
        words = [*figures, f"人民币{capitals(amounts.total_fen)}"]
    else:
        words = ["—"] * 4 if none else [*["￥　　　　　　　"] * 3, "人民币　　　　　　　"]
    return [[label(name), fixed(value)] for name, value in zip(titles, words, strict=True)]


def proposal(amounts: Amounts) -> str:
    """What an organ proposes: persons, amounts in figures and the sum in capitals too, in its own block."""
    return f"建议保障{amounts.person_count}人，{sums_text(amounts)}。"


def sums_text(amounts: Amounts) -> str:
    """`户月保障金2,004.00元，分类施保金160.80元，合计2,164.80元（大写：人民币…）`."""
    allowance, uplift, total = (format_yuan(fen) for fen in _figures(amounts))
    parts = f"户月保障金{allowance}元，分类施保金{uplift}元，合计{total}元"
    return f"{parts}（大写：人民币{capitals(amounts.total_fen)}）"


def _figures(amounts: Amounts) -> tuple[int, int, int]:
    return amounts.allowance_fen, amounts.uplift_fen, amounts.total_fen
