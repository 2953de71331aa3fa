"""The notice hung up in the village: six columns, and nothing that is nobody's business."""

from dataclasses import replace
from datetime import date
from functools import partial

from tests.papers.family_case import NOTICE_WORDS, dossier, opinion
from tests.papers.readback import page_count, read_back, says, text_of
from zqdesk.papers import catalogue
from zqdesk.papers.allowance import public_notice
from zqdesk.papers.allowance.public_notice import Line

printed = partial(read_back, public_notice, number="示街救公〔2026〕3号")


def test_it_says_who_where_how_many_and_how_much() -> None:
    content = public_notice.content(dossier(), "", "")
    assert content.lines == (Line("王建国", "示例东村", 4, 4, 200_400),)
    says(
        printed(dossier()),
        *("序号", "户主姓名", "家庭住址", "家庭人口", "保障人口", "建议户月保障金"),
        *NOTICE_WORDS,
        "2,004.00",
        "第1页共1页",
    )
    assert page_count(public_notice.draw(content)) == 1


def test_it_says_nothing_private() -> None:
    case = dossier()
    case.household.address = "示例东村7号院"
    stored = str(catalogue.to_record(public_notice.content(case, "", "")))
    text = printed(case)
    persons = [facts.person for facts in case.members]
    private = [value for person in persons for value in (person.id_number, person.phone) if value]
    private += [person.name for person in persons[1:]]
    private += [supporter.name for supporter in case.supporters]
    private += [
        "6222000000000000004",
        "7号",
        "乳腺癌",
        "癌症",
        "肢体",
        "残疾",
        "重病",
        "老年人",
        "疾病",
        case.case.reason,
    ]
    assert [value for value in private if value in text or value in stored] == []


def test_the_name_of_a_child_is_covered() -> None:
    case = dossier()
    case.household.head_id = "p2"
    assert "王某某" in printed(case)
    assert "雨桐" not in printed(case)


def test_a_single_applicant_is_named_themselves() -> None:
    case = dossier()
    case.case.single_reason, case.case.single_person_id = "severe_disability", "p3"
    assert public_notice.content(case, "", "").lines[0].name == "赵桂芳"


def test_before_it_hangs_the_days_are_left_to_the_hand() -> None:
    content = public_notice.content(dossier(notices=()), "示街救公〔2026〕3号", "")
    assert (content.from_on, content.to_on, content.posted_on) == (None, None, None)
    assert content.number == "示街救公〔2026〕3号"
    text = text_of(public_notice.draw(content))
    assert "自年月日起至年月日止" in text
    assert str(date(2026, 12, 7).year) not in text.replace("〔2026〕", "")


def test_the_notice_of_an_earlier_opinion_is_not_taken() -> None:
    case = dossier()
    second = opinion(case.calculation, id="o2", round=2)
    again = replace(case, opinions=(*case.opinions, second))
    assert public_notice.content(again, "示街救公〔2026〕4号", "").from_on is None


def test_why_there_is_nothing_to_hang_up() -> None:
    now = dossier().calculation
    assert public_notice.available(dossier()) == ""
    assert public_notice.available(dossier(opinions=())) == "尚未提出审核意见"
    assert "不需要公示" in public_notice.available(dossier(opinions=(opinion(now, agreed=False),)))
    assert "不需要公示" in public_notice.available(dossier(kind="review"))
