"""The refusal of relief: facts, article, reason, remedies, what is to be given back, and the receipt of service."""

from dataclasses import replace
from functools import partial

from tests.papers.readback import page_count, read_back, says, text_of
from tests.papers.relief import relief_cases as cases
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.relief import refusal
from zqdesk.rules.relief.amount import EMERGENCY, EXPENDITURE


def refused(kind: str = EXPENDITURE, **decided: object) -> Dossier:
    return cases.dossier(kind, decisions=(cases.decision("refuse", **decided),))


printed = partial(read_back, refusal, number="示街救临不〔2026〕1号")


def test_it_names_facts_article_reason_and_remedies() -> None:
    says(
        printed(refused()),
        "临时救助不予批准告知书",
        "示街救临不〔2026〕1号",
        "你户于2026年11月20日提出临时救助申请，经本机关审核，现查明：家庭名下有商铺一处",
        "支出没有超出家庭承受能力。依据民发〔2018〕23号第二条第一项规定，决定对你户的临时救助申请不予批准。",
        "60日内向示例区人民政府申请行政复议",
        "6个月内依法向示例区人民法院提起行政诉讼",
        "送达回证",
    )
    assert "最低生活保障" not in printed(refused())
    assert page_count(refusal.draw(refusal.content(refused(), "", ""))) == 2


def test_what_was_got_by_deceit_is_to_be_given_back() -> None:
    text = printed(refused(EMERGENCY, facts="伪造火灾证明，家中未发生火灾"))
    assert "因突发困难提出临时救助申请" in text
    assert "依据《社会救助暂行办法》第六十八条规定，责令你户退回于" in text
    assert "领取的先行救助金￥3,000.00（大写：人民币叁仟元整）" in text
    assert "退回" not in printed(refused(facts="伪造火灾证明")), "where nothing was paid nothing comes back"


def test_what_was_given_in_good_faith_is_not_asked_back() -> None:
    assert "退回" not in printed(refused(EMERGENCY))


def test_an_older_letter_is_drawn_in_its_words() -> None:
    content = refusal.content(refused(EMERGENCY, facts="伪造火灾证明"), "", "")
    old = replace(content, recover_article="", paid_on=None)
    assert "已领取先行救助金￥3,000.00（大写：人民币叁仟元整），应当退回" in text_of(refusal.draw(old))


def test_the_district_speaks_for_itself_even_where_the_town_might_have_decided() -> None:
    text = printed(refused(authority="district", approver_name="济南市示例区民政局"))
    assert "济南市示例区民政局2026年12月9日" in text
    assert "经示例街道办事处初审" in text


def test_it_is_offered_for_refusals_only() -> None:
    assert refusal.available(refused()) == ""
    assert refusal.available(cases.dossier(EXPENDITURE)) == "尚未作出决定"
    approved = cases.dossier(EXPENDITURE, decisions=(cases.decision(),))
    assert "没有告知书" in refusal.available(approved)
