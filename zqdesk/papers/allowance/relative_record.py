"""近亲属备案登记表: the applicant is a near relative of who handles 低保 or of a village officer (S2 art. 11, 20)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.form import ApplicantForm, applicant_form, begin_form
from zqdesk.papers.making.boxes import day
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import finish, gap, paragraph
from zqdesk.papers.making.signing import signed

TITLE = "近亲属备案登记表"
NAME = "最低生活保障经办人员、村（居）民委员会成员近亲属备案登记表"
NOTE = (
    f"注：依据{REGULATION}第十一条、第二十条，经办人员和村（居）民委员会成员的近亲属申请的，单独登记备案，由区民政局入户调查。"
    "近亲属包括配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女。"
)


@frozen(kw_only=True)
class Content(ApplicantForm):
    """Everything on the form; `registered_on` is the day of acceptance, None before it."""

    town_body: str
    seal: str
    applied_on: date
    relative: str
    post: str
    relation: str
    registered_on: date | None
    visited_on: date | None
    clerk: str


def available(dossier: Dossier) -> str:
    return "" if dossier.case.relative_name else "没有登记近亲属"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    case = dossier.case
    return applicant_form(
        Content,
        dossier,
        number,
        sheet_code,
        town_body=town_body(dossier.hall),
        seal=f"{dossier.hall.district_name}民政局",
        applied_on=case.applied_on,
        relative=case.relative_name,
        post=case.relative_post,
        relation=case.relative_relation,
        registered_on=case.accepted_on,
        visited_on=case.relative_visited_on,
        clerk=dossier.clerk_name,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """One side of A4: who applies, whose relative, and what the district found at the home."""
    sheet = begin_form(content, mark, NAME, content.applicant.village, subject=TITLE)
    rows = blocks.applicant_rows(content.applicant)
    size = blocks.persons(content.applicant.household_size)
    rows.append([label("家庭人口"), size, label("申请日期", span=2), left(day(content.applied_on), span=4)])
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)
    about: list[Row] = [
        [label("关系人姓名"), left(content.relative), label("与申请人关系"), left(content.relation)],
        [label("单位及职务"), left(content.post, span=3)],
        [
            label("登记日期"),
            fixed(day(content.registered_on)),
            label("区级入户日期"),
            fixed(day(content.visited_on)),
        ],
    ]
    table(sheet, (26, 58, 26, 58), about, size=SIZE, row_mm=9)
    opinions: list[Row] = [
        [
            label("申请人\n声明"),
            signed("本人如实申报了上述近亲属关系。", "申请人（或代理人）", print_of="、指印", blank=30),
        ],
        [
            label("镇（街道）\n登记意见"),
            signed("", "经办人", "负责人", on=content.registered_on, seal=True, seal_of=content.town_body),
        ],
        [
            label("区民政局\n入户调查\n意见"),
            signed("", "调查人", "调查人", on=content.visited_on, seal=True, seal_of=content.seal),
        ],
    ]
    table(sheet, (26, 142), opinions, size=SIZE)
    gap(sheet, 2)
    paragraph(sheet, NOTE, size=10.5, indent=0)
    return finish(sheet)
