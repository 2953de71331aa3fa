"""The code tables that come with the program, each read once: `table("relation").title_of("10")`."""

import tomllib
from functools import cache

from zqdesk.paths import shipped
from zqdesk.rules.codes import CodeTable, Divisions, parse_codes, parse_divisions


@cache
def table(name: str) -> CodeTable:
    """The code table of that file; an unknown name is a bug of ours."""
    path = shipped("resources") / "codes" / f"{name}.toml"
    return parse_codes(name, tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def divisions() -> Divisions:
    """Every place that is or was, as shipped."""
    path = shipped("resources") / "codes" / "divisions.toml"
    return parse_divisions(tomllib.loads(path.read_text(encoding="utf-8")))
