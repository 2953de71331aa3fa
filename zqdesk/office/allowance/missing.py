"""What the next step of an allowance case still lacks, said on its page before the act refuses it."""

from zqdesk.office.allowance import amount
from zqdesk.office.allowance.applying import checking
from zqdesk.office.cases.entry.reading import application_of
from zqdesk.office.cases.looks import readiness
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
        return somebody_lives(amount.applicants(session, case, reading.today))
    return _before_deciding(reading)


def _before_deciding(reading: Reading) -> list[Problem]:
    if reading.case.state != "deciding" or not reading.happened.opinions[-1].agreed:
        return []
    opinion = reading.happened.opinions[-1]
    assert reading.now is not None
    lacking = readiness.for_confirmation(reading.session, reading.case, opinion, reading.authority)
    return lacking + readiness.same_amount(opinion, reading.now)


def somebody_lives(persons: int) -> list[Problem]:
    """Nobody dead is put on the roll: one at least of those the allowance is for must be alive and still there."""
    if persons:
        return []
    text = "保障对象都已去世或离开，不能纳入低保；请办理“死亡终止”，结束本案。"
    return [Problem("roll.nobody", text, "end_after_death", "S2 第28条")]
