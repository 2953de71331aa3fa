"""The names that a part of the hall gives to tables, fields, values and acts in the history."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from zqdesk.frozen import frozen


@frozen
class RowSaid:
    """A row as an act left it: raw values, and words for each field (missing ones are empty).

    `amount` is what the amount of an opinion or decision is called in this case's programme.
    """

    new: Mapping[str, Any]
    words: Mapping[str, str]
    amount: str = "金额"


Sentence = Callable[[RowSaid], str]


@frozen(kw_only=True)
class Words:
    """What a room's own tables are called, and what it calls otherwise in its cases.

    - `tables`, `fields`: by name; `own_fields`: fields called otherwise in one table, or hidden everywhere else.
    - `hidden`: links between rows and what nobody reads; `said_already`: what the words beside it say too.
    - `values`: values that stand in no code table; `codes`: the code table of the others.
    - `acts`: titles of acts that are no step of a process. `kinds`: titles of its kinds of case.
    - `sentences`: by table, in order of what says most about an act.
    - `in_cases`, `values_in_cases`: how fields that all programmes share are called in its own cases, None: not shown.
    - `amount`: what an opinion or decision of it grants.
    """

    tables: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    own_fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    said_already: frozenset[tuple[str, str]] = frozenset()
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    in_cases: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    values_in_cases: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    amount: str = "金额"


def first_of(*names: str) -> Sentence:
    """A sentence that is the first of these fields that was filled."""
    return lambda row: next((row.words[name] for name in names if row.words[name]), "")
