"""A village's notice day: one sheet for seven families, hung up, one objection, ended and delivered together."""

from datetime import date
from pathlib import Path

from PySide6.QtGui import QImage
from sqlalchemy import Engine, text

from tests.journeys.clerk import SMALL_SCREEN, Clerk
from tests.office.course import Course
from tests.office.village import WEST, family, village
from tests.papers.readback import page_count, text_of
from zqdesk.papers.making.fonts import clean
from zqdesk.ui.pages.across.batch.page import BatchPage
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.printing.photo_field import PhotoField

FAMILIES = 7


def test_a_village_is_posted_ended_and_told_in_three_acts(
    clerk: Clerk, course: Course, engine: Engine, tmp_path: Path
) -> None:
    course.accepted(family(90, village_id=WEST))
    cases = village(course, FAMILIES)
    clerk.window.resize(*SMALL_SCREEN)
    clerk.sign_in("01")
    post(clerk, tmp_path)
    assert_posted(engine, cases, tmp_path / "sheet.pdf", course)
    object_to(clerk, cases[2])
    clerk.clock.set(date(2026, 11, 20))
    end(clerk)
    assert states(engine, cases) == {"deciding": FAMILIES - 1, "objected": 1}
    for case_id in cases[:2] + cases[3:]:
        course.confirm(case_id)
    deliver(clerk, tmp_path)
    assert states(engine, cases) == {"on_roll": FAMILIES - 1, "objected": 1}
    assert_told(engine, tmp_path / "letters.pdf")
    assert course.register.read(lambda session: session.execute(CHAIN).scalar_one()) > 0


CHAIN = text("SELECT max(seq) FROM changes")


def post(clerk: Clerk, folder: Path) -> None:
    """Print the sheet of all ticked families, go and hang it up, record place, day and photo once."""
    clerk.enter("batch")
    page = clerk.front(BatchPage)
    assert page.notices.group.currentText() == "示例东村 · 低保（7 户）"
    assert page.notices.count.text() == "7 户，已勾选 7 户"
    clerk.press("Ctrl+Return")
    assert page.place.panel is None, "what was not printed does not hang"
    clerk.press("Esc", "Ctrl+P")
    clerk.save_paper(folder / "sheet.pdf")
    assert "已打印，待登记" in page.notices.count.text()
    clerk.press("Ctrl+Return")
    photo = folder / "公示栏.png"
    QImage(30, 20, QImage.Format.Format_RGB32).save(str(photo))
    (field,) = clerk.visible(PhotoField)
    field.take([photo])
    clerk.settle()
    clerk.hold("Ctrl+Return")
    assert page.place.panel is None
    assert page.notices.count.text().startswith("0 户")


def object_to(clerk: Clerk, case_id: str) -> None:
    clerk.window.open_case(case_id, "record_objection")
    clerk.front(CasePage)
    clerk.go_on_to("异议内容")
    clerk.write("有未申报的经营收入")
    clerk.press("Ctrl+Return")
    clerk.enter("batch")


def end(clerk: Clerk) -> None:
    """All that ended are ticked; one confirmation is enough."""
    page = clerk.front(BatchPage)
    clerk.press("F5", "Ctrl+PgDown")
    assert page.front is page.ended
    assert page.ended.count.text() == "6 户，已勾选 6 户"
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert page.place.panel is None


def deliver(clerk: Clerk, folder: Path) -> None:
    page = clerk.front(BatchPage)
    clerk.press("F5", "Ctrl+PgDown")
    assert page.front is page.deliveries
    assert page.deliveries.count.text() == "6 户，已勾选 0 户"
    clerk.press("Ctrl+A", "Ctrl+P")
    clerk.save_paper(folder / "letters.pdf")
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert page.place.panel is None
    assert page.deliveries.count.text().startswith("0 户")


def states(engine: Engine, cases: list[str]) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, state FROM cases")).all()
    found = [state for case_id, state in rows if case_id in cases]
    return {state: found.count(state) for state in sorted(set(found))}


def assert_posted(engine: Engine, cases: list[str], sheet: Path, course: Course) -> None:
    """Each family has its own notice under one number, its own change and the photo; the paper names them all."""
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT case_id, number, place, sheet_id FROM public_notices")).all()
        acts = connection.execute(text("SELECT act FROM changes ORDER BY seq")).scalars().all()
        photos = connection.execute(text("SELECT count(*), count(DISTINCT digest) FROM attachments")).one()
        papers = connection.execute(text("SELECT kind, page_count FROM papers WHERE digest <> ''")).all()
    assert {row.case_id for row in kept} == set(cases)
    assert len({(row.number, row.place, row.sheet_id) for row in kept}) == 1
    assert acts.count("notices.post_notice") == acts.count("materials.attach") == FAMILIES
    assert tuple(photos) == (FAMILIES, 1)
    pdf = sheet.read_bytes()
    assert [tuple(row) for row in papers] == [("public_notice", page_count(pdf))]
    said = text_of(pdf)
    assert kept[0].number in said
    for case_id in cases:
        person = course.dossier(case_id).applicant
        assert clean(person.name) in said
        assert person.id_number not in said


def assert_told(engine: Engine, letters: Path) -> None:
    """A delivery and a letter for each, and in the print job the receipt of each."""
    with engine.connect() as connection:
        deliveries = connection.execute(text("SELECT count(DISTINCT case_id) FROM deliveries")).scalar_one()
        numbers = (
            connection.execute(text("SELECT number FROM papers WHERE kind = 'confirmation' AND digest <> ''"))
            .scalars()
            .all()
        )
    assert deliveries == len(set(numbers)) == FAMILIES - 1
    said = text_of(letters.read_bytes())
    assert said.count("回执") == FAMILIES - 1
    assert [number for number in numbers if number not in said] == []
