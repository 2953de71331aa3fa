"""What accepting an application asks of the entry beside what every programme asks: its papers, and who applies alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zqdesk.office.allowance.applying.materials import missing, with_papers
from zqdesk.office.cases import materials
from zqdesk.office.cases.entry.checks import complete, storable
from zqdesk.office.cases.entry.rows import facts_of_entry
from zqdesk.office.cases.entry.values import Application
from zqdesk.office.people.field_checks import code_problems
from zqdesk.rules.allowance.single import assets_looked_at, own_means_only, single_problems
from zqdesk.rules.cases.household import NOTICE_ADULT, HouseholdFacts
from zqdesk.rules.cases.property import property_limits
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Problem

ARTICLE_PAPERS = "《最低生活保障审核确认办法》第九条、第十条"


def check(entry: Application, today: date, parameters: Parameters, *, strict: bool = False) -> list[Problem]:
    """Every problem at its field path, such as `members.0.incomes.1.amount_fen`.

    Without `strict` only what keeps even a draft from being stored: nobody named, a number that is none.
    With it all that acceptance needs of the entry itself (S2 art. 4-11); what the records say about its
    persons is `acceptance.standing`.
    """
    entry = with_papers(entry)
    if not strict:
        return storable(entry, today)
    return [*complete(entry, today, parameters), *_papers(entry), *_grounds(entry, today, parameters)]


def _papers(entry: Application) -> Iterator[Problem]:
    for number, each in enumerate(entry.materials):
        wrong = materials.state_problem(each)
        if wrong is not None:
            yield replace(wrong, field=f"materials.{number}", source=ARTICLE_PAPERS)
    for number, each in missing(entry):
        text = f"还缺“{each.title}”"
        yield Problem("material.missing", text, f"materials.{number}", ARTICLE_PAPERS)


def _grounds(entry: Application, today: date, parameters: Parameters) -> Iterator[Problem]:
    """Whether the one who applies alone may do so by what the family says of itself (S2 art. 8, S8)."""
    unknown = list(code_problems("single_reason", entry.single_reason, "single_reason"))
    yield from unknown
    unborn = any(line.person.born_on is None for line in entry.members)
    if unknown or unborn or not entry.single_reason:
        return
    facts = facts_of_entry(entry, today)
    applicants = facts.applicants()
    if not applicants or entry.standard_kind not in ("urban", "rural"):
        return
    standard = parameters.number(f"standard.{entry.standard_kind}")
    within = _within_limits(facts, standard, parameters)
    if own_means_only(facts) and within:
        yield from _unowned(facts, standard, parameters)
    yield from single_problems(facts, applicants[0], standard, parameters, within_limits=within)


def _unowned(facts: HouseholdFacts, standard_fen: int, parameters: Parameters) -> Iterator[Problem]:
    """Where only what is the applicant's own counts, whatever could put them over a limit says whose it is (S8)."""
    mine = facts.applicants()[0].key
    claimed = replace(facts, assets=tuple(replace(a, owner=a.owner or mine) for a in facts.assets))
    if _within_limits(claimed, standard_fen, parameters):
        return
    for number, asset in enumerate(facts.assets):
        if not asset.owner:
            text = "单独申请只看本人的财产，请写明这一项是哪一位家庭成员的"
            yield Problem("asset.owner", text, f"assets.{number}.owner", NOTICE_ADULT)


def _within_limits(facts: HouseholdFacts, standard_fen: int, parameters: Parameters) -> bool:
    problems, _ = property_limits(*assets_looked_at(facts), standard_fen, parameters)
    return not problems
