"""补正材料一次性告知书 read back: everything that is missing, why, and where it is to be had."""

import pytest

from tests.papers import family_case
from tests.papers.letters import ITEMS, drawn, told
from tests.papers.readback import chars_of, page_count, says, text_of
from zqdesk.papers.cases.letters import supplement
from zqdesk.records import codes


def test_every_item_with_reason_and_source() -> None:
    pdf = drawn("supplement", family_case.dossier(supplements=(told(),)))
    assert page_count(pdf) == 1
    says(
        text_of(pdf),
        "下列3项材料",
        "第十条规定",
        "收入证明",
        "请写明近12个月的工资",
        "可以书面承诺代替",
        "疾病诊断证明未提交由就诊医疗机构出具",
        "村里的证明未提交请向经办人询问",
        "办理期限自受理之日起计算",
        "示例街道办事处2026年11月20日",
        "签收人（签名或指印）",
    )


def test_many_items_go_on_under_the_same_head() -> None:
    pdf = drawn("supplement", family_case.dossier(supplements=(told(*ITEMS * 6),)))
    text = text_of(pdf)
    assert page_count(pdf) == 2
    assert text.count("需要补正的材料补正原因和要求取得途径") == 2
    assert text.count("请写明近12个月的工资") == 6


@pytest.mark.parametrize("count", range(3, 13))
def test_the_seal_is_never_alone_on_a_page(count: int) -> None:
    pdf = drawn("supplement", family_case.dossier(supplements=(told(*(ITEMS * 4)[:count]),)))
    pages = ["".join(char.char for char in chars_of(pdf, page)) for page in range(page_count(pdf))]
    (sealed,) = [page for page in pages if "示例街道办事处2026年11月20日" in page]
    assert "请补齐后送" in sealed


def test_every_paper_that_may_be_asked_for_has_its_source() -> None:
    asked = [
        code.code
        for code in codes.table("evidence")
        if code.extra["needed"] not in ("later", "other") and not code.extra["from_platform"]
    ]
    assert "202" in asked
    assert [code for code in asked if code not in supplement.SOURCES] == []
