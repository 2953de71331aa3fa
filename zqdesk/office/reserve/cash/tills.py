"""Where the cash lies: the hall's box and the floats of its desks, and how cash or a whole till changes hands.

A hand-over is two acts, the giver's and the taker's, each under their own sign-in.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_filled
from zqdesk.office.hall.colleagues import is_same
from zqdesk.office.reserve.cash.till_agreement import (
    count_problems,
    moved_since,
    new_count,
    standing_difference,
)
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.journal import Posting, balance, post, short, till_account
from zqdesk.office.reserve.ledger.limits import over_ceiling
from zqdesk.records.register import Work
from zqdesk.records.tables.place import Desk
from zqdesk.records.tables.reserve import CashCount, Handover, Till
from zqdesk.records.tables.staff import Account
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

BOX, FLOAT = "box", "float"
TILL_KINDS = {BOX: "现金箱", FLOAT: "窗口备用金"}


@frozen
class TillEntry:
    """A till to be opened: the hall's `box` or the `float` of a desk, and the cashier who answers for it."""

    kind: str
    name: str
    desk_id: str
    holder_id: str


@frozen
class CashOffer:
    """Cash from one till to another: handed out to a desk, or given back to the box."""

    from_till_id: str
    to_till_id: str
    amount_fen: int


@frozen
class TillOffer:
    """A whole till to another cashier, over a count of its cash (fen of the note → pieces)."""

    till_id: str
    to_id: str
    pieces: Mapping[int, int]
    explanation: str = ""


def open_till(work: Work, entry: TillEntry) -> str:
    """Open a till; returns its id. The head of the hall does it, and never for themselves.

    Refused: a second box, a second float at a desk, a name in use, a holder who is no active cashier.
    """
    require(work, Role.APPROVER)
    believe_today(work)
    open_now = work.session.scalars(select(Till).where(Till.closed_on.is_(None))).all()
    problems = check_choice("kind", entry.kind, TILL_KINDS, "种类")
    problems += check_filled("name", entry.name, "名称")
    if entry.kind == BOX and any(till.kind == BOX for till in open_now):
        problems.append(Problem("till.box", "大厅只有一个现金箱，已经设立。", "kind"))
    if entry.kind == FLOAT and any(t.kind == FLOAT and t.desk_id == entry.desk_id for t in open_now):
        problems.append(Problem("till.float", "这个工作台已经有一份窗口备用金。", "desk_id"))
    if any(till.name == entry.name.strip() for till in open_now):
        problems.append(Problem("till.name", "这个名称已经在用，请换一个。", "name"))
    if work.session.get(Desk, entry.desk_id) is None:
        problems.append(Problem("till.desk", "请选择工作台。", "desk_id"))
    holder = work.session.get(Account, entry.holder_id)
    problems += _cashier_problems(holder, "holder_id")
    if is_same(work.session, entry.holder_id, work.actor.id):
        problems.append(Problem("till.own", "不能给自己设立，请由另一位审批人办理。", "holder_id"))
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
    """Close an empty till for good; refused while cash is in it or on its way, or a count of it does not agree."""
    require(work, Role.APPROVER)
    believe_today(work)
    till = open_one(work.session, till_id)
    held = balance(work.session, till_account(till.id))
    problems = []
    if held:
        problems.append(Problem("till.not_empty", f"{till.name}里还有{format_yuan(held)}元，先交回再撤销。"))
    if wrong := standing_difference(work.session, till):
        problems.append(Problem("till.wrong", f"{wrong}，查清并重新盘点后才能撤销。"))
    problems += _busy(work.session, till)
    refuse_if(problems)
    till.closed_on = work.today


def offer_cash(work: Work, offer: CashOffer) -> str:
    """Give cash to another till; returns the hand-over's id. Booked once the other side takes it.

    Between two tills of the same holder there is nobody else to take it: it is booked at once. Refused:
    a till that is not one's own or has cash on its way, a taker who is no cashier any more, cash between two
    floats, more than is there, more than the other till may hold.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    giver = open_one(work.session, offer.from_till_id)
    taker = open_one(work.session, offer.to_till_id, "to_till_id")
    problems = holder_problems(work, giver) + _busy(work.session, giver)
    problems += _busy(work.session, taker, "till")
    problems += _cashier_problems(work.session.get(Account, taker.holder_id), "to_till_id")
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
    believe_today(work)
    handover = _waiting(work, handover_id, "cash")
    assert handover.to_till_id is not None
    giver = open_one(work.session, handover.till_id)
    taker = open_one(work.session, handover.to_till_id)
    refuse_if(holder_problems(work, taker) + _taker(work, handover))
    refuse_if(_movable(work, giver, taker, handover.amount_fen))
    return _book(work, handover, giver, taker)


def offer_till(work: Work, offer: TillOffer) -> str:
    """Hand a whole till over to another cashier; returns the hand-over's id. The holder changes when it is taken.

    Its holder does it; where the holder is away or no active cashier any more, an approver in their place, saying why.
    The giver's count is kept like any other; the taker signs it. Refused: another person's till, oneself as
    taker, a count that differs from the books without a word why.
    """
    believe_today(work)
    till = open_one(work.session, offer.till_id)
    problems = _giver_problems(work, till, offer.explanation) + _busy(work.session, till)
    to = work.session.get(Account, offer.to_id)
    problems += _cashier_problems(to, "to_id")
    if any(is_same(work.session, offer.to_id, each) for each in (work.actor.id, till.holder_id)):
        problems.append(Problem("till.same", "交接须有另一位出纳接手。", "to_id"))
    problems += count_problems(work.session, till, offer.pieces, offer.explanation)
    refuse_if(problems)
    assert to is not None
    count = new_count(work, till, offer.pieces, offer.explanation)
    handover = _handover(work, "till", till, to.id, to.name)
    handover.amount_fen, handover.explanation = count.counted_fen, count.explanation
    handover.pieces, handover.count_id = dict(count.pieces), count.id
    work.session.add_all([count, handover])
    return handover.id


def take_till(work: Work, handover_id: str) -> None:
    """Take the till over and sign its count; from now on the till is the taker's.

    Refused: anybody but the one it was offered to, a till that has moved since it was counted.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    handover = _waiting(work, handover_id, "till")
    till = open_one(work.session, handover.till_id)
    count = found(work.session, CashCount, handover.count_id or "")
    problems = _taker(work, handover)
    if moved_since(work.session, count):
        problems.append(Problem("handover.moved", "清点之后又有收付，请撤销后重新清点、交接。"))
    refuse_if(problems)
    if count.signed_by_id is None:
        count.signed_by_id, count.signed_by_name, count.signed_at = work.actor.id, work.actor.name, work.now
    till.holder_id, till.holder_name = work.actor.id, work.actor.name
    handover.ended_at, handover.taken = work.now, True


def call_off(work: Work, handover_id: str, reason: str) -> None:
    """Call a hand-over off, or refuse to take it, with a reason. Nothing was booked.

    By the giver or the taker; by an approver where both may be away. On any day: it is the way back from a
    hand-over that was offered while the clock was off.
    """
    handover = found(work.session, Handover, handover_id)
    problems = check_filled("reason", reason, "原因")
    if handover.ended_at is not None:
        problems.append(Problem("handover.ended", "这次交接已经结束。"))
    if work.actor.id not in (handover.from_id, handover.to_id) and Role.APPROVER not in work.actor.roles:
        problems.append(Problem("handover.other", "只有交、接双方或审批人可以撤销这次交接。"))
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


def holder_problems(work: Work, till: Till) -> list[Problem]:
    """A till is moved and counted by whoever answers for it."""
    if till.holder_id == work.actor.id:
        return []
    return [Problem("till.holder", f"{till.name}由{till.holder_name}保管，须由保管人办理。")]


def _giver_problems(work: Work, till: Till, explanation: str) -> list[Problem]:
    """The holder gives; where they are away or no active cashier any more, an approver, or the cash would be stuck."""
    if Role.APPROVER in work.actor.roles and till.holder_id != work.actor.id:
        return check_filled("explanation", explanation, "保管人不在场的原因")
    if _cashier_problems(work.session.get(Account, till.holder_id), ""):
        require(work, Role.APPROVER)
    require(work, Role.CASHIER)
    return holder_problems(work, till)


def _cashier_problems(account: Account | None, field: str) -> list[Problem]:
    if account is None or not account.active or Role.CASHIER not in account.roles:
        return [Problem("till.cashier", "保管人须是在用的出纳账号。", field)]
    return []


def _busy(session: Session, till: Till, kind: str = "") -> list[Problem]:
    waiting = select(Handover.id).where(
        (Handover.till_id == till.id) | (Handover.to_till_id == till.id), Handover.ended_at.is_(None)
    )
    if kind:
        waiting = waiting.where(Handover.kind == kind)
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
