"""变更告知书 read back: old and new amounts, reason, article, month and remedies."""

from datetime import date

from tests.office.course import Course
from tests.papers import family_case
from tests.papers.letters import changed, drawn
from tests.papers.readback import page_count, says, text_of
from zqdesk.office.allowance.reviewing import reviews
from zqdesk.office.allowance.reviewing.reviews import ChangeDecision, Proposal
from zqdesk.papers import catalogue


def test_a_cut_shows_both_amounts() -> None:
    pdf = drawn("change", changed("cut", allowance_fen=1_200_00, uplift_fen=80_40))
    assert page_count(pdf) == 2
    says(
        text_of(pdf),
        "最低生活保障金减发告知书",
        "你户（低保证号：DB370114001000137）享受最低生活保障，现经定期核查。",
        "自2027年1月起减发",
        "变更前（4人）变更后（4人）",
        "1,800.00元1,200.00元",
        "￥1,880.40（大写：人民币壹仟捌佰捌拾元肆角整）",
        "￥1,280.40（大写：人民币壹仟贰佰捌拾元肆角整）",
        "本机关认为，女儿参加工作，家庭收入增加。依据《最低生活保障审核确认办法》第四条规定",
        "60日内向示例区人民政府申请行政复议",
        "6个月内依法向示例区人民法院提起行政诉讼",
        "送达回证",
    )


def test_a_raise_without_facts_of_its_own_rests_on_article_32() -> None:
    text = text_of(drawn("change", changed("raise", kind="change", facts="", article="")))
    assert "最低生活保障金增发告知书" in text
    assert "第三十二条规定" in text
    assert "现查明" not in text
    assert "经定期核查" not in text
    assert "家庭状况发生变化" not in text, "a raise may follow from the standard alone"


def test_a_letter_issued_before_is_drawn_in_its_words() -> None:
    record = catalogue.to_record(catalogue.content("change", changed("raise"), "", ""))
    del record["ground"]
    text = text_of(catalogue.draw("change", catalogue.from_record("change", record)))
    assert "经定期核查，你户（低保证号：DB370114001000137）家庭状况发生变化。" in text


def test_a_stop_pays_nothing_and_says_why() -> None:
    text = text_of(drawn("change", changed("stop", stop_reason="death", allowance_fen=0, uplift_fen=0)))
    assert "自2027年1月起停发" in text
    assert "变更后每月低保金1,800.00元停发" in text
    assert "停发原因死亡" in text
    assert "渐退期" not in text


def test_a_phase_out_names_its_months() -> None:
    roll = (
        family_case.roll_entry(to_month="2026-12"),
        family_case.roll_entry(
            id="r2", case_id="c", from_month="2027-01", to_month="2027-06", phase_out=True, allowance_fen=1
        ),
    )
    text = text_of(drawn("change", changed("stop", roll=roll, from_month="2027-07", phase_out=True)))
    assert "自2027年7月起停发" in text
    assert "2027年1月至2027年6月为渐退期" in text
    assert "￥1,880.40" in text


def test_the_districts_reply_is_named() -> None:
    dossier = changed("cut")
    dossier.decisions[0].authority, dossier.decisions[0].text = "district", "示民救〔2026〕9号"
    assert "本机关审核（示民救〔2026〕9号）" in text_of(drawn("change", dossier))


def test_the_whole_way(course: Course) -> None:
    """A household of the hall stopped after a review."""
    entry = course.on_roll()
    course.clock.set(date(2027, 4, 20))
    case_id = course.register.do(reviews.start_review, entry.id).result
    course.visited(case_id)
    stop = Proposal(
        "stop", "自愿退出", stop_reason="own_wish", facts="本人书面申请退出", article="第三十二条"
    )
    course.register.do(reviews.propose_change, case_id, stop)
    course.approver.do(reviews.decide_change, case_id, ChangeDecision("同意"))
    text = text_of(drawn("change", course.dossier(case_id)))
    assert "自2027年5月起停发" in text
    assert "￥2,084.40（大写：人民币贰仟零捌拾肆元肆角整）" in text
    assert "现查明：本人书面申请退出。本机关认为，自愿退出。" in text


def test_the_letter_gives_the_reason_of_who_decides() -> None:
    own = changed("cut", reason="经集体研究，女儿工资已超过标准的一半")
    text = text_of(drawn("change", own))
    assert "本机关认为，经集体研究，女儿工资已超过标准的一半。" in text
    assert "女儿参加工作，家庭收入增加" not in text


def test_an_article_alone_is_named_with_its_regulation() -> None:
    assert "依据《最低生活保障审核确认办法》第三十二条规定" in text_of(
        drawn("change", changed("cut", article="第三十二条"))
    )
