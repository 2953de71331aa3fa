"""Where people sign and seal on a form: an opinion with its signatures, seal place and day."""

from datetime import date

from zqdesk.papers.making.boxes import day, over
from zqdesk.papers.making.cell import Cell


def signed(
    text: str,
    *signers: str,
    on: date | None = None,
    seal: bool = False,
    seal_of: str = "",
    together: bool = False,
    print_of: str = "",
    blank: float = 0,
    span: int = 1,
    rows: int = 1,
) -> Cell:
    """An opinion above, below it the signatures, whose seal, and the day (blank to be filled in by hand).

    A place of 42 mm stays free for a seal. `together` puts all on one line; `blank` is the least height in mm,
    `print_of` what is asked beside the signature.
    """
    places = [f"{signer}（签字）{print_of}：　　　　　　" for signer in signers]
    stamp = [f"{seal_of}（盖章）　　　　"] if seal else []
    foot = ("　".join([*places, *stamp, day(on)]),) if together else (*places, *stamp, day(on))
    return over(text, foot, seal=seal, span=span, rows=rows, height=blank)


def month_words(month: str, *, none: bool = False) -> str:
    """`2027-01` → `2027年1月`; blanks for the hand, or a dash where there is none."""
    if month:
        year, _, number = month.partition("-")
        return f"{year}年{int(number)}月"
    return "—" if none else "　　　　年　　月"
