"""Forms of cash, or a whole till, that goes from one person to another."""

from dataclasses import field

from zqdesk.frozen import frozen
from zqdesk.office.reserve.cash import tills
from zqdesk.office.reserve.cash.tills import CashOffer, TillOffer
from zqdesk.office.reserve.lists import Choices
from zqdesk.office.reserve.position import HandoverRow, TillRow
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once, because
from zqdesk.ui.pages.reserve.forms.fields import FilledMoney
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.pieces_edit import PiecesEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit


@frozen
class Given:
    """A whole till given to a colleague."""

    to_id: str = ""
    pieces: dict[int, int] = field(default_factory=dict)
    explanation: str = ""


@frozen
class Moved:
    """Cash for another till."""

    to_till_id: str = ""
    amount_fen: int = 0


def move_cash(till: TillRow, present: tuple[TillRow, ...]) -> StepForm:
    """Cash handed out to a desk, or given back to the box."""
    others = [each for each in present if each.kind != till.kind]
    return StepForm(
        tills.offer_cash,
        Moved(others[0].id if len(others) == 1 else ""),
        [
            (
                "to_till_id",
                "交给",
                CodePicker([(e.id, f"{e.name}（{e.holder_name}）") for e in others], optional=False),
                1,
            ),
            ("amount_fen", "金额（元）", FilledMoney(), 1),
        ],
        lambda said: (CashOffer(till.id, said.to_till_id, said.amount_fen),),
        explain=f"{till.name}现有 {format_yuan(till.held_fen)} 元。对方点清并接手以后才记账；两处都由本人保管的，立即记账。",
        submit="领用" if till.kind == "box" else "交回",
    )


def give_till(desk: Desk, till: TillRow, known: Choices) -> StepForm:
    """The whole till to another cashier, counted."""
    others = [each for each in known.cashiers if each[0] not in (desk.actor.id, till.holder_id)]
    return StepForm(
        tills.offer_till,
        Given(others[0][0] if len(others) == 1 else ""),
        [
            ("to_id", "接手的出纳", CodePicker(others, names=True), 1),
            ("pieces", "张数（枚数）", PiecesEdit(till.held_fen), 3),
            ("explanation", "差额说明（账实相符的不填）", TextEdit(), 3),
        ],
        lambda said: (TillOffer(till.id, said.to_id, said.pieces, said.explanation),),
        explain=f"当面点清{till.name}，对方接手以后由对方保管。",
        submit="提出交接",
    )


def take(handover: HandoverRow) -> StepForm:
    """The taker says that it is all there."""
    act = tills.take_cash if handover.kind == "cash" else tills.take_till
    amount = f"{format_yuan(handover.amount_fen)} 元（{capitals(handover.amount_fen)}）"
    then = f"{handover.words}，{handover.from_name}交出 {amount}。请先点清，再接手。"
    return at_once(act, then, "已点清，接手", about=(handover.handover_id,))


def call_off(handover: HandoverRow) -> StepForm:
    """Neither side wants it any more."""
    which = f"{handover.words}，{format_yuan(handover.amount_fen)} 元。"
    then = f"{which}撤销后没有记账，现金仍由{handover.from_name}保管。"
    about = (handover.handover_id,)
    return because(tills.call_off, "撤销的原因", then=then, submit="撤销交接", about=about, danger=True)
