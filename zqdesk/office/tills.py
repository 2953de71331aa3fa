"""Where the cash lies: the hall's box and the floats of its desks, and how cash or a whole till changes hands.

A hand-over is two acts, the giver's and the taker's, each under their own sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.checks import check_choice, check_filled
from zqdesk.office.journal import Posting, balance, post, short, till_account
from zqdesk.office.pieces import pieces_problems, sum_of
from zqdesk.office.reserve_limits import over_ceiling
from zqdesk.office.steps import found, require
from zqdesk.records.place import Desk
from zqdesk.records.register import Work
from zqdesk.records.reserve import Handover, Till
from zqdesk.records.staff import Account
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

BOX, FLOAT = "box", "float"
TILL_KINDS = {BOX: "现金箱", FLOAT: "窗口备用金"}


@dataclass(frozen=True, slots=True)
class TillEntry:
    """A till to be opened: the hall's `box` or the `float` of a desk, and the cashier who answers for it."""

    kind: str
    name: str
    desk_id: str
    holder_id: str


@dataclass(frozen=True, slots=True)
class CashOffer:
    """Cash from one till to another: handed out to a desk, or given back to the box."""

    from_till_id: str
    to_till_id: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class TillOffer:
    """A whole till to another cashier, over a count of its cash (fen of the note → pieces)."""

    till_id: str
    to_id: str
    pieces: Mapping[int, int]
    explanation: str = ""


def open_till(work: Work, entry: TillEntry) -> str:
    """Open a till; returns its id. The head of the hall does it, so that nobody opens their own.

    Refused: a second box, a second float at a desk, a holder who is no active cashier.
    """
    require(work, Role.APPROVER)
    open_now = work.session.scalars(select(Till).where(Till.closed_on.is_(None))).all()
    problems = check_choice("kind", entry.kind, TILL_KINDS, "种类")
    problems += check_filled("name", entry.name, "名称")
    if entry.kind == BOX and any(till.kind == BOX for till in open_now):
        problems.append(Problem("till.box", "大厅只有一个现金箱，已经设立。", "kind"))
    if entry.kind == FLOAT and any(t.kind == FLOAT and t.desk_id == entry.desk_id for t in open_now):
        problems.append(Problem("till.float", "这个工作台已经有一份窗口备用金。", "desk_id"))
    if work.session.get(Desk, entry.desk_id) is None:
        problems.append(Problem("till.desk", "请选择工作台。", "desk_id"))
    holder = work.session.get(Account, entry.holder_id)
    problems += _holder_problems(holder, "holder_id")
    refuse_if(problems)
    assert holder is not None
    till = Till(
        kind=entry.kind,
        name=entry.name.strip(),
        desk_id=entry.desk_id,
        holder_id=holder.id,
        holder_name=holder.name,
    )
    work.session.add(till)
    return till.id


def close_till(work: Work, till_id: str) -> None:
    """Close an empty till for good; refused while cash is in it or on its way."""
    require(work, Role.APPROVER)
    till = open_one(work.session, till_id)
    held = balance(work.session, till_account(till.id))
    problems = []
    if held:
        problems.append(Problem("till.not_empty", f"{till.name}里还有{format_yuan(held)}元，先交回再撤销。"))
    problems += _busy(work.session, till)
    refuse_if(problems)
    till.closed_on = work.today


def offer_cash(work: Work, offer: CashOffer) -> str:
    """Give cash to another till; returns the hand-over's id. Booked once the other side takes it.

    Between two tills of the same holder there is nobody else to take it: it is booked at once. Refused:
    a till that is not one's own, cash between two floats, more than is there, more than the float may hold.
    """
    require(work, Role.CASHIER)
    giver = open_one(work.session, offer.from_till_id)
    taker = open_one(work.session, offer.to_till_id, "to_till_id")
    problems = _own(work, giver) + _busy(work.session, giver)
    if {giver.kind, taker.kind} != {BOX, FLOAT}:
        text = "现金只在现金箱与窗口备用金之间领用、交回。"
        problems.append(Problem("till.pair", text, "to_till_id"))
    if offer.amount_fen <= 0:
        problems.append(Problem("reserve.amount", "金额必须大于零", "amount_fen"))
    refuse_if(problems)
    refuse_if(_movable(work, giver, taker, offer.amount_fen))
    handover = _handover(work, "cash", giver, taker.holder_id, taker.holder_name)
    handover.to_till_id, handover.amount_fen = taker.id, offer.amount_fen
    work.session.add(handover)
    work.session.flush()
    if taker.holder_id == work.actor.id:
        _book(work, handover, giver, taker)
    return handover.id


def take_cash(work: Work, handover_id: str) -> str:
    """Take what was offered: the cash is counted and right; returns the entry's id. The offer's taker only."""
    require(work, Role.CASHIER)
    handover = _waiting(work, handover_id, "cash")
    assert handover.to_till_id is not None
    giver = open_one(work.session, handover.till_id)
    taker = open_one(work.session, handover.to_till_id)
    refuse_if(_own(work, taker) + _taker(work, handover))
    refuse_if(_movable(work, giver, taker, handover.amount_fen))
    return _book(work, handover, giver, taker)


def offer_till(work: Work, offer: TillOffer) -> str:
    """Hand a whole till over to another cashier; returns the hand-over's id. The holder changes when it is taken.

    Refused: a till that is not one's own, oneself as taker, a count that differs from the books without a
    word why.
    """
    require(work, Role.CASHIER)
    till = open_one(work.session, offer.till_id)
    to = work.session.get(Account, offer.to_id)
    problems = _own(work, till) + _busy(work.session, till) + _holder_problems(to, "to_id")
    if offer.to_id == work.actor.id:
        problems.append(Problem("till.same", "交接须有另一位出纳接手。", "to_id"))
    problems += pieces_problems(offer.pieces)
    counted, held = sum_of(offer.pieces), balance(work.session, till_account(till.id))
    if counted != held and not offer.explanation.strip():
        text = f"实点{format_yuan(counted)}元，账面{format_yuan(held)}元，请说明差额。"
        problems.append(Problem("count.difference", text, "explanation"))
    refuse_if(problems)
    assert to is not None
    handover = _handover(work, "till", till, to.id, to.name)
    handover.amount_fen, handover.explanation = counted, offer.explanation.strip()
    handover.pieces = {str(piece): count for piece, count in offer.pieces.items() if count}
    work.session.add(handover)
    return handover.id


def take_till(work: Work, handover_id: str) -> None:
    """Take the till over; from now on it is the taker's. The count signed for is the offer's."""
    require(work, Role.CASHIER)
    handover = _waiting(work, handover_id, "till")
    till = open_one(work.session, handover.till_id)
    problems = _taker(work, handover)
    if till.holder_id != handover.from_id:
        problems.append(Problem("handover.stale", "这份备用金已经换了保管人，请重新交接。"))
    refuse_if(problems)
    till.holder_id, till.holder_name = work.actor.id, work.actor.name
    handover.ended_at, handover.taken = work.now, True


def call_off(work: Work, handover_id: str, reason: str) -> None:
    """Call a hand-over off, or refuse to take it; giver or taker, with a reason. Nothing was booked."""
    handover = found(work.session, Handover, handover_id)
    problems = check_filled("reason", reason, "原因")
    if handover.ended_at is not None:
        problems.append(Problem("handover.ended", "这次交接已经结束。"))
    if work.actor.id not in (handover.from_id, handover.to_id):
        problems.append(Problem("handover.other", "只有交、接双方可以撤销这次交接。"))
    refuse_if(problems)
    handover.ended_at = work.now
    work.note(reason.strip())


def open_one(session: Session, till_id: str, field: str = "till_id") -> Till:
    """The till, if it is open."""
    till = session.get(Till, till_id)
    if till is None or till.closed_on is not None:
        raise Refused(Problem("till.missing", "请选择现金箱或窗口备用金。", field))
    return till


def own_float(session: Session, actor_id: str, desk_id: str) -> Till | None:
    """The float out of which this person pays at this desk."""
    query = select(Till).where(
        Till.kind == FLOAT, Till.holder_id == actor_id, Till.desk_id == desk_id, Till.closed_on.is_(None)
    )
    return session.scalars(query).first()


def box_of(session: Session) -> Till | None:
    """The hall's box, if it has been opened."""
    return session.scalars(select(Till).where(Till.kind == BOX, Till.closed_on.is_(None))).first()


def _own(work: Work, till: Till) -> list[Problem]:
    if till.holder_id == work.actor.id:
        return []
    return [Problem("till.holder", f"{till.name}由{till.holder_name}保管，须由保管人办理。")]


def _holder_problems(account: Account | None, field: str) -> list[Problem]:
    if account is None or not account.active or Role.CASHIER not in account.roles:
        return [Problem("till.cashier", "保管人须是在用的出纳账号。", field)]
    return []


def _busy(session: Session, till: Till) -> list[Problem]:
    waiting = select(Handover.id).where(
        (Handover.till_id == till.id) | (Handover.to_till_id == till.id), Handover.ended_at.is_(None)
    )
    if session.scalars(waiting.limit(1)).first() is None:
        return []
    return [Problem("handover.open", f"{till.name}有一次交接还没有接手，请先办完或撤销。")]


def _movable(work: Work, giver: Till, taker: Till, amount_fen: int) -> list[Problem]:
    accounts = till_account(taker.id), till_account(giver.id)
    return short(work.session, *accounts, amount_fen) + over_ceiling(work, taker, amount_fen)


def _handover(work: Work, kind: str, till: Till, to_id: str, to_name: str) -> Handover:
    return Handover(
        kind=kind,
        till_id=till.id,
        amount_fen=0,
        pieces={},
        from_id=work.actor.id,
        from_name=work.actor.name,
        to_id=to_id,
        to_name=to_name,
        offered_at=work.now,
    )


def _waiting(work: Work, handover_id: str, kind: str) -> Handover:
    handover = found(work.session, Handover, handover_id)
    if handover.ended_at is not None or handover.kind != kind:
        raise Refused(Problem("handover.ended", "这次交接已经结束。"))
    return handover


def _taker(work: Work, handover: Handover) -> list[Problem]:
    if handover.to_id == work.actor.id:
        return []
    return [Problem("handover.taker", f"这次交接应由{handover.to_name}接手。")]


def _book(work: Work, handover: Handover, giver: Till, taker: Till) -> str:
    kind = "float_out" if giver.kind == BOX else "float_back"
    words = f"领用备用金（{taker.name}）" if kind == "float_out" else f"交回备用金（{giver.name}）"
    posting = Posting(kind, till_account(taker.id), till_account(giver.id), handover.amount_fen, words)
    entry = post(work, posting)
    handover.ended_at, handover.taken, handover.entry_id = work.now, True, entry.id
    return entry.id
