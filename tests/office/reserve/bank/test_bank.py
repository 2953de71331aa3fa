"""The bank is asked: statements that follow each other, what of them is in the books, and the reconciliation of a month."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests import town
from tests.office.family import refused
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import Reserve, counted
from zqdesk.office.hall.parameters import ParameterEntry, record_parameter
from zqdesk.office.relief.payments import correcting
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.bank import matching, money, proposals, reconciling, statements
from zqdesk.office.reserve.bank.matching import Pair
from zqdesk.office.reserve.bank.statements import StatementEntry, StatementLine
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.ledger.second_words import WordWanted, give_word
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.moves import BankMove
from zqdesk.records.tables.reserve import Closing, Entry

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
CAME = StatementLine(date(2026, 11, 23), 6_000_000, None, 6_000_000, "转账", "示例区财政局", "进001")
DRAWN = StatementLine(date(2026, 11, 23), None, 1_500_000, 4_500_000, "现金支票", "", "支001")
NOVEMBER = StatementEntry(FIRST, LAST, 0, 4_500_000, (CAME, DRAWN))


@pytest.fixture
def month_end(funded: Reserve, clock: town.Clock) -> Reserve:
    """The last evening of November."""
    clock.set(LAST, 17)
    return funded


def enter(made: Reserve, entry: StatementEntry = NOVEMBER) -> str:
    return made.cashier.do(statements.enter_statement, entry).result


def accept(made: Reserve) -> list[str]:
    """Match whatever is proposed; returns why each was."""
    found = made.register.read(proposals.proposals)
    made.cashier.do(matching.match_money, [each.pair for each in found])
    return [each.why for each in found]


def still_open(made: Reserve, month: str = "2026-11") -> list[tuple[str, int]]:
    return [(item.group, item.fen) for item in made.register.read(reconciling.work_out, month).items]


def test_a_statement_is_kept_line_by_line(month_end: Reserve) -> None:
    enter(month_end)
    [row] = month_end.register.read(statements.statements)
    assert (row.first_on, row.last_on, row.opening_fen, row.closing_fen, row.line_count) == (
        FIRST,
        LAST,
        0,
        4_500_000,
        2,
    )
    assert [line.fen for line in month_end.register.read(money.lines)] == [6_000_000, -1_500_000]
    proposed = month_end.register.read(statements.next_statement, date(2026, 12, 31))
    assert (proposed.first_on, proposed.last_on) == (date(2026, 12, 1), date(2026, 12, 31))
    assert proposed.opening_fen == 4_500_000


WRONG: dict[str, tuple[StatementEntry, dict[str, str]]] = {
    "no days": (replace(NOVEMBER, first_on=None), {"first_on.empty": "first_on"}),
    "to come": (replace(NOVEMBER, last_on=date(2026, 12, 1)), {"last_on.future": "last_on"}),
    "the wrong way round": (
        replace(NOVEMBER, first_on=LAST, last_on=FIRST),
        {"last_on.early": "last_on", "statement.day": "lines.1.booked_on"},
    ),
    "a line left out": (replace(NOVEMBER, lines=(DRAWN,)), {"statement.sums": "lines.0.balance_fen"}),
    "another closing balance": (replace(NOVEMBER, closing_fen=4_500_001), {"statement.sums": "closing_fen"}),
    "no balance": (replace(NOVEMBER, opening_fen=None), {"statement.balance": "opening_fen"}),
    "a line of two amounts": (
        replace(NOVEMBER, lines=(replace(CAME, out_fen=5), DRAWN)),
        {"statement.amount": "lines.0.out_fen"},
    ),
    "a line of none": (
        replace(NOVEMBER, lines=(replace(CAME, in_fen=0), DRAWN)),
        {"statement.amount": "lines.0.in_fen"},
    ),
    "a line of another month": (
        replace(NOVEMBER, lines=(replace(CAME, booked_on=date(2026, 10, 31)), DRAWN)),
        {"statement.day": "lines.0.booked_on"},
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_statement_that_does_not_agree_with_itself_is_refused(month_end: Reserve, wrong: str) -> None:
    entry, said = WRONG[wrong]
    assert refused(month_end.cashier, statements.enter_statement, entry) == said
    assert month_end.register.read(statements.statements) == ()


def test_statements_follow_each_other_without_a_gap(month_end: Reserve, clock: town.Clock) -> None:
    enter(month_end)
    clock.set(date(2026, 12, 31))
    for first_on in (date(2026, 11, 30), date(2026, 12, 2)):
        entry = StatementEntry(first_on, date(2026, 12, 31), 4_500_000, 4_500_000)
        assert refused(month_end.cashier, statements.enter_statement, entry) == {"statement.gap": "first_on"}
    entry = StatementEntry(date(2026, 12, 1), date(2026, 12, 31), 4_500_001, 4_500_001)
    assert refused(month_end.cashier, statements.enter_statement, entry) == {
        "statement.opening": "opening_fen"
    }
    enter(month_end, replace(entry, opening_fen=4_500_000, closing_fen=4_500_000))


def test_what_agrees_is_proposed_and_nothing_is_matched_unasked(month_end: Reserve) -> None:
    enter(month_end)
    assert len(still_open(month_end)) == 4
    assert accept(month_end) == ["凭证号和金额一致", "凭证号和金额一致"]
    assert still_open(month_end) == []


def test_amount_and_day_propose_where_the_slip_is_not_told(month_end: Reserve) -> None:
    lines = (
        replace(CAME, slip="", booked_on=date(2026, 11, 25)),
        replace(DRAWN, slip="8812", booked_on=LAST),
    )
    enter(month_end, replace(NOVEMBER, lines=lines))
    assert accept(month_end) == ["金额一致，相差2天", "金额一致，相差7天"]


def test_one_is_matched_with_several(month_end: Reserve) -> None:
    """The bank took two deposits in as one; both sides come to the same."""
    for slip, fen in (("存1", 100_000), ("存2", 50_000)):
        month_end.cashier.do(moves.deposit_cash, BankMove(fen, slip))
    both = StatementLine(LAST, 150_000, None, 4_650_000, "现金存入")
    enter(month_end, replace(NOVEMBER, lines=(CAME, DRAWN, both), closing_fen=4_650_000))
    assert accept(month_end)[-1] == "同一天2笔合计一致"
    assert still_open(month_end) == []


def test_the_wrong_match_is_refused_and_a_match_is_taken_back(month_end: Reserve) -> None:
    enter(month_end)
    came, drawn = month_end.register.read(money.lines)
    allocated, withdrawn = month_end.register.read(money.entries)
    tries: list[tuple[list[Pair], str]] = [
        ([], "match.nothing"),
        ([Pair((came.row_id,))], "match.nothing"),
        ([Pair((came.row_id,), (withdrawn.row_id,))], "match.differs"),
        ([Pair((came.row_id, drawn.row_id), (allocated.row_id, withdrawn.row_id))], "match.several"),
        ([Pair((came.row_id,), (allocated.row_id,))] * 2, "match.twice"),
        ([Pair((came.row_id,), ("none",))], "record.missing"),
    ]
    for pairs, code in tries:
        assert set(refused(month_end.cashier, matching.match_money, pairs)) == {code}
    (match_id,) = month_end.cashier.do(
        matching.match_money, [Pair((came.row_id,), (allocated.row_id,))]
    ).result
    assert refused(month_end.cashier, matching.take_back_match, match_id, " ") == {"reason.empty": "reason"}
    month_end.cashier.do(matching.take_back_match, match_id, "认错了")
    assert refused(month_end.cashier, matching.take_back_match, match_id, "再来") == {"match.undone": ""}
    assert len(still_open(month_end)) == 4


def test_a_statement_keyed_wrongly_is_withdrawn_once_nothing_rests_on_it(month_end: Reserve) -> None:
    statement_id = enter(month_end)
    accept(month_end)
    withdraw = statements.withdraw_statement
    assert refused(month_end.cashier, withdraw, statement_id, "漏行") == {"statement.matched": ""}
    for match_id in {each.match_id for each in month_end.register.read(money.lines)}:
        month_end.cashier.do(matching.take_back_match, match_id, "对账单重录")
    month_end.cashier.do(withdraw, statement_id, "漏行")
    assert refused(month_end.cashier, withdraw, statement_id, "再来")["statement.withdrawn"] == ""
    assert month_end.register.read(money.lines) == []
    enter(month_end)
    assert [bool(row.withdrawn) for row in month_end.register.read(statements.statements)].count(True) == 1
    assert check.run(month_end.register.engine) == []


def test_money_said_to_be_deposited_and_kept_is_seen(month_end: Reserve) -> None:
    """3,000.00 "deposited" under an invented slip: the bank never saw it, and the month's paper says so."""
    month_end.cashier.do(moves.deposit_cash, BankMove(300_000, "存888"))
    enter(month_end)
    accept(month_end)
    worked = month_end.register.read(reconciling.work_out, "2026-11")
    assert [(item.group, item.fen) for item in worked.items] == [("企业已收、银行未收", 300_000)]
    assert (worked.statement_fen, worked.book_fen, worked.adjusted_fen) == (4_500_000, 4_800_000, 4_800_000)


def test_an_amount_that_differs_and_a_line_that_matches_nothing_are_seen(month_end: Reserve) -> None:
    month_end.cashier.do(moves.deposit_cash, BankMove(300_000, "存001"))
    less = StatementLine(LAST, 299_900, None, 4_799_900, "现金存入", slip="存 1")
    fee = StatementLine(LAST, None, 1_500, 4_798_400, "手续费")
    enter(month_end, replace(NOVEMBER, lines=(CAME, DRAWN, less, fee), closing_fen=4_798_400))
    accept(month_end)
    [differing] = month_end.register.read(proposals.differing)
    assert "金额相差1.00元" in differing.words.format("")
    assert sorted(still_open(month_end)) == [
        ("企业已收、银行未收", 300_000),
        ("银行已付、企业未付", -1_500),
        ("银行已收、企业未收", 299_900),
    ]


def test_an_entry_and_its_reversal_cancel_each_other(month_end: Reserve) -> None:
    wrong = month_end.cashier.do(moves.deposit_cash, BankMove(300_000, "存001")).result
    month_end.approver.do(correcting.reverse, wrong, "没有存")
    enter(month_end)
    assert accept(month_end)[-1] == "红字冲销，互相抵销"
    assert still_open(month_end) == []


def test_a_cheque_presented_in_the_next_month_is_open_in_this_one(
    month_end: Reserve, clock: town.Clock
) -> None:
    """The reconciliation reads the same whether it is worked out before the cheque came in or after."""
    enter(month_end, replace(NOVEMBER, lines=(CAME,), closing_fen=6_000_000))
    accept(month_end)
    assert still_open(month_end) == [("企业已付、银行未付", -1_500_000)]
    clock.set(date(2026, 12, 31))
    late = replace(DRAWN, booked_on=date(2026, 12, 2))
    enter(month_end, StatementEntry(date(2026, 12, 1), clock.now.date(), 6_000_000, 4_500_000, (late,)))
    accept(month_end)
    assert still_open(month_end) == [("企业已付、银行未付", -1_500_000)]
    assert still_open(month_end, "2026-12") == []


def test_no_month_closes_before_the_bank_was_asked_and_somebody_else_signed(month_end: Reserve) -> None:
    for till_id in (month_end.box_id, month_end.float_id):
        counted(month_end, till_id)
    close = closing.close_month
    assert refused(month_end.cashier, reconciling.make_reconciliation, "2026-11") == {
        "reconciliation.statement": "month"
    }
    enter(month_end)
    accept(month_end)
    assert refused(month_end.cashier, close, "2026-11") == {"closing.reconciled": ""}
    made = month_end.cashier.do(reconciling.make_reconciliation, "2026-11").result
    assert refused(month_end.cashier, close, "2026-11") == {"closing.reconciled": ""}
    sign = reconciling.sign_reconciliation
    assert refused(month_end.cashier, sign, made) == {
        "reconciliation.cashier": "",
        "reconciliation.same": "",
    }
    month_end.approver.do(sign, made)
    assert refused(month_end.register, sign, made) == {"reconciliation.signed": ""}
    month_end.cashier.do(close, "2026-11")
    assert check.run(month_end.register.engine) == []


def test_what_moves_after_it_was_made_or_signed_asks_for_a_new_one(month_end: Reserve) -> None:
    enter(month_end)
    made = month_end.cashier.do(reconciling.make_reconciliation, "2026-11").result
    accept(month_end)
    assert refused(month_end.approver, reconciling.sign_reconciliation, made) == {"reconciliation.moved": ""}
    reserve_course.signed(month_end.register, "2026-11")
    month_end.cashier.do(moves.deposit_cash, BankMove(500, "存1"))
    for till_id in (month_end.box_id, month_end.float_id):
        counted(month_end, till_id)
    assert refused(month_end.cashier, closing.close_month, "2026-11") == {"closing.reconciled": ""}
    reserve_course.signed(month_end.register, "2026-11")
    month_end.cashier.do(closing.close_month, "2026-11")


def test_who_made_it_does_not_sign_it_nor_anybody_who_keeps_cash(month_end: Reserve) -> None:
    enter(month_end)
    made = month_end.approver.do(reconciling.make_reconciliation, "2026-11").result
    assert refused(month_end.approver, reconciling.sign_reconciliation, made) == {"reconciliation.same": ""}
    both = replace(town.SECOND_CLERK, roles=frozenset({"clerk", "cashier"}))
    assert refused(month_end.register.acting_as(both), reconciling.sign_reconciliation, made) == {
        "reconciliation.cashier": ""
    }
    month_end.register.do(reconciling.sign_reconciliation, made)


def test_months_are_reconciled_in_order_and_what_stays_open_is_explained(
    month_end: Reserve, clock: town.Clock
) -> None:
    month_end.cashier.do(moves.deposit_cash, BankMove(300_000, "存888"))
    clock.set(date(2026, 12, 31))
    enter(month_end)
    enter(month_end, StatementEntry(date(2026, 12, 1), clock.now.date(), 4_500_000, 4_500_000))
    accept(month_end)
    make = reconciling.make_reconciliation
    assert refused(month_end.cashier, make, "2026-12") == {"reconciliation.order": "month"}
    reserve_course.signed(month_end.register, "2026-11")
    assert refused(month_end.cashier, make, "2026-12") == {"note.empty": "note"}
    [item] = month_end.register.read(reconciling.work_out, "2026-12").items
    assert item.old
    reserve_course.signed(month_end.register, "2026-12", "银行查无此笔，已报审批人追查")
    assert check.run(month_end.register.engine) == []


def test_books_older_than_the_first_statement_begin_with_its_opening_balance(
    month_end: Reserve, clock: town.Clock
) -> None:
    """A hall that has kept books before the bank was asked: one line stands for all of what came before."""
    clock.set(date(2026, 12, 31))
    enter(month_end, StatementEntry(date(2026, 12, 1), clock.now.date(), 4_500_000, 4_500_000))
    assert accept(month_end) == ["期初余额与账面一致"]
    assert still_open(month_end, "2026-12") == []


MOVES: dict[str, tuple[Callable[..., str], str]] = {
    "draw": (moves.withdraw_cash, "支9"),
    "deposit": (moves.deposit_cash, "存9"),
    "return": (moves.return_to_district, "退9"),
}


@pytest.mark.parametrize("move", MOVES)
def test_money_of_the_bank_is_moved_by_two_people(funded: Reserve, move: str) -> None:
    alone, (act, slip) = funded.register.acting_as(town.CASHIER), MOVES[move]
    with pytest.raises(WordWanted) as asked:
        alone.do(act, BankMove(100_000, slip))
    assert "1,000.00" in asked.value.wanted.sentence
    assert slip in asked.value.wanted.sentence
    assert refused(alone, give_word, asked.value.wanted, "看过") == {"role.required": ""}
    funded.register.do(give_word, asked.value.wanted, "看过")
    with pytest.raises(WordWanted):  # another amount is another matter
        alone.do(act, BankMove(100_100, slip))
    entry_id = alone.do(act, BankMove(100_000, slip)).result
    assert funded.register.read(lambda session: session.get_one(Entry, entry_id)).word_id
    assert check.run(funded.register.engine) == []


def test_what_cannot_be_is_refused_before_anybody_is_called(funded: Reserve) -> None:
    alone = funded.register.acting_as(town.CASHIER)
    assert refused(alone, moves.deposit_cash, BankMove(9_999_999, "存9")) == {"reserve.short": "amount_fen"}
    assert refused(alone, moves.deposit_cash, BankMove(0, "存9")) == {"reserve.amount": "amount_fen"}


def test_a_month_is_closed_by_two_people(month_end: Reserve) -> None:
    for till_id in (month_end.box_id, month_end.float_id):
        counted(month_end, till_id)
    reserve_course.reconciled(month_end.register, "2026-11")
    alone = month_end.register.acting_as(town.CASHIER)
    with pytest.raises(WordWanted) as asked:
        alone.do(closing.close_month, "2026-11")
    month_end.approver.do(give_word, asked.value.wanted, asked.value.wanted.usual)
    closing_id = alone.do(closing.close_month, "2026-11").result
    assert month_end.register.read(lambda session: session.get_one(Closing, closing_id)).word_id


def test_a_district_may_let_one_person_do_it(month_end: Reserve) -> None:
    """The parameters are dated and the district's; the database reads them as the acts do."""
    for key in ("reserve.second_move", "reserve.second_close"):
        entry = ParameterEntry(key, False, FIRST, FIRST, "示民财〔2026〕2号")
        month_end.register.acting_as(town.ADMINISTRATOR).do(record_parameter, entry)
    alone = month_end.register.acting_as(town.CASHIER)
    alone.do(moves.deposit_cash, BankMove(500, "存9"))
    for till_id in (month_end.box_id, month_end.float_id):
        counted(month_end, till_id)
    reserve_course.reconciled(month_end.register, "2026-11")
    alone.do(closing.close_month, "2026-11")
    assert check.run(month_end.register.engine) == []


TAMPERED: dict[str, tuple[str, str]] = {
    "statement.sums": ("bank_statements", "UPDATE bank_statements SET closing_fen = 5"),
    "match.differs": ("bank_lines", "UPDATE bank_lines SET amount_fen = amount_fen + 1 WHERE position = 1"),
    "match.twice": (
        "bank_match_items",
        (
            "INSERT INTO bank_match_items SELECT (SELECT MAX(match_id) FROM bank_match_items), NULL, entry_id, 'x' "
            "FROM bank_match_items WHERE entry_id IS NOT NULL ORDER BY match_id LIMIT 1"
        ),
    ),
    "reconciliation.sums": ("bank_reconciliations", "UPDATE bank_reconciliations SET adjusted_fen = 5"),
    "reconciliation.same": ("bank_reconciliations", "UPDATE bank_reconciliations SET signed_by_id = by_id"),
    "reconciliation.moved": ("bank_statements", "UPDATE bank_statements SET withdrawn_at = 'now'"),
    "closing.reconciled": (
        "bank_reconciliations",
        "DELETE FROM bank_reconciliations WHERE month = '2026-12'",
    ),
    "word.move": ("reserve_words", "UPDATE reserve_words SET subject = 'x' WHERE matter = 'move'"),
    "word.close": ("reserve_words", "UPDATE reserve_words SET by_id = (SELECT by_id FROM reserve_closings)"),
}


@pytest.fixture
def two_months(month_end: Reserve, clock: town.Clock) -> Reserve:
    """November and December, both counted, reconciled and closed."""
    for day in (LAST, date(2026, 12, 31)):
        clock.set(day, 17)
        for till_id in (month_end.box_id, month_end.float_id):
            counted(month_end, till_id)
        reserve_course.close_month(month_end, f"{day:%Y-%m}")
    return month_end


@pytest.mark.parametrize("code", TAMPERED)
def test_the_check_sees_what_another_program_did(two_months: Reserve, code: str) -> None:
    table, statement = TAMPERED[code]
    engine = two_months.register.engine
    assert check.run(engine) == []
    with engine.begin() as connection:
        guards = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        )
        for name in guards.scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)
    assert code in {finding.code for finding in check.run(engine)}
