"""Long texts and long books: all is printed, nothing is lost, and what is signed stays with its signatures."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from tests.papers.family_case import dossier, visit
from tests.papers.readback import text_of
from tests.papers.test_catalogue import ALL, ready
from zqdesk.office.reserve.books.values import Book, BookRow, column, fen_column
from zqdesk.papers import catalogue
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import FORM, Sheet, finish
from zqdesk.papers.making.signing import signed
from zqdesk.papers.reserve import books

LENGTH = 3_000
CHOSEN = {
    *("kind", "matter", "interval", "method", "way", "result", "sheet_code", "applicant_class"),
    *("lines", "from_month", "since", "counted", "per_head", "title", "confirmation_title"),
    *("degree", "form", "cause_title", "standard"),
    *("level", "placement_wish"),
}
"""What is ticked, worked out, or stands in the margin: nobody types it."""
ORGANS = {("seal",), ("town_body",), ("district", "name"), ("opinion", "seal")}
"""Whose seal it is stands with the signatures; the hall is set up with it."""
RARE = [bytes((high, low)).decode("gb2312") for high in range(0xD8, 0xF8) for low in range(0xA1, 0xFF)]
"""Characters of the second level: no form has them by itself."""
DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a stored content a text stands that somebody typed; of a list the first is enough."""
    if isinstance(value, str):
        if not DAY.match(value) and path not in ORGANS and CHOSEN.isdisjoint(path):
            yield path
        return
    parts = (
        value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    )
    for key, part in parts:
        yield from texts(part, (*path, key))


def filled(kind: str) -> tuple[Any, dict[str, tuple[Any, ...]]]:
    """The content of a paper with `LENGTH` times another character in each text, and where each of them stands."""
    content = catalogue.content(kind, ready(kind), "示街救文〔2026〕12号", "K7M3Q-9XZ2P")
    record = json.loads(json.dumps(catalogue.to_record(content)))
    places = list(texts(record))
    chars = dict(zip(RARE, places, strict=False))
    for char, path in chars.items():
        part = record
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = char * LENGTH
    return catalogue.from_record(kind, record), chars


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind != "receipt"])
def test_every_text_may_be_longer_than_a_page(kind: str) -> None:
    content, chars = filled(kind)
    printed = Counter(text_of(catalogue.draw(kind, content)))
    torn = {path: printed[char] for char, path in chars.items() if printed[char] % LENGTH}
    assert torn == {}
    assert sum(printed[char] for char in chars) >= LENGTH


def test_a_signed_cell_beside_others_goes_on_and_is_signed_once() -> None:
    text = RARE[0] * LENGTH
    opinion = signed(text, "经办人", "负责人", seal=True, rows=3)
    rows: list[Row] = [
        [Cell("意见", rows=3, role="hei"), "金额", "1,234.50", opinion],
        ["大写", Cell(RARE[1] * LENGTH)],
        ["来源", "备用金"],
    ]
    sheet = Sheet(FORM)
    table(sheet, (21, 19, 51, 77), rows, size=10.5)
    printed = text_of(finish(sheet))
    assert [printed.count(part) for part in (RARE[0], RARE[1])] == [LENGTH, LENGTH]
    assert printed.count("负责人（签字）") == 1
    signing = [page for page in sheet.pages if any("负责人（签字）" in text[4] for text in page.texts)]
    assert [any(RARE[0] in text[4] for text in page.texts) for page in signing] == [True]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("seals", [(), ("区民政局", "区财政局")])
def test_the_signatures_of_a_book_stand_with_its_last_line(wide: bool, seals: tuple[str, ...]) -> None:
    torn = [count for count in range(1, 81) if not _signed_with_a_line(count, wide=wide, seals=seals)]
    assert torn == []


def _signed_with_a_line(count: int, *, wide: bool, seals: tuple[str, ...]) -> bool:
    columns = (column("摘要", 60, align="left"), fen_column("金额（元）", 24, flows=True))
    rows = tuple(BookRow((f"第{number}笔", 100)) for number in range(1, count + 1))
    book = Book(
        kind="settlement_form",
        title="核销报账单",
        office="示例街道办事处",
        period="2026年11月",
        facts=(("批次", "1"),),
        columns=columns,
        rows=rows,
        words=("合计大写：人民币壹元整", "附单据若干张"),
        signers=("出纳", "负责人"),
        wide=wide,
        seals=seals,
    )
    last = pages_of(books.draw(books.content(book, "", date(2026, 12, 1))))[-1]
    return f"第{count}笔" in last and "出纳（签字）" in last


def pages_of(pdf: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(pdf)]


def test_who_gives_leave_stands_with_the_signatures() -> None:
    kind = "cross_check_authorisation"
    for extra in range(12):
        content = catalogue.content(kind, dossier(extra=extra), "", "")
        last = pages_of(catalogue.draw(kind, content))[-1]
        assert "签名（指印）" in last, extra
        assert "经办人（签字）" in last, extra


def test_the_result_of_a_visit_stands_with_the_signatures() -> None:
    for length in range(0, 1_600, 80):
        found = visit()
        found.findings = RARE[0] * length
        content = catalogue.content("home_visit", dossier(visits=(found,)), "", "")
        signing = [page for page in pages_of(catalogue.draw("home_visit", content)) if "签字栏" in page]
        assert len(signing) == 1, length
        assert RARE[0] in signing[0] or "申报情况" in signing[0], length
