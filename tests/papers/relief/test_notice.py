"""The notice of relief in the village: name, village, persons, type and amount, and nothing else."""

from functools import partial

from tests.papers.family_case import NOTICE_WORDS
from tests.papers.readback import page_count, read_back, says
from tests.papers.relief import relief_cases as cases
from zqdesk.papers import catalogue
from zqdesk.papers.relief import notice
from zqdesk.papers.relief.notice import Line
from zqdesk.rules.relief.amount import EXPENDITURE

printed = partial(read_back, notice, number="示街救临公〔2026〕3号")


def test_it_says_who_where_how_many_and_how_much() -> None:
    case = cases.dossier(EXPENDITURE)
    assert notice.content(case, "", "").lines == (Line("王建国", "示例东村", 4, "支出型", 241_200),)
    says(
        printed(case),
        *("序号", "户主姓名", "村（居）", "救助人数", "救助类型", "拟救助金额"),
        *NOTICE_WORDS,
        "2,412.00",
    )
    assert page_count(notice.draw(notice.content(case, "", ""))) == 1


def test_it_says_nothing_private() -> None:
    case = cases.dossier(EXPENDITURE)
    stored = str(catalogue.to_record(notice.content(case, "", "")))
    text = printed(case)
    persons = [facts.person for facts in case.members]
    private = [value for person in persons for value in (person.id_number, person.phone) if value]
    private += [person.name for person in persons[1:]]
    private += ["6222000000000000004", "7号", "乳腺癌", "手术", "住院", "医疗", "疾病", "残疾", "低保边缘"]
    private += [case.case.reason, case.case.number]
    assert [value for value in private if value in text or value in stored] == []


def test_the_name_of_a_child_is_covered() -> None:
    case = cases.dossier(EXPENDITURE)
    case.household.head_id = "p2"
    assert "王某某" in printed(case)
    assert "王雨桐" not in printed(case)


def test_it_is_offered_once_the_town_agrees() -> None:
    assert notice.available(cases.dossier(EXPENDITURE)) == ""
    assert notice.available(cases.dossier(EXPENDITURE, opinions=())) == "尚未提出审核意见"
    assert "不需要事前公示" in notice.available(cases.dossier())
    against = cases.dossier(EXPENDITURE)
    against.opinions[0].agreed = False
    assert notice.available(against)
