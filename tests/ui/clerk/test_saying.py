"""What the windows say back: whole names, the file meant, and nothing about a case as if it were another."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.clerk import Clerk
from tests.journeys.errands import name_applicant
from tests.office.course import FOUR, Course
from tests.office.family import with_line
from zqdesk.office.across.history import lines as history
from zqdesk.rules.problem import Problem
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.hall.settings.page import SettingsPage
from zqdesk.ui.pages.people.household import HouseholdPage
from zqdesk.ui.widgets.form import FieldBox
from zqdesk.ui.widgets.shown.title import Title

LONG = "阿卜杜热合曼·买买提依明·吐尔逊·阿卜杜热合曼·买买提依明"


def apply_button(page: HouseholdPage) -> QPushButton:
    return page.applying["allowance"]


def words(clerk: Clerk) -> str:
    return "\n".join(each.text() for each in clerk.visible(QLabel))


def test_a_long_name_sends_the_buttons_to_the_next_line(clerk: Clerk, course: Course) -> None:
    person = FOUR.members[0].person
    named = with_line(FOUR, 0, person=type(person)(name=LONG, id_number=person.id_number))
    case_id = course.accepted(named)
    clerk.window.resize(1366, 768)
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    assert isinstance(page.heading, Title)
    assert page.heading.shown() == f"{LONG} 户"
    assert page.main_button.geometry().right() <= page.width()
    assert page.main_button.geometry().top() > page.heading.geometry().bottom()


def test_a_refused_acceptance_leaves_the_lines_as_they_are(clerk: Clerk) -> None:
    """The second F10 corrects the lines of the first; it does not write the family anew."""
    page = name_applicant(clerk, "370114190001010014")
    clerk.press("F10")
    assert page.case_id, "kept as a draft; the rest of the application is missing"
    assert not page.bar.isVisible(), "this very draft is no other case"
    line = page.entry.record().members[0]
    assert line.key
    assert line.person.person_id
    clerk.press("F10")
    titles = [each.title for each in clerk.program.desk.register.read(history.of_subjects, [page.case_id])]
    assert titles == ["登记申请"], "nothing differed the second time"


def test_each_refused_file_is_named_and_none_hangs_twice(
    clerk: Clerk, course: Course, tmp_path: Path
) -> None:
    case_id = course.accepted()
    scan, program = tmp_path / "身份证.png", tmp_path / "相片.jpg"
    QImage(30, 20, QImage.Format.Format_RGB32).save(str(scan))
    program.write_bytes(b"MZ not a picture")
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    page.strip.add([scan, program])
    clerk.settle()
    assert "没有添加“相片.jpg”：只能添加图片" in words(clerk)
    page.strip.add([scan])
    clerk.settle()
    assert "“身份证”已经添加过" in words(clerk)
    assert page.seen is not None
    assert len(page.seen.dossier.attachments) == 1


def test_a_household_on_the_roll_is_not_led_to_a_new_application(clerk: Clerk, course: Course) -> None:
    clerk.window.open_household(course.on_roll().household_id)
    page = clerk.front(HouseholdPage)
    assert not apply_button(page).isEnabled()
    assert page.beginning[0].isEnabled()


def test_no_case_opens_for_an_administrator(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    clerk.hand_over("05")
    clerk.window.open_case(case_id)
    clerk.settle()
    assert isinstance(clerk.window.front(), SettingsPage)


def test_fields_beside_one_with_a_problem_stay_level(qtbot: QtBot) -> None:
    boxes = [FieldBox("镇街", QLineEdit()), FieldBox("区", QLineEdit())]
    line = QWidget()
    qtbot.addWidget(line)
    line.setLayout(theme.row(*boxes))
    boxes[0].say([Problem("town.empty", "请填写镇街。", "town")])
    with qtbot.waitExposed(line):
        line.show()
    assert boxes[0].message.isVisible()
    assert boxes[0].widget.y() == boxes[1].widget.y()


def test_who_joins_without_a_name_is_told_so_at_the_name(clerk: Clerk, course: Course) -> None:
    clerk.window.open_household(course.on_roll().household_id)
    page = clerk.front(HouseholdPage)
    clerk.click("成员加入")
    panel = page.place.panel
    assert panel is not None
    panel.submit()
    clerk.settle()
    box = panel.form.widget("name").parent()
    assert isinstance(box, FieldBox)
    assert box.message.text() == "请填写姓名"


def test_f10_on_an_accepted_case_corrects_it_and_leads_back(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    clerk.window.open_entry("intake.new", case_id)
    page = clerk.front(IntakePage)
    assert page.submit_button.text().startswith("保存并返回案件")
    page.entry.form.widget("address").setFocus()
    clerk.press("Ctrl+A")
    clerk.write("99号")
    clerk.press("F10")
    assert clerk.front(CasePage).case_id == case_id
    assert course.dossier(case_id).household.address == "99号"
