"""The papers that single steps of the law need, read back: the list that stays, the end, the record, the check, the card."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests import town
from tests.office.course import Course
from tests.papers import family_case
from tests.papers.letters import drawn
from tests.papers.readback import page_count, says, text_of
from tests.papers.test_catalogue import ONLY_THEN, ready
from zqdesk.office.cases.acts import ending
from zqdesk.office.cases.letters import printouts
from zqdesk.papers import catalogue
from zqdesk.records.register import CHINA, Register
from zqdesk.records.tables.payroll import PayrollAccount


def test_what_stays_in_the_village_says_name_members_and_amount_only() -> None:
    case = family_case.dossier(extra=7)
    text = text_of(drawn("publication", case, ""))
    says(text, "最低生活保障对象公布", "第二十四条", "自2027年1月起", "王建国", "示例东村", "示例街道办事处")
    for secret in ("370114197503120014", "6222000000000000004", "13000000001", "乳腺癌", "7号", "李秀英"):
        assert secret not in text
    assert page_count(drawn("publication", case, "")) == 1


def test_a_childs_name_does_not_hang_in_the_village() -> None:
    case = family_case.dossier()
    case.case.single_person_id = case.members[2].person.id
    text = text_of(drawn("publication", case, ""))
    assert "王某某" in text
    assert "王雨桐" not in text


def test_the_end_for_noncooperation_names_facts_article_and_remedies() -> None:
    says(
        text_of(drawn("termination", ready("termination"))),
        "最低生活保障申请终止办理告知书",
        "现查明：三次预约入户均不在家，书面通知后仍拒绝提供银行流水。",
        "依据《最低生活保障审核确认办法》第二十九条规定，决定终止你户最低生活保障申请的审核确认程序。",
        "60日内向示例区人民政府申请行政复议",
        "6个月内依法向示例区人民法院提起行政诉讼",
        "示例街道办事处2026年12月10日",
        "送达回证",
        "受送达人王建国",
    )


def test_a_check_that_speaks_against_the_family_is_told_with_what_can_be_said_to_it() -> None:
    case = ready("check_result")
    says(
        text_of(drawn("check_result", case)),
        "你户于2026年11月20日提出最低生活保障申请。",
        "第十八条",
        "核对结果不符合条件",
        "名下另有商品房一套。",
        "本机关将予以复查",
        "本人已收到",
    )
    review = replace(case, process=family_case.dossier(kind="review").process)
    assert "你户享受最低生活保障，现正在核查。" in text_of(drawn("check_result", review))


def test_whose_relative_applies_is_recorded_apart() -> None:
    says(
        text_of(drawn("relative_record", ready("relative_record"))),
        "近亲属",
        "备案登记表",
        "关系人姓名孙某",
        "单位及职务示例东村村民委员会委员",
        "与申请人关系兄弟",
        "示例区民政局（盖章）",
    )


def test_the_agreement_to_keep_a_card_names_the_keeper_or_leaves_them_to_the_hand() -> None:
    case = family_case.dossier()
    case.applicant.name = "阿卜杜热合曼·买买提依明·吐尔逊𬭎𠅤"
    pdf = drawn("card_agreement", case)
    assert page_count(pdf) == 2
    says(text_of(pdf), "第二十六条", "阿卜杜热合曼·买买提依明·吐尔逊𬭎𠅤", "6222000000000000004", "取款记录")
    kept = PayrollAccount(
        household_id=case.household.id,
        account_number=case.household.account_number,
        status="other_person",
        holder_name="吐尔逊古丽·阿卜杜热合曼𬭎𠅤",
        holder_id_number="37011419001231999X",
        noted_at=datetime(2026, 11, 23, 9, 0, tzinfo=CHINA),
        by_id="a",
        by_name="王某",
    )
    pdf = drawn("card_agreement", replace(case, keeper=kept))
    assert page_count(pdf) == 2
    says(text_of(pdf), "吐尔逊古丽·阿卜杜热合曼𬭎𠅤", "37011419001231999X")


@pytest.mark.parametrize("kind", ["publication", "card_agreement", *ONLY_THEN])
def test_none_is_offered_before_its_step(kind: str) -> None:
    bare = family_case.dossier(decisions=(), cross_checks=())
    assert catalogue.paper(kind).available(bare)
    assert catalogue.paper(kind).available(ready(kind)) == ""


def test_the_end_is_numbered_by_its_day_and_written_once(register: Register, clock: town.Clock) -> None:
    course = Course(register, clock)
    case_id = course.accepted()
    course.clock.forward(days=3)
    course.approver.do(ending.end_for_noncooperation, case_id, "三次预约入户均不在家")
    clock.set(date(2027, 1, 5))
    dossier = course.dossier(case_id)
    assert catalogue.paper("termination").available(dossier) == ""
    foreseen = register.read(printouts.foreseen, case_id, "termination", "", course.today)
    assert foreseen.number == "示街救终〔2026〕　号"
    assert (
        register.do(printouts.reserve_number, case_id, "termination").result.number == "示街救终〔2026〕1号"
    )
    assert "三次预约入户均不在家。" in text_of(drawn("termination", dossier))
