"""The door to the papers: seventeen kinds of 低保, those of relief and of 特困, each stored, read again and drawn to the same bytes."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.papers.family_case import decision, dossier, opinion, roll_entry
from tests.papers.readback import text_of
from tests.papers.relief import relief_cases
from tests.papers.support import support_cases
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers import bound, catalogue
from zqdesk.papers.programmes import PAPERS
from zqdesk.records import codes
from zqdesk.records.tables.steps import SupplementNotice
from zqdesk.rules.problem import Refused
from zqdesk.rules.relief.amount import EXPENDITURE

RELIEF_ONLY = [kind for kind in PAPERS["relief"] if kind not in PAPERS["allowance"]]
SUPPORT_ONLY = [kind for kind in PAPERS["support"] if kind not in PAPERS["allowance"]]
ALL = [*catalogue.KINDS]


def _changed() -> Dossier:
    now = dossier(kind="change").calculation
    return dossier(
        kind="change",
        roll=(roll_entry(),),
        opinions=(opinion(now, result="raise"),),
        decisions=(decision(now, result="raise"),),
    )


def _relative() -> Dossier:
    case = dossier()
    case.case.relative_name, case.case.relative_post = "孙某", "示例东村村民委员会委员"
    case.case.relative_relation, case.case.relative_visited_on = "兄弟", case.case.accepted_on
    return case


def _ended() -> Dossier:
    case = dossier(decisions=())
    case.case.state, case.case.ended_on = "ended", case.today
    case.case.ended_reason = "三次预约入户均不在家，书面通知后仍拒绝提供银行流水"
    return case


def _adverse() -> Dossier:
    case = dossier()
    case.cross_checks[-1].result, case.cross_checks[-1].findings = "exceeds", "名下另有商品房一套"
    return case


ONLY_THEN = {"relative_record": _relative, "termination": _ended, "check_result": _adverse}
"""What is offered only where the law's step came about."""


def ready(kind: str) -> Dossier:
    """A case in which this paper can be printed."""
    if kind in RELIEF_ONLY:
        return relief_cases.ready(kind)
    if kind in SUPPORT_ONLY:
        return support_cases.ready(kind)
    if kind in ("change", "review"):
        return _changed()
    if kind == "refusal":
        words = {"text": "不予确认。", "facts": "收入超过标准。", "article": "《办法》第四条"}
        return dossier(decisions=(decision(dossier().calculation, result="refuse", **words),))
    if kind in ONLY_THEN:
        return ONLY_THEN[kind]()
    told = SupplementNotice(
        id="b",
        case_id="c",
        told_on=dossier().case.applied_on,
        items=[{"title": "疾病诊断证明", "reason": "未提供"}],
        receiver="王建国",
    )
    return dossier(supplements=(told,))


def test_all_papers_are_offered_and_say_why_not() -> None:
    choices = catalogue.papers_of(dossier())
    assert [choice.kind for choice in choices] == list(PAPERS["allowance"])
    assert len(choices) == 17
    assert all(choice.title for choice in choices)
    assert [choice.kind for choice in choices if choice.available is bool(choice.why_not)] == []
    offered = {choice.kind for choice in choices if choice.available}
    assert {"application", "home_visit", "appraisal", "public_notice", "approval", "confirmation"} <= offered
    assert offered.isdisjoint({"refusal", "change", "review", *ONLY_THEN})


def test_a_relief_case_is_offered_the_papers_of_relief_only() -> None:
    choices = catalogue.papers_of(relief_cases.dossier())
    assert [choice.kind for choice in choices] == list(PAPERS["relief"])
    assert [choice.kind for choice in choices if choice.available is bool(choice.why_not)] == []
    offered = {choice.kind for choice in choices if choice.available}
    shared = {"cross_check_authorisation", "home_visit"}
    assert offered == {"relief_registration", "relief_application", "receipt"} | shared


@pytest.mark.parametrize("kind", ["supplement", "cross_check_authorisation", "home_visit"])
def test_shared_papers_speak_of_what_was_applied_for(kind: str) -> None:
    told = ready("supplement").supplements
    others = {
        "临时救助": relief_cases.dossier(EXPENDITURE, supplements=told),
        "特困人员救助供养": support_cases.dossier(supplements=told),
    }
    for matter, case in others.items():
        text = text_of(catalogue.draw(kind, catalogue.content(kind, case, "", "")))
        assert matter in text
        assert "最低生活保障" not in text
    text = text_of(catalogue.draw(kind, catalogue.content(kind, ready(kind), "", "")))
    assert "临时救助" not in text
    assert "最低生活保障" in text


ASKED = {"application": "近亲属备案☐无☐有", "approval": "近亲属备案☐无☐有", "home_visit": "近亲属备案☐是☐否"}


@pytest.mark.parametrize("kind", [*ASKED, "review"])
def test_where_nothing_was_recorded_nothing_is_sworn_to(kind: str) -> None:
    case = replace(ready(kind), assets=())
    content = catalogue.content(kind, case, "", "")
    text = text_of(catalogue.draw(kind, content))
    assert "住房车船、农机具" in text
    assert "金融资产经营实体" in text
    assert ASKED.get(kind, "") in text
    assert kind != "home_visit" or "建档立卡☐是☐否" in text


@pytest.mark.parametrize("kind", [*ASKED, "review"])
def test_forms_issued_with_these_answers_are_drawn_with_them(kind: str) -> None:
    record = catalogue.to_record(catalogue.content(kind, replace(ready(kind), assets=()), "", ""))
    del record["economy"]["nothing"]
    record["applicant"]["registered_poor"] = False
    record |= {"relative": ""} if kind in ASKED else {}
    text = text_of(catalogue.draw(kind, catalogue.from_record(kind, record)))
    assert "住房无车船、农机具无" in text
    assert ASKED.get(kind, "") == "" or ASKED[kind] not in text
    assert kind != "home_visit" or "建档立卡☐是☑否" in text


def test_there_is_a_receipt_for_each_payment_and_one_original_of_it() -> None:
    pair = (
        relief_cases.payment(100_000, issued=True),
        relief_cases.payment(200_000, id="p2", receipt_number="370114001-2026-LK-00013"),
    )
    choices = catalogue.papers_of(relief_cases.dossier(own=relief_cases.file(payments=pair)))
    receipts = [choice for choice in choices if choice.kind == "receipt"]
    assert [(choice.subject_id, choice.available) for choice in receipts] == [("pd", False), ("p2", True)]
    assert [choice.title for choice in receipts] == [
        "领款单 370114001-2026-LK-00012",
        "领款单 370114001-2026-LK-00013",
    ]
    bare = catalogue.papers_of(relief_cases.dossier(own=relief_cases.file(payments=())))
    assert [(c.available, c.why_not) for c in bare if c.kind == "receipt"] == [(False, "尚未发放")]


def test_a_receipt_of_a_reversed_payment_holds_no_more() -> None:
    paid = relief_cases.payment(reversed_=True, issued=True)
    case = relief_cases.dossier(own=relief_cases.file(payments=(paid,)))
    assert paid.receipt is not None
    assert catalogue.void_of(case, paid.receipt) == "已冲销作废（记-2026-0032，2026年12月7日）"
    assert catalogue.void_of(relief_cases.dossier(), paid.receipt) == ""
    assert catalogue.void_of(dossier(), paid.receipt) == ""


def test_numbered_papers_are_kinds_of_the_catalogue() -> None:
    assert {each.code for each in codes.table("paper_kind") if each.extra.get("word")} <= set(catalogue.KINDS)


@pytest.mark.parametrize("kind", ALL)
def test_a_stored_paper_is_printed_again_byte_for_byte(kind: str) -> None:
    content = catalogue.content(kind, ready(kind), "示街救〔2026〕12号", "7K2QX-M9ZPA")
    stored: dict[str, Any] = json.loads(json.dumps(catalogue.to_record(content)))
    again = catalogue.from_record(kind, stored)
    assert again == content
    pdf = catalogue.draw(kind, content)
    assert catalogue.draw(kind, again) == pdf
    assert "7K2QX-M9ZPA" in text_of(pdf)
    assert "副本" in text_of(catalogue.draw(kind, content, mark="副本"))


@pytest.mark.parametrize("kind", ALL)
def test_each_paper_is_offered_when_it_can_be_printed(kind: str) -> None:
    found = {choice.kind: choice for choice in catalogue.papers_of(ready(kind))}
    assert found[kind].available, found[kind].why_not


def test_a_character_no_font_has_is_told_before_printing_and_never_left_out() -> None:
    case = dossier()
    case.applicant.name = "王\ue123"
    content = catalogue.content("approval", case, "", "")
    with pytest.raises(Refused) as refused:
        catalogue.draw("approval", content)
    assert [problem.code for problem in refused.value.problems] == ["paper.missing_glyph"]


def test_an_unknown_kind_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        catalogue.title_of("nonsense")


def test_the_history_calls_papers_and_books_by_the_names_they_bear() -> None:
    said = {each.code: each.title for each in codes.table("paper_kind")}
    assert {kind: said[kind] for kind in bound.BOOKS} == {kind: bound.title_of(kind) for kind in bound.BOOKS}
    assert set(catalogue.KINDS) | set(bound.BOOKS) == set(said)
