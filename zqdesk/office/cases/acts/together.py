"""Many cases at once: each step is the one that is taken alone, all of them are kept or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from zqdesk.records.register import Work
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.person import Person
from zqdesk.rules.problem import Problem, Refused

T = TypeVar("T")
Name = Callable[[Session, str], str]
"""What a subject is called in a refusal."""


class SomeRefused(Refused):
    """Some of many cannot, so nothing was done; `why` says by subject which and for what reasons of its own.

    What all of them are refused for alike is said once, at its own field, and is no subject's; else each sentence
    names its family.
    """

    def __init__(self, why: Mapping[str, tuple[str, Sequence[Problem]]], count: int) -> None:
        told = [problems for _, problems in why.values()]
        shared = [each for each in told[0] if len(told) == count and all(each in other for other in told)]
        apart = {
            subject: (name, [each for each in problems if each not in shared])
            for subject, (name, problems) in why.items()
        }
        self.why = {
            subject: "；".join(each.text for each in problems)
            for subject, (_, problems) in apart.items()
            if problems
        }
        own = [
            replace(each, text=f"{name}：{each.text}", field="")
            for name, problems in apart.values()
            for each in problems
        ]
        super().__init__(*shared, *own)


def each(
    work: Work, calls: Iterable[tuple[Callable[..., T], str, tuple[Any, ...]]], name: Name | None = None
) -> list[T]:
    """Take each step: an act, its subject, and what it needs beside; refused (`SomeRefused`) with the reasons of all
    that cannot.
    """
    calls, done = list(calls), []
    why: dict[str, tuple[str, Sequence[Problem]]] = {}
    refuse_none(calls)
    for act, subject, rest in calls:
        try:
            done.append(work.part(act, subject, *rest))
        except Refused as refused:
            why[subject] = ((name or family)(work.session, subject), refused.problems)
    if why:
        raise SomeRefused(why, len(calls))
    return done


def refuse_none(chosen: Sequence[object]) -> None:
    """Nothing ticked is no order."""
    if not chosen:
        raise Refused(Problem("together.none", "请先用空格键勾选要办理的户。"))


def family(session: Session, case_id: str) -> str:
    """张某户（370114001-2026-DB-00003）."""
    case = session.get(Case, case_id)
    if case is None:
        return "已不存在的一件"
    number = f"（{case.number}）" if case.number else ""
    return f"{session.get_one(Person, case.applicant_id).name}户{number}"
