"""The fixed parts of official papers: check boxes, amounts, signatures, opinions with a seal, a letter's close."""

from collections.abc import Iterable, Sequence
from datetime import date

from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.fonts import width
from zqdesk.papers.making.page import BASELINE, MM
from zqdesk.papers.making.sheet import BODY_SIZE, LETTER, LINE, Sheet, carry, need, put, put_in
from zqdesk.papers.making.wrap import lines
from zqdesk.rules.money import capitals, format_yuan

SEAL_MM = 42.0
"""Diameter of a town's seal."""

SIGNATURE_MM = 12.0
"""Height of a row of signatures."""

BLANK_DATE = "　　　　年　　月　　日"


def ticks(options: Iterable[str], *chosen: str, apart: str = "　") -> str:
    """`☑城市　☐农村`: every option with its box, the chosen ones ticked. Refuses a choice that is not offered."""
    offered = list(options)
    unknown = [choice for choice in chosen if choice not in offered]
    if unknown:
        raise ValueError(f"not among the options: {unknown}")
    return apart.join(f"{'☑' if option in chosen else '☐'}{option}" for option in offered)


def amount(fen: int) -> str:
    """`￥1,234.50（大写：人民币壹仟贰佰叁拾肆元伍角整）`, from fen."""
    return f"￥{format_yuan(fen)}（大写：人民币{capitals(fen)}）"


def day(on: date | None) -> str:
    """`2026年11月24日` in Arabic figures; blanks to be filled in by hand if there is no day yet."""
    return f"{on.year}年{on.month}月{on.day}日" if on else BLANK_DATE


def opinion(
    text: str,
    *signers: str,
    on: date | None = None,
    seal: bool = True,
    span: int = 1,
    size: float = 0,
    height: float = 0,
) -> Cell:
    """A cell of an opinion: the text above, below it who signs, the place of the seal and the day."""
    signed = "　".join(f"{signer}（签字）：　　　　　　" for signer in signers)
    foot = (*([signed] if signed else []), *(["（盖章）　　　　　　"] if seal else []), day(on))
    return over(text, foot, seal=seal, span=span, size=size, height=height)


def over(
    text: str,
    foot: tuple[str, ...],
    *,
    seal: bool,
    span: int = 1,
    rows: int = 1,
    size: float = 0,
    height: float = 0,
) -> Cell:
    """A cell with text above those who sign it; a place of a seal's width stays free."""
    return Cell(
        text,
        span=span,
        rows=rows,
        size=size,
        align="left",
        valign="top",
        indent=2,
        foot=foot,
        seal=SEAL_MM if seal else 0,
        height=height,
    )


def signature_row(sheet: Sheet, signers: Sequence[str], *, on: date | None = None, size: float = 12) -> None:
    """`调查人（签字）：   年 月 日` over the width of the sheet, kept in one piece."""
    parts = [*(f"{signer}（签字）：" for signer in signers), day(on)]
    high = SIGNATURE_MM * MM
    need(sheet, high)
    baseline = sheet.y + high * 0.7
    room = sheet.width / len(parts)
    for index, part in enumerate(parts[:-1]):
        put(sheet, part, sheet.left + index * room, baseline, size=size)
    put_in(
        sheet,
        parts[-1],
        x=sheet.left,
        room=sheet.width,
        baseline=baseline,
        role="fang",
        size=size,
        align="right",
    )
    sheet.y += high


def close(sheet: Sheet, office: str, on: date | None, *, contacts: Sequence[str] = ()) -> None:
    """The end of a letter: the day four characters in from the right, the office centred above it, room for the seal.

    Office, day and seal stay on one page, with two lines of the text before them (GB/T 9704-2012, 7.3.5).
    `contacts` stand below at the left.
    """
    letter = sheet.frame == LETTER
    size, line = (BODY_SIZE, LINE) if letter else (12.0, 12 * 1.6)
    named = lines(office, "fang", size, sheet.width - 8 * size)
    radius = SEAL_MM * MM / 2
    above, below = max(line, radius - (len(named) + 0.5) * line), max(line, radius - line / 2)
    high = above + below + (len(named) + 1 + len(contacts)) * line
    if sheet.y + high > sheet.bottom and sheet.y > sheet.top:
        carry(sheet, 2)
    sheet.y += above
    dated = day(on)
    right = sheet.left + sheet.width
    halves = [width(text, "fang", size) / 2 for text in (*named, dated)]
    middle = right - max(4 * size + halves[-1], 2 * size + max(halves))
    for text, half in zip((*named, dated), halves, strict=True):
        put(sheet, text, middle - half, _baseline(sheet.y, line, size), size=size)
        sheet.y += line
    sheet.y += below
    for contact in contacts:
        put(sheet, contact, sheet.left + 2 * size, _baseline(sheet.y, line, size), size=size)
        sheet.y += line


def _baseline(top: float, line: float, size: float) -> float:
    return top + (line - size) / 2 + BASELINE * size
