"""The application form: what the applicant states, the promise and the authorisation with a place for everyone."""

from functools import partial

from tests.papers.family_case import dossier
from tests.papers.readback import page_count, read_back, says
from zqdesk.papers.allowance import application

printed = partial(read_back, application)


def test_it_says_what_the_applicant_stated() -> None:
    says(
        printed(dossier()),
        "王建国",
        "370114197706050025",
        "2009年9月1日",
        "汉族",
        "长女",
        "37011419480808004743",
        "癌症（乳腺癌）",
        *("1,853.00", "941.00", "砖瓦平房4间", "示例农村商业银行示例支行", "6222000000000000004", "王建华"),
        "诚信承诺",
        "核对授权",
        "监护人：",
        "户口簿（政务平台核验）",
        "申请人（或代理人）（签字）",
        "第2页共2页",
        dossier().case.reason,
    )


def test_promise_and_signatures_fit_behind_the_facts() -> None:
    pdf = application.draw(application.content(dossier(), "", ""))
    assert page_count(pdf) == 2


def test_only_a_child_is_signed_for() -> None:
    case = dossier()
    assert printed(case).count("监护人：") == 1
    grown = dossier(members=case.members[:2])
    assert "监护人：" not in printed(grown)


def test_a_draft_without_number_leaves_blanks() -> None:
    case = dossier(
        opinions=(), decisions=(), notices=(), visits=(), cross_checks=(), supporters=(), assets=()
    )
    case.case.number, case.case.accepted_on, case.case.poverty_cause = "", None, ""
    content = application.content(case, "", "")
    assert (content.number, content.cause, content.supporters) == ("", "", ())
    assert "编号：" in printed(case)


def test_a_proxy_and_a_single_applicant_are_named() -> None:
    case = dossier()
    assert "委托代理人" not in printed(case)
    case.case.proxy_name, case.case.proxy_relation, case.case.proxy_phone = "孙某", "邻居", "130 0000 0009"
    case.case.single_reason = "severe_disability"
    text = printed(case)
    assert "孙某（邻居）" in text
    assert "130 0000 0009".replace(" ", "") in text
    assert "低保边缘家庭中的重度残疾人" in text


def test_ten_people_all_get_a_line_and_a_place_to_sign() -> None:
    text = printed(dossier(extra=6))
    assert text.count("阿卜杜热合曼·买买提依明·吐尔逊") == 6
    assert text.count("王𬭎4") == 2
    assert text.count("家庭成员姓名") >= 2  # heads of the family table on both pages


def test_why_it_cannot_be_printed() -> None:
    assert application.available(dossier()) == ""
    assert application.available(dossier(members=())) == "尚未填写家庭成员"
    assert application.available(dossier(kind="review")) == "本案不是新申请"
