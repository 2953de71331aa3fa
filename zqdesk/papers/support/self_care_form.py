"""生活自理能力评估表: the six abilities, what was seen, the level that follows, and who signs (S3 art. 20-23)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.form import Form, begin_form, form
from zqdesk.papers.making.boxes import ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish, gap, paragraph
from zqdesk.papers.making.signing import signed
from zqdesk.papers.support.law import REGULATION
from zqdesk.records import codes
from zqdesk.rules.support.self_care import ABILITIES, LEVELS, SHORT

TITLE = "生活自理能力评估表"
NOTE = (
    "注：六项指标全部达到的，为具备生活自理能力（全自理）；一至三项不能达到的，为部分丧失生活自理能力（半失能）；"
    f"四项以上不能达到的，为完全丧失生活自理能力（失能）（{REGULATION}第二十二条）。"
)


@frozen(kw_only=True)
class Content(Form):
    """The form, blank before the assessment: `met` are the abilities found, None where nobody looked yet."""

    village: str
    name: str
    sex: str
    age: int | None
    id_number: str
    address: str
    disability: str
    again: bool
    reason: str
    met: tuple[bool, ...] | None
    findings: str
    level: str
    assessed_on: date | None
    assessors: tuple[str, ...]
    agency: str
    signed_by: str
    signed_relation: str


def available(dossier: Dossier) -> str:
    """Printed blank to be taken along, and again as it was recorded."""
    return "" if dossier.case.accepted_on or dossier.process.of_roll else "尚未受理"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    file, person = file_of(dossier), dossier.applicant
    mine = next((each for each in dossier.members if each.person.id == person.id), None)
    done = file.here
    before = [each for each in file.assessments if each.case_id != file.case_id]
    member = mine.member if mine else None
    return form(
        Content,
        dossier,
        number,
        sheet_code,
        village=dossier.household.village_name,
        name=person.name,
        sex=codes.table("sex").title_of(person.sex),
        age=mine.age if mine else None,
        id_number=person.id_number,
        address=dossier.address,
        disability=_disability(member.disability_type, member.disability_grade) if member else "",
        again=bool(before),
        reason=dossier.case.reason if dossier.process.of_roll else "",
        met=tuple(getattr(done, name) for name in ABILITIES) if done else None,
        findings=done.findings if done else "",
        level=done.level if done else "",
        assessed_on=done.assessed_on if done else None,
        assessors=tuple(done.assessors) if done else (),
        agency=done.agency if done else "",
        signed_by=done.signed_by if done else "",
        signed_relation=done.signed_relation if done else "",
    )


def _disability(kind: str, grade: str) -> str:
    return codes.table("disability_type").title_of(kind) + codes.table("disability_grade").title_of(grade)


def draw(content: Content, mark: str = "") -> bytes:
    """One side of A4."""
    sheet = begin_form(content, mark, "特困人员生活自理能力评估表", content.village, subject=TITLE)
    _person(sheet, content)
    _abilities(sheet, content)
    _end(sheet, content)
    gap(sheet, 2)
    paragraph(sheet, NOTE, size=9, indent=0)
    return finish(sheet)


def _person(sheet: Sheet, content: Content) -> None:
    kind = ticks(("首次评估", "复评"), "复评" if content.again else "首次评估")
    rows: list[Row] = [
        [
            label("姓名"), content.name, label("性别"), content.sex, label("年龄"),
            "" if content.age is None else f"{content.age}周岁", label("身份证号"), fixed(content.id_number),
        ],
        [label("住址"), left(content.address, span=5), label("残疾"), content.disability or "无"],
        [label("评估类型"), Cell(kind, span=3), label("复评原因"), left(content.reason, span=3)],
    ]  # fmt: skip
    table(sheet, (20, 24, 12, 12, 14, 22, 22, 42), rows, size=SIZE, row_mm=9)


def _abilities(sheet: Sheet, content: Content) -> None:
    rows: list[Row] = [[label("序号"), label("评估指标"), label("评估结果"), label("观察说明")]]
    for at, ability in enumerate(ABILITIES.values()):
        options = ("能达到", "不能达到")
        chosen = () if content.met is None else (options[0] if content.met[at] else options[1],)
        seen = Cell(content.findings, rows=len(ABILITIES), align="left", valign="top")
        rows.append([str(at + 1), ability, ticks(options, *chosen), *([] if at else [seen])])
    unmet = "" if content.met is None else str(sum(not each for each in content.met))
    levels = [f"{LEVELS[each]}（{SHORT[each]}）" for each in LEVELS]
    chosen = (f"{LEVELS[content.level]}（{SHORT[content.level]}）",) if content.level else ()
    rows.append([label("合计", span=2), left(f"不能达到的指标：{unmet or '　　'}项", span=2)])
    rows.append([label("评估结论", span=2), left(ticks(levels, *chosen, apart="\n"), span=2)])
    table(sheet, (14, 40, 52, 62), rows, header_rows=1, size=SIZE, row_mm=10)


def _end(sheet: Sheet, content: Content) -> None:
    who = f"评估人：{'、'.join(content.assessors)}。" if content.assessors else ""
    agency = f"评估机构：{content.agency}。" if content.agency else ""
    relation = f"（{content.signed_relation}）" if content.signed_relation else ""
    signer = f"签字人：{content.signed_by}{relation}。" if content.signed_by else ""
    rows: list[Row] = [
        [
            label("评估人\n（两人以上）"),
            signed(who + agency, "评估人", "评估人", on=content.assessed_on, together=True, blank=24),
        ],
        [
            label("被评估人\n或照料人"),
            signed(
                signer, "本人（照料人）", print_of="、指印", on=content.assessed_on, together=True, blank=20
            ),
        ],
        [label("镇（街道）\n意见"), signed("", "负责人", seal=True)],
    ]
    table(sheet, (28, 140), rows, size=SIZE)
