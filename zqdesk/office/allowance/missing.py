"""What the next step of an allowance case still lacks, said on its page before the act refuses it."""

from zqdesk.office.allowance import amount, checking
from zqdesk.office.cases import readiness
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.programme import Reading
from zqdesk.rules.problem import Problem


def missing(reading: Reading) -> list[Problem]:
    """Everything at once; nothing of a review or a change, whose steps ask for it in their forms."""
    session, case, process = reading.session, reading.case, reading.process
    if process.of_roll:
        return []
    if case.state in process.drafts:
        return checking.check(
            application_of(session, case.id), reading.today, reading.parameters, strict=True
        )
    if case.state in process.verifying:
        return readiness.for_opinion(session, case)
    if case.state == "posted":
        return readiness.for_ending_notice(session, case, reading.happened.notices[-1], reading.today)
    if case.state == "confirmed":
        return readiness.somebody_lives(amount.applicants(session, case, reading.today))
    return _before_deciding(reading)


def _before_deciding(reading: Reading) -> list[Problem]:
    if reading.case.state != "deciding" or not reading.happened.opinions[-1].agreed:
        return []
    opinion = reading.happened.opinions[-1]
    assert reading.now is not None
    lacking = readiness.for_confirmation(reading.case, opinion, reading.authority)
    return lacking + readiness.same_amount(opinion, reading.now)
