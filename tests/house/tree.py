"""The files of this repository as the tests in this folder look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOPS = ("zqdesk", "resources", "migrations", "tests", "packaging", "docs", "bench", ".ci")
NOT_OURS = {".git", ".packages.log"}
"""Written by tools: in a git worktree `.git` is a file."""

TEXT = {
    *(".py", ".toml", ".md", ".txt", ".in", ".qss", ".mako", ".desktop", ".service", ".spec", ".csv"),
    *(".svg", ".html", ".xml", ""),
}


@cache
def files() -> tuple[Path, ...]:
    """Every file under the known folders and at the top, generated ones left out."""
    inside = (path for top in TOPS for path in (ROOT / top).rglob("*"))
    found = (path for path in (*ROOT.iterdir(), *inside) if path.is_file())
    return tuple(
        sorted(path for path in found if "__pycache__" not in path.parts and path.name not in NOT_OURS)
    )


def texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        if path.suffix in TEXT:
            yield path, path.read_text(encoding="utf-8")


def modules(*tops: str) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, line: int = 0) -> str:
    """A path as a reader can open it: relative, with its line."""
    relative = path.relative_to(ROOT).as_posix()
    return f"{relative}:{line}" if line else relative


@cache
def calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Every call in a file with the dotted name it is made by (`datetime.now`)."""
    made = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
    return tuple((name, node) for node in made if (name := dotted(node.func)))


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""
