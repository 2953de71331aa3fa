"""Break text into lines as Chinese print does (禁则): punctuation and words stay where they belong."""

import re
from functools import lru_cache

from zqdesk.papers.making.fonts import clean, glyphs

NOT_FIRST = "，。、；：？！）》」』〉】〕］｝”’·…—～％℃‰,.;:?!)]}>%"
"""Never at the start of a line."""

NOT_LAST = "（《「『〈【〔［｛“‘￥([{<¥№☐☑"
"""Never at the end of a line."""

_WORD = r"[0-9A-Za-z\u00c0-\u024f](?:[0-9A-Za-z\u00c0-\u024f'_./@:,+\-]*[0-9A-Za-z\u00c0-\u024f])?"
_PIECE = re.compile(
    rf"\n|[ \u3000]+|[{re.escape(NOT_LAST)}]*(?:……|——|{_WORD}|.)[{re.escape(NOT_FIRST)}]*",
)
_SPACES = " \u3000"


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[str, ...]:
    """The parts of a text that are not divided: one Chinese character with its punctuation, a word, a number."""
    return tuple(_PIECE.findall(text))


@lru_cache(maxsize=8192)
def lines(text: str, role: str, size: float, width: float, indent: float = 0.0) -> tuple[str, ...]:
    """The text in lines of at most `width` points, the first shorter by `indent`; never empty.

    A word longer than a line is divided between characters. Spaces where a line is broken are left out;
    those at the start of the text stay, being meant.
    """
    text = clean(text)
    table = glyphs(role)
    limit = width / size + 1e-6
    if "\n" not in text and sum([table[char][1] for char in text]) <= limit - indent / size:
        return (text,)
    done: list[str] = []
    line, used = "", indent / size
    for piece in pieces(text):
        if piece == "\n":
            done.append(line)
            line, used = "", 0.0
            continue
        length = sum([table[char][1] for char in piece])
        if used + length > limit and (line or used):
            if line:
                done.append(line.rstrip(_SPACES))
            line, used = "", 0.0
            if piece[0] in _SPACES:
                continue
        if used + length <= limit:
            line, used = line + piece, used + length
            continue
        for char in piece:
            if line and used + table[char][1] > limit:
                done.append(line)
                line, used = "", 0.0
            line, used = line + char, used + table[char][1]
    return (*done, line)
