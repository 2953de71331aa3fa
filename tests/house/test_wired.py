"""What is written is used: every rule is reached from the product, every shipped value is read by it."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOT, dotted, modules, parsed
from tests.rules.shipped import VALUES

RULES = ROOT / "zqdesk" / "rules"


def _names(node: ast.AST) -> set[str]:
    """Every name, attribute and imported name that stands inside."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            found.add(each.id)
        elif isinstance(each, ast.Attribute):
            found.add(each.attr)
        elif isinstance(each, ast.alias):
            found.add(each.name)
    return found


def _definitions(body: list[ast.stmt]) -> Iterator[tuple[set[str], ast.stmt]]:
    """Functions, methods and constants with the names by which they are used; a class by its parts."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield {node.name}, node
        elif isinstance(node, ast.ClassDef):
            yield from _definitions(node.body)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield set().union(*map(_names, targets)), node


def _unreached() -> set[str]:
    """Public functions and methods of the rules to which no way leads from outside the rules."""
    inside = [path for path in modules("zqdesk") if path.is_relative_to(RULES)]
    reached = set().union(*(_names(parsed(path)) for path in modules("zqdesk") if path not in inside))
    waiting = [found for path in inside for found in _definitions(parsed(path).body)]
    while arrived := [found for found in waiting if found[0] & reached or _is_special(found[0])]:
        reached = reached.union(*(_names(node) for _, node in arrived))
        waiting = [found for found in waiting if found not in arrived]
    return {
        node.name
        for _, node in waiting
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def _is_special(names: set[str]) -> bool:
    """Called by Python itself: `__init__`, `__len__`, …"""
    return any(name.startswith("__") for name in names)


def _patterns() -> Iterator[str]:
    """What strings of the product ask for: whole keys, `standard.{kind}`, `property.quantity.`"""
    for path in modules("zqdesk"):
        tree = parsed(path)
        passed_over = {id(each) for each in _no_keys(tree)}
        for node in ast.walk(tree):
            if id(node) in passed_over:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value) + (".+" if node.value.endswith(".") else "")
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                yield "".join(".+" if part is None else re.escape(str(part)) for part in parts)


def _no_keys(tree: ast.Module) -> Iterator[ast.expr | None]:
    """Strings that look like keys: names of problems and lines, tables from them to fields, parts of f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) in ("Problem", "Line"):
            yield from node.args[:1]
        elif isinstance(node, ast.Dict):
            yield from node.keys
        elif isinstance(node, ast.JoinedStr):
            yield from node.values


def test_every_rule_is_reached_from_the_product() -> None:
    assert _unreached() == set()


def test_every_shipped_value_is_read_by_the_product() -> None:
    keys = {value.key for value in VALUES}
    groups = {key.partition(".")[0] for key in keys}
    asked = re.compile("|".join({each for each in _patterns() if re.split(r"\W", each)[0] in groups}))
    assert {key for key in keys if not asked.fullmatch(key)} == set()
