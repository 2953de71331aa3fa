"""Papers from outside that an entry rests on: there where a hall has them, and each booked once.

One check for all of them: notices, arrivals at the bank, cheques, deposit slips, remittances, answers of the district,
invoices, slips of transfers to families. A paper that stands in the books already is booked again only on a second person's word; reversed, it is free.
"""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.reserve.ledger.second_words import DOUBLE, Wanted, word_on
from zqdesk.office.reserve.ledger.standing import reversed_entries
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import Document, Entry
from zqdesk.rules.document_numbers import plain_number
from zqdesk.rules.money import format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.problem import Problem

NOTICE, ARRIVAL, CHEQUE, DEPOSIT, REMITTANCE = "notice", "arrival", "cheque", "deposit", "remittance"
ANSWER, INVOICE, TRANSFER = "answer", "invoice", "transfer"
TITLES = {
    NOTICE: "拨款通知文号",
    ARRIVAL: "银行进账单号",
    CHEQUE: "支票或凭证号",
    DEPOSIT: "缴款单号",
    REMITTANCE: "银行凭证号",
    ANSWER: "批复文号",
    INVOICE: "发票号",
    TRANSFER: "转账回单号",
}
WANTED = {
    "allocation": ARRIVAL,
    "replenishment": ARRIVAL,
    "withdrawal": CHEQUE,
    "deposit": DEPOSIT,
    "return": REMITTANCE,
    "settlement": ANSWER,
}
"""The paper without which no entry of this kind is made; the database wants it too (migration 0008).

A payment by the bank rests on a `transfer`, a refund into the bank on an `arrival` (migration 0016).
"""


@frozen
class OutsidePaper:
    """A paper as it was typed: its number, and what tells it from others of that number (a batch, a supplier)."""

    kind: str
    number: str
    field: str
    part: str = ""

    @property
    def key(self) -> str:
        """Its number made plain, and its part behind a stroke."""
        part = plain_number(self.part)
        return plain_number(self.number) + (f"/{part}" if part else "")

    @property
    def words(self) -> str:
        return f"{self.number.strip()}（{self.part.strip()}）" if self.part.strip() else self.number.strip()


@frozen
class Checked:
    """A paper that may be booked: for the first time, or on the word of a second person."""

    paper: OutsidePaper
    word_id: str | None


def required(*papers: OutsidePaper) -> list[Problem]:
    """The problems of papers without a number, or with one of which nothing can be read."""
    problems = []
    for paper in papers:
        problems += check_filled(paper.field, paper.number, TITLES[paper.kind])
        if paper.number.strip() and not plain_number(paper.number):
            text = f"{TITLES[paper.kind]}里没有可以辨认的字，请核对。"
            problems.append(Problem("document.unreadable", text, paper.field))
    return problems


def checked(work: Work, *papers: OutsidePaper) -> tuple[Checked, ...]:
    """The papers, once each is in the books for the first time or a second person said why it is not the same."""
    return tuple(Checked(paper, _word(work, paper)) for paper in papers)


def keep(work: Work, entry_id: str, papers: Sequence[Checked]) -> None:
    """Write down which papers the entry of this id rests on; before the entry, which the database wants them for."""
    work.session.add_all(
        Document(
            entry_id=entry_id,
            kind=each.paper.kind,
            key=each.paper.key,
            number=each.paper.words,
            word_id=each.word_id,
        )
        for each in papers
    )
    work.session.flush()


def booked_on(session: Session, paper: OutsidePaper) -> Entry | None:
    """The last entry that stands on the same paper; a notice without its batch is the same as with any."""
    number = plain_number(paper.number)
    same = Document.key == paper.key
    if paper.kind == NOTICE:
        same = or_(same, Document.key == number)
        if not plain_number(paper.part):
            same = or_(same, Document.key.startswith(f"{number}/", autoescape=True))
    query = (
        select(Entry)
        .join(Document, Document.entry_id == Entry.id)
        .where(Document.kind == paper.kind, same, Entry.id.not_in(reversed_entries()))
    )
    return session.scalars(query.order_by(Entry.year.desc(), Entry.serial.desc()).limit(1)).first()


def _word(work: Work, paper: OutsidePaper) -> str | None:
    entry = booked_on(work.session, paper)
    if entry is None:
        return None
    text = (
        f"{TITLES[paper.kind]}“{paper.words}”已在记-{entry.year}-{entry.serial:04d}登记过"
        f"（{chinese_day(entry.booked_on)}，{format_yuan(entry.amount_fen)}元）。请核对；"
        "确实是另一份的，请审批人说明。"
    )
    # The entry it doubles is part of what is asked: a word opens one booking, not the next one too.
    return word_on(work, Wanted(DOUBLE, f"{paper.kind}:{paper.key}:{entry.id}", text, paper.field)).id
