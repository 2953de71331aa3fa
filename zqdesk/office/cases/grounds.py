"""Grounds on which somebody counts, or does not, and whether a paper has shown each (S2 art. 7).

At acceptance the list of papers asks for it; this asks wherever a family is corrected or reviewed later.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.cases.entry.counted import needs_proof
from zqdesk.office.cases.entry.values import Application
from zqdesk.records import codes
from zqdesk.records.tables.case import Case, CaseMember, Material
from zqdesk.rules.cases.counted import ARTICLE_MEMBERS
from zqdesk.rules.problem import Problem

PROOFS = frozenset(code.code for code in codes.table("evidence") if code.extra.get("needed") == "counting")


def grounds_unproven(session: Session, case: Case, entry: Application) -> list[Problem]:
    """Every ground that needs a paper while none is there, but for those the case before was confirmed with."""
    shown = select(Material.id).where(
        Material.case_id == case.id, Material.code.in_(PROOFS), Material.state == "have"
    )
    if session.scalars(shown.limit(1)).first() is not None:
        return []
    before = _before(session, case)
    return [
        Problem(
            "counting.proof",
            f"{line.person.name}按“{codes.table('not_counted').short_of(line.not_counted_reason)}”处理，"
            "须有文书证明，请先在材料中登记",
            f"members.{number}.not_counted_reason",
            ARTICLE_MEMBERS,
        )
        for number, line in enumerate(entry.members)
        if needs_proof(line) and (line.person.person_id, line.not_counted_reason) not in before
    ]


def _before(session: Session, case: Case) -> set[tuple[str, str]]:
    if case.previous_id is None:
        return set()
    lines = select(CaseMember.person_id, CaseMember.not_counted_reason)
    return {(row[0], row[1]) for row in session.execute(lines.where(CaseMember.case_id == case.previous_id))}
