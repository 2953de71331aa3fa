"""The case page: what it shows, which steps it offers to whom, and that panels keep what was typed."""

from PySide6.QtWidgets import QLabel

from tests.journeys.clerk import Clerk
from tests.office.course import FOUR, Course
from zqdesk.rules.programmes import tables
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.pages.programmes import FACES


def opened(clerk: Clerk, case_id: str) -> CasePage:
    clerk.window.open_case(case_id)
    return clerk.front(CasePage)


def begin(clerk: Clerk, page: CasePage, act: str) -> None:
    """Open the form of a step."""
    assert page.seen is not None
    page.open_step(page.seen.dossier.process.step(act))
    clerk.settle()


def test_every_step_of_the_tables_has_a_form() -> None:
    for name, face in FACES.items():
        acts = {step.act for process in tables() if process.programme == name for step in process.steps}
        assert acts <= {*face.forms, *face.editors, *face.pages}, name
        assert {*face.editors, *face.pages} <= acts, name


def test_every_form_opens(clerk: Clerk, course: Course) -> None:
    page = opened(clerk, course.posted())
    assert page.seen is not None
    own = {step.act for process in tables() if process.programme == "allowance" for step in process.steps}
    forms = FACES["allowance"].forms
    for act in set(forms) & own:
        form = forms[act](clerk.program.desk, page.seen.dossier)
        assert form.act.__name__ == act


def test_the_page_shows_the_case(clerk: Clerk, course: Course) -> None:
    page = opened(clerk, course.posted())
    assert page.heading.text() == f"{FOUR.members[0].person.name} 户"
    assert page.kind.text() == "低保 · 新申请"
    assert page.state.text() == "公示中"
    assert page.offered.main is None, "the notice still hangs: its end is nothing to press"
    assert "2,084.40 元" in page.trace.words()
    assert "贰仟零捌拾肆元肆角整" in page.trace.words()
    assert "受理" in page.stepper.accessibleName()


def test_numbers_are_masked_until_asked_for(clerk: Clerk, course: Course) -> None:
    page = opened(clerk, course.posted())
    model = page.members.rows.model()
    number = FOUR.members[0].person.id_number
    assert model.index(0, 2).data() == f"{number[:6]}********{number[-4:]}"
    clerk.click("显示证件号")
    assert model.index(0, 2).data() == number


def test_the_approver_is_offered_other_steps_than_the_clerk(clerk: Clerk, course: Course) -> None:
    case_id = course.verified()
    page = opened(clerk, case_id)
    assert page.offered.main is None
    clerk.hand_over("03")
    page = opened(clerk, case_id)
    assert page.offered.main is not None
    assert page.offered.main.act == "give_opinion"


def test_a_panel_keeps_what_was_typed(clerk: Clerk, course: Course) -> None:
    case_id = course.posted()
    page = opened(clerk, case_id)
    begin(clerk, page, "record_objection")
    clerk.go_on_to("异议内容")
    clerk.write("邻居反映有出租房")
    clerk.press("Esc")
    assert "back" not in page.commands()
    begin(clerk, page, "record_objection")
    assert page.place.panel is not None
    assert page.place.panel.form.record().content == "邻居反映有出租房"
    clerk.press("Ctrl+Return")
    assert course.state(case_id) == "objected"


def test_a_refused_step_says_why_at_its_field(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    page = opened(clerk, case_id)
    begin(clerk, page, "visit_home")
    clerk.go_on_to("调查人（两人以上）")
    clerk.write("王小某")
    clerk.press("Ctrl+Return")
    assert page.place.panel is not None
    told = [
        label.text() for label in page.place.panel.findChildren(QLabel) if label.property("role") == "problem"
    ]
    assert any("两" in text or "2" in text for text in told)


def test_the_chosen_line_of_history_shows_old_and_new(clerk: Clerk, course: Course) -> None:
    page = opened(clerk, course.posted())
    assert page.seen is not None
    assert page.history.rows.rows.rows
    page.history.rows.selectRow(0)
    clerk.settle()
    assert "→" in page.history.details.text()


def test_the_figures_of_the_day_fill_their_line(clerk: Clerk) -> None:
    """Of the roll and the reserve one is shown: no place is kept for the other."""
    clerk.enter("today")
    page = clerk.front(TodayPage)
    all_of_them = (page.due, page.posted, page.awaiting, page.on_roll, page.reserve)
    figures = [each for each in all_of_them if each.isVisible()]
    assert len(figures) == 4
    line = figures[0].parentWidget()
    assert line is not None
    assert max(each.geometry().right() for each in figures) >= line.width() - 2
