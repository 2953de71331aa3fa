"""The demonstration's second part: a family's house burnt, from F4 to the approval after the help; then the month's end."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from zqdesk.office.invented import relief, town
from zqdesk.office.invented.people import UNASSIGNED
from zqdesk.office.invented.town import APPROVER, CASHIER, CLERK, PASSPHRASE
from zqdesk.office.reserve import position
from zqdesk.office.reserve.position import TillRow
from zqdesk.papers import issuing
from zqdesk.rules.people.identity import check_digit
from zqdesk.rules.reserve import DENOMINATIONS_FEN
from zqdesk.ui.invented.show import Show
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.pages.reserve.bank import BankPart
from zqdesk.ui.pages.reserve.books import BooksPart
from zqdesk.ui.pages.reserve.cash import CashPart
from zqdesk.ui.pages.reserve.page import ReservePage
from zqdesk.ui.pages.reserve.part import Part
from zqdesk.ui.pages.reserve.settling import SettlingPart
from zqdesk.ui.widgets.fields.pieces_edit import PiecesEdit
from zqdesk.ui.widgets.second_person import SecondPersonDialog
from zqdesk.ui.widgets.tables.struct_rows import StructRows

NAME = "田𬭎禾"
FIRST = f"{UNASSIGNED}19790312071"
ID_NUMBER = FIRST + check_digit(FIRST)
WIFE = f"{UNASSIGNED}19810520072"
EMERGENCY = {
    "name": NAME,
    "id_number": ID_NUMBER,
    "phone": "13000000071",
    "cause": "火灾",
    "person_count": "3",
    "situation": "今晨房屋起火，住房和粮食烧毁，一家三口没有住处。",
}
OTHERS = (
    {"name": "李某英", "id_number": f"{WIFE}{check_digit(WIFE)}", "relation": "妻"},
    {"name": "李某宝", "no_number": "出生未满一月，还没有落户"},
)
VISIT = {
    "investigators": "王某、村干部孙某",
    "present_name": NAME,
    "findings": "房屋过火三间，家中没有余粮，现借住村委会。情况属实。",
}
PARTS = ("overview", "journal", "payable", "papers", "settling", "cash", "books")
BOOKS = ("cash_book", "bank_book", "disbursement_register", "ledger", "month_report")


def play(show: "Show") -> None:
    """From the fire to the papers, then counting, closing and settling."""
    _help(show)
    _papers(show)
    _reserve(show)
    _close(show)
    _settle(show)


def _help(show: "Show") -> None:
    hands = show.hands
    show.on(date(2026, 12, 3))
    show.person(CLERK.login)
    hands.window.perform("emergency.new")
    hands.settle()
    page = hands.page(EmergencyPage)
    village = page._widgets["village_id"]  # noqa: SLF001 - the hand goes where the eye sees the field
    hands.fill(village, village.itemText(1))
    for field, text in EMERGENCY.items():
        hands.fill(page.form.widget(field), text)
    hands.settle()
    hands.wait(lambda: page.form.record().amount_fen == 300_000, "the proposed amount")
    show.picture("emergency")
    hands.window.perform("submit")
    _sign(show, APPROVER.login, pictured=True)
    show.case_id = page.case_id
    show.say("F4 登记急难先行救助 3,000.00 元，审批人当场签字同意")
    show.person(CASHIER.login)
    show.picture("today-cashier")
    hands.window.open_payment(show.case_id)
    hands.settle()
    paying = hands.page(PaymentPage)
    hands.fill(paying.form.widget("second_payer"), CLERK.name)
    show.picture("payment")
    hands.window.perform("submit")
    _sign(show, CLERK.login)
    hands.settle()
    hands.wait(lambda: paying.made.table.rows.rows, "the payment")
    show.say("出纳从本窗口备用金付现金，记账，开领款单")
    hands.window.perform("print")
    show.save_preview(paying, "receipt")


def _papers(show: "Show") -> None:
    hands = show.hands
    show.on(date(2026, 12, 4))
    show.person(CLERK.login)
    show.step("visit_home", VISIT)
    _name_the_others(show)
    page = hands.open_case(show.case_id)
    assert page.seen is not None
    for material in page.seen.dossier.materials:
        if material.state == "missing":
            page._set_material(material.id, "have")  # noqa: SLF001 - the line of the sign's menu
            hands.settle()
    show.paper("relief_registration")
    show.picture("emergency-papers")
    show.step("complete_papers")
    show.say("入户核实，补齐材料和登记表")
    show.person(APPROVER.login)
    show.step("approve_relief", {"text": "情况属实，同意。"})
    show.paper("relief_application")
    show.picture("emergency-approved")
    show.say("审批人补办审批，本案办结")


def _name_the_others(show: "Show") -> None:
    """Each of those helped, before the papers are complete."""
    hands = show.hands
    hands.open_case(show.case_id)
    hands.window.perform("case.edit")
    hands.settle()
    rows = cast("StructRows", hands.page(EmergencyPage).form.widget("others"))
    for at, typed in enumerate(OTHERS):
        for name, text in typed.items():
            hands.fill(rows.every_row()[at].widgets[name], text)
    hands.window.perform("submit")
    hands.settle()


def _reserve(show: "Show") -> None:
    show.person(CASHIER.login)
    show.hands.window.open_room("reserve")
    for name in PARTS:
        _part(show, name)
        show.picture(f"reserve-{name}")


def _close(show: "Show") -> None:
    """Every till is counted and signed by a second person; then November takes no more entries."""
    hands = show.hands
    for place in range(2):
        money = _part(show, "cash")
        assert isinstance(money, CashPart)
        money.tills.selectRow(place)
        hands.settle()
        till: TillRow | None = money.tills.current()
        assert till is not None
        money.count()
        hands.settle()
        panel = hands.page(ReservePage).place.panel
        assert panel is not None
        pieces = panel.form.widget("pieces")
        assert isinstance(pieces, PiecesEdit)
        pieces.set_value(_pieces(till.held_fen))
        if not place:
            show.picture("cash-count")
        hands.click(panel.submit_button)
        hands.settle()
        money.counts.selectRow(0)
        hands.settle()
        money.sign_count_here()
        _sign(show, CLERK.login)
    _ask_the_bank(show)
    shelf = _part(show, "books")
    assert isinstance(shelf, BooksPart)
    hands.click(shelf.close_button)
    hands.settle()
    panel = hands.page(ReservePage).place.panel
    assert panel is not None
    hands.click(panel.submit_button)
    _sign(show, CLERK.login)
    show.say("盘点两处现金，监盘人签字，账实相符；与银行对账后两人结11月的账")
    for kind in BOOKS:
        shelf.papers.print_book(kind, "2026-11")
        show.save_preview(shelf, kind)
    show.picture("reserve-closed")


def _ask_the_bank(show: "Show") -> None:
    """The bank's export is read, matched as proposed, and the month's reconciliation signed by the clerk."""
    hands = show.hands
    part = _part(show, "bank")
    assert isinstance(part, BankPart)
    place = hands.page(ReservePage).place
    with TemporaryDirectory() as folder:
        path = Path(folder) / "对账单.csv"
        said = relief.statement_of(hands.program.desk.register, date(2026, 11, 30))
        path.write_bytes(relief.bank_file(said))
        part.open_file(path)
        hands.wait(lambda: place.panel is not None, "the statement to be read")
    hands.settle()
    show.picture("bank-statement")
    _do(show)
    hands.click(part.accept_button)
    hands.settle()
    show.picture("reserve-bank")
    part.make()
    _do(show)
    part.sign_here()
    _sign(show, CLERK.login)
    part.print_out()
    show.save_preview(part, "bank_reconciliation")
    show.say("导入银行对账单，逐笔勾对，编制银行存款余额调节表，由经办人核对签字")


def _settle(show: "Show") -> None:
    """What has its papers is handed in; the district answers, and the money comes."""
    hands = show.hands
    part = _part(show, "settling")
    assert isinstance(part, SettlingPart)
    part.unsettled.choose_all()
    hands.settle()
    part.submit()
    hands.settle()
    place = hands.page(ReservePage).place
    assert place.panel is not None
    hands.click(place.panel.submit_button)
    hands.settle()
    assert place.panel is not None, "overdue papers block a settlement"
    show.picture("settlement-blocked")
    place.panel.close_panel()
    others = town.opened(hands.program.desk.register.engine, show.clock.now.date())
    late = relief.catch_up(others, show.clock.now.date(), issuing.issue)
    show.say(f"先行救助手续逾期的 {late} 件挡住了核销；补齐、补批后再报")
    part.reload()
    hands.settle()
    part.unsettled.choose_all()
    hands.settle()
    part.submit()
    _do(show)
    part.lists.choose("batches")
    part._turn()  # noqa: SLF001 - the click on the list's name
    part.batches.selectRow(0)
    hands.settle()
    part.answer()
    _do(show, {"document_number": "章民救〔2026〕31号"})
    part.lists.choose("requests")
    part._turn()  # noqa: SLF001
    part.replenish()
    _do(show, {"notice_number": "章民字〔2026〕40号", "bank_voucher": "进0040"})
    show.say("报区核销、登记批复，补足款到账")
    part = _part(show, "overview")
    show.picture("reserve-settled")
    found = hands.program.desk.register.read(position.position, hands.program.desk.today())
    assert found.agrees, found.wrong
    show.say(f"账实相符：账面 {found.book_fen / 100:,.2f} 元")


def _part(show: "Show", name: str) -> Part:
    page = show.hands.page(ReservePage)
    page.turn_to(name)
    show.hands.settle()
    return page.parts[name]


def _do(show: "Show", typed: dict[str, str] | None = None) -> None:
    """Fill the open panel in and do what it asks."""
    hands = show.hands
    hands.settle()
    place = hands.page(ReservePage).place
    assert place.panel is not None
    for field, text in (typed or {}).items():
        hands.fill(place.panel.form.widget(field), text)
    hands.click(place.panel.submit_button)
    hands.settle()
    hands.wait(lambda: place.panel is None, "the act to be done")


def _sign(show: "Show", login: str, *, pictured: bool = False) -> None:
    """A colleague types login and passphrase into the dialog that is open."""
    hands = show.hands
    hands.wait(lambda: hands.window.findChild(SecondPersonDialog) is not None, "the colleague's dialog")
    dialog = hands.window.findChild(SecondPersonDialog)
    assert dialog is not None
    hands.settle()  # who may sign is still being read
    dialog.activateWindow()
    dialog.login.setText(login)
    dialog.passphrase.setText(PASSPHRASE)
    if pictured:
        show.dialog_picture(dialog, "second-person")
    hands.click(dialog.sign_button)
    hands.wait(lambda: hands.window.findChild(SecondPersonDialog) is None, "the signature")
    hands.settle()
    hands.wake()


def _pieces(fen: int) -> dict[int, int]:
    pieces: dict[int, int] = {}
    for piece in (*DENOMINATIONS_FEN, 1):
        pieces[piece], fen = divmod(fen, piece)
    return pieces
