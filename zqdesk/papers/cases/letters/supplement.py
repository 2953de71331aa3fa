"""补正材料一次性告知书: everything an application still lacks, told once, with the reason and the way to get it (S2 art. 10)."""

from datetime import date
from typing import Any

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.cases.letters.counter_letter import CounterLetter, counter_letter
from zqdesk.papers.cases.letters.letter import begin, end, received
from zqdesk.papers.cases.paper import OLD_MATTER, Matter
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import table
from zqdesk.papers.making.sheet import Sheet, finish, gap, paragraph

TITLE = "补正材料一次性告知书"
NOT_HANDED_IN = "未提交"
SOURCES = {
    "201": "在受理窗口领取空表填写，由申请人签名",
    "202": "由工作单位或者村（居）民委员会出具；确有困难的，可以书面承诺代替",
    "203": "由残疾人联合会核发",
    "204": "由婚姻登记机关或者人民法院出具",
    "205": "由就读学校出具",
    "206": "由婚姻登记机关出具",
    "207": "由就诊医疗机构出具",
    "208": "在受理窗口领取空表，由义务人填写并签名",
    "209": "由公共就业服务机构出具",
    "210": "由释放机关出具",
    "211": "由公安派出所出具",
    "212": "由作出裁判、决定的机关或者宗教团体、收养登记机关出具",
    "301": "由就诊医疗机构或者医疗保障经办机构出具",
    "302": "提供交通、房租等支出的票据",
    "401": "在受理窗口领取，由申请人签名",
    "402": "在受理窗口领取，由家庭成员和义务人逐人签名或者按指印",
    "403": "在受理窗口领取空表，由委托人签名或者按指印",
    "404": "在受理窗口领取空表，如实填写",
    "405": "在受理窗口领取空表，由双方签名",
    "001": "由申请人复印，携带原件核对",
}
"""Where the applicant gets a paper, by its code of evidence; what is not listed is asked at the counter."""
ASK = "请向经办人询问"


@frozen
class Item:
    """A paper still to be brought: why, and where it is to be had."""

    title: str
    reason: str
    source: str


@frozen(kw_only=True)
class Content(CounterLetter):
    """What stands on the notice."""

    told_on: date
    items: tuple[Item, ...]
    matter: str = OLD_MATTER


def available(dossier: Dossier) -> str:
    return "" if dossier.supplements else "尚未登记一次性告知"


def content(dossier: Dossier, number: str, sheet_code: str, matter: Matter) -> Content:
    told = dossier.supplements[-1]
    items = tuple(_item(each) for each in told.items)
    return counter_letter(
        Content, dossier, number, sheet_code, told_on=told.told_on, items=items, matter=matter.name
    )


def _item(stored: dict[str, Any]) -> Item:
    """A stored `office.cases.supplement.SupplementItem`."""
    reason, code = str(stored.get("requirement") or NOT_HANDED_IN), str(stored.get("code", ""))
    return Item(str(stored["title"]), reason, SOURCES.get(code, ASK))


def draw(content: Content, matter: Matter, mark: str = "") -> bytes:
    name = f"{content.matter}申请材料补正一次性告知书"
    sheet = begin(content, mark, name, applicant=content.applicant)
    paragraph(
        sheet,
        f"{content.household}于{day(content.applied_on)}提出{content.matter}申请，下列{len(content.items)}项材料尚未提交或者不符合要求。"
        f"{matter.supplement_ground}现将需要补正的全部材料一次性告知如下：",
    )
    _items(sheet, content)
    last = (
        f"请补齐后送{content.place}（经办人：{content.clerk}，电话：{content.phone}）。"
        "材料补正齐全的，我们即予受理，办理期限自受理之日起计算。"
    )
    end(sheet, last, content.office, content.told_on, receipt=received(name, content.number))
    return finish(sheet)


def _items(sheet: Sheet, content: Content) -> None:
    gap(sheet, 2)
    head: list[Cell | str] = [
        Cell(text, role="hei") for text in ("序号", "需要补正的材料", "补正原因和要求", "取得途径")
    ]
    rows: list[list[Cell | str]] = [
        [str(index), *(Cell(text, align="left") for text in (each.title, each.reason, each.source))]
        for index, each in enumerate(content.items, 1)
    ]
    table(sheet, (12, 44, 50, 50), [head, *rows], header_rows=1, size=12)
    gap(sheet, 2)
