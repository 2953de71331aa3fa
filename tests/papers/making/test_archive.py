"""Every paper is PDF/A-2b as far as its structure tells; clause numbers are of ISO 19005-2.

No validator can be had from the pinned packages, so the clauses are asked one by one of the file itself.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import ImageCms

from tests.papers.test_catalogue import ALL, ready
from zqdesk.office.reserve.books.values import Book, BookRow, column, fen_column
from zqdesk.papers import catalogue
from zqdesk.papers.reserve import books

OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
STREAM = re.compile(rb"(?P<head>.*?)\nstream\n(?P<body>.*)\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """One object of the file: its dictionary, and what is in its stream, unpacked."""

    head: bytes
    body: bytes | None = None


def parts(pdf: bytes) -> dict[int, Part]:
    """All objects by number, found by the table at the end of the file, which 6.1.4 asks to be right."""
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    table = pdf[start:].split(b"trailer", 1)[0]
    assert table.startswith(b"xref\n0 "), "6.1.4"
    found = {}
    for number, line in enumerate(table.split(b"\n")[2:-1]):
        assert re.fullmatch(rb"\d{10} \d{5} [nf] ", line), "6.1.4: lines of twenty bytes"
        if line.endswith(b"n "):
            found[number] = _part(pdf, number, int(line[:10]))
    return found


def _part(pdf: bytes, number: int, offset: int) -> Part:
    begin = f"{number} 0 obj\n".encode()
    assert pdf.startswith(begin, offset), "6.1.9"
    assert pdf[offset - 1 : offset] == b"\n", "6.1.9"
    head_end = min(
        end for end in (pdf.find(b"\nendobj\n", offset), pdf.find(b"\nstream\n", offset)) if end >= 0
    )
    head = pdf[offset + len(begin) : head_end]
    if not pdf.startswith(b"\nstream\n", head_end):
        return Part(head)
    length = re.search(rb"/Length (\d+)", head)
    assert length, "6.1.7.1"
    first = head_end + len(b"\nstream\n")
    body = pdf[first : first + int(length[1])]
    after = pdf[first + int(length[1]) :][:30]
    assert after.startswith(b"\nendstream\n"), (
        "6.1.7.1: the length is that of the stream, endstream on its own line"
    )
    assert b"LZW" not in head, "6.1.7.2"
    filters = re.findall(rb"/(\w+Decode)", head)
    assert set(filters) <= {b"FlateDecode"}, "6.1.7.2"
    return Part(head, zlib.decompress(body) if filters else body)


def drawn() -> Iterator[tuple[str, bytes]]:
    """Each kind once, and a book on its side with red ink."""
    for kind in ALL:
        yield (
            kind,
            catalogue.draw(kind, catalogue.content(kind, ready(kind), "示街救文〔2026〕1号", "K7M3Q-9XZ2P")),
        )
    book = Book(
        kind="settlement_form",
        title="核销报账单",
        office="示例街道办事处",
        period="2026年11月",
        facts=(("批次", "𬭎"),),
        columns=(column("摘要", 60, align="left"), fen_column("金额（元）", 24, flows=True)),
        rows=(BookRow(("冲销𠅤", -100), red=True),),
        words=("合计",),
        signers=("出纳",),
        wide=True,
        seals=(),
    )
    yield "book", books.draw(books.content(book, "", date(2026, 12, 1)))


FILES = dict(drawn())
EVERY = pytest.mark.parametrize("pdf", FILES.values(), ids=FILES)


@EVERY
def test_the_file_is_built_as_the_norm_says(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-1.7\n%"), "6.1.2"
    assert all(byte > 127 for byte in pdf[10:14]), "6.1.2"
    trailer = pdf.rsplit(b"trailer", 1)[1]
    assert re.search(rb"/ID \n?\[<\w{32}><\w{32}>\]", trailer), "6.1.3"
    assert b"/Encrypt" not in trailer, "6.1.3"
    assert pdf.endswith(b"%%EOF\n"), "6.1.3: nothing after the last line"
    assert parts(pdf)
    for banned in (b"/JavaScript", b"/JS", b"/OpenAction", b"/EmbeddedFiles", b"/XFA", b"/Annots"):
        assert all(banned not in each.head for each in parts(pdf).values()), f"6.3 to 6.9: {banned!r}"
    assert not any(re.search(rb"/AA\b", each.head) for each in parts(pdf).values()), "6.6.2"


@EVERY
def test_colours_are_those_of_the_output_intent_and_nothing_is_see_through(pdf: bytes) -> None:
    found = parts(pdf)
    (catalog,) = (each.head for each in found.values() if b"/Type /Catalog" in each.head)
    assert b"/S /GTS_PDFA1" in catalog, "6.2.3"
    reference = re.search(rb"/DestOutputProfile (\d+) 0 R", catalog)
    assert reference, "6.2.3"
    profile = found[int(reference[1])]
    assert b"/N 3" in profile.head, "6.2.3"
    assert profile.body is not None
    assert ImageCms.getOpenProfile(BytesIO(profile.body)).profile.xcolor_space == "RGB ", "6.2.3"
    for each in found.values():
        assert not re.search(rb"/(SMask|BM|CA|ca|Group|DeviceCMYK|XObject|TR2?)\b", each.head), (
            "6.2.4, 6.2.5, 6.2.10"
        )
    pages = [each.body for each in found.values() if each.body and b" Tf " in each.body]
    assert pages
    for body in pages:
        assert not re.search(rb"\s[kK]\n", body), "6.2.4: no CMYK"


@EVERY
def test_every_font_is_in_the_file_and_is_the_one_it_says(pdf: bytes) -> None:
    found = parts(pdf)
    fonts = [
        each.head for each in found.values() if b"/Type /Font\n" in each.head or b"/Type /Font " in each.head
    ]
    fonts = [head for head in fonts if b"/Subtype /TrueType" in head]
    assert fonts
    assert not any(b"/Subtype /Type1" in each.head for each in found.values()), "6.2.11.4: none is only named"
    for head in fonts:
        assert b"/Encoding" not in head, "6.2.11.6: symbolic"
        descriptor = found[_reference(head, b"FontDescriptor")].head
        flags = int(_value(descriptor, b"Flags"))
        assert flags & 4, "6.2.11.6"
        assert not flags & 32, "6.2.11.6"
        program = found[_reference(descriptor, b"FontFile2")].body
        assert program is not None
        font = TTFont(BytesIO(program))
        (table,) = font["cmap"].tables
        widths = [float(each) for each in re.search(rb"/Widths \[(.*?)\]", head, re.DOTALL)[1].split()]  # type: ignore[index]
        per_em = font["head"].unitsPerEm
        for code, width in enumerate(widths):
            name = table.cmap.get(code)
            advance = font["hmtx"][name][0] if name else 0
            assert not name or abs(advance * 1000 / per_em - width) <= 1, "6.2.11.5"


@EVERY
def test_the_metadata_say_what_it_is(pdf: bytes) -> None:
    found = parts(pdf)
    (metadata,) = (each for each in found.values() if b"/Type /Metadata" in each.head)
    assert b"/Filter" not in metadata.head, "6.6.2.1"
    assert metadata.body is not None
    assert metadata.body.startswith(b"<?xpacket begin="), "6.6.2.1"
    root = ET.fromstring(metadata.body)
    said = {node.tag.rpartition("}")[2]: (node.text or "").strip() for node in root.iter()}
    assert (said["part"], said["conformance"]) == ("2", "B"), "6.6.4"
    assert said["li"], "the title is named"
    info = next(each.head for each in found.values() if b"/CreationDate" in each.head)
    assert b"D:20000101000000+00'00'" in info, "the same day as in the metadata, and never the clock's"
    assert said["CreateDate"] == said["ModifyDate"] == "2000-01-01T00:00:00+00:00"


def test_the_same_content_has_the_same_identity_and_another_another() -> None:
    content = catalogue.content("approval", ready("approval"), "", "K7M3Q-9XZ2P")
    one, again = catalogue.draw("approval", content), catalogue.draw("approval", content)
    other = catalogue.draw("approval", content, "副本")
    identity = re.compile(rb"\[<(\w{32})>")
    assert one == again
    assert identity.search(one)[1] != identity.search(other)[1]  # type: ignore[index]


def _reference(head: bytes, name: bytes) -> int:
    return int(_value(head, name))


def _value(head: bytes, name: bytes) -> bytes:
    found = re.search(rb"/" + name + rb" (\d+)", head)
    assert found, name
    return found[1]
