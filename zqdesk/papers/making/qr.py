"""A short code as a QR pattern, in runs of dark squares."""

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


@lru_cache(maxsize=64)
def dark_rows(code: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each row of the pattern the `(start, length)` of its dark runs, in modules; medium error correction."""
    pattern = QRCode(None, QRErrorCorrectLevel.M)
    pattern.addData(code)
    pattern.make()
    count = pattern.getModuleCount()
    return tuple(
        _runs([bool(pattern.isDark(row, column)) for column in range(count)]) for row in range(count)
    )


def _runs(dark: list[bool]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for column, is_dark in enumerate(dark):
        if is_dark and found and sum(found[-1]) == column:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((column, 1))
    return tuple(found)
