"""The entry window: one pass by keyboard, everything said at its field, nothing lost."""

from datetime import date

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.course import ACCEPTED_ON, FOUR, Course
from zqdesk.office.allowance.applying import intake
from zqdesk.office.hall import drafts
from zqdesk.records.register import Register
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage
from zqdesk.ui.pages.people.household import HouseholdPage

HEAD = "370114190001010014"


def new_entry(clerk: Clerk) -> IntakePage:
    clerk.press("F2")
    return clerk.front(IntakePage)


def test_the_id_number_fills_sex_birth_and_age(clerk: Clerk) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "３７０１１４１９０００１０１００１４"])
    row = page.entry.members.rows[0]
    assert row.age.text() == "男 126岁"
    assert row.entry().person.born_on == date(1900, 1, 1)
    assert page.entry.members.more.widgets["born_on"].text() == "1900-01-01"


def test_enter_walks_through_every_field_and_back(clerk: Clerk) -> None:
    page = new_entry(clerk)
    seen: list[object] = []
    while clerk.window.focusWidget() is not page.save_button:
        seen.append(clerk.window.focusWidget())
        assert len(seen) < 200, "Enter goes round in circles"
        clerk.press("Return")
    usable = [field for field in page.entry.fields() if field.isEnabled() and not field.isHidden()]
    assert seen == usable
    clerk.press("Shift+Tab")
    assert clerk.window.focusWidget() is usable[-1]


def test_the_village_gives_the_standard_and_another_one_asks_why(clerk: Clerk) -> None:
    page = new_entry(clerk)
    reason = page.entry.form.widget("standard_reason")
    clerk.go_on_to("村（居）")
    clerk.fill(["示例社区"])
    assert page.entry.record().standard_kind == "urban"
    assert reason.isHidden()
    clerk.go_on_to("执行标准")
    clerk.fill(["农村低保"])
    assert not reason.isHidden()
    clerk.go_on_to("标准理由")
    clerk.fill(["户籍仍在原村"])
    assert (page.entry.record().standard_kind, page.entry.record().standard_reason) == (
        "rural",
        "户籍仍在原村",
    )


def test_typing_in_the_empty_row_adds_the_next(clerk: Clerk) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某"])
    clerk.go_on_to("收入·成员")
    clerk.fill(["张三某", "养老金", "", "２０８", "1", "", ""])
    assert [row.values()["amount_fen"] for row in page.entry.incomes.rows()] == [20_800]
    assert page.entry.record().members[0].incomes[0].kind == "transfer.pension"
    clerk.press("Shift+Tab", "Ctrl+Del", "Ctrl+Del")
    assert page.entry.record().members[0].incomes == ()


def test_income_follows_its_member(clerk: Clerk) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["甲某"])
    clerk.press("Ins")
    clerk.fill(["乙某"])
    clerk.go_on_to("收入·成员")
    clerk.fill(["乙某", "务工", "", "100", "", "", "", "甲某", "养老金", "", "200"])
    page.entry.members.choose(0)
    page.entry.members.remove_current()
    (only,) = page.entry.record().members
    assert only.person.name == "乙某"
    assert [income.amount_fen for income in only.incomes] == [10_000]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(clerk: Clerk) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "37011419000101001"])
    clerk.press("F10")
    row = page.entry.members.rows[0]
    assert "17" in row.message.text()
    assert not row.message.isHidden()
    assert clerk.front(IntakePage).entry.record().members[0].person.id_number == "37011419000101001"


def test_the_saved_draft_does_not_hide_how_much_is_wrong(clerk: Clerk, register: Register) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "37011419000101001"])
    clerk.press("F10")
    wrong = len(page.errors.listed())
    assert page.state.text().startswith(f"有 {wrong} 处需要更正")
    page.entry.form.widget("address").setFocus()
    clerk.write("新址")
    clerk.wait_until(lambda: "新址" in str(register.read(drafts.listing, town.CLERK.id)))
    clerk.wait_until(lambda: page.state.text().startswith(f"有 {wrong - 1} 处需要更正"))
    page.entry.members.rows[0].widgets["id_number"].set_value(HEAD)
    clerk.press("Ctrl+S")
    assert page.state.text() == "已保存"


def test_acceptance_says_everything_that_is_missing(clerk: Clerk) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", HEAD])
    clerk.press("F10")
    assert clerk.front(IntakePage) is page
    assert page.case_id, "the draft is stored, only the acceptance was refused"
    village = page.entry.form.widget("village_id")
    assert village.property("wrong")


def test_a_crash_loses_nothing(clerk: Clerk, register: Register) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["阿卜杜热合曼•买买提", "3701141900010100"])
    clerk.go_on_to("收入·成员")
    clerk.fill(["阿卜杜热合曼·买买提", "", "", "12abc"])
    clerk.wait_until(lambda: "12abc" in str(register.read(drafts.listing, town.CLERK.id)))
    clerk.wait_until(lambda: page.state.text().startswith("草稿已自动保存"))
    clerk.window.close_desk()
    clerk.window.open_room("today")
    assert new_entry(clerk) is not page
    clerk.click("接着录")
    again = clerk.front(IntakePage)
    assert again.entry.members.rows[0].widgets["name"].text() == "阿卜杜热合曼·买买提"
    assert again.entry.members.rows[0].widgets["id_number"].text() == "3701141900010100"
    assert again.entry.incomes.rows()[0].widgets["amount_fen"].text() == "12abc"


def test_known_people_bring_their_facts_and_where_they_stand(clerk: Clerk, course: Course) -> None:
    course.on_roll()
    known = FOUR.members[0].person
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill([""])
    clerk.write(known.id_number)
    clerk.settle()
    row = page.entry.members.rows[0]
    assert row.widgets["name"].text() == known.name
    assert row.message.text().startswith("已有档案")
    clerk.wait_until(page.bar.isVisible)
    clerk.press("F9")
    clerk.front(HouseholdPage)


def test_f10_saves_and_accepts(clerk: Clerk, course: Course) -> None:
    clerk.clock.set(ACCEPTED_ON)
    case_id = course.register.do(intake.record_application, FOUR).result
    clerk.window.open_entry("intake.new", case_id)
    clerk.settle()
    clerk.press("F10")
    assert clerk.front(CasePage).case_id == case_id
    assert course.state(case_id) == "accepted"


def test_missing_papers_are_told_once(clerk: Clerk, course: Course) -> None:
    page = new_entry(clerk)
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", HEAD])
    clerk.wait_until(page.supplement_button.isVisible)
    clerk.click("一次性告知补正")
    case = clerk.front(CasePage)
    assert case.place.panel is not None
    assert "低保申请书" in case.place.panel.form.record().items
    clerk.press("Ctrl+Return")
    assert course.state(case.case_id) == "supplement"
    clerk.window.open_entry("intake.new", case.case_id)
    clerk.settle()
    again = clerk.front(IntakePage)
    clerk.wait_until(again.notes_card.isVisible)
    assert not again.supplement_button.isVisible(), "it is told once"
