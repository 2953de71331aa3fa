"""Files from outside are opened in a process of their own: only the modules that run there know how to."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house import tree

READERS = {
    "python_calamine",
    "csv",
    "email",
    "html.parser",
    "xml.parsers",
    "xml.etree",
    "lxml",
    "PIL",
    "openpyxl",
    "zipfile",
}
"""Libraries that take apart what somebody else made."""
CAGED = {
    *(
        "zqdesk/office/hall/spreadsheets/reading.py",
        "zqdesk/office/hall/spreadsheets/text_tables.py",
        "zqdesk/office/hall/spreadsheets/web_tables.py",
    ),
    *("zqdesk/office/hall/spreadsheets/workbook_zip.py", "zqdesk/office/hall/spreadsheets/zipped_marks.py"),
}
DOORS = {"zqdesk/office/hall/spreadsheets/table_file.py"}
"""May name a caged module, for its limits and the form of its answer; the work is named to `confined`."""
DRAWING = {"zqdesk/ui/desk/decoding.py"}
OF_OURS = {"zqdesk/ui/desk/pictures.py", "zqdesk/papers/issuing.py"}
"""Open papers that were just drawn; what is foreign the child asks of the first."""
PICTURES = {"QImageReader", "fromData", "loadFromData", "QMovie", "PdfDocument", "QPdfDocument"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in tree.modules("zqdesk"):
        yield tree.place(path), tree.parsed(path)


@cache
def imported(module: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def names(module: ast.Module) -> set[str]:
    used = {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    return used | {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}


def test_only_caged_modules_know_foreign_formats() -> None:
    outside = {
        place: kinds
        for place, module in modules()
        if place not in CAGED
        and (
            kinds := {
                reader
                for reader in READERS
                for each in imported(module)
                if f"{each}.".startswith(f"{reader}.")
            }
        )
    }
    assert outside == {}


def test_a_caged_module_is_reached_through_its_process_only() -> None:
    caged = {Path(place).with_suffix("").as_posix().replace("/", ".") for place in CAGED}
    near = {place for place, module in modules() if place not in CAGED and imported(module) & caged}
    assert near == DOORS


def test_pictures_and_papers_of_others_are_drawn_by_the_child() -> None:
    found = {place for place, module in modules() if names(module) & PICTURES}
    assert found == DRAWING | OF_OURS
