"""The pinned requirements say the same as pyproject.toml and cover what the code imports."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from itertools import pairwise
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, modules, parsed, place

PINS = ROOT / "packaging" / "requirements"
SERVER = ("zqdesk/district/", "migrations/district/")
"""What only the server runs: its packages are an extra, and the desk needs none of them."""
OURS = {"zqdesk", "tests", "bench", "migrations"}
# Asked for under another name: the binding that PySide6 itself is made with, always of its version.
PARTS = {"shiboken6": "pyside6-essentials"}


@cache
def _pinned(name: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (PINS / name).read_text(), re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


def _asked(name: str) -> list[str]:
    lines = (line.strip() for line in (PINS / name).read_text().splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def _project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def _dependencies() -> list[str]:
    return list(_project()["dependencies"])


def _servers(*extras: str) -> list[str]:
    return [line for extra in extras for line in _project()["optional-dependencies"][extra]]


def test_what_the_desk_needs_is_said_once() -> None:
    assert _asked("run.in") == _dependencies()


def test_what_the_server_needs_is_its_extra_and_parts_of_the_desk() -> None:
    asked, extra = _asked("district.in"), _servers("district")
    assert asked[: len(extra)] == extra
    assert set(asked[len(extra) :]) <= set(_dependencies())


def test_every_requirement_is_pinned_within_its_limits() -> None:
    for name in ("run", "district", "test"):
        for line in _asked(f"{name}.in"):
            asked = Requirement(line)
            assert asked.specifier.contains(_pinned(f"{name}.txt")[canonicalize_name(asked.name)]), line


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    assert _pinned("run.txt").items() <= _pinned("test.txt").items()
    assert _pinned("district.txt").items() <= _pinned("test.txt").items()


def test_every_pin_carries_digests() -> None:
    for name in ("run.txt", "district.txt", "test.txt"):
        for entry in re.split(r"\n(?=\w)", (PINS / name).read_text()):
            assert "--hash=sha256:" in entry, entry


def test_what_is_imported_is_pinned() -> None:
    desk = _names(_dependencies())
    server = desk | _names(_servers("district", "district-try"))
    tools = set(_pinned("test.txt"))
    missing = [
        f"{where} {package}"
        for tops, allowed in ((("zqdesk", "migrations"), desk), (("tests", "bench"), tools))
        for where, package in _imports(*tops)
        if package not in (server if where.startswith(SERVER) else allowed)
    ]
    assert missing == []


def _names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def test_what_is_run_as_a_module_is_pinned() -> None:
    """`python -m pip` too: a venv has one of its own only where Python brings it along."""
    run = {
        following.value.split(".")[0]
        for path in modules("tests", "bench")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call | ast.List | ast.Tuple)
        for each, following in pairwise(node.args if isinstance(node, ast.Call) else node.elts)
        if isinstance(each, ast.Constant) and each.value == "-m"
        if isinstance(following, ast.Constant) and isinstance(following.value, str)
    }
    assert run - OURS - set(sys.stdlib_module_names) - set(_pinned("test.txt")) == set()


def test_what_is_asked_for_is_used() -> None:
    used = {package for _, package in _imports("zqdesk", "migrations")}
    assert {canonicalize_name(Requirement(line).name) for line in _dependencies()} - used == set()


def _imports(*tops: str) -> list[tuple[str, str]]:
    """Each import of somebody else's package and the distribution it comes from."""
    distributions = packages_distributions()
    found: list[tuple[str, str]] = []
    for path in modules(*tops):
        for node in ast.walk(parsed(path)):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            for top in {name.split(".")[0] for name in names} - OURS:
                if top not in sys.stdlib_module_names:
                    package = canonicalize_name(distributions.get(top, [top])[0])
                    found.append((place(path, getattr(node, "lineno", 0)), PARTS.get(package, package)))
    return found
