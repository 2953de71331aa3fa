"""All books of a period into a folder: each as PDF and as workbook, and the journal as plain text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from zqdesk.office.reserve.books import choices, plain_text
from zqdesk.papers.reserve import books
from zqdesk.records.files import make_folder, write_durably
from zqdesk.rules.problem import Refused

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "·"))
"""What no file name may hold on Windows."""


def write_books(
    read: Callable[..., Any], folder: Path, period: str, today: date, progress: Callable[[str], object]
) -> tuple[int, int]:
    """Write every book of a month or a year; returns how many, and of how many the PDF could not be drawn.

    Files of the same name are replaced. A book with a character no font has is told and left as a workbook.
    The folder holds names and amounts of families: it is made for its owner only. These prints carry no
    sheet code; a print that is to be signed is made from the desk, which keeps what stood on it.
    """
    chosen = read(choices.books_of, period)
    make_folder(folder)
    undrawn = 0
    for choice in chosen:
        name = f"{books.title_of(choice.kind, choice.subject)}-{choice.name}".replace("/", "、").translate(
            FORBIDDEN
        )
        progress(name)
        book = read(books.view, choice.kind, choice.subject)
        write_durably(folder / f"{name}.xlsx", books.workbook(book))
        try:
            drawn = books.draw(books.content(book, "", today))
        except Refused as refused:
            undrawn += 1
            for problem in refused.problems:
                progress(f"  没有写出 PDF：{problem.text}")
            continue
        write_durably(folder / f"{name}.pdf", drawn)
    text = read(plain_text.journal_text, period)
    write_durably(folder / f"日记账-{period}{plain_text.ENDING}", text.encode())
    return len(chosen), undrawn
