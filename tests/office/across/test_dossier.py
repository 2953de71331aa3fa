"""A case read as one value: stages, words, what is missing, and the amount."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import inspect

from tests.office.course import FOUR, Course, publish
from tests.office.family import draft
from zqdesk.office.across import dossier
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.across.next_step import next_of
from zqdesk.office.allowance import decisions
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import notices
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused


def stages(read: Dossier) -> list[tuple[str, str, str]]:
    return [(stage.title, stage.state, stage.note) for stage in read.stages]


def test_the_stages_of_a_posted_case(course: Course) -> None:
    case_id = course.posted()
    assert stages(course.dossier(case_id)) == [
        ("受理", "done", "11-04"),
        ("信息核对", "done", "11-11"),
        ("入户调查", "done", "11-11"),
        ("审核", "done", "11-11"),
        ("公示", "now", "11-11 至 11-18"),
        ("确认", "todo", "应于 12-02 前"),
        ("发放", "todo", "2026-12 起"),
    ]


def test_the_stages_of_a_fresh_case(course: Course) -> None:
    case_id = course.accepted()
    assert [stage.state for stage in course.dossier(case_id).stages] == ["done", "now", *["todo"] * 5]
    course.visited(case_id)
    assert [stage.state for stage in course.dossier(case_id).stages][:3] == ["done", "now", "now"]


def test_the_stages_at_the_end(course: Course) -> None:
    entry = course.on_roll()
    assert entry.case_id is not None
    read = course.dossier(entry.case_id)
    assert {stage.state for stage in read.stages} == {"done"}
    assert stages(read)[5:] == [("确认", "done", "11-19"), ("发放", "done", "2026-12 起")]


def test_the_stages_of_an_objection_and_a_refusal(course: Course) -> None:
    case_id = course.posted()
    course.object(case_id)
    assert stages(course.dossier(case_id))[4] == ("公示", "now", "11-11 有异议")
    course.visited(case_id)
    course.give_opinion(case_id, agreed=False, text="异议属实")
    course.refuse(case_id)
    assert stages(course.dossier(case_id))[5:] == [("确认", "now", "11-11 不予确认"), ("发放", "todo", "")]


def test_what_each_state_still_lacks(course: Course) -> None:
    case_id = course.accepted()

    def lacking() -> list[tuple[str, str]]:
        return [(problem.code, problem.field) for problem in course.dossier(case_id).missing]

    assert lacking() == [("opinion.visit", "visit_home"), ("opinion.cross_check", "request_cross_check")]
    course.visited(case_id)
    assert lacking() == [("opinion.cross_check", "request_cross_check")]
    course.checked(case_id)
    assert lacking() == []
    course.give_opinion(case_id)
    course.post(case_id)
    assert lacking() == [("notice.photo", "attach"), ("notice.running", "close_notice")]
    course.clock.forward(days=8)
    assert lacking() == [("notice.photo", "attach")]
    photo = materials.NewAttachment("d" * 64, "IMG_0001", "image/jpeg", 1)
    course.register.do(materials.attach, case_id, photo)
    assert lacking() == []
    course.register.do(notices.close_notice, case_id)
    assert lacking() == []


def test_a_draft_lacks_what_acceptance_asks(register: Register, course: Course) -> None:
    case_id = draft(register)
    assert course.dossier(case_id).missing == ()
    bare = draft(register, FOUR.__class__(members=FOUR.members[:1]))
    assert {"village_id.empty", "account_number.empty"} & {p.code for p in course.dossier(bare).missing}


def test_the_next_step_follows_the_case(course: Course) -> None:
    case_id = course.accepted()

    def proposed() -> str:
        following = next_of(course.dossier(case_id))
        return following.act if following else ""

    seen = [proposed()]
    steps: tuple[Callable[[str], object], ...] = (
        course.checked, course.visited, course.give_opinion, course.post, course.close, course.confirm,
        course.deliver,
    )  # fmt: skip
    for step in steps:
        step(case_id)
        seen.append(proposed())
    assert seen == [
        "request_cross_check",
        "visit_home",
        "give_opinion",
        "post_notice",
        "close_notice",
        "confirm",
        "deliver_decision",
        "",
    ]


@pytest.mark.parametrize(
    ("authority", "body"),
    [("own", "示例街道办事处"), ("entrusted", "济南市章丘区民政局"), ("district", "济南市章丘区民政局")],
)
def test_in_whose_name_it_is_decided(course: Course, authority: str, body: str) -> None:
    publish(course.register, "delegation.allowance", authority)
    wording = course.dossier(course.accepted()).wording
    assert (wording.authority, wording.deciding_body) == (authority, body)
    assert (wording.confirmation, wording.refusal) == ("审核确认", "不予确认")
    assert wording.reconsideration_body == "济南市章丘区人民政府"
    assert (wording.reconsideration_days, wording.litigation_months, wording.notice_days) == (60, 6, 7)


def test_the_records_of_a_dossier_are_detached(course: Course) -> None:
    read = course.dossier(course.posted())
    for row in (read.case, read.household, read.applicant, *read.opinions, *read.notices, *read.visits):
        assert inspect(row).detached
    assert [facts.monthly_fen for facts in read.members] == [20_800, 19_500, 145_000, 0]
    assert [facts.age for facts in read.members] == [68, 66, 41, 9]
    assert read.clerk_name == "王小某"


def test_a_missing_parameter_is_said_and_the_case_still_readable(course: Course) -> None:
    case_id = course.accepted()
    early = course.register.read(dossier.of_case, case_id, date(2018, 1, 1))
    assert "parameter.missing" in {problem.code for problem in early.missing}
    assert early.dues == ()


def test_a_case_that_is_gone_says_so(course: Course) -> None:
    with pytest.raises(Refused) as answer:
        course.dossier("0" * 32)
    assert [problem.code for problem in answer.value.problems] == ["record.missing"]


def test_the_district_case_says_who_decides(course: Course) -> None:
    publish(course.register, "delegation.allowance", "district")
    case_id = course.deciding()
    assert [problem.code for problem in course.dossier(case_id).missing] == ["decision.authority"]
    step = next_of(course.dossier(case_id))
    assert step is not None
    assert step.act == "send_to_district"
    course.register.do(decisions.send_to_district, case_id)
    assert course.state(case_id) == "sent"
