"""The record of an appraisal: five steps, votes, and a signature of everyone who came."""

from datetime import date
from functools import partial

from tests.papers.family_case import appraisal, dossier
from tests.papers.readback import page_count, read_back, says
from zqdesk.papers.allowance import appraisal as paper
from zqdesk.records.tables.steps import Objection

printed = partial(read_back, paper)


def test_it_says_who_came_and_how_they_voted() -> None:
    says(
        printed(dossier()),
        "2026年11月28日",
        "示例东村村委会会议室",
        "孙某",
        "应到人数18人",
        "实到人数16人",
        "12人",
        "王建国户",
        "14票",
        "1票",
        "☑通过☐不通过",
        "与会代表认为该户情况属实，同意申报。",
        "主持人（签字）",
        "第2页共2页",
        *("一、宣讲政策", "二、介绍情况", "三、现场评议", "四、形成结论", "五、签字确认"),
    )


def test_everyone_who_came_has_a_place() -> None:
    def places(count: int) -> str:
        row = appraisal()
        row.present_count = count
        return printed(dossier(appraisals=(row,))).partition("参加评议人员签字")[2]

    assert "15" in places(16)
    assert "16" in places(16)
    assert "17" not in places(16)
    assert "47" in places(47)


def test_a_blank_one_is_taken_along() -> None:
    case = dossier(appraisals=())
    assert paper.content(case, "", "").meeting is None
    text = printed(case)
    assert "☐通过☐不通过" in text
    assert "评议时间年月日" in text
    assert page_count(paper.draw(paper.content(case, "", ""))) == 2


def test_the_objection_is_told_but_not_who_raised_it_nor_numbers_and_illness() -> None:
    objection = Objection(
        id="x",
        case_id="c",
        notice_id="n",
        raised_on=date(2026, 12, 2),
        name="周某人",
        phone="130 0000 0008",
        content="反映该户有轿车。",
    )
    text = printed(dossier(objections=(objection,)))
    assert "反映该户有轿车。" in text
    private = ("周某人", "13000000008", "370114197503120014", "乳腺癌", "6222000000000000004")
    assert [part for part in private if part in text] == []


def test_not_before_acceptance() -> None:
    case = dossier()
    case.case.accepted_on = None
    assert paper.available(case) == "尚未受理"
    assert paper.available(dossier()) == ""
