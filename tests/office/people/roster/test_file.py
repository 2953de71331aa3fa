"""Files as they lie on a PC in a hall: read, or refused in words that say what to do; the program lives on."""

import io
import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from tests.office.people import roster_files
from tests.office.people.roster_files import ROWS, rewritten, xlsx
from zqdesk.confined import Limits
from zqdesk.office.hall.spreadsheets import reading as spreadsheets
from zqdesk.office.hall.spreadsheets import workbook_zip
from zqdesk.office.people.roster import file as roster_file
from zqdesk.office.people.roster.file import RosterFile, open_roster
from zqdesk.rules.problem import Problem, Refused

SHEET = "xl/worksheets/sheet1.xml"
Open = Callable[..., RosterFile | Problem]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """What the desk is told of a file with this content: it, or the one problem with it."""

    def opened(content: bytes, limits: Limits | None = None, name: str = "名册") -> RosterFile | Problem:
        path = tmp_path / name
        path.write_bytes(content)
        try:
            return open_roster(path, limits)
        except Refused as refused:
            (problem,) = refused.problems
            return problem

    return opened


def with_text(text: str) -> bytes:
    """A workbook with a text in it that no program would write."""
    return rewritten(xlsx(), SHEET, ROWS[1][0].encode(), text.encode())


def rows(told: RosterFile | Problem) -> tuple[tuple[str, ...], ...]:
    assert isinstance(told, RosterFile), told
    return told.sheets[0].rows


def code(told: RosterFile | Problem) -> str:
    assert isinstance(told, Problem)
    assert told.text.endswith("。")
    return told.code


def test_every_format_that_is_offered_is_read(opened: Open) -> None:
    offered = roster_files.offered()
    assert set(offered) == {each.removeprefix("*") for each in roster_file.PATTERNS.split()}
    for ending, content in offered.items():
        read = rows(opened(content, name=f"名册{ending}"))
        assert read[0] == ROWS[0], ending
        assert read[1] == ROWS[1], ending


def test_a_damaged_export_is_read_or_refused() -> None:
    """Nothing in them can end a process, so many are tried in this one."""
    for kind, content in roster_files.exported().items():
        for torn in roster_files.damaged(content, Random(5), 60):
            with suppress(Refused):
                assert spreadsheets.read(torn), kind


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".csv"])
def test_a_damaged_file_is_read_or_refused(ending: str, tmp_path: Path) -> None:
    """Some of these end any process that reads them."""

    def told(numbered: tuple[int, bytes]) -> str:
        path = tmp_path / str(numbered[0])
        path.write_bytes(numbered[1])
        try:
            open_roster(path, Limits(seconds=60))
        except Refused as refused:
            return refused.problems[0].code
        return "file.read"

    content = roster_files.offered()[ending]
    torn = list(roster_files.damaged(content, Random(7), 12))
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(told, enumerate(torn)))
    assert all(each.startswith("file.") for each in codes)
    assert "file.slow" not in codes


def test_a_file_that_ends_its_reader_is_told_of_in_words(opened: Open) -> None:
    torn = roster_files.OLD.read_bytes()[:4096]  # the library panics, which is no Exception
    assert code(opened(torn)) == "file.lost"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\xa0\n"])
@pytest.mark.parametrize("place", ["XFD1048576", "XFD1", "A1048576", "CZ40000"])
def test_a_blank_cell_far_away_is_as_good_as_none(place: str, blank: str, opened: Open) -> None:
    assert rows(opened(xlsx(**{place: blank}))) == ROWS


def test_a_far_blank_among_shared_strings_is_one_too(opened: Open) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    sheet.write_string(1_048_575, 16_383, " ")
    sheet.write_blank(900_000, 9000, None, book.add_format({"bold": True}))
    book.close()
    assert rows(opened(stream.getvalue())) == ROWS


def test_only_what_is_used_is_read_and_its_place_kept(opened: Open) -> None:
    told = opened(xlsx([], E7="户主", F8="李某", H9=" "))
    assert isinstance(told, RosterFile)
    (sheet,) = told.sheets
    assert sheet.rows == (("户主", ""), ("", "李某"))
    assert (sheet.first_row, sheet.first_column) == (7, 5)


@pytest.mark.parametrize(
    ("content", "wanted", "said"),
    [
        (lambda: xlsx(XFD40000="x"), "file.far", "一直到第 40000 行、XFD 列"),
        (lambda: xlsx(A1048576="x"), "file.far", "第 1048576 行"),
        (lambda: b"x" + b",x" * 300, "file.wide", "301 列"),
        (lambda: b"a,b\n" * 100_001, "file.long", "100001 行"),
        (lambda: b"a,b\n" + b"\n" * 100_000 + b"c,d\n", "file.long", "100002 行"),
        (lambda: with_text("x" * 40_000), "file.cell", "第 2 行有一格多达 40000 个字"),
        (lambda: b'a,b\nc,"' + b"d,e\n" * 20_000, "file.unreadable", "引号"),
        (lambda: b'a,b,c\nd,"e,f\ng,h,i\nj,k,l"\n', "file.unreadable", "第 2 行附近有一个引号"),
        (lambda: (b"x" * 30_000 + b"\n") * 1700, "file.large", "文字超过"),
        (lambda: roster_files.ods(below=roster_files.FAR_ROWS + "<table:table-row><table:table-cell/>"), "file.unreadable", ""),
    ],
)  # fmt: skip
def test_more_than_any_roster_has_is_refused_with_its_measure(
    content: Callable[[], bytes], wanted: str, said: str, opened: Open
) -> None:
    told = opened(content())
    assert code(told) == wanted
    assert isinstance(told, Problem)
    assert said in told.text


def test_a_million_formatted_rows_of_a_workbook_are_nothing(opened: Open) -> None:
    empty = b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"></c></row>'
    below = b"".join(empty % (n, n, n) for n in range(4, 200_000))
    assert rows(opened(rewritten(xlsx(), SHEET, b"</sheetData>", below + b"</sheetData>"))) == ROWS


def test_a_zip_is_measured_before_it_is_opened(opened: Open) -> None:
    told_size, true_size = (size.to_bytes(4, "little") for size in (workbook_zip.LARGEST_INFLATED + 1, 16))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook />    ")
    assert code(opened(stream.getvalue())) == "file.unreadable"
    bomb = stream.getvalue().replace(true_size * 2, true_size + told_size)
    assert code(opened(bomb)) == "file.large"


def test_a_text_that_grows_beyond_the_memory_is_refused(opened: Open) -> None:
    bomb = with_text("x" * (40 << 20))
    assert code(opened(bomb, Limits(memory=100 << 20, seconds=100))) == "file.lost"


def test_what_platforms_export_as_a_workbook_is_read(opened: Open) -> None:
    for kind, content in roster_files.exported().items():
        assert rows(opened(content, name="名册.xls")) == ROWS, kind
        told = opened(content[: len(content) * 2 // 3], name="名册.xls")
        assert code(told) == "file.cut", kind


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<!DOCTYPE HTML PUBLIC '-//W3C//DTD'><frameset></frameset>", "网页（HTML）"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x", "网页（MHT）"),
        (b"<?xml version='1.0'?>\n<rss></rss>", "XML 文件"),
        (b"%PDF-1.7\n", "PDF 文件"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"{\\rtf1 x}", "文档（RTF）"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "Word 文档"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, what: str, opened: Open) -> None:
    told = opened(content, name="名册.xls")
    assert code(told) == "file.foreign"
    assert isinstance(told, Problem)
    assert told.text.replace(" ", "").startswith(f"这个文件其实是{what}".replace(" ", ""))


HEAD_2003 = (
    b'<?xml version="1.0"?>%s<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
)
TAIL_2003 = b"</Table></Worksheet></Workbook>"
LAUGHS = b"<!DOCTYPE w [<!ENTITY a 'ha'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 40) for n in range(9)
)
FAR_BELOW = b'<Row ss:Index="999999999"><Cell><Data ss:Type="String">x</Data></Cell></Row>'


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"<table><tr>" + b"<td rowspan=99999 colspan=200>x" * 50 + b"</table>", "file.far"),
        (b"<html>" + b"<table><tr><td>" * 2000 + b"x" + b"</table>" * 2000, "file.long"),
        (HEAD_2003 % LAUGHS + b"<Row><Cell><Data>&j;</Data></Cell></Row>" + TAIL_2003, "file.cut"),
        (HEAD_2003 % b"" + FAR_BELOW + TAIL_2003, "file.long"),
        (b"a,b\n" + b'"' * 100_001, "file.unreadable"),
    ],
    ids=["spans", "nested tables", "entities", "a leap", "quotes"],
)
def test_a_bomb_of_text_is_refused_by_its_reader(content: bytes, wanted: str) -> None:
    with pytest.raises(Refused) as refused:
        spreadsheets.read(content)
    assert refused.value.problems[0].code == wanted


def test_an_open_document_with_a_password_is_named_as_such() -> None:
    sealed = b"<manifest><encryption-data/></manifest>"
    content = rewritten(roster_files.ods(), "META-INF/manifest.xml", b"<manifest/>", sealed)
    with pytest.raises(Refused) as refused:
        spreadsheets.read(content)
    assert refused.value.problems[0].code == "file.password"


def test_a_workbook_with_a_password_is_named_as_such(opened: Open) -> None:
    """A modern one is encrypted as a whole; in an old one a record FILEPASS stands second."""
    assert code(opened((roster_files.OLD.parent / "locked.xlsx").read_bytes())) == "file.password"
    old = bytearray(roster_files.OLD.read_bytes())
    second = old.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    old[second : second + 2] = b"\x2f\x00"
    assert code(opened(bytes(old))) == "file.password"


def test_an_archive_or_a_letter_is_no_workbook(opened: Open) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("名册.xlsx", xlsx())
    assert code(opened(stream.getvalue())) == "file.archive"


def test_a_file_nobody_may_read_is_not_called_a_database(tmp_path: Path) -> None:
    class Forbidden(type(tmp_path)):  # type: ignore[misc]
        def read_bytes(self) -> bytes:
            raise PermissionError(13, "Permission denied")

    path = Forbidden(tmp_path / "名册.xlsx")
    path.touch()
    with pytest.raises(Refused) as refused:
        open_roster(path)
    assert refused.value.problems[0].code == "file.forbidden"
    assert "名册.xlsx" in refused.value.problems[0].text


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "gone.xlsx", tmp_path / "pipe", tmp_path / "a" / "b", Path(os.devnull)):
        with pytest.raises(Refused) as refused:
            open_roster(path)
        assert refused.value.problems[0].code == "file.unopenable"


@pytest.mark.parametrize(
    ("work", "seconds", "wanted"),
    [
        ("hang", 1, "file.slow"),
        ("be_killed", 60, "file.lost"),
        ("panic", 60, "file.lost"),
        ("babble", 60, "file.lost"),
        ("say_nothing", 60, "file.lost"),
    ],
)
def test_every_end_of_the_reader_is_one_sentence(
    work: str, seconds: int, wanted: str, tmp_path: Path
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(roster_files.csv())
    with pytest.raises(Refused) as refused:
        open_roster(path, Limits(seconds=seconds), reader=f"tests.hostile_work:{work}")
    (problem,) = refused.value.problems
    assert code(problem) == wanted
