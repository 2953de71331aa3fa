"""Programmes are blind to each other, and what they share asks them: it names none."""

import ast
from pathlib import Path

from tests.house.tree import ROOT, modules, parsed, place
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.papers.programmes import PAPERS
from zqdesk.rules.programmes import tables
from zqdesk.ui.pages.programmes import FACES

ROOMS = {*PROGRAMMES, "invented"}
"""Folders in which a programme may be named; the invented town plays all of them."""
MONEY = "reserve"
"""The reserve pays relief and nothing else (domain §5): its books may call causes and kinds by the words of relief's law,
and its windows correct a payment."""
LAYERS = ("zqdesk.rules.", "zqdesk.office.", "zqdesk.papers.", "zqdesk.ui.")
"""Tables of the records are nobody's room."""
NAMES = {*PROGRAMMES, *(process.kind for process in tables())}


def _shared() -> list[Path]:
    """Modules outside the programmes' own rooms and the registries."""
    return [
        path
        for path in modules("zqdesk")
        if not ROOMS & set(path.relative_to(ROOT).parts[:-1]) and path.name != "programmes.py"
    ]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{each.name}" for each in node.names]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []


def test_what_is_shared_imports_no_programme() -> None:
    found = []
    for path in _shared():
        of_money = MONEY in path.relative_to(ROOT).parts
        for node in ast.walk(parsed(path)):
            for name in _imported(node):
                parts = name.split(".")
                own = "invented" not in parts and not PROGRAMMES.keys().isdisjoint(parts)
                paid = of_money and name.startswith(("zqdesk.rules.relief", "zqdesk.office.relief.payments"))
                if name.startswith(LAYERS) and own and not paid:
                    found.append(f"{place(path, getattr(node, 'lineno', 0))} {name}")
    assert found == []


def test_what_is_shared_asks_for_no_programme_by_name() -> None:
    """`case.programme == "relief"`, `kind in ("application", …)`: the case's programme or process is asked instead."""
    found = [
        place(path, node.lineno)
        for path in _shared()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Compare) and _asks(node) and _constants(node) & NAMES
    ]
    assert found == []


def _asks(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    return any(
        isinstance(each, ast.Attribute | ast.Name)
        and (each.attr if isinstance(each, ast.Attribute) else each.id) in ("programme", "kind")
        for each in sides
    )


def _constants(node: ast.Compare) -> set[str]:
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def test_every_layer_knows_the_same_programmes() -> None:
    assert list(PAPERS) == list(FACES) == list(PROGRAMMES)
    for name, programme in PROGRAMMES.items():
        assert programme.id == name
    assert {process.programme for process in tables()} == set(PROGRAMMES)
