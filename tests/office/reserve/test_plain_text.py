"""A public tool that shares nothing with us reads the journal and comes to our balances, to the fen."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data as bean

from tests import town
from tests.office.reserve import books_course
from tests.office.reserve.books_course import Books
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.books import plain_text
from zqdesk.office.reserve.ledger.journal import balances
from zqdesk.office.reserve.moves import BankMove
from zqdesk.records.register import Register
from zqdesk.records.tables.reserve import Entry


def loaded(text: str, folder: Path) -> tuple[list[bean.Directive], list[str]]:
    """What the tool makes of a text: its directives, and what it finds wrong."""
    path = folder / "journal.beancount"
    path.write_text(text, encoding="utf-8")
    entries, errors, _ = loader.load_file(str(path))
    return list(entries), [error.message for error in errors]


def sums(entries: list[bean.Directive]) -> dict[str, Decimal]:
    """What the tool adds up in each account."""
    held: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, bean.Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                assert isinstance(posting.units.number, Decimal)
                held[posting.account] += posting.units.number
    return held


def ours(register: Register) -> dict[str, Decimal]:
    """What our own books say, under the names of the text, debts below zero."""
    names, held = register.read(plain_text.account_names), register.read(balances)
    return {
        name: Decimal(-held[account] if account == "district" else held[account]) / 100
        for account, name in names.items()
    }


def test_the_tool_finds_no_fault_and_the_same_balances(lived: Books, tmp_path: Path) -> None:
    register = lived.register
    entries, errors = loaded(register.read(plain_text.journal_text, "2027"), tmp_path)
    assert errors == []
    found, expected = sums(entries), ours(register)
    assert {name: found[name] for name in expected} == expected
    assert found.keys() <= expected.keys()
    booked = register.read(lambda session: session.query(Entry).count())
    assert sum(isinstance(entry, bean.Transaction) for entry in entries) == booked
    assert expected["Liabilities:District"] == Decimal("-60000.00")
    assert expected["Assets:Settled"] == 0


def test_every_month_is_asserted_for_every_account(lived: Books, tmp_path: Path) -> None:
    register = lived.register
    entries, _ = loaded(register.read(plain_text.journal_text, "2026"), tmp_path)
    asserted = {(str(e.date), e.account) for e in entries if isinstance(e, bean.Balance)}
    names = register.read(plain_text.account_names).values()
    assert asserted == {(day, name) for day in ("2026-12-01", "2027-01-01") for name in names}


def test_a_single_fen_does_not_pass(lived: Books, tmp_path: Path) -> None:
    text = lived.register.read(plain_text.journal_text, "2026-11")
    assert text.count("-60000.00 ~ 0") == 1
    _, errors = loaded(text.replace("-60000.00 ~ 0", "-60000.01 ~ 0"), tmp_path)
    assert len(errors) == 1
    assert "Liabilities:District" in errors[0]


def test_a_month_ends_where_it_ends(register: Register, clock: town.Clock, tmp_path: Path) -> None:
    books = books_course.november(register, clock)
    before = register.read(plain_text.journal_text, "2026-11")
    held = ours(register)
    books_course.december(books, clock)
    after = register.read(plain_text.journal_text, "2026-11")
    assert after == before
    entries, errors = loaded(after, tmp_path)
    assert errors == []
    assert {name: sums(entries)[name] for name in held} == held


def test_it_names_no_family_but_every_case_and_every_reversal(lived: Books) -> None:
    text = lived.register.read(plain_text.journal_text, "2026")
    for name in ("张某某", "𬭎", "阿不都", "买买提"):
        assert name not in text
    assert '"发放救助金" "370114001-2026-LS-00002"' in text
    assert text.count('reverses: "记-2026-0005"') == 1
    assert '"区级拨付" "收到区级拨付备用金（第1批）"' in text


def test_what_people_typed_cannot_break_the_text(funded: Reserve, register: Register, tmp_path: Path) -> None:
    note = '说"明"\\\n2026-01-01 open Assets:Stolen'
    funded.cashier.do(moves.deposit_cash, BankMove(100, 'a"b\\', note=note))
    entries, errors = loaded(register.read(plain_text.journal_text, "2026"), tmp_path)
    assert errors == []
    assert [e.account for e in entries if isinstance(e, bean.Open) and "Stolen" in e.account] == []
    (last,) = [e for e in entries if isinstance(e, bean.Transaction) and e.meta["number"] == "记-2026-0004"]
    assert last.meta["voucher"] == 'a"b\\'


def test_an_empty_journal_is_a_journal_too(register: Register, tmp_path: Path) -> None:
    entries, errors = loaded(register.read(plain_text.journal_text, "2026-11"), tmp_path)
    assert errors == []
    assert {e.account for e in entries if isinstance(e, bean.Open)} == set(plain_text.NAMES.values())


@pytest.mark.parametrize(("fen", "words"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-123450, "-1234.50")])
def test_yuan_with_two_decimals(fen: int, words: str) -> None:
    assert plain_text.yuan(fen) == words
