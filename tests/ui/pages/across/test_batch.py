"""The lists of the room of many at once: who cannot is left out and named, and reviews are begun and printed together."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import Course
from tests.office.family import FAMILY
from tests.office.village import EAST, NAMES, WEST, family, on_roll, posted, village
from tests.papers.readback import page_count, text_of
from zqdesk.office.across.disputes import disputing
from zqdesk.office.across.disputes.disputing import DisputeEntry
from zqdesk.office.allowance.reviewing import walks
from zqdesk.office.cases.acts.notices import close_notice
from zqdesk.office.cases.looks.periodic import Unchanged
from zqdesk.office.hall import clock as hall_clock
from zqdesk.records.register import Work
from zqdesk.records.tables.steps import RollEntry
from zqdesk.ui.pages.across.batch.page import BatchPage
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.text_edit import LongTextEdit, TextEdit


@pytest.fixture
def due(course: Course) -> list[str]:
    """Three households on the roll, of two villages, whose reviews are due next month; the entries' ids."""
    entries = on_roll(course, [family(0), family(1), family(2, village_id=WEST)])
    course.clock.set(date(2027, 10, 20))
    course.register.do(hall_clock.confirm_day)
    return entries


def test_who_cannot_is_left_out_and_the_same_keys_do_it_for_the_others(clerk: Clerk, course: Course) -> None:
    cases = village(course, 3)
    posted(course, cases)
    course.clock.forward(days=8)
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgDown")
    page = clerk.front(BatchPage)
    course.register.do(close_notice, cases[1])
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert [course.state(case_id) for case_id in cases] == ["posted", "deciding", "posted"], "none of them"
    assert page.ended.count.text() == "3 户，已勾选 2 户；1 户办不了，没有勾选"
    assert "本案现在处于“待确认”" in page.ended.refused[cases[1]]
    assert page.place.panel is not None
    assert page.place.panel.submit_button.text().startswith("确认 2 户")
    clerk.press("Ctrl+Return")
    assert [course.state(case_id) for case_id in cases] == ["deciding"] * 3


def test_another_choice_is_asked_anew(clerk: Clerk, course: Course) -> None:
    cases = village(course, 3)
    posted(course, cases)
    course.clock.forward(days=8)
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgDown", "Ctrl+Return")
    page = clerk.front(BatchPage)
    assert page.place.isVisible()
    page.ended.table.setFocus()
    clerk.press("Space")
    assert page.place.panel is None, "what it named is no longer what is ticked"
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert [course.state(case_id) for case_id in cases] == ["posted", "deciding", "deciding"]


def test_a_held_key_ends_no_notice(clerk: Clerk, course: Course) -> None:
    cases = village(course, 2)
    posted(course, cases)
    course.clock.forward(days=8)
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgDown")
    clerk.hold("Ctrl+Return")
    assert {course.state(case_id) for case_id in cases} == {"posted"}, "the panel opened and took no order"


def test_what_still_hangs_cannot_be_ticked(clerk: Clerk, course: Course) -> None:
    posted(course, village(course, 2))
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgDown", "Ctrl+A", "Ctrl+Return")
    page = clerk.front(BatchPage)
    assert page.ended.count.text() == "2 户，已勾选 0 户"
    assert page.place.panel is None
    assert {row.why_not for row in page.ended.table.rows.rows} == {"公示到11月18日24时"}


def test_a_line_opens_its_case_among_the_others(clerk: Clerk, course: Course) -> None:
    village(course, 3)
    clerk.enter("batch")
    clerk.press("F5", "Down", "Return")
    case = clerk.front(CasePage)
    assert case.beside.place.text() == "第 2/3 件 · 来自 批量办理 · 待公示"


def test_reviews_are_begun_and_their_forms_printed_in_one_go(
    clerk: Clerk, course: Course, due: list[str], tmp_path: Path
) -> None:
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgUp")
    page = clerk.front(BatchPage)
    (part,) = page.reviews
    assert page.front is part
    assert [row.roll_id for row in part.table.rows.rows] == due
    part.village.setCurrentIndex(part.village.findData(EAST))
    part.village.activated.emit(part.village.currentIndex())
    clerk.wait_until(lambda: len(part.table.rows.rows) == 2)
    part.table.setFocus()
    clerk.press("Ctrl+A", "Ctrl+P", "Ctrl+Return")
    clerk.save_paper(tmp_path / "visits.pdf")
    assert [row.said for row in part.table.rows.rows] == ["已开始，待入户"] * 2
    with course.register.engine.connect() as connection:
        papers = connection.exec_driver_sql("SELECT kind, page_count FROM papers WHERE digest <> ''").all()
        acts = connection.exec_driver_sql("SELECT act FROM changes").scalars().all()
    assert [kind for kind, _ in papers] == ["home_visit"] * 2
    assert acts.count("reviews.start_review") == 2
    pdf = (tmp_path / "visits.pdf").read_bytes()
    assert page_count(pdf) == sum(pages for _, pages in papers)
    assert text_of(pdf).count("第1页共") == 2, "each begins with a first page of its own"
    clerk.press("Return")
    assert clerk.front(CasePage).beside.place.text() == "第 1/2 件 · 来自 批量办理 · 定期核查"


def test_a_walk_is_printed_entered_home_by_home_and_counted(
    clerk: Clerk, course: Course, due: list[str], tmp_path: Path
) -> None:
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgUp")
    page = clerk.front(BatchPage)
    (part,) = page.reviews
    clerk.click("打印走访名单")
    clerk.save_paper(tmp_path / "walk.pdf")
    listed = text_of((tmp_path / "walk.pdf").read_bytes())
    assert page_count((tmp_path / "walk.pdf").read_bytes()) == 2, "a list for each village"
    assert [row.roll_id for row in part.table.rows.rows] == due
    assert all(row.name[:4] in listed.replace("\n", "") for row in part.table.rows.rows)
    part.table.setFocus()
    clerk.press("Ctrl+A")
    clerk.click("登记走访")
    said = ["独居，腿疾，靠养老金生活。", "老两口种菜自给，身体尚好。", "独居，邻居照看。"]
    for number, (row, findings) in enumerate(zip(part.table.rows.rows, said, strict=True)):
        panel = page.place.panel
        assert panel is not None
        assert panel.title == f"登记走访：{row.name}户"
        form = panel.form
        people: Any = form.widget("investigators")
        if not number:
            people.set_value(("王小某", "陈某"))
        assert people.value() == ("王小某", "陈某"), "who walks is said once"
        for field, text in (("present_name", row.name), ("present_relation", "本人"), ("findings", findings)):
            widget: Any = form.widget(field)
            widget.set_raw(text)
        clerk.press("Ctrl+Return")
        clerk.settle()
    assert page.place.panel is None
    assert [row.said for row in part.table.rows.rows] == ["已走访，待审批"] * 3
    with course.register.engine.connect() as connection:
        kept = (
            connection.exec_driver_sql("SELECT findings FROM home_visits ORDER BY id DESC LIMIT 3")
            .scalars()
            .all()
        )
        acts = connection.exec_driver_sql("SELECT act FROM changes").scalars().all()
    assert sorted(kept) == sorted(said)
    assert acts.count("reviews.propose_change") == 3
    clerk.click("核查进度")
    clerk.save_paper(tmp_path / "results.pdf")
    assert "合计300030000" in text_of((tmp_path / "results.pdf").read_bytes()).replace("\n", "").replace(
        " ", ""
    )


def test_the_approver_reads_what_was_seen_and_agrees_to_those_ticked(
    clerk: Clerk, course: Course, due: list[str]
) -> None:
    for entry, name, words in zip(due, NAMES, ("独居，腿疾。", "邻居照看，情况照旧。"), strict=False):
        visit = Unchanged(course.today, name, "本人", words, ("王小某", "陈某"))
        course.register.do(walks.record_unchanged, entry, visit)
    clerk.hand_over("03")
    clerk.enter("batch")
    page = clerk.front(BatchPage)
    page.begin("proposed")
    clerk.settle()
    (part,) = page.proposed
    assert [(row.name, row.findings) for row in part.table.rows.rows] == [
        (NAMES[0], "独居，腿疾。"),
        (NAMES[1], "邻居照看，情况照旧。"),
    ]
    part.table.setFocus()
    clerk.press("Home", "Space", "Ctrl+Return", "Ctrl+Return")
    assert [row.name for row in part.table.rows.rows] == [NAMES[1]]
    kept = course.register.read(lambda session: session.get_one(RollEntry, due[0]))
    assert kept.review_by == date(2028, 10, 20)


def test_todays_line_about_reviews_leads_to_the_list(clerk: Clerk, due: list[str]) -> None:
    clerk.press("F5")
    page = clerk.front(TodayPage)
    assert page.list is not None
    assert not page.reviews_button.isVisible(), "all of them stand in today's list"
    more = replace(page.list, reviews_due=len(due) + 554)
    page._show(more)
    assert page.reviews_button.text().startswith("另有 554 户定期核查未列出")
    clerk.click("另有 554 户")
    batch = clerk.front(BatchPage)
    assert batch.front is batch.reviews[0]


def test_a_household_with_a_change_open_is_not_begun(clerk: Clerk, course: Course, due: list[str]) -> None:
    from zqdesk.office.allowance.reviewing import reviews

    course.register.do(reviews.start_change, due[0], reviews.ChangeRequest("cut", "收入增加"))
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgUp", "Ctrl+A")
    (part,) = clerk.front(BatchPage).reviews
    assert part.count.text() == "3 户，已勾选 2 户"
    assert part.table.rows.rows[0].why_not.startswith("正在办理待遇变更")


def test_the_months_choose_what_falls_due(clerk: Clerk, course: Course, due: list[str]) -> None:
    def later(work: Work) -> None:
        work.session.get_one(RollEntry, due[1]).review_by = date(2027, 12, 24)

    course.register.do(later)
    clerk.enter("batch")
    clerk.press("F5", "Ctrl+PgUp")
    (part,) = clerk.front(BatchPage).reviews
    found = {}
    for number in range(part.month.count()):
        part.month.setCurrentIndex(number)
        part.month.activated.emit(number)
        clerk.settle()
        clerk.settle()
        found[part.month.itemText(number)] = [row.roll_id for row in part.table.rows.rows]
    assert found["90 天内到期"] == due
    assert found["2027年12月"] == [due[1]]
    assert found["已逾期"] == []


def test_cases_go_to_another_clerk_and_their_papers_into_one_job(clerk: Clerk, course: Course) -> None:
    visited, fresh = (
        course.verified(),
        course.accepted(replace(FAMILY, applied_on=course.today), course.today),
    )
    clerk.enter("batch")
    page = clerk.front(BatchPage)
    page.begin("running")
    clerk.settle()
    page.running.table.choose_all()
    page.running.kind.setCurrentIndex(page.running.kind.findText("入户调查表"))
    page.running.print_out()
    dialog = clerk.dialog(PrintDialog)
    assert len(dialog.drawn.parts) + text_of(dialog.drawn.content).count("现在没有这种文书") == 2
    dialog.close()
    page.running.main()
    assert page.place.panel is not None
    form = page.place.panel.form
    to, reason = form.widget("to_id"), form.widget("reason")
    assert isinstance(to, CodePicker)
    assert isinstance(reason, TextEdit)
    to.setCurrentIndex(to.findText(town.SECOND_CLERK.name))
    reason.setText("请假")
    page.place.panel.submit()
    clerk.settle()
    assert {course.case(each).clerk_id for each in (visited, fresh)} == {town.SECOND_CLERK.id}


def test_a_complaint_is_recorded_and_answered_in_the_register(clerk: Clerk, course: Course) -> None:
    clerk.enter("batch")
    page = clerk.front(BatchPage)
    page.begin("disputes")
    clerk.settle()
    entry = DisputeEntry("complaint", "", "", course.today, "hotline", "", "", "反映办事拖延")
    course.register.do(disputing.record_dispute, entry)
    clerk.press("F5")
    assert [row.waits_for for row in page.disputes.table.rows.rows] == ["待答复"]
    page.disputes.table.selectRow(0)
    clerk.press("Ctrl+Return")
    assert page.place.panel is not None
    reply = page.place.panel.form.widget("reply")
    assert isinstance(reply, LongTextEdit)
    reply.setPlainText("已当面说明")
    clerk.press("Ctrl+Return")
    assert [row.is_open for row in page.disputes.table.rows.rows] == [False]


def test_an_approver_has_the_register_and_the_list_to_hand_over(clerk: Clerk, course: Course) -> None:
    course.accepted()
    entry = DisputeEntry("complaint", "", "", course.today, "hotline", "", "", "反映办事拖延")
    course.register.do(disputing.record_dispute, entry)
    clerk.hand_over("03")
    clerk.enter("batch")
    page = clerk.front(BatchPage)
    tabs = [page.tabs.tabText(number) for number in range(page.tabs.count())]
    assert tabs == ["移交打印", "异议投诉", "核查待审批"]
    assert len(page.running.table.rows.rows) == 1
    clerk.press("Ctrl+PgDown", "F5")
    assert [row.waits_for for row in page.disputes.table.rows.rows] == ["待答复"]
