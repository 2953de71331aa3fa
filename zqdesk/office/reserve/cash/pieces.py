"""Notes and coins: how many of each, and what they come to."""

from collections.abc import Mapping

from zqdesk.rules.problem import Problem
from zqdesk.rules.reserve import DENOMINATIONS_FEN

LOOSE_FEN = 1
"""What is smaller than one jiao is counted in single fen: relief to the fen leaves some in a till."""


def sum_of(pieces: Mapping[int, int]) -> int:
    """The sum in fen of so many pieces of each note or coin (its fen → pieces)."""
    return sum(piece * count for piece, count in pieces.items())


def pieces_problems(pieces: Mapping[int, int], field: str = "pieces") -> list[Problem]:
    """Counts below zero, or of notes that do not exist."""
    if any(count < 0 for count in pieces.values()):
        return [Problem("count.negative", "张数不能是负数。", field)]
    if set(pieces) - {*DENOMINATIONS_FEN, LOOSE_FEN}:
        return [Problem("count.piece", "没有这种面额。", field)]
    return []
