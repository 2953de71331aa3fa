"""What a line of the bank's answer means, how a month is compared, what is named before anybody signs: worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from zqdesk.rules.payroll.answers import AnswerLine, Outcome, Sent, Terms, read
from zqdesk.rules.payroll.checks import Payee, Person, notes
from zqdesk.rules.payroll.comparing import Change, Month, compare

SENT = (Sent("a", "1", "6222000000000000004", 60_000), Sent("b", "2", "6217000000000000012", 50_000))
TERMS = Terms({"成功"}, {"失败"}, has_days=True, first_on=date(2026, 12, 8), last_on=date(2026, 12, 10))
LINE = AnswerLine(1, "1", "张某", "6222000000000000004", "成功", 60_000, date(2026, 12, 9))
OTHER = AnswerLine(2, "2", "李某", "6217000000000000012", "成功", 50_000, date(2026, 12, 9))


@pytest.mark.parametrize(
    ("line", "outcome", "fen"),
    [
        (LINE, Outcome.PAID, 60_000),
        (replace(LINE, key="0001"), Outcome.PAID, 60_000),
        (replace(LINE, key=""), Outcome.PAID, 60_000),
        (replace(LINE, status="", fen=0), Outcome.FAILED, 0),
        (replace(LINE, status="失败"), Outcome.FAILED, 0),
        (replace(LINE, fen=20_000), Outcome.PART, 20_000),
        (replace(LINE, fen=60_001), Outcome.OVER, 60_001),
        (replace(LINE, status="", fen=None), Outcome.EMPTY, None),
        (replace(LINE, status="待核"), Outcome.EMPTY, 60_000),
        (replace(LINE, key="7"), Outcome.UNKNOWN, 60_000),
        (replace(LINE, day=date(2026, 12, 7)), Outcome.IMPOSSIBLE_DAY, 60_000),
        (replace(LINE, day=date(2026, 12, 11)), Outcome.IMPOSSIBLE_DAY, 60_000),
        (replace(LINE, day=None, wrong_day=True), Outcome.IMPOSSIBLE_DAY, 60_000),
        (replace(LINE, account="6217000000000000012"), Outcome.CONTRADICTION, 60_000),
        (replace(LINE, fen=0), Outcome.CONTRADICTION, 0),
    ],
)
def test_what_a_line_means(line: AnswerLine, outcome: Outcome, fen: int | None) -> None:
    first, second = read((line, OTHER), SENT, TERMS)[:2]
    assert (first.outcome, first.paid_fen) == (outcome, fen)
    assert second.outcome == Outcome.PAID


def test_a_number_twice_and_one_left_out() -> None:
    found = read((LINE, replace(LINE, position=2)), SENT, TERMS)
    assert [(each.row_id, each.outcome) for each in found] == [
        ("a", Outcome.DOUBLED),
        ("a", Outcome.DOUBLED),
        ("b", Outcome.MISSING),
    ]


@pytest.mark.parametrize(
    ("before", "now", "change", "why"),
    [
        (None, Month(60_000, 0, 1), Change.NEW, "本月起发放"),
        (Month(60_000, 0, 1), Month(60_000, 0, 1), Change.NONE, ""),
        (Month(60_000, 0, 2), Month(65_000, 0, 2), Change.RAISED, "基本600.00→650.00"),
        (Month(60_000, 8_040, 2), Month(50_000, 8_040, 1), Change.CUT, "基本600.00→500.00，2人→1人"),
        (
            Month(60_000, 0, 1),
            Month(50_000, 10_000, 1),
            Change.OTHER,
            "基本600.00→500.00，另计部分0.00→100.00",
        ),
        (Month(60_000, 0, 1), None, Change.ENDED, "不再在册"),
    ],
)
def test_what_is_other_than_last_month(
    before: Month | None, now: Month | None, change: Change, why: str
) -> None:
    found = compare(before, now)
    assert (found.change, found.why) == (change, why)


PAYEE = Payee("2026-12", (Person("张某"), Person("李某")), 2, 120_000, 80_400, "张某", "6222000000000000004")
DEAD = Person("李某", died_on=date(2026, 11, 30))


@pytest.mark.parametrize(
    ("payee", "codes"),
    [
        (PAYEE, []),
        (replace(PAYEE, people=(Person("张某"), DEAD)), ["died"]),
        (replace(PAYEE, people=(Person("张某"), Person("李某", died_on=date(2026, 12, 1)))), ["died_since"]),
        (replace(PAYEE, people=(DEAD,), account_name="李某"), ["all_gone", "account_dead"]),
        (replace(PAYEE, people=(Person("张某"), Person("李某", left_on=date(2026, 10, 1)))), ["moved"]),
        (replace(PAYEE, account_number=""), ["account_none"]),
        (replace(PAYEE, account_number="6222000000000000005"), ["account_doubt"]),
        (replace(PAYEE, account_number="abc"), ["account_wrong"]),
        (replace(PAYEE, account_name="外人"), ["account_other"]),
        (replace(PAYEE, account_name="外人", status="other_person", agreed=True), []),
        (replace(PAYEE, status="renewal"), ["account_renewal"]),
        (replace(PAYEE, base_fen=160_801), ["above_standard"]),
        (replace(PAYEE, review_by=date(2026, 11, 30)), ["review_overdue"]),
        (replace(PAYEE, phase_out=True, to_month="2026-12"), ["phase_out_ends"]),
        (replace(PAYEE, twice="张某另在特困名册上"), ["twice"]),
    ],
)
def test_what_is_named_before_anybody_signs(payee: Payee, codes: list[str]) -> None:
    assert [note.code for note in notes(payee)] == codes
