"""Whatever the people of the hall try, in whatever order: the books are what a few plain numbers say they must be.

Several people with several floats do legal and illegal acts at random. A model of a handful of sums says
which of them must succeed and what the books hold afterwards; the four totals agree to the fen after each.
"""

from collections import defaultdict
from decimal import Decimal
from itertools import groupby

from beancount import loader
from beancount.core import data as bean
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import town
from tests.office.reserve.bank_model import alone, clock_ahead, end_month, match, state, unmatch
from tests.office.reserve.reserve_model import (
    ALL_ROLES,
    AMOUNTS,
    PEOPLE,
    SECOND,
    Hall,
    Try,
    a_hall,
    allocate,
    answer,
    call_off,
    deposit,
    entry_count,
    give_back,
    offer,
    opening,
    paper,
    pay,
    refund,
    refusal_of,
    replenish,
    reverse,
    same_slip,
    submit,
    take,
    tomorrow,
    withdraw,
    wrong_clock,
)
from zqdesk.office.reserve.bank import reconciling
from zqdesk.office.reserve.books import plain_text
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.ledger import journal
from zqdesk.records import changes
from zqdesk.records.checks import log
from zqdesk.records.register import Actor
from zqdesk.records.tables.reserve import Entry

ACTS: tuple[Try, ...] = (
    allocate, withdraw, deposit, give_back, offer, offer, take, call_off, pay, pay, pay, refund, reverse, reverse,
    paper, submit, answer, replenish, tomorrow, same_slip, opening, wrong_clock, alone, clock_ahead, state, match, match,
    unmatch, end_month,
)  # fmt: skip
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), AMOUNTS, st.integers(0, 11)),
    min_size=20,
    max_size=45,
)
CASHIER = town.CASHIER
COURSE: list[tuple[Try, Actor, int, int]] = [
    (pay, CASHIER, 120_050, 0),
    (pay, SECOND, 50_000, 1),
    (offer, CASHIER, 300_000, 1),
    (take, SECOND, 0, 0),
    (pay, SECOND, 300_000, 1),
    (pay, SECOND, 50_000, 1),
    (reverse, ALL_ROLES, 0, 4),
    (refund, CASHIER, 50_000, 0),
    (pay, CASHIER, 50_000, 0),
    (paper, town.APPROVER, 0, 0),
    (submit, CASHIER, 0, 0),
    (refund, CASHIER, 1, 0),
    (answer, CASHIER, 0, 1),
    (refund, CASHIER, 1, 0),
    (replenish, SECOND, 50_000, 0),
    (give_back, CASHIER, 1, 0),
    (reverse, town.APPROVER, 0, 1),
]

BANK: list[tuple[Try, Actor, int, int]] = [
    (deposit, CASHIER, 300_000, 0),
    (alone, CASHIER, 50_000, 0),
    (clock_ahead, CASHIER, 50_000, 0),
    (state, CASHIER, 0, 2),  # a fen too much
    (state, CASHIER, 0, 0),
    (match, town.CLERK, 0, 0),
    (match, town.CLERK, 0, 1),
    (match, town.CLERK, 0, 0),  # once more
    (unmatch, town.APPROVER, 0, 0),
    (reverse, town.APPROVER, 0, 3),  # the deposit, of which the bank has told
    (tomorrow, CASHIER, 0, 0),
    (end_month, CASHIER, 0, 0),
    (withdraw, CASHIER, 50_000, 0),
    (state, CASHIER, 0, 1),  # the bank has not seen it yet
    (end_month, CASHIER, 0, 0),
]
"""The bank is asked: entries 0 to 2 fund the hall, 3 is the deposit."""
UNDOING: list[tuple[Try, Actor, int, int]] = [
    (pay, CASHIER, 300_000, 0),
    (refund, CASHIER, 50_000, 0),
    (pay, CASHIER, 50_000, 0),
    (reverse, town.APPROVER, 0, 4),  # the refund, once its money is out again
    (reverse, town.APPROVER, 0, 5),
    (paper, town.APPROVER, 0, 0),
    (submit, CASHIER, 0, 0),
    (reverse, town.APPROVER, 0, 4),  # the refund, while a batch counts on it
    (answer, CASHIER, 0, 1),
    (reverse, town.APPROVER, 0, 4),
    (refund, CASHIER, 1, 0),
    (reverse, town.APPROVER, 0, 8),  # a refund of what is settled
]
"""Refunds undone: entries 0 to 2 fund the hall, 3 is the payment, 4 its refund, 5 the second payment."""


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate, Phase.target, Phase.shrink))
@given(moves=MOVES)
@example(moves=COURSE)
@example(moves=UNDOING)
@example(moves=BANK)
def test_the_books_are_what_the_model_says(
    template: town.Vault, moves: list[tuple[Try, Actor, int, int]]
) -> None:
    with a_hall(template) as hall:
        for act, actor, amount, pick in moves:
            before = entry_count(hall)
            legal, do = act(hall, actor, amount, pick)
            refusal = refusal_of(do)
            assert (refusal is None) is legal, (act.__name__, actor.name, amount, refusal)
            if refusal is not None:
                assert all(problem.text for problem in refusal.problems)
                assert entry_count(hall) == before, "a refused act leaves nothing"
            _agree(hall)
        assert hall.register.read(changes.first_break) is None
        assert check.run(hall.register.engine) == []
        assert hall.register.read(lambda session: [*log.subjects(session), *log.rows(session)]) == []
        _read_elsewhere(hall)


def _agree(hall: Hall) -> None:
    """The four totals of domain §5, every account, every grant, the numbers, and the bank beside the books."""
    held = hall.register.read(journal.balances)
    model = hall.model.accounts
    assert {account: fen for account, fen in held.items() if account != "district"} == model
    assert held["district"] == sum(model.values())
    assert all(fen >= 0 for fen in held.values())
    numbers = hall.register.read(lambda s: [(e.year, e.serial) for e in s.scalars(select(Entry))])
    for year, serials in groupby(sorted(numbers), key=lambda number: number[0]):
        assert [serial for _, serial in serials] == list(range(1, 1 + sum(y == year for y, _ in numbers)))
    assert all(0 <= fen <= 300_000 for fen in hall.model.paid.values())
    worked = hall.register.read(reconciling.work_out, f"{hall.clock.now:%Y-%m}")
    assert (worked.book_fen, worked.statement_fen) == (model["bank"], hall.model.stated_fen)
    only_books = sum(item.fen for item in worked.items if item.of == "entry")
    assert worked.adjusted_fen == worked.statement_fen + only_books


def _read_elsewhere(hall: Hall) -> None:
    """A public tool reads the journal without a fault, and comes to the model's sums."""
    entries, errors, _ = loader.load_string(hall.register.read(plain_text.journal_text, "2099"))
    assert errors == []
    held: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, bean.Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                held[posting.account] += Decimal(str(posting.units.number))
    names = hall.register.read(plain_text.account_names)
    assert {a: held[names[a]] for a in hall.model.accounts} == {
        account: Decimal(fen) / 100 for account, fen in hall.model.accounts.items()
    }
