"""The person of a case as the rules of 特困 see them, out of the family's rows or of an entry."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from zqdesk.office.cases.entry.values import SupporterEntry
from zqdesk.office.people.guards import same_name
from zqdesk.office.support.entries import SupportFacts
from zqdesk.records import codes
from zqdesk.records.tables.case import CaseSupporter
from zqdesk.records.tables.support import Support
from zqdesk.rules.cases.household import HouseholdFacts, Member
from zqdesk.rules.people.identity import age_on, parse_id_number
from zqdesk.rules.problem import Refused
from zqdesk.rules.support.conditions import Claimant, Obligor

Named = CaseSupporter | SupporterEntry
_SPOUSE, _CHILD, _PARENT, _SIBLING = "spouse", "child", "parent", "sibling"
_FAMILY = {"0": "self", "1": _SPOUSE, "2": _CHILD, "3": _CHILD, "5": _PARENT, "7": _SIBLING}
"""What a code of GB/T 4761 says of somebody and the head, by its first digit."""
_BY_MARRIAGE = frozenset({"28", "38", "53", "54", "55", "56", "72", "74", "76", "78"})
_OBLIGED = {
    ("self", _SPOUSE), (_SPOUSE, "self"), ("self", _CHILD), (_CHILD, "self"), ("self", _PARENT), (_PARENT, "self"),
    (_SPOUSE, _CHILD), (_CHILD, _SPOUSE),
}  # fmt: skip
"""Pairs of places in a family, the claimant's first, between which the Civil Code knows a duty of support
(art. 26, 1059, 1067); others are listed by the clerk."""


def claimant_of(
    facts: HouseholdFacts,
    key: str,
    own: Support | SupportFacts,
    supporters: Sequence[Named],
    *,
    kept: bool = False,
) -> Claimant | None:
    """The person with this key among the members; None where there is no such line (any more)."""
    member = next((each for each in facts.members if each.key == key), None)
    if member is None:
        return None
    owners = {key, ""}
    return Claimant(
        on=facts.on,
        member=member,
        incomes=tuple(each for each in facts.incomes if each.member in owners),
        assets=tuple(each for each in facts.assets if each.owner in owners),
        obligors=tuple(_obligor(each, facts.on) for each in supporters),
        unlisted=tuple(_unlisted(member, facts.members, supporters, facts.on)),
        nobody=own.nobody,
        orphan=own.orphan,
        kept=kept,
        at_school=own.at_school,
        standard_kind=facts.standard_kind,
    )


def _obligor(each: Named, on: date) -> Obligor:
    relation = codes.table("support_relation").short_of(each.relation)
    return Obligor(each.name, relation, each.unable_reason, _age(each.id_number, on), each.per_head_fen)


def _age(id_number: str, on: date) -> int | None:
    try:
        return age_on(parse_id_number(id_number).born_on, on) if id_number else None
    except Refused:
        return None


def _unlisted(
    claimant: Member, members: Iterable[Member], supporters: Sequence[Named], on: date
) -> Iterator[str]:
    """Who lives there, is of age and owes the claimant support, and stands in no line of the obliged."""
    for each in members:
        if each.key == claimant.key or not each.is_adult(on) or not _owes(claimant.relation, each.relation):
            continue
        if not any(same_name(each.name, listed.name) for listed in supporters):
            yield each.name


def _owes(claimant: str, other: str) -> bool:
    if not {claimant, other}.isdisjoint(_BY_MARRIAGE):
        return False
    places = tuple(_FAMILY.get(code[:1], "") for code in (claimant, other))
    return places in _OBLIGED
