"""Forms of the tills: opened, counted, given up."""

from dataclasses import field

from zqdesk.frozen import frozen
from zqdesk.office.reserve import undoing
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.tills import TILL_KINDS, TillEntry
from zqdesk.office.reserve.lists import Choices
from zqdesk.office.reserve.position import CountRow, TillRow
from zqdesk.records.register import CHINA
from zqdesk.rules.money import format_yuan
from zqdesk.rules.process import Role
from zqdesk.ui.desk.desk import Desk
from zqdesk.ui.pages.cases.steps.form import StepForm, at_once, because
from zqdesk.ui.widgets.fields.code_picker import CodePicker
from zqdesk.ui.widgets.fields.pieces_edit import PiecesEdit
from zqdesk.ui.widgets.fields.text_edit import TextEdit

APPROVER = (Role.APPROVER,)


@frozen
class Counted:
    """What was counted in the till at hand."""

    pieces: dict[int, int] = field(default_factory=dict)
    explanation: str = ""


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
            ("holder_id", "保管人（出纳）", CodePicker(known.cashiers, names=True), 1),
        ],
        explain="现金箱全大厅一个；每个窗口一份窗口备用金，只从本窗口的备用金付现金。由审批人设立，保管人签收。",
        submit="设立",
        colleague=APPROVER,
    )


def close_till(till: TillRow) -> StepForm:
    """An empty till is given up."""
    held = f"{till.name}（{till.holder_name}）现有 {format_yuan(till.held_fen)} 元"
    then = f"{held}；里面的钱须先交回才能撤销。"
    return at_once(tills.close_till, then, "撤销", about=(till.id,), danger=True, colleague=APPROVER)


def count(till: TillRow, *, surprise: bool = False) -> StepForm:
    """Note by note, beside the books; by surprise it is somebody without cash who counts."""
    signs = "保管人在场看着点，保存后由保管人签字" if surprise else "保存后由另一个人监盘签字"
    return StepForm(
        counting.surprise_count if surprise else counting.count_cash,
        Counted(),
        [
            ("pieces", "张数（枚数）", PiecesEdit(till.held_fen), 3),
            ("explanation", "差额说明（账实相符的不填）", TextEdit(), 3),
        ],
        lambda said: (CountEntry(till.id, said.pieces, said.explanation),),
        explain=f"{till.name}，保管人{till.holder_name}。盘点不改账；{signs}。",
        submit="保存盘点",
    )


def set_aside(row: CountRow) -> StepForm:
    """A count that bears a day still to come."""
    day = row.counted_at.astimezone(CHINA)
    which = f"{row.till_name}{day:%Y-%m-%d}的盘点，日期在今天之后。作废后保留记录，不再算数；"
    then = f"{which}盘出的长短款仍须查清、重新盘点。须审批人说明同意。"
    act, hint, about = undoing.set_aside_count, "例如：电脑日期当时误为……", (row.count_id,)
    return because(act, "作废的原因", hint, then=then, submit="作废", about=about, danger=True)
