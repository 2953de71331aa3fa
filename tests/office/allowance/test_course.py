"""The legal paths of an application, from acceptance to the roll or to the refusal."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests import town
from tests.office.course import FOUR, Course, publish, well_off
from tests.office.family import FAMILY, refused, with_papers
from zqdesk.office.allowance import decisions
from zqdesk.office.cases.acts import deciding, ending, verification
from zqdesk.office.cases.acts.confirming import Confirmation, DistrictAnswer, OpinionEntry
from zqdesk.records import changes
from zqdesk.records.register import Register
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.trace import Trace


def values(trace: Trace) -> dict[str, str]:
    return {line.key: line.value for line in trace}


def test_the_family_of_the_form_gets_what_the_form_says(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    assert course.state(entry.case_id) == "on_roll"
    assert (entry.allowance_fen, entry.uplift_fen, entry.person_count) == (200_400, 8_040, 4)
    assert (entry.from_month, entry.to_month) == ("2026-12", "")
    assert entry.certificate_number == "370114001-2026-DBZ-00001"
    assert entry.review_by == date(2027, 5, 19), "a member can work: looked at every half year"
    assert course.case(entry.case_id).ended_on == course.today


def test_the_amount_printed_is_the_one_stored(course: Course) -> None:
    case_id = course.deciding()
    course.confirm(case_id)
    dossier = course.dossier(case_id)
    opinion, decision = dossier.opinions[-1], dossier.decisions[-1]
    assert opinion.trace == decision.trace
    assert (opinion.allowance_fen, opinion.uplift_fen) == (decision.allowance_fen, decision.uplift_fen)
    assert dossier.calculation.stored
    assert dossier.calculation.total_fen == 208_440
    shown = values(dossier.calculation.trace)
    expected = {"standard": "804.00", "income": "1,853.00", "counted": "1,212.00", "per_head": "303.00"}
    expected |= {"gap": "2,004.00", "uplift.serious_illness": "80.40", "total": "2,084.40"}
    assert expected.items() <= shown.items()
    assert (decision.authority, decision.approver_id) == ("own", town.APPROVER.id)


def test_a_household_above_the_standard_is_refused_in_writing(course: Course) -> None:
    case_id = course.verified(well_off())
    course.give_opinion(case_id, agreed=False, text="人均收入高于标准")
    assert course.state(case_id) == "deciding", "an unfavourable opinion is not hung up"
    course.refuse(case_id)
    dossier = course.dossier(case_id)
    assert not dossier.calculation.eligible
    assert [reason.code for reason in dossier.calculation.reasons] == ["income.not_below"]
    assert [(due.clock.id, due.days) for due in dossier.dues] == [("notify_refusal", 3)]
    course.deliver(case_id)
    assert course.state(case_id) == "refused_told"
    assert course.register.read(lambda s: s.scalars(select(RollEntry)).all()) == []


@pytest.mark.parametrize("way", ["visit", "appraisal"])
def test_an_objection_leads_to_a_second_round(course: Course, way: str) -> None:
    case_id = course.posted()
    course.object(case_id)
    answer = refused(course.approver, decisions.give_opinion, case_id, OpinionEntry(agreed=True, text=""))
    assert answer == {"opinion.objection": "visit_home"}
    course.clock.forward(days=1)
    if way == "visit":
        course.visited(case_id)
    else:
        course.appraised(case_id)
    assert course.state(case_id) == "objected"
    course.give_opinion(case_id, text="经重新调查，异议不成立")
    course.post(case_id)
    dossier = course.dossier(case_id)
    assert [opinion.round for opinion in dossier.opinions] == [1, 2]
    assert [notice.round for notice in dossier.notices] == [1, 2]
    first, second = dossier.notices
    assert first.number != second.number
    assert (first.result, second.opinion_id) == ("objected", dossier.opinions[1].id)
    assert dossier.objections[0].answer == "经重新调查，异议不成立"
    course.close(case_id)
    course.confirm(case_id)
    assert course.state(case_id) == "confirmed"


def test_the_district_decides_where_it_has_the_power(course: Course) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    assert refused(course.approver, decisions.confirm, case_id, Confirmation()) == {
        "decision.authority": "send_to_district"
    }
    grounds = deciding.Refusal("事实", "条款", "理由")
    assert "decision.authority" in refused(course.approver, decisions.refuse, case_id, grounds)
    course.register.do(decisions.send_to_district, case_id)
    dossier = course.dossier(case_id)
    assert {due.clock.id: due.days for due in dossier.dues} == {"district_answer": 10, "decide": 30}
    course.clock.set(date(2026, 12, 1))
    answer = DistrictAnswer(date(2026, 11, 30), "confirm", "章民救〔2026〕88号", "同意")
    course.register.do(decisions.record_district_answer, case_id, answer)
    course.deliver(case_id)
    decision = course.dossier(case_id).decisions[-1]
    assert (decision.authority, decision.approver_id) == ("district", None)
    assert decision.approver_name == "济南市章丘区民政局"
    assert course.dossier(case_id).roll[-1].from_month == "2026-12", "the month after the district decided"


def test_the_district_refuses_or_sends_back(course: Course) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    course.register.do(decisions.send_to_district, case_id)
    answer = DistrictAnswer(course.today, "return", text="补充入户照片")
    assert course.register.do(decisions.record_district_answer, case_id, answer).result is None
    assert course.state(case_id) == "verifying"
    course.give_opinion(case_id)
    course.post(case_id)
    course.close(case_id)
    course.register.do(decisions.send_to_district, case_id)
    no = DistrictAnswer(course.today, "refuse", "章民救〔2026〕89号", "收入不符", "人均收入高", "第二十一条")
    course.register.do(decisions.record_district_answer, case_id, no)
    assert course.state(case_id) == "refused"


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ({"answer": "maybe"}, {"answer.unknown"}),
        ({"answer": "confirm"}, {"document_number.empty"}),
        ({"answer": "return"}, {"text.empty"}),
        ({"answer": "refuse", "document_number": "1号"}, {"facts.empty", "article.empty", "reason.empty"}),
        (
            {"answer": "confirm", "document_number": "1号", "answered_on": date(2026, 11, 1)},
            {"answered_on.early"},
        ),
    ],
)
def test_an_answer_of_the_district_must_be_whole(
    course: Course, answer: dict[str, Any], codes: set[str]
) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    course.register.do(decisions.send_to_district, case_id)
    given = DistrictAnswer(**({"answered_on": course.today} | answer))
    assert refused(course.register, decisions.record_district_answer, case_id, given).keys() == codes


def test_a_town_with_the_power_sends_nothing_up(course: Course) -> None:
    case_id = course.deciding()
    assert refused(course.register, decisions.send_to_district, case_id) == {"decision.authority": ""}


def test_the_power_of_the_acceptance_day_counts(course: Course) -> None:
    case_id = course.deciding()
    publish(course.register, "delegation.allowance", "district", since=date(2026, 11, 10))
    course.confirm(case_id)
    later = course.deciding(FAMILY, on=date(2026, 11, 20))
    assert "decision.authority" in refused(course.approver, decisions.confirm, later, Confirmation())


def test_relatives_of_officials_wait_for_the_district(course: Course) -> None:
    registered = replace(FOUR, relative_name="李大", relative_post="村委会委员", relative_relation="village")
    case_id = course.deciding(with_papers(registered))
    answer = refused(course.approver, decisions.confirm, case_id, Confirmation())
    assert answer == {"confirmation.district_visit": "record_district_visit"}
    assert [problem.code for problem in course.dossier(case_id).missing] == ["confirmation.district_visit"]
    course.register.do(verification.record_district_visit, case_id, course.today)
    course.confirm(case_id)
    assert course.state(case_id) == "confirmed"


def test_another_amount_sends_the_case_back(course: Course, register: Register) -> None:
    case_id = course.deciding()
    publish(register, "standard.rural", 90_000, since=date(2026, 11, 1))
    answer = refused(course.approver, decisions.confirm, case_id, Confirmation())
    assert answer == {"confirmation.amount": "reopen_verification"}
    course.approver.do(ending.reopen_verification, case_id, "标准已提高")
    assert course.state(case_id) == "verifying"
    assert not course.dossier(case_id).calculation.stored, "open facts are calculated anew"
    course.give_opinion(case_id)
    course.post(case_id)
    course.close(case_id)
    course.confirm(case_id)
    assert course.dossier(case_id).decisions[-1].allowance_fen == (90_000 - 30_300) * 4


def test_ending_for_want_of_cooperation(course: Course) -> None:
    case_id = course.posted()
    assert refused(course.approver, ending.end_for_noncooperation, case_id, " ") == {"reason.empty": "reason"}
    course.approver.do(ending.end_for_noncooperation, case_id, "多次拒绝提供流水")
    case = course.case(case_id)
    assert (case.state, case.ended_on, case.ended_reason) == ("ended", course.today, "多次拒绝提供流水")
    assert course.dossier(case_id).notices[-1].result == "ended"


def test_a_withdrawn_case_goes_no_further(course: Course) -> None:
    case_id = course.posted()
    course.register.do(ending.withdraw, case_id, "已找到工作")
    course.clock.forward(days=20)
    assert refused(course.register, verification.request_cross_check, case_id) == {"process.state": ""}
    assert [stage.state for stage in course.dossier(case_id).stages][4:] == ["done", "todo", "todo"]


def test_every_act_leaves_one_change(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    done = course.register.read(changes.history, [entry.case_id])
    assert [change.act.rpartition(".")[2] for change in reversed(done)] == [
        "record_application",
        "accept_application",
        "request_cross_check",
        "record_cross_check",
        "visit_home",
        "give_opinion",
        "post_notice",
        "close_notice",
        "confirm",
        "deliver_decision",
    ]
