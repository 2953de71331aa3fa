"""Counting the cash (盘点): by denominations, beside the books of that moment, signed by two."""

from collections.abc import Mapping

from sqlalchemy import select

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.colleagues import is_same
from zqdesk.office.reserve.cash.till_agreement import count_problems, moved_since, new_count
from zqdesk.office.reserve.cash.tills import holder_problems, open_one
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.people import keeps_cash
from zqdesk.office.reserve.ledger.set_asides import counted
from zqdesk.records.register import Work
from zqdesk.records.tables.reserve import CashCount, Till
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


@frozen
class CountEntry:
    """What lies in a till: fen of each note or coin → pieces; a difference to the books is explained."""

    till_id: str
    pieces: Mapping[int, int]
    explanation: str = ""


def count_cash(work: Work, count: CountEntry) -> str:
    """Count a till; returns the count's id. It holds once a second person has signed it.

    The books stay as they are whatever is counted. Refused: a till that is not one's own, a difference
    without a word why.
    """
    require(work, Role.CASHIER)
    believe_today(work)
    till = open_one(work.session, count.till_id)
    problems = holder_problems(work, till)
    problems += count_problems(work.session, till, count.pieces, count.explanation)
    refuse_if(problems)
    row = new_count(work, till, count.pieces, count.explanation)
    work.session.add(row)
    return row.id


def surprise_count(work: Work, count: CountEntry) -> str:
    """Count a till without a word before (突击盘点); returns the count's id. It holds once its holder has signed it.

    Nobody is asked or told beforehand. Refused: who handles cash, a difference without a word why.
    """
    believe_today(work)
    till = open_one(work.session, count.till_id)
    problems = []
    if work.actor.roles.isdisjoint({Role.CLERK, Role.APPROVER}) or keeps_cash(work.session, work.actor):
        text = "突击盘点须由不经手现金的经办人或审批人办理。"
        problems.append(Problem("count.keeps_cash", text))
    problems += count_problems(work.session, till, count.pieces, count.explanation)
    refuse_if(problems)
    row = new_count(work, till, count.pieces, count.explanation, surprise=True)
    work.session.add(row)
    return row.id


def sign_count(work: Work, count_id: str) -> None:
    """Sign a count as the second person, who saw the same cash; a surprise count is signed by who keeps the till.

    Refused: the counter themselves, who is nothing but an administrator, a count over which the till has
    moved since, one that was set aside.
    """
    believe_today(work)
    count = found(work.session, CashCount, count_id)
    problems = []
    if count.signed_by_id is not None:
        raise Refused(Problem("count.signed", f"这次盘点已由{count.signed_by_name}签字。"))
    if is_same(work.session, work.actor.id, count.by_id):
        problems.append(Problem("count.same", "盘点须由另一个人监盘签字。"))
    if work.actor.roles.isdisjoint({Role.CLERK, Role.APPROVER, Role.CASHIER}):
        problems.append(Problem("count.role", "监盘人须是经办人、审批人或出纳。"))
    till = found(work.session, Till, count.till_id)
    if count.surprise and work.actor.id != till.holder_id:
        problems.append(Problem("count.holder", f"突击盘点须由保管人{till.holder_name}在场签字。"))
    if work.session.scalars(select(CashCount.id).where(CashCount.id == count.id, counted())).first() is None:
        problems.append(Problem("count.set_aside", "这次盘点已经作废，请重新盘点。"))
    if moved_since(work.session, count):
        problems.append(Problem("count.moved", "盘点之后又有收付，请重新盘点。"))
    refuse_if(problems)
    count.signed_by_id, count.signed_by_name, count.signed_at = work.actor.id, work.actor.name, work.now
