"""急难型先行救助登记表: who was helped first, why and with what, who agreed when, and by when the papers follow."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.relief.file import file_of
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.form import ApplicantForm, applicant_form, begin_form
from zqdesk.papers.making.boxes import BLANK_DATE, day
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish, paragraph
from zqdesk.papers.making.signing import signed
from zqdesk.papers.relief.blocks import REGULATION, figures, form_text, in_words, ticked
from zqdesk.papers.relief.facts import Help, Paid, help_of, moment, paid_of
from zqdesk.records import codes
from zqdesk.records.tables.case import Material
from zqdesk.records.tables.relief import Helped
from zqdesk.rules.relief.amount import DEGREES, EMERGENCY, causes_of

TITLE = "急难型先行救助登记表"
BLANK_MOMENT = "　　　年　　月　　日　　时　　分"
_COLUMNS = (23, 61, 23, 61)


@frozen(kw_only=True)
class Content(ApplicantForm):
    """Everything on the slip. Moments are in words; `due_on` None: nothing is paid yet, or the papers are in."""

    age: int | None
    help: Help
    causes: tuple[str, ...]
    registered_at: str
    help_due_at: str
    clerk: str
    amount_fen: int
    agreed_by: str
    agreed_at: str
    repeat_reason: str
    paid: tuple[Paid, ...]
    payer: str
    witness: str
    due_on: date | None
    ready_on: date | None
    lacking: tuple[str, ...]
    others: tuple[str, ...] = ()


def available(dossier: Dossier) -> str:
    """From the registration on: the slip goes along with the money."""
    if dossier.case.kind != EMERGENCY:
        return "本案不是急难型救助"
    return ""


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The slip as the case stands; blanks stay where nothing happened yet."""
    file = file_of(dossier)
    grant = file.grant
    standing = [each for each in file.payments if not each.reversed]
    first = standing[0] if standing else None
    applicant = next((each for each in dossier.members if each.person.id == dossier.applicant.id), None)
    return applicant_form(
        Content,
        dossier,
        number,
        sheet_code,
        age=applicant.age if applicant else None,
        help=help_of(dossier),
        causes=tuple(causes_of(EMERGENCY).values()),
        registered_at=moment(file.facts.registered_at),
        help_due_at=moment(file.help_due_at),
        clerk=dossier.clerk_name,
        amount_fen=grant.amount_fen if grant else 0,
        agreed_by=grant.agreed_by_name if grant and grant.help_first else "",
        agreed_at=moment(grant.agreed_at) if grant and grant.help_first else "",
        repeat_reason=file.facts.repeat_reason,
        paid=paid_of(dossier),
        payer=first.entry.by_name if first else "",
        witness=first.disbursement.second_payer if first else "",
        due_on=next((due.on for due in dossier.dues if due.clock.id == "papers"), None),
        ready_on=file.facts.papers_ready_on,
        lacking=tuple(row.title for row in dossier.materials if _lacking(row)),
        others=tuple(_named(each) for each in file.others),
    )


def _named(each: Helped) -> str:
    """`李某（妻）370114…`: each of those helped is known again by it."""
    relation = codes.table("relation").short_of(each.relation) if each.relation else ""
    number = each.id_number or (f"无证件号：{each.no_number}" if each.no_number else "身份证号待补")
    return f"{each.name}{f'（{relation}）' if relation else ''}　{number}"


def _lacking(row: Material) -> bool:
    """What is still to be brought; the slip and the receipts are among what the papers list."""
    return row.state in ("", "missing")


def draw(content: Content, mark: str = "") -> bytes:
    """One side of A4: the facts, the agreement, who handed out and who received, what follows."""
    sheet = begin_form(content, mark, "急难型临时救助先行救助登记表", content.applicant.village)
    _who(sheet, content)
    _what(sheet, content)
    _agreed(sheet, content)
    _handed_out(sheet, content)
    _after(sheet, content)
    note = f"注：依据{REGULATION}，紧急情况下先行救助，事后补充完善手续。身份证号暂不清楚的，补齐手续时填写。"
    sheet.y += 4
    paragraph(sheet, note, size=9, indent=0)
    return finish(sheet)


def _who(sheet: Sheet, content: Content) -> None:
    who = content.applicant
    age = "" if content.age is None else f"　{content.age}岁"
    rows: list[Row] = [
        [
            label("受助人"),
            f"{who.name}　{who.sex}{age}".rstrip("　"),
            label("身份证号"),
            fixed(who.id_number),
        ],
        [label("联系电话"), fixed(who.phone), label("对象类别"), content.help.applicant_class],
        [label("现居住地"), left(who.address, span=3)],
    ]
    if content.others:
        rows.append([label("同时受助"), left("\n".join(content.others), span=3)])
    table(sheet, _COLUMNS, rows, size=SIZE, row_mm=7.5)


def _what(sheet: Sheet, content: Content) -> None:
    said = content.help
    degrees = ticked(DEGREES.values(), said.degree)
    rows: list[Row] = [
        [label("事发时间"), day(said.happened_on), label("登记时间"), fixed(content.registered_at)],
        [label("事发地点"), left(said.place, span=3)],
        [label("困难原因"), left(ticked(content.causes, said.cause), span=3)],
        [label("困难程度"), left(degrees), label("救助人数"), f"{said.person_count}人"],
        [label("事由"), Cell(said.situation, span=3, align="left", valign="top", height=20)],
    ]
    table(sheet, _COLUMNS, rows, size=SIZE, row_mm=7.5)


def _agreed(sheet: Sheet, content: Content) -> None:
    """The amount, who agreed to it and at what time: it may have been by phone."""
    agreed = f"{content.agreed_at}，{content.agreed_by}同意先行救助。" if content.agreed_by else BLANK_MOMENT
    if content.repeat_reason:
        agreed += f"\n再次救助的理由：{content.repeat_reason}"
    rows: list[Row] = [
        [
            label("救助金额"),
            fixed(figures(content.amount_fen)),
            label("大写"),
            fixed(in_words(content.amount_fen)),
        ],
        [label("救助方式"), left(form_text(content.help), span=3)],
        [
            label("批准人及\n同意时间"),
            signed(agreed, "批准人", together=True, print_of="", blank=18, span=3),
        ],
    ]
    if content.help.amount_reason:
        rows.insert(1, [label("金额说明"), left(content.help.amount_reason, span=3)])
    table(sheet, _COLUMNS, rows, size=SIZE, row_mm=7.5)


def _handed_out(sheet: Sheet, content: Content) -> None:
    """Two who hand out, one who receives, each with the place to sign."""
    receivers = [_received(each) for each in content.paid] or ["　年　　月　　日，　　　　　　元"]
    heads = ("发放、领取", "发放人（两人）", "领取人（签字或指印）")
    payers = f"1. {content.payer or '　　　　'}（签字）：\n\n2. {content.witness or '　　　　'}（签字）："
    rows: list[Row] = [
        [label(heads[0], rows=2), label(heads[1]), label(heads[2], span=2)],
        [
            Cell(payers, align="left", valign="top", height=24),
            Cell("\n".join(receivers), span=2, align="left", valign="top", height=24),
        ],
    ]
    table(sheet, (23, 56, 28, 61), rows, size=SIZE, row_mm=7)


def _received(each: Paid) -> str:
    said = f"{day(each.on)}，{each.who}，{each.way}{figures(each.amount_fen)}（{each.number}）"
    return f"{said}　{each.note}" if each.note else said


def _after(sheet: Sheet, content: Content) -> None:
    """By when the papers follow, which; and the seals that make the help good."""
    if content.ready_on:
        due = f"手续已于{day(content.ready_on)}补齐。"
    else:
        due = f"应于{day(content.due_on) if content.due_on else BLANK_DATE}前补齐手续。"
    lacking = f"待补：{'；'.join(content.lacking)}。" if content.lacking and not content.ready_on else ""
    rows: list[Row] = [
        [label("补齐手续"), left(due + lacking, span=3)],
        [
            label("村（居）\n民委员会"),
            signed("", "负责人", seal=True),
            label("镇（街道）"),
            signed(f"登记人：{content.clerk}。", "经办人", "负责人", seal=True),
        ],
    ]
    table(sheet, _COLUMNS, rows, size=SIZE, row_mm=7.5)
