"""What the reader of an .xls does not tell: hidden rows and columns, comments, and errors in cells (BIFF8 in OLE)."""

import struct
from collections.abc import Iterator
from itertools import pairwise

from zqdesk.office.hall.spreadsheets.sheets import Marks

SECTOR_END = 0xFFFFFFFA
MOST_SECTORS = 1 << 20
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
BOUND_SHEET, ROW, COLUMN, ERROR, FORMULA, NOTE, END = 0x85, 0x208, 0x7D, 0x205, 0x06, 0x1C, 0x0A


def marks(content: bytes) -> list[Marks]:
    """The marks of each sheet in the order of the workbook; none of a file whose structure is damaged."""
    try:
        stream = _workbook_stream(content)
        records = list(_records(stream))
        places = [struct.unpack_from("<I", body)[0] for _, kind, body in records if kind == BOUND_SHEET]
        return [_sheet(stream, place) for place in places]
    except (struct.error, IndexError, ValueError):
        return []


def _sheet(stream: bytes, place: int) -> Marks:
    found = Marks()
    for _, kind, body in _records(stream, place):
        if kind == ROW and (body[12] & 0x20 or struct.unpack_from("<H", body, 6)[0] & 0x7FFF == 0):
            found.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMN and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            found.hidden_columns |= set(range(first + 1, min(last, 400) + 2))
        elif kind in (ERROR, FORMULA, NOTE):
            row, column = struct.unpack_from("<HH", body)
            if kind == NOTE:
                found.comments[row + 1, column + 1] = ""
            elif kind == ERROR and body[7]:
                found.texts[row + 1, column + 1] = ERRORS.get(body[6], "#VALUE!")
            elif kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
                found.texts[row + 1, column + 1] = ERRORS.get(body[8], "#VALUE!")
    return found


def _records(stream: bytes, place: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record up to the end of its part."""
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + size]
        if kind == END:
            return
        place += 4 + size


def _workbook_stream(content: bytes) -> bytes:
    """The stream `Workbook` (or `Book`, of older programs) of the container."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small_size = 1 << struct.unpack_from("<H", content, 32)[0]
    directory_at, small_at = (
        struct.unpack_from("<I", content, 48)[0],
        struct.unpack_from("<I", content, 60)[0],
    )
    small_below = struct.unpack_from("<I", content, 56)[0]

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    listed = list(struct.unpack_from("<109I", content, 76))
    further = struct.unpack_from("<I", content, 68)[0]
    while further < SECTOR_END and len(listed) < MOST_SECTORS:
        *more, further = struct.unpack(f"<{size // 4}I", sector(further))
        listed += more
    table = b"".join(sector(number) for number in listed if number < SECTOR_END)
    chain = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    directory = b"".join(map(sector, _chained(chain, directory_at)))
    root = directory[:128]
    for entry in (directory[at : at + 128] for at, _ in pairwise(range(0, len(directory) + 1, 128))):
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "ignore")
        start, length = struct.unpack_from("<II", entry, 116)
        if name.lower() not in ("workbook", "book"):
            continue
        if length >= small_below:
            return b"".join(map(sector, _chained(chain, start)))[:length]
        small = b"".join(map(sector, _chained(chain, small_at)))
        small_chain = struct.unpack(f"<{len(small) // 4}I", small)
        held = b"".join(map(sector, _chained(chain, struct.unpack_from("<I", root, 116)[0])))
        pieces = (held[n * small_size : (n + 1) * small_size] for n in _chained(small_chain, start))
        return b"".join(pieces)[:length]
    raise ValueError


def _chained(chain: tuple[int, ...], number: int) -> Iterator[int]:
    for _ in range(MOST_SECTORS):
        if number >= SECTOR_END:
            return
        yield number
        number = chain[number]
