"""A family's house burnt this morning: registered within a minute, agreed on the spot, paid, papered, approved."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine, text

from tests import town
from tests.journeys.clerk import Clerk
from tests.office.reserve import reserve_course
from zqdesk.records.register import Register
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.relief.emergency import EmergencyPage
from zqdesk.ui.pages.relief.payment import PaymentPage
from zqdesk.ui.printing.print_dialog import PrintDialog
from zqdesk.ui.widgets.second_person import SecondPersonDialog
from zqdesk.ui.widgets.tables.struct_rows import StructRows

CLERK, APPROVER, CASHIER = "01", "03", "04"
STORY = "今晨房屋起火，住房和粮食烧毁，全家没有住处。"
KEYS = [
    "F4", "张𬭎某", "Return", "Return", "Return", *"sldc", "Return", "1", "Return", "3", "Return", STORY, "F10",
]  # fmt: skip
"""Every key from F4 to the registered emergency of somebody new; what an input method sends counts as one."""
NAMED = {"F4", "Return", "F10"}
REGISTERED_WITHIN, AGREED_WITHIN = 16, 18
"""Keys to the registered emergency, and to the approver's agreement: passphrase (as one) and Enter."""


def test_help_within_the_hour(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    register = Register(engine, town.CLERK, town.DESK_ID, clerk.clock)
    reserve_course.funded(register)
    clerk.sign_in(CLERK)
    register_emergency(clerk)
    assert row(engine, "SELECT state, number FROM cases") == ("reported", "370114001-2026-LS-00001")

    assert len(KEYS) <= REGISTERED_WITHIN
    assert len(KEYS) + sign_on_the_spot(clerk) <= AGREED_WITHIN
    assert row(engine, "SELECT agreed_by_name, amount_fen FROM grants") == (town.APPROVER.name, 300_000)
    assert state(engine) == "agreed"

    clerk.hand_over(CASHIER)
    pay(clerk, engine)
    print_receipt(clerk, tmp_path / "receipt.pdf")
    assert row(engine, "SELECT count(*) FROM papers WHERE kind = 'receipt' AND digest <> ''") == (1,)
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")

    clerk.clock.set(date(2026, 11, 24))
    clerk.hand_over(CLERK)
    complete_papers(clerk, engine, tmp_path)
    assert state(engine) == "papers_ready"

    clerk.hand_over(APPROVER)
    open_case(clerk, engine)
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert state(engine) == "closed"
    assert row(engine, "SELECT result, allowance_fen FROM decisions") == ("confirm", 300_000)
    debit, credit = row(engine, "SELECT debit, credit FROM reserve_entries WHERE kind = 'disbursement'")
    assert debit == "unsettled"
    assert str(credit).startswith("till:")


def register_emergency(clerk: Clerk) -> None:
    """Name, village, cause, persons, story; everything else is proposed. No mouse."""
    *typed, last = KEYS
    for key in typed:
        (clerk.press if key in NAMED else clerk.write)(key)
    page = clerk.front(EmergencyPage)
    clerk.wait_until(lambda: page.form.record().amount_fen == 300_000)
    clerk.press(last)


def sign_on_the_spot(clerk: Clerk) -> int:
    """The only approver types the passphrase into the dialog that is open; nobody is signed in by it."""
    dialog = clerk.dialog(SecondPersonDialog)
    dialog.activateWindow()
    clerk.wait_until(dialog.passphrase.hasFocus)
    keys = [town.PASSPHRASE, "Return"]
    clerk.write(keys[0])
    clerk.press(keys[1])
    clerk.settle()
    assert clerk.program.desk.actor.id == town.CLERK.id
    return len(keys)


def pay(clerk: Clerk, engine: Engine) -> None:
    """The cashier pays what was agreed, in cash, before a colleague; a second time there is nothing left."""
    open_case(clerk, engine)
    clerk.press("Ctrl+Return")
    page = clerk.front(PaymentPage)
    page._widgets["second_payer"].setFocus()
    clerk.write(town.CLERK.name)
    clerk.press("F10")
    clerk.signed_by("01")
    assert row(engine, "SELECT amount_fen, receipt_number FROM disbursements") == (
        300_000,
        "370114001-2026-LK-00001",
    )
    clerk.press("F10")
    assert row(engine, "SELECT count(*) FROM disbursements") == (1,)
    assert state(engine) == "helped"


def print_receipt(clerk: Clerk, path: Path) -> None:
    clerk.press("Ctrl+P")
    dialog = clerk.dialog(PrintDialog)
    dialog.save_to(path)
    clerk.wait_until(path.exists)
    clerk.settle()
    dialog.close()
    clerk.settle()


def complete_papers(clerk: Clerk, engine: Engine, folder: Path) -> None:
    """The ID number, the visit, the papers brought and the slip; then everything is there."""
    open_case(clerk, engine)
    clerk.press("F6")
    page = clerk.front(EmergencyPage)
    page._widgets["id_number"].setFocus()
    clerk.write("370114190001010014")
    others = page.form.widget("others")
    assert isinstance(others, StructRows)
    for at, name in enumerate(("张某兰", "张某竹")):
        row = others.every_row()[at].widgets
        row["name"].setFocus()
        clerk.write(name)
        row["no_number"].setFocus()
        clerk.write("还没有落户")
    clerk.press("F10")
    case = clerk.front(CasePage)
    clerk.press("Ctrl+Return")
    clerk.go_on_to("调查人（两人以上）")
    clerk.fill(["王小某、孙某", "张𬭎某"])
    clerk.press("Ctrl+Return")
    for material_id in materials(engine):
        case._set_material(material_id, "have")
        clerk.settle()
    clerk.press("Ctrl+P")
    clerk.choose("急难型先行救助登记表")
    dialog = clerk.dialog(PrintDialog)
    dialog.save_to(folder / "slip.pdf")
    clerk.wait_until((folder / "slip.pdf").exists)
    clerk.settle()
    dialog.close()
    clerk.settle()
    clerk.press("Ctrl+Return", "Ctrl+Return")


def open_case(clerk: Clerk, engine: Engine) -> None:
    (case_id,) = row(engine, "SELECT id FROM cases")
    clerk.window.open_case(str(case_id))
    clerk.front(CasePage)


def state(engine: Engine) -> object:
    return row(engine, "SELECT state FROM cases")[0]


def materials(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT id FROM materials WHERE state = 'missing'")))


def row(engine: Engine, query: str) -> tuple[object, ...]:
    with engine.connect() as connection:
        return tuple(connection.execute(text(query)).one())
