"""Any list as an .xlsx that opens safely in Excel, whatever its cells contain."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from zqdesk.frozen import frozen

LONGEST_CELL = 32_767
FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "·"))


@frozen
class Column:
    """A heading, the width in characters, and whether the cells are sums of money in fen."""

    title: str
    width: int = 14
    money: bool = False


Value = str | int | date | datetime | None


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with a title row, headings that stay in view, and every text cell as text.

    Texts are never taken for formulas, links or numbers: an ID number keeps its 18 digits and `=1+1`
    stays what somebody typed. Money (fen) becomes yuan with two decimals; days and moments are Excel's own.
    """
    import xlsxwriter  # every list can be exported, few are: not loaded with the page

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    sheet = book.add_worksheet(title.translate(FORBIDDEN_IN_SHEET_NAME)[:31])
    head = book.add_format({"bold": True, "bg_color": "#E4EEF2", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    yuan = book.add_format({"num_format": "#,##0.00", "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
    sheet.write_string(0, 0, _clean(title), book.add_format({"bold": True, "font_size": 14}))
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(1, number, _clean(column.title), head)
    line = 1
    for line, row in enumerate(rows, 2):
        for number, (column, value) in enumerate(zip(columns, row, strict=True)):
            if isinstance(value, int):
                # Excel's numbers are floats: yuan up to 10^13 keep their fen exactly when shown with two decimals.
                sheet.write_number(
                    line, number, value / 100 if column.money else value, yuan if column.money else None
                )
            elif isinstance(value, date):
                sheet.write_datetime(line, number, value, moment if isinstance(value, datetime) else day)
            elif value:
                sheet.write_string(line, number, _clean(value), text)
    sheet.freeze_panes(2, 0)
    if columns:
        sheet.autofilter(1, 0, line, len(columns) - 1)
    book.close()
    return stream.getvalue()


def _clean(value: str) -> str:
    return "".join(c for c in value if c >= " " or c in "\n\t")[:LONGEST_CELL]
