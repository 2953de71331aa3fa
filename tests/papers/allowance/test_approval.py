"""The approval form: every figure and step of the case, blanks where nothing happened, two sides of A4."""

from dataclasses import replace
from functools import partial

import pytest

from tests.papers.family_case import WORDING, decision, dossier, opinion
from tests.papers.readback import chars_of, page_count, read_back, text_of
from zqdesk.office.across.dossier import Wording
from zqdesk.papers.allowance import approval
from zqdesk.papers.allowance.calculation import Amounts
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import FORM

LONG = "阿卜杜热合曼·买买提依明·吐尔逊"


printed = partial(read_back, approval)


def test_amounts_are_those_of_the_decision_in_figures_and_words() -> None:
    case = dossier()
    content = approval.content(case, "", "7K2QX-M9ZPA")
    assert content.amounts == Amounts(4, 200_400, 16_080)
    text = printed(case)
    for figure in ("￥2,004.00", "￥160.80", "￥2,164.80", "人民币贰仟壹佰陆拾肆元捌角整"):
        assert figure in text


@pytest.mark.parametrize("result", ["confirm", "refuse"])
def test_the_town_signs_its_own_amount_in_figures_and_capitals(result: str) -> None:
    calculation = dossier().calculation
    town = opinion(calculation, allowance_fen=70_000, uplift_fen=0)
    said = decision(calculation, result=result, authority="district", allowance_fen=50_000, uplift_fen=0)
    _, _, signed = printed(dossier(opinions=(town,), decisions=(said,))).partition("镇（街道）审核意见")
    assert "合计700.00元（大写：人民币柒佰元整）" in signed
    assert ("￥500.00" in signed) == (result == "confirm")


def test_everything_the_case_says_is_on_it() -> None:
    text = printed(dossier())
    people = ("王建国", "李秀英", "王雨桐", "赵桂芳", "王建华", "370114197503120014", "370114194808080047")
    facts = (
        "肢体残疾三级",
        "示例中学高二",
        "1,450.00",
        "641.00",
        "941.00",
        "6222000000000000004",
        "存款6,200.00元（王建国）",
    )
    steps = (
        "示街核〔2026〕31号",
        "☑属实",
        "调查人：王小某、赵小某",
        "实到16人",
        "☑无异议",
        "2026年12月1日至12月7日",
    )
    end = (
        "补差",
        "2027年1月",
        "DB370114001000137",
        "2026年12月9日",
        "示例街道办事处（盖章）",
        "第1页共3页",
        "第3页共3页",
    )
    assert [part for part in (*people, *facts, *steps, *end) if part not in text] == []
    assert "370114001-2026-DB-00137" in text
    assert "核定月收入（元）1,212.00人均月收入（元）303.00" in text
    assert "7K2QX-M9ZPA" in text


def test_the_trace_stands_there_line_by_line() -> None:
    case = dossier()
    content = approval.content(case, "", "")
    text = printed(case)
    assert content.lines == case.calculation.trace
    assert [line.label for line in content.lines if "".join(line.label.split()) not in text] == []
    assert [line.value for line in content.lines if line.value not in text] == []


def test_signatures_stand_in_their_order() -> None:
    text = printed(dossier())
    order = ["入户调查", "调查人（签字）", "审核意见", "确认意见", "救助方式"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert text.count("调查人（签字）") == 2
    assert text.count("负责人（签字）") == 3


def test_a_usual_family_fits_on_three_sides() -> None:
    assert page_count(approval.draw(approval.content(dossier(), "", "7K2QX-M9ZPA"))) == 3


def test_what_has_not_happened_stays_blank() -> None:
    case = dossier(visits=(), appraisals=(), notices=(), decisions=(), cross_checks=())
    content = approval.content(case, "", "")
    assert (content.confirmed, content.amounts, content.truthful, content.unopposed) == (None,) * 4
    text = printed(case)
    assert "☐属实☐不属实" in text
    assert "☐无异议☐有异议" in text
    assert "☐补差☐分档" in text
    assert "￥2,164.80" not in text
    assert "合计2,164.80元" in text  # what the town proposes


def test_a_refusal_shows_its_words_and_no_amount() -> None:
    words = {"text": "不予确认。", "facts": "家庭金融资产超过限额。", "article": "《办法》第十四条"}
    refused = decision(dossier().calculation, result="refuse", from_month="", **words)
    case = dossier(decisions=(refused,))
    content = approval.content(case, "", "")
    assert content.confirmed is not None
    assert not content.confirmed.agreed
    assert content.amounts is None
    text = printed(case)
    assert all(part in text for part in words.values())
    assert "￥" not in text


@pytest.mark.parametrize(
    ("words", "title", "opinion", "seal"),
    [
        (WORDING, "最低生活保障审核确认表", "镇（街道）确认意见", "示例街道办事处（盖章）"),
        (
            replace(WORDING, authority="entrusted", deciding_body="示例区民政局"),
            "最低生活保障审核确认表",
            "确认意见（受委托）",
            "示例区民政局（盖章）",
        ),
        (
            replace(WORDING, authority="district", deciding_body="示例区民政局", confirmation="审批"),
            "最低生活保障审核审批表",
            "区民政局审批意见",
            "示例区民政局（盖章）",
        ),
    ],
)
def test_it_speaks_in_the_name_of_who_decides(words: Wording, title: str, opinion: str, seal: str) -> None:
    text = printed(dossier(wording=words))
    assert [part for part in (title, opinion, seal) if part not in text] == []


def test_ten_people_with_long_names_and_odd_text_come_out_whole() -> None:
    case = dossier(extra=6)
    case.household.address = "示例街道<b>&示例东村" + "第十二居民小组人民路一千二百三十四号" * 3
    case.case.reason = "收入很少，生活困难。" * 60
    pdf = approval.draw(approval.content(case, "", "7K2QX-M9ZPA"))
    text = text_of(pdf)
    assert text.count(LONG) == 3
    assert text.count("收入很少，生活困难。") == 60
    assert case.household.address in text
    assert text.count("自理能力") >= 2  # the heads of the table stand on its second page too
    assert _outside(pdf) == []


def _outside(pdf: bytes) -> list[str]:
    """Characters beyond the printed area; the foot lies below it."""
    left, right = FORM.left * MM, (FORM.left + FORM.width) * MM + 0.5
    bottom = 297 * MM
    return [
        each.char
        for number in range(page_count(pdf))
        for each in chars_of(pdf, number)
        if each.left < left or each.right > right or each.bottom > bottom
    ]


@pytest.mark.parametrize("ground", ["prison", "服刑"])
def test_a_member_who_does_not_count_is_marked_with_the_ground(ground: str) -> None:
    case = dossier()
    case.members[3].member.counted = False
    case.members[3].member.not_counted_reason = ground
    content = approval.content(case, "", "")
    assert [line.counted for line in content.members] == [True, True, True, False]
    assert content.applicant.household_size == 3
    assert [line.name for line in content.economy.incomes] == ["王建国", "李秀英", "王雨桐"]
    assert "不计入：服刑" in printed(case)


def test_a_member_put_in_against_the_relation_is_marked_with_the_ground() -> None:
    case = dossier()
    case.members[3].member.not_counted_reason = "duty"
    assert "计入：有法定义务" in printed(case)


def test_a_relative_of_an_official_is_named() -> None:
    case = dossier()
    case.case.relative_name, case.case.relative_post, case.case.relative_relation = (
        "孙某",
        "村委会委员",
        "舅父",
    )
    assert "☑有：孙某（村委会委员，舅父）" in printed(case)
    assert "近亲属备案☐无☐有" in printed(dossier())


def test_a_single_application_says_who_is_protected() -> None:
    assert "保障对象：" not in printed(dossier())
    facts = replace(dossier().facts, single_reason="serious_illness", single_member="m1")
    case = dossier(facts=facts)
    case.case.single_reason = "serious_illness"
    case.members[1].person.name = LONG + "𬭎𠅤"
    assert f"保障对象：{LONG}𬭎𠅤" in printed(case)


def test_why_it_cannot_be_printed_yet() -> None:
    assert approval.available(dossier()) == ""
    assert approval.available(dossier(opinions=())) == "尚未提出审核意见"
    assert approval.available(dossier(kind="review")) == "本案不是新申请"


def test_an_address_without_its_village_gets_it() -> None:
    case = dossier()
    case.household.address = "7号"
    assert approval.content(case, "", "").applicant.address == "示例街道示例东村7号"
    case.household.address = "示例东村8号"
    assert approval.content(case, "", "").applicant.address == "示例街道示例东村8号"


def test_illness_and_disability_do_not_stand_beside_healthy() -> None:
    case = dossier()
    ill, disabled = case.members[1].member, case.members[3].member
    ill.health, ill.illness = "10", "02"
    disabled.health = "10"
    lines = approval.content(case, "", "").members
    assert (lines[0].health, lines[1].health, lines[3].health) == ("健康", "恶性肿瘤", "")
    assert lines[3].disability == "肢体残疾三级"
    ill.health = "30"
    assert approval.content(case, "", "").members[1].health == "慢性病（恶性肿瘤）"


def test_another_standard_than_the_villages_is_printed_with_its_reason() -> None:
    case = dossier()
    assert "户籍仍在原村" not in printed(case)
    case.household.standard_reason = "户籍仍在原村"
    assert "执行标准的理由户籍仍在原村" in printed(case)
