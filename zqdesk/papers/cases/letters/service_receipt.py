"""送达回证: the sheet that proves when and how a decision reached the household, signed by who received it."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.deciding import DELIVERY_WAYS
from zqdesk.office.cases.letters.addressee import to_whom
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import table
from zqdesk.papers.making.sheet import Sheet, gap, new_page, number, paragraph, title
from zqdesk.records import codes
from zqdesk.records.tables.steps import Decision

NOTE = (
    "注：受送达人本人不在的，由其同住成年家属签收，并写明与受送达人的关系。拒绝签收的，由送达人写明事由和日期，"
    "由见证人签名，把文书留在受送达人住所，即视为送达。"
)


@frozen
class Receipt:
    """What is known of the delivery when the paper is drawn; empty parts are filled in by hand."""

    office: str
    document: str
    addressee: str
    address: str
    way: str
    receiver: str
    relation: str
    received_on: date | None
    witness: str


def receipt_of(dossier: Dossier, decision: Decision | None, office: str, document: str) -> Receipt:
    """For the delivery of this decision, whether it has happened yet or not; None: of a letter without one."""
    decided = decision.id if decision else ""
    done = next((each for each in reversed(dossier.deliveries) if each.decision_id == decided), None)
    return Receipt(
        office=office,
        document=document,
        addressee=to_whom(dossier).words,
        address=dossier.address,
        way=DELIVERY_WAYS.get(done.way, "") if done else "",
        receiver=done.receiver if done else "",
        relation=codes.table("relation").title_of(done.receiver_relation) if done else "",
        received_on=done.delivered_on if done else None,
        witness=done.witness if done else "",
    )


def draw_receipt(sheet: Sheet, given: Receipt, document_number: str) -> None:
    """On a page of its own: it is signed and goes back into the file."""
    new_page(sheet)
    title(sheet, f"{given.office}\n送达回证")
    if document_number:
        number(sheet, document_number)
    gap(sheet, 2)
    ways = ticks(DELIVERY_WAYS.values(), *([given.way] if given.way else []), apart="  ")
    rows = [
        ("送达文书", _left(given.document)),
        ("受送达人", _left(given.addressee)),
        ("送达地址", _left(given.address)),
        ("送达方式", Cell(ways, align="left", size=12)),
        ("收件人签名\n（指印）", Cell(_known(given.receiver), align="left", valign="top", height=20)),
        ("与受送达人关系", _left(given.relation)),
        ("收件日期", Cell(day(given.received_on))),
        ("见证人签名", Cell(_known(given.witness), align="left", valign="top", height=16)),
        ("送达人签名", Cell("", height=20)),
        ("备　注", Cell("", height=24)),
    ]
    table(sheet, (36, 120), [[Cell(name, role="hei"), cell] for name, cell in rows], size=13, row_mm=11)
    gap(sheet, 3)
    paragraph(sheet, NOTE, size=10.5, indent=0)


def _left(text: str) -> Cell:
    return Cell(text, align="left")


def _known(name: str) -> str:
    """A name already recorded stands small beside the place of the signature."""
    return f"（{name}）" if name else ""
