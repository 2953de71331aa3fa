"""What a PDF says when it is read back: its text, and every character with its box."""

from dataclasses import dataclass
from typing import Any

import pypdfium2

from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.paper import Paper
from zqdesk.papers.making.page import PAGE_HEIGHT


@dataclass(frozen=True)
class Char:
    """A character where it stands on its page; points from the upper left corner."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def text_of(pdf: bytes) -> str:
    """All text without white space, in reading order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def read_back(paper: Paper, case: Dossier, number: str = "") -> str:
    """What the paper of a case says."""
    return text_of(paper.draw(paper.content(case, number, "7K2QX-M9ZPA")))


def says(text: str, *words: str) -> None:
    """All of the words stand in what was read back."""
    assert [each for each in words if each not in text] == []


def chars_of(pdf: bytes, number: int) -> list[Char]:
    """The visible characters of one page with their ink boxes."""
    page: Any = pypdfium2.PdfDocument(pdf)[number].get_textpage()
    found = []
    for index in range(page.count_chars()):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(page, index))
        left, bottom, right, top = page.get_charbox(index)
        if char.strip() and right > left:
            found.append(Char(char, left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - bottom))
    return found
