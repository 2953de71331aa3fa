"""Files and functions stay short enough to be read at one sitting."""

import ast
from pathlib import Path
from statistics import median, quantiles

from tests.house.tree import modules, parsed, place


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _function_lines(path: Path) -> list[tuple[int, str]]:
    """Length of each function, without the functions written inside it."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found.append((length, f"{place(path, node.lineno)} {node.name} {length}"))
    return found


def test_no_file_is_long() -> None:
    long = [
        place(p, _lines(p)) for p in modules("zqdesk", "bench", "packaging", "migrations") if _lines(p) > 500
    ]
    long += [place(p, _lines(p)) for p in modules("tests") if _lines(p) > 700]
    assert long == []


def test_most_files_are_short() -> None:
    assert median(map(_lines, modules("zqdesk"))) < 120


def test_no_function_is_long() -> None:
    everywhere = modules("zqdesk", "bench", "packaging", "migrations", "tests")
    assert [name for path in everywhere for length, name in _function_lines(path) if length > 80] == []


def test_most_functions_are_short() -> None:
    measured = sorted(each for path in modules("zqdesk") for each in _function_lines(path))
    percentile_95 = quantiles([length for length, _ in measured], n=20)[-1]
    assert percentile_95 <= 35, f"the longest: {[name for _, name in measured[-20:]]}"
