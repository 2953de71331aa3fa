"""Which papers a family needs that applies for an allowance (S2 art. 9, 10)."""

from collections.abc import Iterator
from dataclasses import replace

from zqdesk.office.cases.entry.counted import needs_proof
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application, MaterialEntry
from zqdesk.records import codes
from zqdesk.rules.codes import Code

MARRIED = frozenset({"20", "21", "22", "23"})


DIVORCED = "40"


UNEMPLOYED = "07"


def required(entry: Application) -> tuple[MaterialEntry, ...]:
    """The papers this family needs, with what the entry already says about each; others already there follow.

    A paper that government platforms show starts as `platform`: it must not be asked for (S2 art. 10).
    """
    said = {(each.code, each.title): each for each in entry.materials}
    reasons = set(_reasons(entry))
    needed = [code for code in codes.table("evidence") if code.extra.get("needed") in reasons]
    known = {each.code: each for each in reversed(entry.materials)}
    listed = [known.get(code.code) or _fresh(code) for code in needed if _fits(code, entry)]
    shown = {(each.code, each.title) for each in listed}
    further = [each for key, each in said.items() if key not in shown and _worth_keeping(each)]
    return (*listed, *further)


def with_papers(entry: Application) -> Application:
    """A tidy entry with the list of its papers complete."""
    entry = tidy(entry)
    return replace(entry, materials=required(entry))


def missing(entry: Application) -> list[tuple[int, MaterialEntry]]:
    """The papers acceptance still waits for, with their place in the list of `required`."""
    return [(n, each) for n, each in enumerate(required(entry)) if each.state == "missing"]


def _reasons(entry: Application) -> Iterator[str]:
    yield "always"
    lines = entry.members
    yield from (
        reason
        for reason, holds in (
            ("income", any(line.incomes for line in lines)),
            ("disability", any(line.disability_number for line in lines)),
            ("divorced", any(line.person.marital == DIVORCED for line in lines)),
            ("married", any(line.person.marital in MARRIED for line in lines)),
            ("student", any(line.student for line in lines)),
            ("illness", any(line.illness for line in lines)),
            ("counting", any(needs_proof(line) for line in lines)),
            ("unemployed", any(line.employment == UNEMPLOYED for line in lines)),
            ("support", bool(entry.supporters)),
            ("deduction", any(spent.deducted for line in lines for spent in line.expenses)),
            ("proxy", entry.proxy_kind in ("person", "village")),
            ("relatives", bool(entry.relative_relation or entry.relative_name)),
        )
        if holds
    )


def _fits(code: Code, entry: Application) -> bool:
    """Of the two proofs of spending only the one for the spending there is."""
    kinds = {spent.kind for line in entry.members for spent in line.expenses if spent.deducted}
    if code.code == "302":
        return "employment" in kinds
    return code.code != "301" or not kinds.isdisjoint({"medical", "disability"})


def _fresh(code: Code) -> MaterialEntry:
    return MaterialEntry(code.code, code.title, "platform" if code.extra.get("from_platform") else "missing")


def _worth_keeping(entry: MaterialEntry) -> bool:
    return entry.code == "000" or entry.state in ("have", "promise") or bool(entry.note)
