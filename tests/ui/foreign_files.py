"""Scans as they come from outside: every kind of file that can be attached, in colour, whole."""

import struct
import zlib
from io import BytesIO

from PIL import Image

WIDTH, HEIGHT = 60, 80
TIFFS = {
    "group 4": ("1", "group4"),
    "group 3": ("1", "group3"),
    "LZW": ("RGB", "tiff_lzw"),
    "raw": ("RGB", "raw"),
    "CMYK": ("CMYK", "tiff_lzw"),
    "deflate": ("L", "tiff_adobe_deflate"),
    "packbits": ("RGB", "packbits"),
    "palette": ("P", "tiff_lzw"),
}
PLAIN = {"JPEG": "image/jpeg", "PNG": "image/png", "BMP": "image/bmp", "WEBP": "image/webp"}


def picture(mode: str = "RGB") -> Image.Image:
    """Something with an edge in every direction."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (250, 250, 250))
    image.paste((200, 40, 30), (10, 10, 40, 60))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def pages(kind: str, count: int) -> bytes:
    """A TIFF or PDF of so many pages."""
    first, *others = [picture("L") for _ in range(count)]
    return saved(first, kind, save_all=True, append_images=others)


def whole() -> dict[str, tuple[str, bytes]]:
    """Media type and content by a name of the kind."""
    found = {f"TIFF {name}": ("image/tiff", saved(picture(mode), "TIFF", compression=packed))
             for name, (mode, packed) in TIFFS.items()}  # fmt: skip
    found |= {kind: (media_type, saved(picture(), kind)) for kind, media_type in PLAIN.items()}
    found["PNG with a clear ground"] = ("image/png", saved(picture("RGBA"), "PNG"))
    found["PDF"] = ("application/pdf", saved(picture(), "PDF"))
    return found


def png(*chunks: tuple[bytes, bytes], side: int = 8) -> bytes:
    """A small whole picture with these chunks between its head and its pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(3 * side)) * side)
    parts = ((b"IHDR", header), *chunks, (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in parts)


def inflating(megabytes: int) -> bytes:
    """A few kilobytes that become so many megabytes of nothing."""
    packer, block = zlib.compressobj(9), bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def jpeg_profile(megabytes: int) -> bytes:
    """A JPEG whose colour profile says it is that long, over as many segments as there may be."""
    whole = saved(picture(), "JPEG")
    count = min(255, megabytes * 16)
    body = bytes(65_000)
    parts = (b"ICC_PROFILE\0" + bytes((n + 1, count)) + body for n in range(count))
    segments = b"".join(b"\xff\xe2" + struct.pack(">H", len(part) + 2) + part for part in parts)
    return whole[:2] + segments + whole[2:]


def tiff_loop() -> bytes:
    """A TIFF whose first page names itself as the next: as many pages as anybody likes to count."""
    content = bytearray(huge_tiff(4))
    content += bytes(4 * 4 * 3)
    count = struct.unpack_from("<H", content, 8)[0]
    struct.pack_into("<I", content, 8 + 2 + 12 * count, 8)
    return bytes(content)


def tiff_chain(count: int) -> bytes:
    """So many directories one behind the other, all of the same few pixels."""
    one = huge_tiff(4)[8:]
    size, pages = len(one), bytearray(b"II*\0" + struct.pack("<I", 8))
    for number in range(count):
        page = bytearray(one)
        if number + 1 < count:
            struct.pack_into("<I", page, size - 4, 8 + size * (number + 1))
        pages += page
    return bytes(pages)


def animated(kind: str, count: int) -> bytes:
    """A moving picture of so many frames, each other than the one before."""
    frames = [Image.new("L", (16, 16), number % 256) for number in range(count)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def bombs() -> dict[str, tuple[str, bytes]]:
    """Small files that ask for boundless memory or time, by what they do it with."""
    profile = b"icc\0\0" + inflating(600)
    text = b"Comment\0\0" + inflating(600)
    return {
        "a profile that inflates": ("image/png", png((b"iCCP", profile))),
        "a text that inflates": ("image/png", png((b"zTXt", text))),
        "texts that inflate": ("image/png", png(*[(b"zTXt", b"C\0\0" + inflating(20))] * 15)),
        "a profile of a whole JPEG": ("image/jpeg", jpeg_profile(16)),
        "a page that names itself": ("image/tiff", tiff_loop()),
        "four thousand pages": ("image/tiff", tiff_chain(4_000)),
        "three thousand frames": ("image/webp", animated("WEBP", 3_000)),
        "frames in a PNG": ("image/png", animated("PNG", 500)),
        "pixels that inflate": ("image/png", png((b"IDAT", inflating(150)))),
    }


def huge_png(side: int) -> bytes:
    """A few bytes that declare a square of so many pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def huge_bmp(side: int) -> bytes:
    return b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, side, side, 1, 24, 0, 0, 0, 0, 0, 0)


def huge_tiff(side: int) -> bytes:
    """One strip of a raw TIFF, written by hand."""
    tags = ((256, 4, side), (257, 4, side), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
            (278, 4, side), (279, 4, side * side % (1 << 32)))  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, lines, size, len(content),
    )  # fmt: skip


def pdf_sheet(width: int, height: int) -> bytes:
    """One empty page of so many points."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]>>" % (width, height),
    )


LOOPING_PDF = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
EMPTY_PDF = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
