"""Of an invented year with the article's proportions the report gives each of the article's figures (domain.md §7)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import town
from tests.office.figures import invented_year as year
from zqdesk.office.cases.looks.figures import YUAN
from zqdesk.office.figures import keeping
from zqdesk.office.figures.chapters import CHAPTERS, FIGURES
from zqdesk.office.figures.report import BY, Report, report
from zqdesk.office.figures.summary import summary, summary_workbook

LATER = date(2021, 1, 8)


@pytest.fixture(scope="module")
def engine(template: town.Vault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The town after the invented year; nobody writes to it."""
    opened = town.copied(template, Path(tmp_path_factory.mktemp("year")) / "data").open()
    year.fill(opened)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def made(engine: Engine) -> Report:
    with Session(engine) as session:
        return report(session, "2020", LATER)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("support.cared.share", "57.4%"),
        ("support.cared.home", "221"),
        ("support.cared.institution", "298"),
        ("support.cared.able", "300"),
        ("support.cared.partly", "119"),
        ("support.cared.lost", "100"),
        ("poor.all.persons", "1,718"),
        ("poor.covered.persons", "1,218"),
        ("poor.covered.share", "70.9%"),
        ("allowance.end.poor.persons", "1,218"),
        ("reserve.came.allocation.fen", "2,660,000.00"),
        ("reserve.left.all.fen", "2,660,000.00"),
        ("payroll.paid.back_pay.fen", "18,670,000.00"),
        ("payroll.back_paid.households", "100"),
        ("goods.served.households", "221"),
        ("goods.donated.fen", "4,000.00"),
        ("charity.granted.persons", "3,700"),
        ("charity.granted.fen", "4,300,000.00"),
    ],
)
def test_a_figure_of_the_article(made: Report, figure: str, words: str) -> None:
    assert made.words(FIGURES[figure]) == words


def test_goods_item_by_item(made: Report) -> None:
    assert made.split(FIGURES["goods.handed.pieces"], "kind") == {
        "口罩（个）": 4_420,
        "牛奶（箱）": 221,
        "挂面（斤）": 1_105,
        "洗手液（瓶）": 221,
    }


def test_a_figure_is_the_sum_of_its_list_however_it_is_split(made: Report) -> None:
    for figure in FIGURES.values():
        value = made.value(figure)
        assert value == sum(figure.of(item) for item in made.items(figure)), figure.id
        assert all(sum(made.split(figure, by).values()) == value for by in BY), figure.id
        nowhere = sum(figure.of(item) for item in made.items(figure) if not item.village_id)
        assert value == nowhere + sum(made.value(figure, code) for code, _ in made.villages()), figure.id


def test_every_figure_says_what_it_counts_and_every_list_is_read(made: Report) -> None:
    assert {list_id for chapter in CHAPTERS for list_id in chapter.lists} == set(made.lists)
    for chapter in CHAPTERS:
        for figure in chapter.figures:
            assert figure.list_id in chapter.lists
            assert figure.words.endswith("。")
            assert not figure.share_of or FIGURES[figure.share_of].unit == figure.unit != YUAN


def test_the_summary_says_them_in_sentences(engine: Engine) -> None:
    with Session(engine) as session:
        seen = keeping.seen(session, "2020", LATER, "2019")
    said = summary(seen)
    text = "".join(section.sentence for section in said.sections)
    for words in (
        "集中供养率57.4%",
        "分散供养221人",
        "1,218人，覆盖率70.9%",
        "2,660,000.00元",
        "18,670,000.00元",
        "口罩（个）4,420",
    ):
        assert words in text
    assert "{" not in text
    assert said.villages[-1][0] == "合计"
    assert summary_workbook(seen).startswith(b"PK")
