"""Papers and scans as pictures, made in memory: nothing is ever written to the disk to be looked at."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage

from zqdesk.rules.problem import Problem, Refused

PDF = "application/pdf"
LANE = "aside"
"""Everything that draws a PDF runs on this one thread: the library is not made for several."""
POINTS_PER_INCH = 72
_FORMATS = {
    4: QImage.Format.Format_RGBA8888,
    3: QImage.Format.Format_RGB888,
    1: QImage.Format.Format_Grayscale8,
}


def pdf_pages(content: bytes, *, dpi: int) -> list[QImage]:
    """Every page of a paper of ours as it will be printed."""
    with pdf(content) as document:
        return [pdf_page(document, number, dpi / POINTS_PER_INCH) for number in range(len(document))]


def first_pages(content: bytes, *, dpi: int, most: int) -> list[QImage]:
    """Its first pages, no more than so many."""
    with pdf(content) as document:
        return [
            pdf_page(document, number, dpi / POINTS_PER_INCH) for number in range(min(most, len(document)))
        ]


def page_count(content: bytes) -> int:
    with pdf(content) as document:
        return len(document)


def joined(contents: Iterable[bytes]) -> bytes:
    """One PDF of several, one behind the other."""
    whole, out = pypdfium2.PdfDocument.new(), BytesIO()
    for content in contents:
        with pdf(content) as document:
            whole.import_pages(document)
    whole.save(out)
    whole.close()
    return out.getvalue()


def pdf(content: bytes) -> Any:
    """An opened PDF; refused if it is damaged or locked."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(Problem("picture.pdf", "这个 PDF 文件打不开，可能已损坏或设了密码。")) from error


def pdf_page(document: Any, number: int, scale: float) -> QImage:
    """One page, `scale` pixels a point."""
    bitmap = document[number].render(scale=scale, rev_byteorder=True)
    shape = (bitmap.width, bitmap.height, bitmap.stride)
    return QImage(bytes(bitmap.buffer), *shape, _FORMATS[bitmap.n_channels]).copy()
