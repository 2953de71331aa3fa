"""Forms of the cash: tills, counts, and hand-overs of cash or of a whole till."""

from dataclasses import dataclass, field
from functools import partial

from zqdesk.office import counting, tills
from zqdesk.office.counting import CountEntry
from zqdesk.office.reserve_lists import Choices
from zqdesk.office.reserve_looks import HandoverRow, TillRow
from zqdesk.office.tills import TILL_KINDS, CashOffer, TillEntry, TillOffer
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.process import Role
from zqdesk.ui.desk import Desk
from zqdesk.ui.pages.reserve.fields import FilledMoney
from zqdesk.ui.pages.steps.form import Nothing, Reason, StepForm
from zqdesk.ui.widgets.code_picker import CodePicker
from zqdesk.ui.widgets.pieces_edit import PiecesEdit
from zqdesk.ui.widgets.text_edit import LongTextEdit, TextEdit

APPROVER, CASHIER = (Role.APPROVER,), (Role.CASHIER,)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in the till at hand."""

    pieces: dict[int, int] = field(default_factory=dict)
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A whole till given to a colleague."""

    to_id: str = ""
    pieces: dict[int, int] = field(default_factory=dict)
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Cash for another till."""

    to_till_id: str = ""
    amount_fen: int = 0


def open_till(desk: Desk, known: Choices, present: tuple[TillRow, ...]) -> StepForm:
    """The box first; then one float a desk. The head of the hall does it, on the spot if need be."""
    has_box = any(till.kind == "box" for till in present)
    taken = {till.desk_id for till in present if till.kind == "float"}
    here = desk.register.desk_id
    free = [each for each in known.desks if not has_box or each[0] not in taken]
    own = next((each for each in free if each[0] == here), free[0] if free else ("", ""))
    holder = desk.actor.id if desk.actor.id in dict(known.cashiers) else ""
    if not holder and len(known.cashiers) == 1:
        holder = known.cashiers[0][0]
    name = f"{own[1]}备用金" if has_box else TILL_KINDS["box"]
    return StepForm(
        tills.open_till,
        TillEntry("float" if has_box else "box", name, own[0], holder),
        [
            ("kind", "种类", CodePicker(TILL_KINDS.items(), optional=False), 1),
            ("name", "名称", TextEdit(), 1),
            ("desk_id", "工作台", CodePicker(known.desks), 1),
            ("holder_id", "保管人（出纳）", CodePicker(known.cashiers), 1),
        ],
        explain="现金箱全大厅一个；每个窗口一份窗口备用金，只从本窗口的备用金付现金。由审批人设立，保管人签收。",
        submit="设立",
        colleague=APPROVER,
    )


def close_till(till: TillRow) -> StepForm:
    """An empty till is given up."""
    return StepForm(
        tills.close_till,
        Nothing(),
        arguments=lambda _: (till.id,),
        explain=f"{till.name}（{till.holder_name}）现有 {format_yuan(till.held_fen)} 元；里面的钱须先交回才能撤销。",
        submit="撤销",
        danger=True,
        colleague=APPROVER,
    )


def count(till: TillRow) -> StepForm:
    """Note by note, beside the books."""
    return StepForm(
        counting.count_cash,
        Counted(),
        [
            ("pieces", "张数（枚数）", PiecesEdit(till.held_fen), 3),
            ("explanation", "差额说明（账实相符的不填）", TextEdit(), 3),
        ],
        lambda said: (CountEntry(till.id, said.pieces, said.explanation),),
        explain=f"{till.name}，保管人{till.holder_name}。盘点不改账；保存后由另一个人监盘签字。",
        submit="保存盘点",
    )


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
            ("to_id", "接手的出纳", CodePicker(others), 1),
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
    return StepForm(
        act,
        Nothing(),
        arguments=lambda _: (handover.handover_id,),
        explain=f"{handover.words}，{handover.from_name}交出 {amount}。请先点清，再接手。",
        submit="已点清，接手",
    )


def call_off(handover: HandoverRow) -> StepForm:
    """Neither side wants it any more."""
    return StepForm(
        tills.call_off,
        Reason(),
        [("reason", "撤销的原因", LongTextEdit(), 3)],
        partial(_with_reason, handover.handover_id),
        explain=f"{handover.words}，{format_yuan(handover.amount_fen)} 元。撤销后没有记账，现金仍由{handover.from_name}保管。",
        submit="撤销交接",
        danger=True,
    )


def _with_reason(handover_id: str, said: Reason) -> tuple[str, str]:
    return (handover_id, said.reason)
