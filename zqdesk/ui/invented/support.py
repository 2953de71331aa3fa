"""The demonstration's third part: an old man without children, from Shift+F2 to the roll of 特困."""

from datetime import date

from zqdesk.office.invented.people import UNASSIGNED
from zqdesk.office.invented.town import APPROVER, CLERK
from zqdesk.rules.people.identity import check_digit
from zqdesk.ui.invented.family import hand_over
from zqdesk.ui.invented.show import Show
from zqdesk.ui.pages.support.intake import SupportIntakePage

NAME = "佟𠅤山"
FIRST = f"{UNASSIGNED}19480216081"
ID_NUMBER = FIRST + check_digit(FIRST)
HOUSEHOLD = {
    "village_id": "示例东村",
    "address": "61号",
    "phone": "13000000181",
    "reason": "年近八旬，未婚无子女，没有劳动能力和生活来源。",
    "account_name": NAME,
    "bank_name": "示例农村商业银行",
    "account_number": "6222000000000000004",
}
VISIT = {
    "investigators": "王某、村干部孙某",
    "present_name": NAME,
    "present_relation": "本人",
    "findings": "独居两间旧房，无子女，靠村里接济，情况属实。",
}
ASSESSMENT = {
    "assessors": "王某、村干部孙某",
    "walks": "否",
    "bathes": "否",
    "findings": "室内行走须扶墙，不能独自洗澡。",
}
FIRST_CARER = f"{UNASSIGNED}19690705082"
CARE = {
    "caretaker": "吴某兰",
    "caretaker_relation": "邻居",
    "caretaker_phone": "13000000182",
    "caretaker_id_number": FIRST_CARER + check_digit(FIRST_CARER),
    "duties": "每日看望一次，协助洗衣、做饭，陪同就医取药",
}


def play(show: Show) -> None:
    """From the counter to the roll, with the papers of the way."""
    _take_in(show)
    _look(show)
    _decide(show)


def _take_in(show: Show) -> None:
    hands = show.hands
    show.on(date(2026, 12, 14))
    show.person(CLERK.login)
    hands.window.perform("support.new")
    hands.settle()
    page = hands.page(SupportIntakePage)
    hands.fill(page.entry.facts.widget("placement"), "分散供养")
    hands.fill(page.entry.facts.widget("nobody"), "是")
    for name, text in HOUSEHOLD.items():
        hands.fill(page.entry.form.widget(name), text)
    row = page.entry.members.rows[0]
    line = {"name": NAME, "id_number": ID_NUMBER, "relation": "户主", "health": "一般", "work_ability": "无"}
    for name, text in line.items():
        hands.fill(row.widgets[name], text)
    hands.settle()
    hand_over(hands, page)
    hands.wait(lambda: hands.says(page.trace, "1,045.20"), "the amount")
    show.picture("support-intake")
    hands.window.perform("submit")
    hands.settle()
    hands.wait(lambda: page.case_id, "the case")
    show.case_id = page.case_id
    show.say("Shift+F2 录入特困申请，三项条件符合，材料齐全，受理")
    show.paper("support_acceptance")


def _look(show: Show) -> None:
    show.on(date(2026, 12, 16))
    show.step("request_cross_check")
    show.step("record_cross_check", {"result": "与申报一致"})
    show.step("visit_home", VISIT)
    show.step("assess_self_care", ASSESSMENT)
    show.paper("self_care_form")
    show.step("arrange_care", CARE)
    show.paper("care_agreement")
    show.picture("support-assessed")
    show.say("核对、入户、评估自理能力：半失能；邻居照料，签委托照料服务协议")


def _decide(show: Show) -> None:
    show.on(date(2026, 12, 18))
    show.person(APPROVER.login)
    show.step("give_support_opinion")
    show.on(date(2026, 12, 21))
    show.person(CLERK.login)
    show.step("post_notice")
    show.paper("support_notice")
    show.on(date(2026, 12, 29))
    show.step("close_notice")
    show.step("record_sample", {"by_names": "区民政局 李某"})
    show.person(APPROVER.login)
    show.step("confirm_support", {"text": "同意。"})
    show.person(CLERK.login)
    show.paper("support_approval")
    show.paper("support_confirmation")
    show.step("deliver_decision")
    show.picture("support-on-roll")
    show.hands.window.open_room("support")
    show.picture("support-list")
    show.say("公示期满无异议，区级抽查相符，确认；送达后自次月起列入特困名册")
