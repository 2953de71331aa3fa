"""What probably is the same money: by slip number, amount and day. Nothing is matched before somebody says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.reserve.bank.matching import Pair
from zqdesk.office.reserve.bank.money import LINE, Money, entries, lines
from zqdesk.rules.money import format_yuan

NEAR_DAYS = 15
"""So far apart bank and books may have the same money without its slip; a cheque is presented within ten days."""


@frozen
class Proposal:
    """Rows that probably are the same, and why."""

    pair: Pair
    why: str


@frozen
class Differing:
    """A line and an entry of one slip whose amounts differ: one of them is wrong."""

    line_id: str
    entry_id: str
    words: str


def proposals(session: Session) -> tuple[Proposal, ...]:
    """The surest first; no row is in two of them."""
    return tuple(_proposed(_unmatched(lines(session)), _unmatched(entries(session))))


def differing(session: Session) -> tuple[Differing, ...]:
    """Open lines and entries of one slip and one direction that do not come to the same."""
    of_slip = defaultdict(list)
    for entry in _unmatched(entries(session)):
        for slip in entry.slips:
            of_slip[slip].append(entry)
    found = []
    for line in _unmatched(lines(session)):
        for slip in line.slips:
            for entry in of_slip[slip]:
                if (entry.fen > 0) == (line.fen > 0) and entry.fen != line.fen and not entry.reverses_id:
                    words = f"与{{}}凭证号相同，金额相差{format_yuan(abs(line.fen - entry.fen))}元"
                    found.append(Differing(line.row_id, entry.row_id, words))
    return tuple(found)


def _proposed(bank: list[Money], books: list[Money]) -> Iterator[Proposal]:
    left = {each.row_id: each for each in (*bank, *books)}
    for found in (_slips, _reversals, _one_to_one, _beginning, _of_a_day):
        for pair, why in found([b for b in bank if b.row_id in left], [e for e in books if e.row_id in left]):
            ids = (*pair.line_ids, *pair.entry_ids)
            if all(each in left for each in ids):
                for each in ids:
                    del left[each]
                yield Proposal(pair, why)


def _slips(bank: list[Money], books: list[Money]) -> Iterator[tuple[Pair, str]]:
    """The same slip and the same amount."""
    for line in bank:
        for entry in books:
            if line.slips & entry.slips and line.fen == entry.fen:
                yield Pair((line.row_id,), (entry.row_id,)), "凭证号和金额一致"


def _reversals(_bank: list[Money], books: list[Money]) -> Iterator[tuple[Pair, str]]:
    """An entry and its reversal, of which the bank knows nothing."""
    of_id = {each.row_id: each for each in books}
    for entry in books:
        if entry.reverses_id in of_id:
            yield Pair((), (entry.reverses_id, entry.row_id)), "红字冲销，互相抵销"


def _one_to_one(bank: list[Money], books: list[Money]) -> Iterator[tuple[Pair, str]]:
    """The same amount, the nearest day first."""
    near = [
        (abs((line.day - entry.day).days), at, line, entry)
        for at, line in enumerate(bank)
        for entry in books
        if line.fen == entry.fen and abs((line.day - entry.day).days) <= NEAR_DAYS
    ]
    for days, _, line, entry in sorted(near, key=lambda each: (each[0], each[1], each[3].day)):
        why = "金额一致，同一天" if not days else f"金额一致，相差{days}天"
        yield Pair((line.row_id,), (entry.row_id,)), why


def _beginning(bank: list[Money], books: list[Money]) -> Iterator[tuple[Pair, str]]:
    """What was there when the first statement began is what the books came to by then."""
    for line in bank[:1]:
        before = [entry for entry in books if entry.day < line.day or entry.kind == "opening"]
        if not line.number and before and sum(entry.fen for entry in before) == line.fen:
            yield Pair((line.row_id,), tuple(entry.row_id for entry in before)), "期初余额与账面一致"


def _of_a_day(bank: list[Money], books: list[Money]) -> Iterator[tuple[Pair, str]]:
    """One on this side, all of a day and a direction on the other."""
    for ones, many in ((bank, books), (books, bank)):
        sums = _by_day(many)
        for one in ones:
            for (day, _), several in sums.items():
                same = sum(each.fen for each in several) == one.fen and len(several) > 1
                if same and abs((one.day - day).days) <= NEAR_DAYS:
                    others = tuple(each.row_id for each in several)
                    pair = Pair((one.row_id,), others) if one.of == LINE else Pair(others, (one.row_id,))
                    yield pair, f"同一天{len(several)}笔合计一致"


def _by_day(many: Iterable[Money]) -> dict[tuple[date, bool], list[Money]]:
    found: dict[tuple[date, bool], list[Money]] = {}
    for each in many:
        found.setdefault((each.day, each.fen > 0), []).append(each)
    return found


def _unmatched(money: Iterable[Money]) -> list[Money]:
    return [each for each in money if not each.match_id]
