"""Code tables: codes in the data, words on screen and paper."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from itertools import pairwise
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.rules.problem import Problem, Refused


@frozen
class Code:
    """One entry; `extra` holds what only this table says (class of an income, when a paper is needed …)."""

    code: str
    title: str
    short: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


class CodeTable:
    """A table in its printed order; a code it does not know is shown as it is, never dropped."""

    def __init__(self, name: str, title: str, codes: tuple[Code, ...], source: str = "") -> None:
        self.name, self.title, self.codes, self.source = name, title, codes, source
        self._by_code = {code.code: code for code in codes}
        self._by_word = {word: code for code in reversed(codes) for word in (code.title, code.short) if word}

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Code | None:
        return self._by_code.get(code)

    def title_of(self, code: str) -> str:
        """The words for a code; empty for none, the code itself if it is unknown."""
        known = self._by_code.get(code)
        return known.title if known else code

    def short_of(self, code: str) -> str:
        known = self._by_code.get(code)
        return (known.short or known.title) if known else code

    def find(self, words: str) -> Code | None:
        """The entry meant by a cell of an old roll: its code, title or short form."""
        wanted = words.strip()
        return self._by_code.get(wanted) or self._by_word.get(wanted)


def parse_codes(name: str, document: Mapping[str, Any]) -> CodeTable:
    """One table from its file (TOML already read): `title`, `source`, `[[code]]`.

    Refused (`codes.form`): no entries, an entry without code or title, a code given twice.
    """
    rows = document.get("code", [])
    codes = tuple(_code(name, row) for row in rows)
    if not codes or len({code.code for code in codes}) != len(codes):
        raise Refused(Problem("codes.form", f"代码表“{name}”为空或有重复的代码"))
    return CodeTable(name, str(document.get("title", name)), codes, str(document.get("source", "")))


def _code(name: str, row: Mapping[str, Any]) -> Code:
    if not isinstance(row.get("code"), str) or not row.get("title"):
        raise Refused(Problem("codes.form", f"代码表“{name}”中有缺少代码或名称的行"))
    extra = {key: value for key, value in row.items() if key not in ("code", "title", "short")}
    return Code(row["code"], str(row["title"]), str(row.get("short", "")), extra)


def check_code(table: CodeTable, code: str, field_name: str) -> list[Problem]:
    """A problem at the field if the code is not in the table; empty codes are the caller's question."""
    if not code or code in table:
        return []
    return [Problem(f"{field_name}.code", f"“{code}”不在{table.title}代码表中，请重新选择", field_name)]


@frozen
class Division:
    """A place of the administrative division: 6 digits district, 9 town, 12 village; dated.

    `classified` is the statistical urban or rural class of a village, which picks the standard.
    """

    code: str
    title: str
    level: str
    parent: str
    valid_from: date
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    classified: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether it existed that day; `valid_to` is its last day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Divisions:
    """Every place that is or was: old figures keep old names, a case keeps the code valid on its date."""

    def __init__(self, divisions: tuple[Division, ...]) -> None:
        self.all = divisions
        self._by_code: dict[str, list[Division]] = {}
        for division in divisions:
            self._by_code.setdefault(division.code, []).append(division)

    def on(self, code: str, day: date) -> Division | None:
        """The division that bore this code on the day."""
        return next((d for d in self._by_code.get(code, ()) if d.valid_on(day)), None)

    def children(self, parent: str, day: date) -> list[Division]:
        return [d for d in self.all if d.parent == parent and d.valid_on(day)]

    def title_of(self, code: str, day: date) -> str:
        """The name on the day; the last name it ever had if it no longer exists; else the code."""
        known = self.on(code, day) or next(iter(self._by_code.get(code, [])[-1:]), None)
        return known.title if known else code

    def current(self, code: str, day: date) -> list[Division]:
        """What the place is on the day: itself, or its successors followed to the end."""
        here = self.on(code, day)
        if here is not None:
            return [here]
        gone = [d for d in self._by_code.get(code, ()) if d.valid_to is not None and d.valid_to < day]
        return [later for d in gone for successor in d.successors for later in self.current(successor, day)]


def parse_divisions(document: Mapping[str, Any]) -> Divisions:
    """Divisions from their file (TOML already read).

    Refused (`divisions.form`): overlapping days of a code, a successor that is not listed.
    """
    divisions = tuple(
        Division(
            row["code"], row["title"], row["level"], row["parent"], row["valid_from"],
            row.get("valid_to"), tuple(row.get("successors", ())), row.get("classified", ""),
        )
        for row in document["division"]
    )  # fmt: skip
    codes = {division.code for division in divisions}
    for division in divisions:
        if not codes.issuperset(division.successors):
            raise Refused(Problem("divisions.form", f"行政区划{division.code}的后继区划未列出"))
    in_order = sorted(divisions, key=lambda d: (d.code, d.valid_from))
    for first, second in pairwise(in_order):
        if first.code == second.code and (first.valid_to is None or second.valid_from <= first.valid_to):
            raise Refused(Problem("divisions.form", f"行政区划{first.code}的有效期重叠"))
    return Divisions(divisions)
