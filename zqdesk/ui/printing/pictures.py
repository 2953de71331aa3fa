"""Scans and papers as pictures, made in memory: nothing is ever written to the disk to be looked at."""

from typing import Any

import pypdfium2
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageReader

from zqdesk.rules.problem import Problem, Refused

PDF = "application/pdf"
LANE = "aside"
"""Everything that draws a PDF runs on this one thread: the library is not made for several."""
POINTS_PER_INCH = 72
_MOST_PIXELS = 80_000_000


def pages(content: bytes, media_type: str, *, dpi: int = 96) -> list[QImage]:
    """Every page of a PDF at `dpi`, or the one picture a scan is; refused if it cannot be read."""
    if media_type == PDF:
        return pdf_pages(content, dpi=dpi)
    return [_picture(content)]


def thumbnail(content: bytes, media_type: str, size: int) -> QImage:
    """The first page, no wider or higher than `size` pixels."""
    if media_type == PDF:
        with _document(content) as document:
            image = _page(document, 0, dpi=40)
    else:
        image = _picture(content)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def pdf_pages(content: bytes, *, dpi: int) -> list[QImage]:
    """Every page of a PDF as it will be printed."""
    with _document(content) as document:
        return [_page(document, number, dpi=dpi) for number in range(len(document))]


def _document(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(Problem("picture.pdf", "这个 PDF 文件打不开，可能已损坏或设了密码。")) from error


def _page(document: Any, number: int, *, dpi: int) -> QImage:
    bitmap = document[number].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
    shape = (bitmap.width, bitmap.height, bitmap.stride)
    kinds = {
        4: QImage.Format.Format_RGBA8888,
        3: QImage.Format.Format_RGB888,
        1: QImage.Format.Format_Grayscale8,
    }
    return QImage(bytes(bitmap.buffer), *shape, kinds[bitmap.n_channels]).copy()


def _picture(content: bytes) -> QImage:
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        raise Refused(Problem("picture.size", "图片尺寸过大，无法显示；请降低扫描分辨率后重新添加。"))
    image = reader.read()
    if image.isNull():
        raise Refused(Problem("picture.form", "这张图片打不开，可能已损坏。"))
    return image
