"""A short code as a QR pattern, in runs of dark squares."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

_LONG_RUN = re.compile("0{5,}|1{5,}")
_LIKE_A_CORNER = "10111010000"


class _Pattern(QRCode):  # type: ignore[misc]  # without types
    """The same pattern as reportlab's, its mask chosen in a tenth of the time."""

    def getBestMaskPattern(self) -> int:
        return min(range(8), key=self._lost)

    def _lost(self, mask: int) -> int:
        """Penalty points as reportlab counts them; the lowest number wins, so the pictures stay what they were."""
        self.makeImpl(True, mask)
        rows, columns = _as_digits(self.modules), _as_digits(zip(*self.modules, strict=True))
        runs = [run for line in (*rows, *columns) for run in _LONG_RUN.findall(line)]
        numbers = [int(row, 2) for row in rows]
        every = (1 << len(rows)) - 1
        squares = 0
        for upper, lower in pairwise(numbers):
            alike = ~(upper ^ lower) & every
            squares += (alike & alike >> 1 & ~(upper ^ upper >> 1)).bit_count()
        corners = sum(row[:-1].count(_LIKE_A_CORNER) for row in rows)
        dark = 100 * sum(map(int.bit_count, numbers)) // len(rows) ** 2
        return sum(map(len, runs)) - 2 * len(runs) + 3 * squares + 40 * corners + 10 * (abs(dark - 50) // 5)


def _as_digits(lines: Any) -> list[str]:
    return ["".join(["1" if dark else "0" for dark in line]) for line in lines]


@lru_cache(maxsize=64)
def dark_rows(code: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each row of the pattern the `(start, length)` of its dark runs, in modules; medium error correction."""
    pattern = _Pattern(None, QRErrorCorrectLevel.M)
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
