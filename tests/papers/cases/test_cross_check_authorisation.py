"""家庭经济状况核对授权书 read back: promise, leave, and everybody who has to sign."""

from tests.papers import family_case
from tests.papers.letters import drawn
from tests.papers.readback import page_count, text_of
from zqdesk.papers import catalogue
from zqdesk.records.tables.case import CaseSupporter


def test_promise_leave_and_term() -> None:
    text = text_of(drawn("cross_check_authorisation", family_case.dossier()))
    for words in (
        "公安",
        "人力资源社会保障",
        "不动产登记",
        "税务",
        "市场监管",
        "住房公积金",
        "银行",
        "证券",
        "保险",
    ):
        assert words in text
    assert "真实、完整" in text
    assert "示例街道办事处、示例区民政局" in text
    assert "获得最低生活保障的，至停止保障之日止" in text


def test_everyone_stands_there_with_relation_and_number() -> None:
    pdf = drawn("cross_check_authorisation", family_case.dossier())
    text = text_of(pdf)
    assert page_count(pdf) == 1
    for name, number, *_ in family_case.PERSONS:
        assert name in text
        assert number in text
    assert "王建华子370114197208150033" in text


def test_the_guardian_signs_for_the_minor_only() -> None:
    assert text_of(drawn("cross_check_authorisation", family_case.dossier())).count("监护人代签：") == 1
    many = drawn("cross_check_authorisation", family_case.dossier(extra=6))
    assert text_of(many).count("监护人代签：") == 7
    assert text_of(many).count("签名（指印）") == page_count(many) == 2


def test_who_does_not_count_is_not_asked() -> None:
    dossier = family_case.dossier()
    dossier.members[3].member.counted = False
    assert "赵桂芳" not in text_of(drawn("cross_check_authorisation", dossier))


def test_without_a_number_of_its_own_it_carries_that_of_the_case() -> None:
    assert "编号：370114001-2026-DB-00137" in text_of(
        drawn("cross_check_authorisation", family_case.dossier(), "")
    )


def test_obligors_not_yet_known_have_lines_left_for_them() -> None:
    few = catalogue.content("cross_check_authorisation", family_case.dossier(supporters=()), "", "")
    assert few.supporters == ()
    named = tuple(CaseSupporter(id=f"s{n}", case_id="c", name=f"王小{n}", relation="03") for n in range(3))
    text = text_of(drawn("cross_check_authorisation", family_case.dossier(supporters=named)))
    assert "王小2女" in text
