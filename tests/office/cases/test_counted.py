"""Who lives together follows from the facts: a tick against them needs the ground that the article names."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office.family import (
    FAMILY,
    SON,
    TODAY,
    VALUES,
    WIFE,
    by_code,
    id_number,
    member,
    with_line,
    with_papers,
)
from zqdesk.office.allowance.applying.intake import check
from zqdesk.office.allowance.applying.materials import required
from zqdesk.office.cases.entry.counted import check_counting
from zqdesk.office.cases.entry.tidying import tidy
from zqdesk.office.cases.entry.values import Application, MemberEntry
from zqdesk.records.codes import table
from zqdesk.rules.cases.counted import ARTICLE_MEMBERS

GROUNDS = [code.code for code in table("not_counted")]
EXCLUDED = ["religious", "prison", "rehabilitation", "missing"]
GROWN = id_number(date(1996, 3, 4), 5)
SPOUSES = st.sampled_from(["10", "11", "12"]).map(lambda relation: member("李某", WIFE, relation))
MINORS = st.sampled_from(["20", "22", "30", "32"]).map(lambda relation: member("张小某", SON, relation))


def answers(line: MemberEntry) -> dict[str, str]:
    """Code and field of each problem, of a line that the clerk has left."""
    (tidied,) = tidy(Application(members=(line,))).members
    found = list(check_counting(tidied, "members.1", TODAY))
    assert all(each.source == ARTICLE_MEMBERS for each in found if each.code.startswith("counting."))
    return by_code(found)


def problems(entry: Application) -> dict[str, str]:
    return by_code(check(entry, TODAY, VALUES, strict=True))


@given(SPOUSES | MINORS, st.sampled_from(["", "1", "不在家", *GROUNDS]))
def test_a_spouse_or_minor_child_is_left_out_only_by_an_exclusion(line: MemberEntry, ground: str) -> None:
    out = replace(line, counted=False, not_counted_reason=ground)
    assert (answers(out) == {}) == (ground in EXCLUDED)


@given(SPOUSES | MINORS, st.sampled_from(EXCLUDED))
def test_whom_the_article_excludes_is_not_put_in(line: MemberEntry, ground: str) -> None:
    assert answers(replace(line, not_counted_reason=ground)) == {"counting.put_in": "members.1.counted"}


@pytest.mark.parametrize(
    ("facts", "ground", "left_out"),
    [
        ({"work_ability": "01"}, "apart", True),
        ({"work_ability": "01"}, "no_duty", False),
        ({"work_ability": "04"}, "apart", False),
        ({"work_ability": "01", "student": True}, "apart", False),
        ({"work_ability": "04"}, "prison", True),
    ],
)
def test_a_grown_child_is_left_out_who_lives_apart_and_stands_alone(
    facts: dict[str, str | bool], ground: str, left_out: bool
) -> None:
    line = member("张大某", GROWN, "20", counted=False, not_counted_reason=ground)
    expected = {} if left_out else {"counting.left_out": "members.1.not_counted_reason"}
    assert answers(replace(line, **facts)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("relation", ["72", "76", "83", "97", "99"])
def test_who_owes_no_support_is_put_in_only_with_a_ground(relation: str) -> None:
    line = member("王某", GROWN, relation, work_ability="01")
    assert answers(line) == {"counting.put_in": "members.1.counted"}
    assert answers(replace(line, not_counted_reason="duty")) == {}
    assert answers(replace(line, counted=False, not_counted_reason="no_duty")) == {}
    assert answers(replace(line, counted=False, not_counted_reason="duty")) == {
        "counting.left_out": "members.1.not_counted_reason"
    }


def test_a_wife_who_earns_cannot_be_ticked_away() -> None:
    out = with_line(FAMILY, 1, counted=False, not_counted_reason="1")
    assert problems(out) == {"not_counted.code": "members.1.not_counted_reason"}
    out = with_line(FAMILY, 1, counted=False, not_counted_reason="apart")
    assert problems(out) == {"counting.left_out": "members.1.not_counted_reason"}


def test_an_exclusion_waits_for_its_paper() -> None:
    out = with_line(FAMILY, 1, counted=False, not_counted_reason="prison")
    assert set(problems(out)) == {"material.missing"}
    assert {each.code for each in required(out)} - {each.code for each in required(FAMILY)} == {"212"}
    assert problems(with_papers(out)) == {}


@pytest.mark.parametrize("words", ["在监狱内服刑", "服刑", "prison"])
def test_words_of_an_older_entry_are_read_as_their_code(words: str) -> None:
    out = with_line(FAMILY, 1, counted=False, not_counted_reason=words)
    assert tidy(out).members[1].not_counted_reason == "prison"
