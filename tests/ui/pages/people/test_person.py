"""A death recorded of the wrong person is taken back from the same page, under a colleague's passphrase."""

from PySide6.QtWidgets import QLineEdit

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import Course
from zqdesk.office.across import files
from zqdesk.office.people import changes
from zqdesk.ui.pages.cases.steps.form import Reason
from zqdesk.ui.pages.people.person import PersonPage
from zqdesk.ui.widgets.second_person import SecondPersonDialog


def test_an_approver_undoes_a_death_at_the_clerks_desk(clerk: Clerk, course: Course) -> None:
    case_id = course.accepted()
    son = course.dossier(case_id).members[2].person
    clerk.window.open_person(son.id)
    clerk.settle()
    page = clerk.front(PersonPage)
    assert not page.undo_death_button.isVisible()
    course.register.do(changes.record_death, son.id, course.today)
    page.reload()
    clerk.settle()
    assert not page.death_button.isEnabled()
    clerk.click("撤销死亡登记…")
    assert page.place.panel is not None
    page.place.panel.form.load(Reason("经核实，死亡的是同名的另一人"))
    page.place.panel.sign_here()
    clerk.settle()
    dialog = clerk.window.findChild(SecondPersonDialog)
    assert isinstance(dialog, SecondPersonDialog)
    login, passphrase = dialog.findChildren(QLineEdit)
    login.setText("03")
    passphrase.setText(town.PASSPHRASE)
    dialog.sign()
    clerk.wait_until(lambda: course.register.read(files.person, son.id).person.died_on is None)
    clerk.settle()
    assert page.death_button.isEnabled()
    assert not page.undo_death_button.isVisible()
