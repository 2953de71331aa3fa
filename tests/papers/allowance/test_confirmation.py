"""确认通知书 read back: who gets how much from when, in figures and capitals, in whose name."""

from dataclasses import replace

from tests.office.course import Course
from tests.papers import family_case
from tests.papers.letters import ENTRUSTED, drawn
from tests.papers.readback import page_count, says, text_of
from zqdesk.records.tables.steps import Submission


def test_amounts_members_and_month() -> None:
    pdf = drawn("confirmation", family_case.dossier())
    assert page_count(pdf) == 1
    says(
        text_of(pdf),
        "最低生活保障审核确认通知书",
        "自2027年1月起",
        "4人：王建国、李秀英、王雨桐、赵桂芳",
        "每月低保金￥2,004.00（大写：人民币贰仟零肆元整）",
        "分类施保金￥160.80（大写：人民币壹佰陆拾元捌角整）",
        "每月合计￥2,164.80（大写：人民币贰仟壹佰陆拾肆元捌角整）",
        "DB370114001000137",
        "账户（尾号0004）",
        "骗取最低生活保障金的",
        "示例街道办事处2026年12月9日",
    )


def test_ten_people_still_fit_on_the_page() -> None:
    assert page_count(drawn("confirmation", family_case.dossier(extra=6))) == 1


def test_without_uplift_there_is_none() -> None:
    decision = family_case.decision(family_case.dossier().calculation, uplift_fen=0)
    assert "分类施保金无" in text_of(drawn("confirmation", family_case.dossier(decisions=(decision,))))


def test_an_entrusted_decision_is_given_in_the_districts_name() -> None:
    decision = family_case.decision(family_case.dossier().calculation, authority="entrusted")
    text = text_of(drawn("confirmation", family_case.dossier(decisions=(decision,), wording=ENTRUSTED)))
    assert "受济南市示例区民政局委托，示例街道办事处进行了审核" in text
    assert "济南市示例区民政局2026年12月9日" in text


def test_the_districts_own_decision_names_its_document() -> None:
    decision = family_case.decision(family_case.dossier().calculation, authority="district")
    sent = Submission(
        id="u",
        case_id="c",
        sent_on=family_case.ACCEPTED,
        answered_on=decision.decided_on,
        answer="confirm",
        document_number="示民救〔2026〕5号",
    )
    wording = replace(ENTRUSTED, authority="district")
    text = text_of(
        drawn(
            "confirmation", family_case.dossier(decisions=(decision,), submissions=(sent,), wording=wording)
        )
    )
    assert "经示例街道办事处初审、本机关审核（示民救〔2026〕5号）" in text
    assert "济南市示例区民政局2026年12月9日" in text


def test_older_words_are_used_where_they_held() -> None:
    text = text_of(
        drawn("confirmation", family_case.dossier(wording=replace(family_case.WORDING, confirmation="审批")))
    )
    assert "最低生活保障审批通知书" in text


def test_the_whole_way(course: Course) -> None:
    """A confirmed case of the hall: 2,084.40 in all, paid from the month after."""
    case_id = course.deciding()
    course.confirm(case_id)
    text = text_of(drawn("confirmation", course.dossier(case_id)))
    assert "每月合计￥2,084.40（大写：人民币贰仟零捌拾肆元肆角整）" in text
    assert "自2026年12月起" in text
