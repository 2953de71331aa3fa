"""The star stands at the fields that would be refused when blank, at those and no others, and a reader says so."""

from typing import Any

import pytest

from tests.journeys.clerk import Clerk
from tests.office.course import FOUR, Course
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.widgets.form import FieldBox, Form


def boxes(form: Form[Any]) -> dict[str, FieldBox]:
    found = {
        name: form.widget(name).parentWidget()
        for name in form.record().__dataclass_fields__
        if form.home(name)
    }
    return {name: box for name, box in found.items() if isinstance(box, FieldBox)}


def stars(form: Form[Any]) -> set[str]:
    return {name for name, box in boxes(form).items() if box.required}


def assert_said(form: Form[Any]) -> None:
    """What the eye sees a screen reader says."""
    for box in boxes(form).values():
        assert box.caption.text().endswith(" *") == (box.required and bool(box.caption.text()))
        assert box.widget.accessibleDescription().startswith(theme.REQUIRED) == box.required


@pytest.mark.parametrize("key", ["F2", "F3"])
def test_an_application_is_refused_where_the_star_is(clerk: Clerk, key: str) -> None:
    clerk.press(key)
    page = clerk.front(IntakePage)
    clerk.wait_until(lambda: stars(page.entry.form))
    marked = {name for _, form in page.entry.forms() for name in stars(form)}
    for _, form in page.entry.forms():
        assert_said(form)
        for name in boxes(form):
            widget: Any = form.widget(name)
            if hasattr(widget, "set_raw") and name not in ("materials", "registered_poor"):
                widget.set_raw("")
    clerk.press("F10")
    wrong = {
        each.problem.field.rpartition(".")[2]
        for each in page.errors.listed()
        if "members" not in each.problem.field
    }
    of_fields = {name for name in wrong if not name.isdigit() and name not in ("state", "materials")}
    assert of_fields == marked


def test_who_applies_for_another_must_be_named(clerk: Clerk) -> None:
    """Marks follow the answers: what only some of them ask for gets its star with them."""
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.wait_until(lambda: stars(page.entry.form))
    assert not {"proxy_name", "proxy_id_number"} & stars(page.entry.form)
    clerk.go_on_to("申请方式")
    page.entry.form.widget("proxy_kind").set_value("person")  # type: ignore[attr-defined]
    page.entry.form.edited.emit("proxy_kind")
    clerk.wait_until(lambda: {"proxy_name", "proxy_id_number"} <= stars(page.entry.form))


def test_the_columns_of_the_family_are_marked(clerk: Clerk) -> None:
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "370114190001010014"])
    titles = page.entry.members._headings
    clerk.wait_until(lambda: titles[6].text() == "劳动能力 *")
    assert titles[1].text() == "姓名 *"
    assert page.entry.members.rows[0].widgets["name"].accessibleDescription() == theme.REQUIRED


def test_an_emergency_is_refused_where_the_star_is(clerk: Clerk) -> None:
    clerk.press("F4")
    page = clerk.front(EmergencyPage)
    clerk.wait_until(lambda: stars(page.form))
    assert_said(page.form)
    marked = stars(page.form)
    for name in boxes(page.form):
        page._widgets[name].set_raw("")
    clerk.press("F10")
    assert {page.form.home(each.problem.field) for each in page.wrong.errors.listed()} == marked
    page._widgets["form"].set_value("goods")
    page.form.edited.emit("form")
    clerk.wait_until(lambda: "goods" in stars(page.form))


def test_every_step_of_a_case_is_refused_where_the_star_is(clerk: Clerk, course: Course) -> None:
    """All forms that the accepted case offers: blanked, then handed in."""
    case_id = course.accepted(FOUR)
    clerk.window.open_case(case_id)
    page = clerk.front(CasePage)
    seen = 0
    for step in [page.offered.main, *page.offered.others]:
        if step is None or step.act in page.face.editors:
            continue
        page.open_step(step)
        clerk.settle()
        panel = page.place.panel
        if panel is None or not panel.submit_button.isVisibleTo(panel) or not panel._widgets:
            continue
        seen += 1
        assert_said(panel.form)
        marked = stars(panel.form)
        for widget in panel._widgets.values():
            widget.set_raw([] if isinstance(widget.raw(), list) else "")
        told = clerk.program.desk.register.rehearse(*panel._attempt(panel.form.record()))
        assert {panel.form.home(each.field) for each in told} - {""} <= marked | {
            name for name in boxes(panel.form) if not isinstance(panel._widgets[name].raw(), str)
        }, step.act
        page.place.take()
    assert seen > 2
