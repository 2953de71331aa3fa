"""The door to the papers: twelve kinds, each stored, read again and drawn to the same bytes."""

import json
from typing import Any

import pytest

from tests.papers.cases import decision, dossier, opinion, roll_entry
from tests.papers.readback import text_of
from zqdesk.office.dossier import Dossier
from zqdesk.office.printouts import NUMBERED
from zqdesk.papers import catalogue
from zqdesk.records.steps import SupplementNotice
from zqdesk.rules.problem import Refused


def _changed() -> Dossier:
    now = dossier(kind="change").calculation
    return dossier(
        kind="change",
        roll=(roll_entry(),),
        opinions=(opinion(now, result="raise"),),
        decisions=(decision(now, result="raise"),),
    )


def ready(kind: str) -> Dossier:
    """A case in which this paper can be printed."""
    if kind in ("change", "review"):
        return _changed()
    if kind == "refusal":
        words = {"text": "不予确认。", "facts": "收入超过标准。", "article": "《办法》第四条"}
        return dossier(decisions=(decision(dossier().calculation, result="refuse", **words),))
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
    assert [choice.kind for choice in choices] == list(catalogue.KINDS)
    assert len(choices) == 12
    assert all(choice.title for choice in choices)
    assert [choice.kind for choice in choices if choice.available is bool(choice.why_not)] == []
    offered = {choice.kind for choice in choices if choice.available}
    assert {"application", "home_visit", "appraisal", "public_notice", "approval", "confirmation"} <= offered
    assert offered.isdisjoint({"refusal", "change", "review"})


def test_numbered_papers_are_kinds_of_the_catalogue() -> None:
    assert set(NUMBERED) <= set(catalogue.KINDS)


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_a_stored_paper_is_printed_again_byte_for_byte(kind: str) -> None:
    content = catalogue.content(kind, ready(kind), "示街救〔2026〕12号", "7K2QX-M9ZPA")
    stored: dict[str, Any] = json.loads(json.dumps(catalogue.to_record(content)))
    again = catalogue.from_record(kind, stored)
    assert again == content
    pdf = catalogue.draw(kind, content)
    assert catalogue.draw(kind, again) == pdf
    assert "7K2QX-M9ZPA" in text_of(pdf)
    assert "副本" in text_of(catalogue.draw(kind, content, mark="副本"))
    assert catalogue.missing_glyphs(content) == []


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_each_paper_is_offered_when_it_can_be_printed(kind: str) -> None:
    found = {choice.kind: choice for choice in catalogue.papers_of(ready(kind))}
    assert found[kind].available, found[kind].why_not


def test_a_character_no_font_has_is_told_before_printing_and_never_left_out() -> None:
    case = dossier()
    case.applicant.name = "王\ue123"
    content = catalogue.content("approval", case, "", "")
    assert [problem.code for problem in catalogue.missing_glyphs(content)] == ["paper.missing_glyph"]
    with pytest.raises(Refused):
        catalogue.draw("approval", content)


def test_an_unknown_kind_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        catalogue.title_of("nonsense")
