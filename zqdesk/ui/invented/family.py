"""The family of the demonstration, and how it is typed in at the counter: three generations, 2,084.40 yuan a month."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from zqdesk.frozen import frozen
from zqdesk.office.invented.people import UNASSIGNED
from zqdesk.rules.people.identity import check_digit
from zqdesk.ui.pages.cases.intake import IntakePage

if TYPE_CHECKING:
    from zqdesk.ui.invented.hands import Hands

MISSING = "诊断证明"


@frozen
class Line:
    """A line of the family table and the income under it, as typed."""

    name: str
    born: str
    sequence: str
    relation: str
    health: str
    work_ability: str
    kind: str = ""
    income: str = ""
    marital: str = ""
    illness: str = ""

    @property
    def id_number(self) -> str:
        first = f"{UNASSIGNED}{self.born}{self.sequence}"
        return first + check_digit(first)


FAMILY = (
    Line("李某某", "19580311", "001", "户主", "慢性病", "无", "养老金", "208", "已婚"),
    Line("王某某", "19600822", "002", "配偶", "健康", "无", "养老金", "195", "已婚"),
    Line("李𬭎", "19850506", "003", "子", "癌症", "部分", "务工", "1450", "离婚", "恶性肿瘤"),
    Line("李某涵", "20170917", "004", "孙女", "健康", "无", "", "", "未婚"),
)
HOUSEHOLD = {
    "village_id": "示例东村",
    "address": "27号",
    "phone": "13000000137",
    "hukou_address": "示例街道示例东村27号",
    "reason": "长子患恶性肿瘤，治疗支出大，家庭收入不足以维持基本生活。",
    "poverty_cause": "疾病",
    "account_name": "李某某",
    "bank_name": "示例农村商业银行",
    "account_number": "6222000000000000004",
}
VISIT = {
    "investigators": "王某、村干部孙某",
    "present_name": "李某某",
    "present_relation": "本人",
    "village_officer": "孙某",
    "housing_area": "68",
    "housing_condition": "砖瓦房三间，年久",
    "belongings": "电视机、冰箱各一台",
    "livestock": "无",
    "vehicles": "无",
    "neighbours": "邻居反映长子患病后家中困难，情况属实。",
    "findings": "家庭人口、收入、支出与申报一致，长子治疗自付较多，生活困难。",
    "truthful": "是",
}
APPRAISAL = {
    "host": "孙某",
    "recorder": "周某",
    "due_count": "18",
    "present_count": "16",
    "villager_count": "12",
    "agree_count": "15",
    "disagree_count": "0",
    "abstain_count": "1",
    "summary": "长子患病后已不能外出务工，收入申报属实，同意纳入。",
}


def type_in(hands: "Hands", page: IntakePage) -> None:
    """The whole application, field by field, but for one paper that is still missing."""
    entry = page.entry
    for name, text in HOUSEHOLD.items():
        hands.fill(entry.form.widget(name), text)
    for number, line in enumerate(FAMILY):
        if number:
            hands.window.perform("member.add")
        _type_member(hands, page, number, line)
    hands.settle()
    earners = [(number, line) for number, line in enumerate(FAMILY) if line.income]
    for place, (_, line) in enumerate(earners):
        row = entry.incomes.every_row()[place]
        for name, text in (("owner", line.name), ("kind", line.kind), ("amount_fen", line.income)):
            hands.fill(row.widgets[name], text)
    spent = entry.expenses.every_row()[0]
    for name, text in (("owner", FAMILY[2].name), ("kind", "重病医疗自付费用"), ("amount_fen", "641")):
        hands.fill(spent.widgets[name], text)
    hands.settle()
    hand_over(hands, page, but=MISSING)


def _type_member(hands: "Hands", page: IntakePage, number: int, line: Line) -> None:
    row = page.entry.members.rows[number]
    for name in ("name", "id_number", "relation", "health", "work_ability"):
        hands.fill(row.widgets[name], getattr(line, name))
    more = page.entry.members.more
    for name in ("marital", "illness"):
        if getattr(line, name):
            hands.fill(more.widgets[name], getattr(line, name))


def hand_over(hands: "Hands", page: IntakePage, but: str = "") -> None:
    """Turn the sign of every paper that is still missing to 已交, with the space bar."""
    for place, paper in enumerate(page.entry.materials.value()):
        if paper.state == "missing" and not (but and but in paper.title):
            hands.press_on(page.entry.materials.fields()[place], Qt.Key.Key_Space)


def bring_missing(hands: "Hands", case_id: str) -> None:
    """The applicant comes back with the paper that was missing."""
    hands.window.open_entry("intake.new", case_id)
    hands.settle()
    page = hands.page(IntakePage)
    hand_over(hands, page)
    hands.window.perform("save")
    hands.settle()
