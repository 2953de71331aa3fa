"""Scans and PDF files that came from outside, drawn in a child process: none of them can take the window with it."""

from math import sqrt

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from zqdesk.child import Child, Overtaxed
from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused

SHEETS = 10
"""Pages that are held at a time, of a file that may have thousands."""
MOST_SHOWN = 8_000_000
"""Pixels of one page on the screen: A4 at 300 dpi, nearly."""
MOST_PIXELS = 80_000_000
"""Of a picture that is opened at all: A3 at 600 dpi."""
LONGEST_SIDE = 16_000
MOST_MEGABYTES = 1500
MOST_SECONDS = 30
PDF_DPI = 130
TIFF = "image/tiff"


@frozen
class Drawn:
    """One page as it comes over from the child, and how many the file has."""

    count: int
    width: int
    height: int
    stride: int
    clear: bool
    pixels: bytes

    def image(self) -> QImage:
        return QImage(self.pixels, self.width, self.height, self.stride, _format(self.clear)).copy()


class Decoder:
    """Asks the child. Refused: what is damaged, locked, or would need boundless memory or time."""

    def __init__(self) -> None:
        self._child = Child(draw, megabytes=MOST_MEGABYTES, seconds=MOST_SECONDS)

    def pages(self, content: bytes, media_type: str, first: int = 0) -> tuple[int, list[QImage]]:
        """How many pages a file has, and the pictures of the next few from `first`."""
        drawn = self._draw(content, media_type, first, MOST_SHOWN)
        further = range(first + 1, min(drawn.count, first + SHEETS))
        others = (self._draw(content, media_type, number, MOST_SHOWN) for number in further)
        return drawn.count, [each.image() for each in (drawn, *others)]

    def thumbnail(self, content: bytes, media_type: str, size: int) -> QImage:
        """The first page, no wider or higher than `size` pixels."""
        image = self._draw(content, media_type, 0, 4 * size * size).image()
        return image.scaled(size, size, _KEEP, _SMOOTH)

    def stop(self) -> None:
        """Forget what was looked at; the next file begins a new child."""
        self._child.stop()

    def _draw(self, content: bytes, media_type: str, number: int, most_pixels: int) -> Drawn:
        try:
            return self._child.ask(content, media_type, number, most_pixels)
        except Overtaxed:
            text = "这个文件打开时需要的内存或时间超出限度，无法显示；请降低扫描分辨率后重新添加。"
            raise Refused(Problem("picture.heavy", text)) from None


def draw(content: bytes, media_type: str, number: int, most_pixels: int) -> Drawn:
    """One page of a file, of at most so many pixels; called in the child."""
    from zqdesk.ui.desk import pictures

    page = _pdf if media_type == pictures.PDF else _picture
    count, image = page(content, media_type, number, most_pixels)
    clear = image.hasAlphaChannel()
    image = _smaller(image, most_pixels).convertToFormat(_format(clear))
    if image.isNull():
        raise MemoryError
    shape = (image.width(), image.height(), image.bytesPerLine())
    return Drawn(count, *shape, clear, bytes(image.constBits()))


def _pdf(content: bytes, _media_type: str, number: int, most_pixels: int) -> tuple[int, QImage]:
    import pypdfium2

    from zqdesk.ui.desk import pictures

    try:
        with pictures.pdf(content) as document:
            width, height = document[number].get_size()
            scale = min(
                PDF_DPI / pictures.POINTS_PER_INCH,
                sqrt(most_pixels / (width * height)),
                LONGEST_SIDE / max(width, height),
            )
            return len(document), pictures.pdf_page(document, number, scale)
    except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError):
        raise Refused(
            Problem("picture.page", f"这个 PDF 文件的第 {number + 1} 页打不开，文件可能已损坏。")
        ) from None


def _picture(content: bytes, media_type: str, number: int, _most_pixels: int) -> tuple[int, QImage]:
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(buffer, media_type, number)


def _read(buffer: QBuffer, media_type: str, number: int) -> tuple[int, QImage]:
    """In a function of its own: the reader must be gone before the buffer that it reads."""
    QImageReader.setAllocationLimit(MOST_PIXELS * 8 >> 20)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    count = max(1, reader.imageCount()) if media_type == TIFF else 1
    if number:
        reader.jumpToImage(number)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise Refused(Problem("picture.size", "图片尺寸过大，无法显示；请降低扫描分辨率后重新添加。"))
    image = reader.read()
    if image.isNull():
        text = "这张图片打不开：可能已损坏，或用了少见的压缩方式。请用扫描软件另存为 JPEG 或 PDF 后再添加。"
        raise Refused(Problem("picture.form", text))
    return count, image


def _smaller(image: QImage, most_pixels: int) -> QImage:
    width, height = image.width(), image.height()
    scale = min(sqrt(most_pixels / (width * height)), LONGEST_SIDE / max(width, height))
    if scale >= 1:
        return image
    return image.scaled(max(1, int(width * scale)), max(1, int(height * scale)), _FILL, _SMOOTH)


def _format(clear: bool) -> QImage.Format:
    return QImage.Format.Format_RGBA8888 if clear else QImage.Format.Format_RGB888


_KEEP, _FILL = Qt.AspectRatioMode.KeepAspectRatio, Qt.AspectRatioMode.IgnoreAspectRatio
_SMOOTH = Qt.TransformationMode.SmoothTransformation
