"""受理通知书 read back: what was accepted, on which papers, and by when it is decided."""

from dataclasses import replace
from datetime import date

from tests.office.course import Course
from tests.papers import family_case
from tests.papers.letters import drawn, due
from tests.papers.readback import page_count, text_of
from zqdesk.records.tables.case import Material


def test_what_the_applicant_is_told() -> None:
    text = text_of(drawn("acceptance", family_case.dossier(dues=due())))
    for words in (
        "最低生活保障申请受理通知书",
        "370114001-2026-DB-00137",
        "于2026年11月20日提出",
        "于2026年11月23日予以受理",
        "共同生活的家庭成员4人：王建国、李秀英、王雨桐、赵桂芳",
        "20个工作日内作出决定（受理当日不计算在内），即至2026年12月21日止",
        "政务平台查询：户口簿",
        "申请人提交：疾病诊断证明",
        "经办人：王小某",
        "0531-0000000",
        "示例街道办事处2026年11月23日",
        "签收人（签名或指印）",
    ):
        assert words in text


def test_the_usual_family_needs_one_page() -> None:
    titles = (
        "户口簿",
        "居民身份证",
        "低保申请书",
        "收入证明",
        "残疾人证",
        "诚信承诺书",
        "银行存折（卡）复印件",
    )
    papers = tuple(
        Material(id=f"t{n}", case_id="c", code="", title=title, state="platform" if n < 2 else "have")
        for n, title in enumerate(titles)
    )
    assert page_count(drawn("acceptance", family_case.dossier(dues=due(), materials=papers))) == 1


def test_a_missing_paper_is_not_receipted() -> None:
    missing = Material(id="t", case_id="c", code="202", title="收入证明", state="missing")
    promised = Material(id="u", case_id="c", code="205", title="在读证明", state="promise")
    text = text_of(drawn("acceptance", family_case.dossier(materials=(missing, promised))))
    assert "书面承诺：在读证明" in text
    assert "收入证明" not in text


def test_a_day_in_a_year_without_holidays_yet_is_marked() -> None:
    told = text_of(drawn("acceptance", family_case.dossier(dues=due(date(2027, 1, 13), provisional=True))))
    assert "即至2027年1月13日止" in told
    assert "节假日安排尚未公布" in told
    assert "节假日" not in text_of(drawn("acceptance", family_case.dossier(dues=due())))


def test_the_longer_limit_names_its_reason() -> None:
    dossier = family_case.dossier()
    dossier.case.extension_kind = "elsewhere"
    assert "本件因人户分离" in text_of(drawn("acceptance", dossier))


def test_a_proxy_and_a_single_applicant_are_named() -> None:
    facts = replace(family_case.dossier().facts, single_reason="serious_illness", single_member="m1")
    alone = family_case.dossier(facts=facts)
    alone.case.proxy_name, alone.case.single_reason = "李𠅤", "serious_illness"
    text = text_of(drawn("acceptance", alone))
    assert "由李𠅤代为提出" in text
    assert "单独申请最低生活保障，申请保障人员：李秀英" in text
    assert "王雨桐" not in text


def test_from_the_counter(course: Course) -> None:
    """An accepted case of the hall: the limit of 20 working days comes from its parameters."""
    dossier = course.dossier(course.accepted())
    text = text_of(drawn("acceptance", dossier))
    assert dossier.case.number in text
    assert "20个工作日内作出决定（受理当日不计算在内），即至2026年12月2日止" in text
    assert "申请人提交：" in text
