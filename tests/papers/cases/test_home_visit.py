"""The form of a home visit: taken along with what is known, printed again with what was found."""

from dataclasses import replace
from functools import partial

from tests.papers.family_case import dossier, roll_entry, visit
from tests.papers.readback import page_count, read_back, says, text_of
from tests.papers.relief import relief_cases
from zqdesk.papers.programmes import PAPERS
from zqdesk.rules.relief.amount import EXPENDITURE

HOME_VISIT = PAPERS["allowance"]["home_visit"].paper
OF_RELIEF = PAPERS["relief"]["home_visit"].paper


printed = partial(read_back, HOME_VISIT)


def test_it_says_what_was_found_and_who_signs() -> None:
    says(
        printed(dossier()),
        "☑入户调查",
        "☑自建房",
        "☑砖瓦",
        "92平方米，4间",
        "房屋老旧",
        "电视机",
        "鸡10只",
        "三轮车一辆",
        "走访邻居2户",
        "2026年11月25日",
        "☑属实☐不属实",
        "王小某",
        "赵小某",
        "孙某",
        "李秀英（妻）",
        "签字（指印）",
        "第1页共2页",
    )


def test_before_the_visit_nothing_is_ticked_and_two_places_are_free() -> None:
    case = dossier(visits=())
    content = HOME_VISIT.content(case, "", "")
    assert content.found is None
    text = printed(case)
    assert "☑自建房" not in text
    assert "☐属实☐不属实" in text
    assert text.count("调查人年月日") == 2
    assert "王建国" in text


def test_a_third_investigator_gets_a_place() -> None:
    three = visit()
    three.investigators = ["王小某", "赵小某", "钱小某"]
    text = printed(dossier(visits=(three,)))
    assert text.count("调查人") == 3
    assert "钱小某" in text


def test_housing_of_an_unknown_kind_is_still_shown() -> None:
    other = visit()
    other.housing_kind = "窑洞"
    assert "☑窑洞" in printed(dossier(visits=(other,)))


def test_a_household_on_the_roll_and_untruthful_statements_are_ticked() -> None:
    seen = visit()
    seen.truthful = False
    text = printed(dossier(visits=(seen,), roll=(roll_entry(),)))
    assert "是否在保☑是☐否" in text
    assert "☐属实☑不属实" in text
    ended = dossier(roll=(roll_entry(to_month="2026-06"),))
    assert "是否在保☐是☑否" in printed(ended)


def test_it_takes_two_sides_and_a_third_with_ten_people() -> None:
    for extra, sides in ((0, 2), (6, 3)):
        content = HOME_VISIT.content(dossier(extra=extra), "", "")
        assert len(content.members) == 4 + extra
        pdf = HOME_VISIT.draw(content)
        assert page_count(pdf) == sides
        assert [line.id_number for line in content.members if line.id_number not in text_of(pdf)] == []


def test_not_before_acceptance() -> None:
    case = dossier()
    case.case.accepted_on = None
    assert HOME_VISIT.available(case) == "尚未受理"
    assert HOME_VISIT.available(replace(dossier(kind="review"), visits=())) == ""


def test_of_a_relief_case_it_tells_who_is_on_allowance() -> None:
    told = relief_cases.file(parallel=("低保在册，4人，月保障金2,004.00元",))
    one = OF_RELIEF.content(relief_cases.dossier(own=told), "", "")
    other = OF_RELIEF.content(relief_cases.dossier(), "", "")
    assert (one.on_roll, other.on_roll) == (True, False)
    assert (one.cause, one.matter) == ("火灾", "临时救助")
    assert OF_RELIEF.available(relief_cases.dossier()) == ""
    fresh = relief_cases.dossier(EXPENDITURE)
    fresh.case.accepted_on = None
    assert HOME_VISIT.available(fresh) == "尚未受理"
