"""Whether a family fits relief of the expenditure type: its income, its property, what it spent itself (S4 2.1)."""

from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks import assessing
from zqdesk.office.relief.applying.checks import claim_problems, relief_of
from zqdesk.office.relief.applying.rows import facts_of
from zqdesk.records.tables.case import Case
from zqdesk.rules.allowance.single import family_income
from zqdesk.rules.cases.property import property_limits
from zqdesk.rules.problem import Problem
from zqdesk.rules.relief.amount import expenditure_problems


def against_expenditure(session: Session, case: Case, today: date) -> list[Problem]:
    """Everything that speaks against it, by the facts of the case and the law of its acceptance day."""
    relief = relief_of(session, case.id)
    family = assessing.family_of(session, case)
    parameters = assessing.parameters_of(session, case, family.household, today)
    facts = assessing.facts_of(case, family, parameters.on)
    persons = max(1, len(facts.counted()))
    standard = parameters.number(f"standard.{facts.standard_kind}")
    over, _lines = property_limits(facts.assets, persons, standard, parameters)
    claimed = claim_problems(session, case, facts_of(relief), persons, today)
    return claimed + expenditure_problems(
        relief.applicant_class,
        family_income(facts, parameters).counted / persons,
        relief.spending_fen - relief.reimbursed_fen,
        tuple(over),
        parameters,
    )
