"""What people of the hall try with the bank: alone, with the clock ahead, with its statements, at the month's end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests import town
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_model import SECOND, Hall, id_of, refusal_of
from zqdesk.office.relief.payments import correcting
from zqdesk.office.reserve import moves as reserve
from zqdesk.office.reserve.bank import matching, money, proposals, reconciling, statements
from zqdesk.office.reserve.bank.matching import Pair
from zqdesk.office.reserve.bank.statements import StatementEntry
from zqdesk.office.reserve.cash import counting
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.ledger import second_words
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.moves import BankMove
from zqdesk.records.register import Actor


def alone(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    """Money of the bank is moved by nobody alone, and one's own word opens nothing."""

    def do() -> None:
        slip = BankMove(amount, f"独{hall.number()}")
        try:
            hall.as_(actor).do(reserve.deposit_cash, slip)
        except second_words.WordWanted as asked:
            hall.as_(actor).do(second_words.give_word, asked.wanted, "自己看过")
            hall.as_(actor).do(reserve.deposit_cash, slip)

    return False, do


def clock_ahead(hall: Hall, actor: Actor, amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    """A deposit booked while the clock was ahead is set aside by two people: nothing of it counts."""
    held = hall.model.accounts[hall.box]
    late = hall.clock.now + timedelta(days=20)
    legal = actor is town.CASHIER and 0 < amount <= held and late.year == hall.clock.now.year

    def do() -> None:
        if not legal:
            hall.beside(town.CLERK).do(reserve.deposit_cash, BankMove(amount, f"先{hall.number()}"))
        now = hall.clock.now
        hall.clock.now = late
        hall.beside(actor).do(reserve.deposit_cash, BankMove(amount, f"先{hall.number()}"))
        hall.clock.now = now
        hall.as_(town.APPROVER).do(correcting.reverse, hall.last().id, "电脑日期有误")

    return legal, do


def state(hall: Hall, actor: Actor, _amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    """The bank's statement up to today: what it says of some days is that it saw nothing, or a fen too much."""
    today, model = hall.clock.now.date(), hall.model
    seen = [] if pick % 4 == 1 else [each for each in hall.bank() if each.row_id not in model.told]
    wrong = pick % 4 == 2

    def do() -> None:
        lines = tuple(reserve_course.line_of(each) for each in seen)
        closing = model.stated_fen + sum(each.fen for each in seen)
        # Whatever of the books the bank has not told of yet comes in one of its next statements, on days of its own.
        lines = tuple(replace(line, booked_on=today) for line in lines)
        said = StatementEntry(model.stated_from, today, model.stated_fen, closing + wrong, lines)
        hall.as_(actor).do(statements.enter_statement, said)
        model.told |= {each.row_id for each in seen}
        model.stated_fen, model.stated_from = closing, today + timedelta(days=1)

    fine = model.stated_from <= today and not wrong
    return fine and model.stated_fen + sum(each.fen for each in seen) >= 0, do


def match(hall: Hall, actor: Actor, _amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    """A line with an entry, any two: the same money if it is as much and neither is matched."""
    lines, entries = hall.register.read(money.lines), hall.bank()
    if not lines or not entries:
        return False, lambda: hall.as_(actor).do(matching.match_money, [])
    line, entry = lines[pick % len(lines)], entries[pick * 7 % len(entries)]
    legal = line.fen == entry.fen and not {line.row_id, entry.row_id} & hall.model.matched

    def do() -> None:
        hall.as_(actor).do(matching.match_money, [Pair((line.row_id,), (entry.row_id,))])
        hall.model.matched |= {line.row_id, entry.row_id}

    return legal, do


def unmatch(hall: Hall, actor: Actor, _amount: int, pick: int) -> tuple[bool, Callable[[], object]]:
    matched = [each for each in hall.register.read(money.lines) if each.match_id]
    if not matched:
        return False, lambda: hall.as_(actor).do(matching.take_back_match, "none", "认错")
    line = matched[pick % len(matched)]

    def do() -> None:
        hall.as_(actor).do(matching.take_back_match, line.match_id, "认错")
        both = (*hall.register.read(money.lines), *hall.bank())
        hall.model.matched = {each.row_id for each in both if each.match_id}

    return True, do


def end_month(hall: Hall, actor: Actor, _amount: int, _pick: int) -> tuple[bool, Callable[[], object]]:
    """Counted, stated, reconciled, signed and closed on its last evening; then the next month begins."""
    now = hall.clock.now
    month = hall.register.read(closing.next_to_close, now.date())
    last_day = reconciling.last_day(month)
    legal = actor is town.CASHIER and hall.model.pending is None and now.date() <= last_day
    legal = legal and hall.model.stated_from <= last_day

    def do() -> None:
        if not legal:
            hall.as_(actor).do(closing.close_month, f"{now:%Y}-13")
        hall.clock.set(last_day, 17)
        for account in (hall.box, *hall.floats.values()):
            holder = SECOND if hall.floats.get(SECOND.id) == account else town.CASHIER
            counted = CountEntry(id_of(account), reserve_course.pieces(hall.model.accounts[account]))
            hall.register.do(counting.sign_count, hall.as_(holder).do(counting.count_cash, counted).result)
        refusal_of(lambda: hall.beside(actor).do(closing.close_month, month))
        assert hall.register.read(closing.last_closed) != month, "the bank was not asked yet"
        state(hall, actor, 0, 0)[1]()
        found = [each.pair for each in hall.register.read(proposals.proposals)]
        if found:
            hall.as_(actor).do(matching.match_money, found)
        both = (*hall.register.read(money.lines), *hall.bank())
        hall.model.matched = {each.row_id for each in both if each.match_id}
        reserve_course.signed(hall.register, month, "银行尚未入账")
        hall.beside(actor).do(closing.close_month, month)
        hall.clock.set(last_day + timedelta(days=1))

    return legal, do
