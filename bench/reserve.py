"""A payment saved durably, and a year's books of 5,000 entries shown and printed."""

import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import raw
from bench.desk import DrivenDesk, Painted, timed
from bench.lists import bare_shown
from bench.papers import bare_pages, pieces
from bench.saving import BareCommits
from bench.table import Figure, median
from bench.vault import CHEAP, TODAY, opened
from zqdesk.office.hall import clock
from zqdesk.office.invented import town as invented_town
from zqdesk.office.invented import witnessing
from zqdesk.office.invented.relief import struck
from zqdesk.office.relief import decisions
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.entries import Agreement, Emergency
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.reserve import moves, position
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.ledger.second_words import WordWanted, give_word
from zqdesk.office.reserve.paying.payment_entry import Payment
from zqdesk.papers.making import sheet
from zqdesk.papers.making.page import Page, pdf
from zqdesk.papers.reserve import books
from zqdesk.records.register import Register
from zqdesk.ui.pages.reserve.journal import JournalPart
from zqdesk.ui.pages.reserve.page import ReservePage

PAYMENTS = 8
"""A day, of one family's one approval; before them comes the cash from the bank."""
TURNS = 8
"""How often a day cash goes out to the desk and what is too much comes back: 25 entries a day with all."""
PART_FEN = 5_000
FIRST_SHOWN_MS = 100
SAVED_MS = 50
YEAR = f"{TODAY:%Y}"


def measure(days: int, rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        saved = _fill(folder, days)
        return [saved, _shown(folder, rounds), _printed(folder)]


def _fill(folder: Path, days: int) -> Figure:
    """Write the year, and meanwhile measure its payments against bare commits in the same folder, in turn."""
    engine = invented_town.build(folder, TODAY, roll=0, cases=0, cost=CHEAP)
    town = invented_town.opened(engine, TODAY)
    town.clock.set(date(TODAY.year, 1, 4))
    cashier = town.acting(invented_town.CASHIER.login)
    box, desk_float = _tills(town)
    total = days * PAYMENTS * PART_FEN
    cashier.do(
        moves.receive_allocation,
        moves.Allocation(total, "示民财〔2026〕1号", town.clock.now.date(), bank_voucher="进0001"),
    )
    ours: list[float] = []
    bare: list[float] = []
    with BareCommits(folder) as commits:
        for number in range(days):
            day = date(TODAY.year, 1, 5) + timedelta(days=number * min(320, 30 * days) // days)
            town.clock.set(day)
            case_id, entry = _granted(town, number, day)
            sum_fen = PAYMENTS * PART_FEN
            _drawn(town, moves.BankMove(sum_fen, f"现支{number:04d}", day))
            cashier.do(tills.offer_cash, tills.CashOffer(box, desk_float, sum_fen))
            for _ in range(TURNS - 1):
                cashier.do(tills.offer_cash, tills.CashOffer(desk_float, box, PART_FEN))
                cashier.do(tills.offer_cash, tills.CashOffer(box, desk_float, PART_FEN))
            for _ in range(PAYMENTS):
                payment = Payment(
                    amount_fen=PART_FEN,
                    payee_name=entry.name,
                    payee_id_number=entry.id_number,
                    payee_phone=entry.phone,
                    second_payer=town.staff["01"].name,
                )
                witnessing.sign(town.acting("01"), case_id, payment)
                begun = time.perf_counter()
                cashier.do(disbursing.disburse, case_id, payment)
                ours.append((time.perf_counter() - begun) * 1000)
                bare.append(commits.one())
    town.clock.set(TODAY)  # else whoever opens the window is asked about the months between
    cashier.do(clock.confirm_day)
    engine.dispose()
    note = "one UPDATE and commit, WAL, FULL, SQLCipher"
    return Figure("a payment saved", median(ours), median(bare), note, limit=SAVED_MS)


def _drawn(town: invented_town.Town, move: moves.BankMove) -> None:
    """Cash from the bank, with the approver beside the cashier."""
    cashier = town.acting(invented_town.CASHIER.login)
    try:
        cashier.do(moves.withdraw_cash, move)
    except WordWanted as asked:
        town.acting("02").do(give_word, asked.wanted, asked.wanted.usual)
        cashier.do(moves.withdraw_cash, move)


def _tills(town: invented_town.Town) -> tuple[str, str]:
    head, holder, desk = town.acting("02"), town.staff["04"].id, town.register.desk_id
    box = head.do(tills.open_till, tills.TillEntry("box", "现金箱", desk, holder)).result
    return box, head.do(tills.open_till, tills.TillEntry("float", "1号窗口备用金", desk, holder)).result


def _granted(town: invented_town.Town, number: int, day: date) -> tuple[str, Emergency]:
    told, amount = "厨房失火，被褥和粮食烧毁。", PAYMENTS * PART_FEN
    _, entry = struck(town, number, day, address=f"{number + 1000}号", situation=told, amount_fen=amount)
    case_id = town.acting("01").do(emergencies.register_emergency, entry).result
    town.acting("02").do(decisions.agree_help, case_id, Agreement(PAYMENTS * PART_FEN))
    return case_id, entry


def _shown(folder: Path, rounds: int) -> Figure:
    """The whole year's journal asked for in its window, until it is painted; against its SQL in a bare table."""
    desk = DrivenDesk(folder)
    desk.sign_in()
    desk.rest()
    desk.window.open_room("reserve")
    desk.rest()
    page = desk.room("reserve")
    assert isinstance(page, ReservePage)
    page.turn_to("journal")
    desk.rest()
    journal = page.front
    assert isinstance(journal, JournalPart)
    register = desk.program.desk.register
    ours, bare = [], []
    for _ in range(rounds):
        journal.month.setCurrentIndex(1)
        journal.reload()
        desk.rest()
        ours.append(_painted(desk, journal))
        bare.append(_bare_journal(register))
    print(f"  a journal of {journal.table.rows.rowCount():,} entries")
    desk.close()
    note = "its SQL, in a bare QTableView"
    return Figure("a year's journal, first shown", median(ours), median(bare), note, limit=FIRST_SHOWN_MS)


def _painted(desk: DrivenDesk, journal: JournalPart) -> float:
    before = journal.table.rows.rowCount()
    painted = Painted(lambda: journal.table.rows.rowCount() > before)
    painted.watch(journal.table.viewport())
    took = timed(lambda: journal.look_at("*"), painted)
    desk.rest()
    return took


def _bare_journal(register: Register) -> float:
    with raw.listened(register.engine) as statements:
        register.read(position.journal)
    pooled = register.engine.raw_connection()
    db: Any = pooled.driver_connection
    begun = time.perf_counter()
    read = [db.execute(statement, values).fetchall() for statement, values in statements]
    took = (time.perf_counter() - begun) * 1000
    pooled.close()
    return took + bare_shown(max(read, key=len))


def _printed(folder: Path) -> Figure:
    """The year's cash book read, laid out and drawn; against its lines and glyphs on a bare canvas."""
    filled = opened(folder)
    register = filled.register
    kept: list[list[Page]] = []
    finished = pdf

    def keep(pages: Sequence[Page], *, subject: str, code: str) -> bytes:
        kept.append(list(pages))
        return finished(pages, subject=subject, code=code)

    first = register.read(books.view, "cash_book", f"{YEAR}-01")
    books.draw(books.content(first, "ZQ00000000", TODAY))  # opens the fonts
    setattr(sheet, "pdf", keep)  # noqa: B010 - the glyphs are known only once they are laid out
    begun = time.perf_counter()
    for month in range(1, TODAY.month + 1):
        book = register.read(books.view, "cash_book", f"{YEAR}-{month:02}")
        books.draw(books.content(book, "ZQ00000000", TODAY))
    ours = time.perf_counter() - begun
    setattr(sheet, "pdf", finished)  # noqa: B010
    filled.engine.dispose()
    placed = [[pieces(page) for page in book] for book in kept]
    begun = time.perf_counter()
    for pages, texts in zip(kept, placed, strict=True):
        bare_pages(pages, texts)
    bare = time.perf_counter() - begun
    print(f"  {len(kept)} cash books of {sum(map(len, kept))} pages")
    note = "the same lines and glyphs on a bare reportlab canvas"
    return Figure("a year's cash books printed", ours, bare, note, unit="s", ratio_aim=2)
