"""The amount of an allowance as the facts and the law of a day give it."""

from datetime import date

from sqlalchemy.orm import Session

from zqdesk.office.cases.assessing import facts_of, family_of, parameters_of
from zqdesk.office.cases.dossier import Calculation
from zqdesk.records.case import Case
from zqdesk.rules.allowance.amount import assess
from zqdesk.rules.cases.household import HouseholdFacts, with_categories
from zqdesk.rules.parameters import Parameters
from zqdesk.rules.problem import Refused


def calculate(facts: HouseholdFacts, parameters: Parameters) -> Calculation:
    """The amount of these facts; contradictory facts and missing parameters become reasons against it."""
    try:
        found = assess(with_categories(facts, parameters), parameters)
    except Refused as refused:
        return Calculation(False, 0, 0, len(facts.applicants()), (), refused.problems)
    return Calculation(
        eligible=found.eligible,
        allowance_fen=found.allowance_fen,
        uplift_fen=found.uplift_fen,
        person_count=found.persons,
        trace=found.trace,
        reasons=found.problems,
    )


def current(session: Session, case: Case, today: date) -> Calculation:
    """The amount by the facts, the parameters and the knowledge of today."""
    family = family_of(session, case)
    parameters = parameters_of(session, case, family.household, today)
    return calculate(facts_of(case, family, parameters.on), parameters)
