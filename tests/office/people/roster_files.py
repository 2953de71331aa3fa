"""The same small roster in every format that the window offers, and what becomes of files on their way."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from random import Random

import openpyxl

ROWS = (
    ("村居", "户主", "身份证号码", "户月保障金"),
    ("示例东村", "𬭎某", "370114190001010014", "804.5"),
    ("示例西村", "李某", "370181190002150027", "600"),
)
OLD = Path(__file__).parent / "files" / "roster.xls"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
FAR_ROWS = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'


def xlsx(rows: Sequence[Sequence[object]] = ROWS, **cells: object) -> bytes:
    """A workbook of these rows, and of single cells such as `XFD1=" "`."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for place, value in cells.items():
        sheet[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsm() -> bytes:
    old, new = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    return rewritten(xlsx(), "[Content_Types].xml", b"openxmlformats-officedocument." + old, new)


def ods(rows: Sequence[Sequence[str]] = ROWS, below: str = "") -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="名册">{body}{below}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def csv() -> bytes:
    return "\r\n".join(",".join(row) for row in ROWS).encode("gb18030")


def offered() -> dict[str, bytes]:
    """Each format by the end of its name; old WPS writes .xls under a name of its own."""
    old = OLD.read_bytes()
    text = "\n".join("\t".join(row) for row in ROWS).encode("utf-16")
    return {
        ".xlsx": xlsx(),
        ".xlsm": xlsm(),
        ".xls": old,
        ".et": old,
        ".ods": ods(),
        ".csv": csv(),
        ".txt": text,
    }


def html(rows: Sequence[Sequence[str]] = ROWS, encoding: str = "utf-8") -> bytes:
    """A web page under the name of a workbook, as platforms export one."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    head = f'<html><head><meta charset="{encoding}"><style>td {{mso-number-format:"\\@"}}</style></head>'
    return f"{head}<body><table border=1>\n{body}</table></body></html>".encode(encoding)


def mht(rows: Sequence[Sequence[str]] = ROWS) -> bytes:
    message = MIMEMultipart("related")
    message.attach(MIMEText(html(rows).decode(), "html", "utf-8"))
    return message.as_bytes()


def xml_2003(rows: Sequence[Sequence[str]] = ROWS, encoding: str = "utf-8") -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    body = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>\n" for row in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="名册"><Table>\n{body}</Table>'
        "</Worksheet></Workbook>"
    ).encode(encoding)


def exported() -> dict[str, bytes]:
    """What is no workbook and is called .xls all the same."""
    made = {"MHT": mht()}
    for encoding in ("utf-8", "gb18030", "utf-16"):
        made |= {f"HTML {encoding}": html(encoding=encoding), f"XML {encoding}": xml_2003(encoding=encoding)}
    return made


def damaged(content: bytes, random: Random, count: int) -> Iterator[bytes]:
    """The file cut off somewhere, and with a few bytes changed, in turn."""
    for number in range(count):
        torn = bytearray(content)
        if number % 2:
            del torn[random.randrange(8, len(torn)) :]
        else:
            for _ in range(random.randint(1, 20)):
                torn[random.randrange(8, len(torn))] = random.randrange(256)
        yield bytes(torn)


def rewritten(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A zipped workbook with something else in one of its parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in book.namelist():
            data = book.read(name)
            assert name != part or old in data
            made.writestr(name, data.replace(old, new, 1) if name == part else data)
    return stream.getvalue()
