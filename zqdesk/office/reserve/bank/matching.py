"""Matching what the bank says with what the books say (勾对): one with one or with several, both of the same sum."""

from collections.abc import Sequence

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.reserve.bank.money import ENTRY, LINE, Money, entries, lines
from zqdesk.office.reserve.ledger.days import believe_today
from zqdesk.office.reserve.ledger.people import require_anybody
from zqdesk.records.register import Work
from zqdesk.records.tables.bank import BankMatch, BankMatchItem
from zqdesk.records.tables.base import new_id
from zqdesk.rules.money import format_yuan
from zqdesk.rules.problem import Problem, Refused, refuse_if


@frozen
class Pair:
    """Lines and entries that are the same money, by their ids."""

    line_ids: tuple[str, ...] = ()
    entry_ids: tuple[str, ...] = ()


def match_money(work: Work, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Match each of these; returns the matches' ids.

    Entries alone or lines alone may cancel each other: a reversal, the bank's own correction. Refused: nothing to match,
    several with several, what is matched already or gone, two sides of different sums.
    """
    require_anybody(work)
    believe_today(work)
    refuse_if([] if pairs else [Problem("match.nothing", "请先选择要勾对的行。")])
    known = {each.row_id: each for each in (*lines(work.session), *entries(work.session))}
    made: list[str] = []
    seen: set[str] = set()
    for pair in pairs:
        refuse_if(_problems(pair, known, seen))
        seen |= {*pair.line_ids, *pair.entry_ids}
        made.append(_match(work, pair))
    return tuple(made)


def take_back_match(work: Work, match_id: str, reason: str) -> None:
    """Take a match back: its lines and entries are open again. It stays to be seen, with the reason.

    In the reconciliation of a month that was signed nothing changes; what is open again stands in the next one.
    On any day: it is the way back from a statement entered while the clock was off.
    """
    require_anybody(work)
    row = found(work.session, BankMatch, match_id)
    problems = check_filled("reason", reason, "取消勾对的原因")
    if row.undone_at is not None:
        problems.append(Problem("match.undone", "这次勾对已经取消。"))
    refuse_if(problems)
    row.undone_at, row.undone_reason = work.now, reason.strip()
    row.undone_by_id, row.undone_by_name = work.actor.id, work.actor.name
    work.note(reason.strip())


def _match(work: Work, pair: Pair) -> str:
    match_id = new_id()
    # What is matched comes first: the database takes a match only whose two sides come to the same.
    work.session.add_all(BankMatchItem(match_id=match_id, line_id=each) for each in pair.line_ids)
    work.session.add_all(BankMatchItem(match_id=match_id, entry_id=each) for each in pair.entry_ids)
    work.session.flush()
    actor = work.actor
    work.session.add(BankMatch(id=match_id, matched_at=work.now, by_id=actor.id, by_name=actor.name))
    work.session.flush()
    return match_id


def _problems(pair: Pair, known: dict[str, Money], seen: set[str]) -> list[Problem]:
    wanted = [(LINE, each) for each in pair.line_ids] + [(ENTRY, each) for each in pair.entry_ids]
    if len(wanted) < 2 or len(set(wanted)) < len(wanted):
        return [Problem("match.nothing", "请在两边各选至少一行；红字冲销的，选原账和冲销。")]
    if min(len(pair.line_ids), len(pair.entry_ids)) > 1:
        return [Problem("match.several", "一边只能选一行：一笔对一笔，或一笔对几笔。")]
    money = [known.get(row_id) for _, row_id in wanted]
    if any(each is None for each in money):
        raise Refused(Problem("record.missing", "这条记录已经不存在，请返回列表刷新后重试。"))
    there = [each for each in money if each is not None]
    taken = [each for each in there if each.match_id or each.row_id in seen]
    if taken:
        return [Problem("match.twice", f"{taken[0].number or taken[0].text}已经勾对过。")]
    bank = sum(each.fen for each in there if each.of == LINE)
    books = sum(each.fen for each in there if each.of == ENTRY)
    if bank != books:
        text = f"对账单合计{format_yuan(bank)}元，账面合计{format_yuan(books)}元，相差{format_yuan(abs(bank - books))}元。"
        return [Problem("match.differs", text)]
    return []
