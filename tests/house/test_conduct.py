"""How code and tests behave: who reads the clock, and that tests neither wait, skip nor pretend."""

import ast
import re

from tests.house.tree import ROOT, calls, modules, parsed, place

CLOCK = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today)$")
WAITING = re.compile(r"(^|\.)(time\.sleep|sleep|qWait|qSleep|msleep|qtbot\.wait)$")
SKIPPING = re.compile(
    r"(^|\.)(pytest\.skip|pytest\.importorskip|mark\.(skip|skipif|xfail)|unittest\.skip.*)$"
)


def test_only_the_door_and_the_window_read_the_clock() -> None:
    """Everything below takes the time as a parameter, so that any day can be lived through in a test."""
    doors = ("records/register.py", "__main__.py", "district/__main__.py")
    may = {ROOT / "zqdesk" / each for each in doors}
    readers = [
        place(path, call.lineno)
        for path in modules("zqdesk", "migrations")
        if path not in may and not path.is_relative_to(ROOT / "zqdesk" / "ui")
        for name, call in calls(path)
        if CLOCK.search(name)
    ]
    assert readers == []


def test_no_test_sleeps() -> None:
    assert _calls_in_tests(WAITING) == []


def test_no_test_is_skipped() -> None:
    marks = [
        place(path, node.lineno)
        for path in modules("tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}
    ]
    assert marks + _calls_in_tests(SKIPPING) == []


def test_no_test_puts_a_mock_in_place_of_our_code() -> None:
    """A test that replaces what it should test passes whatever the program does."""
    found = []
    for path in modules("tests"):
        ours = set()
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "zqdesk":
                ours |= {each.asname or each.name for each in node.names}
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest"):
                found.append(place(path, node.lineno))
        for name, call in calls(path):
            if name == "monkeypatch.setattr" and call.args and _root(call.args[0]) in ours | {"zqdesk"}:
                found.append(place(path, call.lineno))
    assert found == []


def _root(target: ast.expr) -> str:
    while isinstance(target, ast.Attribute):
        target = target.value
    if isinstance(target, ast.Name):
        return target.id
    return str(target.value).split(".")[0] if isinstance(target, ast.Constant) else ""


def _calls_in_tests(pattern: re.Pattern[str]) -> list[str]:
    return [
        place(path, call.lineno)
        for path in modules("tests")
        for name, call in calls(path)
        if pattern.search(name)
    ]
