"""What the next step of a relief case still lacks, said on its page before the act refuses it."""

from zqdesk.office.cases.looks import readiness
from zqdesk.office.cases.programme import Reading
from zqdesk.office.relief.applying.applications import why_not_accepted
from zqdesk.office.relief.applying.checks import papers_missing
from zqdesk.office.relief.applying.expenditure import against_expenditure
from zqdesk.rules.problem import Problem


def missing(reading: Reading) -> list[Problem]:
    """Everything at once."""
    session, case, process, today = reading.session, reading.case, reading.process, reading.today
    if case.state == "helped":
        return papers_missing(session, case)
    if case.state in process.drafts:
        return why_not_accepted(session, case, today)
    if case.state in process.verifying:
        return [*readiness.for_opinion(session, case), *against_expenditure(session, case, today)]
    if case.state == "posted":
        return readiness.for_ending_notice(session, case, reading.happened.notices[-1], today)
    return []
