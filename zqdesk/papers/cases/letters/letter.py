"""What the letters to an applicant have in common: to whom they go, who speaks in them, and the slip to sign."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier, MemberFacts
from zqdesk.office.cases.letters.addressee import SELF, Addressee, to_whom
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.making.boxes import BLANK_DATE, close
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import table
from zqdesk.papers.making.page import MM
from zqdesk.papers.making.sheet import (
    BODY_SIZE,
    LETTER,
    LINE,
    Sheet,
    gap,
    need,
    new_page,
    number,
    paragraph,
    put,
    put_in,
    title,
)
from zqdesk.papers.making.wrap import lines
from zqdesk.records.tables.steps import Decision

SLIP_MM, SLIP_END_MM = 15.0, 279.0
"""Height of the slip without its text, and how far down a page it may reach: it is torn off, so below the text."""
CONTACT_MM = 273.0
"""How far down the page the line stands that says where questions are answered."""
CLOSING = 4.6
"""Lines that office, day and seal take."""
KEPT = 4
"""So many lines of the last paragraph stay with them."""


@frozen
class Speaker:
    """In whose name a decision is given: `office` signs and seals, `how` opens the sentence that decides."""

    office: str
    how: str


@frozen(kw_only=True)
class Letter:
    """What stands on every letter: its number, whose it is, to whom it goes and how it calls the household."""

    number: str
    sheet_code: str
    office: str
    addressee: str = ""  # on letters issued before, the applicant's name stood there, whoever received it
    household: str = "你户"


L = TypeVar("L", bound=Letter)


def letter(
    made: Callable[..., L], dossier: Dossier, number: str, sheet_code: str, *, office: str, **own: object
) -> L:
    """The content `made` of what every letter says and of the letter's `own`."""
    to = to_whom(dossier)
    return made(
        number=number,
        sheet_code=sheet_code,
        office=office,
        addressee=to.words,
        household=_called(dossier, to),
        **own,
    )


def _called(dossier: Dossier, to: Addressee) -> str:
    """How the letter calls whose case it is: `你户`, of one person alone `你`, to others by name."""
    if not dossier.process.of_person:
        return to.household
    return "你" if to.role == SELF else dossier.applicant.name


def begin(content: Letter, mark: str, name: str, *, applicant: str = "") -> Sheet:
    """A letter with its name as title, its 文号 below at the right, and to whom it is written at the left edge."""
    sheet = Sheet(LETTER, code=content.sheet_code, mark=mark, subject=name)
    title(sheet, name)
    if content.number:
        number(sheet, content.number)
    paragraph(sheet, f"{content.addressee or applicant}：", indent=0, align="left")
    return sheet


def speaker(dossier: Dossier, decision: Decision, number: str = "") -> Speaker:
    """Who decides by the power in force (own, entrusted, district), and what the town's part in it was.

    The district's document is named where the letter does not bear its `number` anyway.
    """
    words, town = dossier.wording, town_body(dossier.hall)
    if decision.authority == "own":
        return Speaker(words.deciding_body, "经本机关审核")
    if decision.authority == "entrusted":
        return Speaker(words.deciding_body, f"受{words.deciding_body}委托，{town}进行了审核")
    answered = (each.document_number for each in reversed(dossier.submissions) if each.answered_on)
    # The district's reply to a change is recorded with the decision itself.
    given = next(answered, decision.text if dossier.process.of_roll else "")
    given = "" if given == number else given
    return Speaker(words.deciding_body, f"经{town}初审、本机关审核{f'（{given}）' if given else ''}")


def contact(dossier: Dossier) -> str:
    """Where questions are answered."""
    return f"联系单位：{dossier.hall.name}　电话：{dossier.hall.phone}"


def facts(sheet: Sheet, rows: Sequence[tuple[str, str]]) -> None:
    """The facts of a letter, each with its name, in small type; rows without text are left out."""
    gap(sheet, 2)
    cells = [[Cell(name, role="hei"), Cell(text, align="left")] for name, text in rows if text]
    table(sheet, (30, 126), cells, size=12, row_mm=7)
    gap(sheet, 2)


def end(
    sheet: Sheet,
    text: str,
    office: str,
    on: date | None,
    *,
    receipt: str = "",
    contact: str = "",
) -> None:
    """The last paragraph, then office, day and seal, never on a page of their own.

    At the foot of that page stands the slip to sign, or where questions are answered.
    """
    first = len(lines(text, "fang", BODY_SIZE, sheet.width, 2 * BODY_SIZE))
    need(sheet, (min(first, KEPT) + CLOSING) * LINE)
    paragraph(sheet, text)
    close(sheet, office, on)
    if receipt:
        _slip(sheet, receipt)
    if contact:
        put(sheet, contact, sheet.left + 2 * BODY_SIZE, CONTACT_MM * MM, size=12)


def received(name: str, document: str) -> str:
    """What the receiver signs."""
    return f"本人已收到《{name}》{f'（{document}）' if document else ''}。"


def _slip(sheet: Sheet, text: str) -> None:
    """A slip below a dotted line, signed and kept by the hall; at the foot of the page, in one piece."""
    size, dots = 12.0, "┄" * 15
    broken = lines(text, "fang", size, sheet.width)
    top = (SLIP_END_MM - SLIP_MM - 6 * len(broken)) * MM
    if sheet.y > top:
        new_page(sheet)
    sheet.y = top
    _across(sheet, f"{dots}　回　　执　{dots}", 4, "center")
    for line in broken:
        _across(sheet, line, 6, "left")
    _across(sheet, "签收人（签名或指印）：", 9, "left")
    put(sheet, "与申请人关系：", sheet.left + sheet.width * 0.45, sheet.y, size=size)
    _across(sheet, BLANK_DATE, 0, "right")


def _across(sheet: Sheet, text: str, height_mm: float, align: str) -> None:
    sheet.y += height_mm * MM
    put_in(sheet, text, x=sheet.left, room=sheet.width, baseline=sheet.y, role="fang", size=12, align=align)


def sentence(text: str) -> str:
    """What a clerk typed, with a full stop at its end."""
    text = text.strip()
    return text if not text or text[-1] in "。！？" else f"{text.rstrip('.，；')}。"


def provision(text: str) -> str:
    """An article as the clerk typed it, to stand between 依据 and 规定."""
    return text.strip().rstrip("。").removesuffix("之规定").removesuffix("的规定").removesuffix("规定")


def month(text: str) -> str:
    """`2027-01` → `2027年1月`; empty stays empty."""
    year, _, rest = text.partition("-")
    return f"{year}年{int(rest)}月" if rest else ""


def beneficiaries(dossier: Dossier) -> tuple[MemberFacts, ...]:
    """Those the allowance is for: everyone counted, or the single applicant alone (S2 art. 8)."""
    keys = {member.key for member in dossier.facts.applicants()}
    return tuple(each for each in dossier.members if each.member.id in keys)
