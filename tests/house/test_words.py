"""What may not stand in a file: left-over work, names that say nothing, hosts and paths of one machine."""

import ast
import re
from pathlib import Path
from urllib.parse import urlsplit

from tests.house.tree import ROOT, dotted, files, modules, parsed, place, texts

EMPTY_NAMES = re.compile(r"^(utils?|helpers?|managers?|common|misc|base_.*)$")
# Written in two parts so that this file passes its own test.
LEFT_OVER = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
ONE_MACHINE = re.compile(r"(?<![\w.$}-])/(?:work|root|home|tmp|Users)/\w|[A-Z]:\\+Users\\")
# Names of namespaces and the licence; nothing here is ever fetched.
NAMES = {"license.coscl.org.cn", "www.w3.org", "schemas.openxmlformats.org", "127.0.0.1", "localhost"}
# The namespaces of metadata that an archive asks for, word for word (ISO 19005-2, ISO 16684-1).
NAMES |= {"purl.org", "ns.adobe.com", "www.aiim.org"}


def _ours(path: Path) -> bool:
    return path.suffix == ".py" or path.parent == ROOT or path.is_relative_to(ROOT / "packaging")


def test_every_module_says_what_it_is() -> None:
    everywhere = modules("zqdesk", "tests", "bench", "packaging", "migrations")
    assert [place(p) for p in everywhere if not ast.get_docstring(parsed(p))] == []


def test_every_room_has_a_door_with_its_name() -> None:
    rooms = {p.parent for p in modules("zqdesk")}
    assert [place(room) for room in sorted(rooms) if not (room / "__init__.py").exists()] == []


def test_no_module_has_an_empty_name() -> None:
    everywhere = modules("zqdesk", "tests", "bench", "packaging")
    assert [
        place(p) for p in everywhere if EMPTY_NAMES.match(p.stem) or EMPTY_NAMES.match(p.parent.name)
    ] == []


def test_nothing_is_left_for_later() -> None:
    assert [place(path, found) for path, text in texts() for found in _lines(LEFT_OVER, text)] == []


def test_no_path_of_one_machine() -> None:
    assert [
        place(path, found) for path, text in texts() if _ours(path) for found in _lines(ONE_MACHINE, text)
    ] == []


def test_no_host_to_fetch_from() -> None:
    found = [
        f"{place(path)} {address}"
        for path, text in texts()
        if not path.is_relative_to(ROOT / "resources" / "fonts")  # licences of the fonts, word for word
        for address in re.findall(r"https?://[^\s\"'<>)`]+", text)
        if not _leads_nowhere(urlsplit(address).hostname or "")
    ]
    assert found == []


def _leads_nowhere(host: str) -> bool:
    """This machine, a mere name, or a host of the domain reserved for examples that must not exist."""
    return host in NAMES or host.endswith(".invalid")


def test_the_pins_name_no_registry() -> None:
    option = re.compile(r"(index-url|find-links|trusted-host|://)")
    pins = [p for p in files() if p.is_relative_to(ROOT / "packaging" / "requirements")]
    assert [place(p, line) for p in pins for line in _lines(option, p.read_text())] == []


def test_the_program_never_imports_a_tool_for_tests() -> None:
    banned = {"pytest", "hypothesis", "openpyxl", "tests", "unittest"}
    imported = {
        (place(path), name.split(".")[0])
        for path in modules("zqdesk", "migrations")
        for node in ast.walk(parsed(path))
        for name in _imported(node)
    }
    assert {each for each in imported if each[1] in banned} == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []


def _lines(pattern: re.Pattern[str], text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def test_names_are_read_as_they_are_written() -> None:
    call = ast.parse("datetime.datetime.now(UTC)").body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert dotted(call.value.func) == "datetime.datetime.now"
