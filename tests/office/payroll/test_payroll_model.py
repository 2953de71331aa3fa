"""Random months against a simple model: of every household roll, paid, failed, paid again, ended and recovered agree to the fen.

The model knows nothing of lists, answers or tables: only of months in which somebody is on the roll, and of money that came or not.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import town
from tests.office.payroll.payroll_course import CARDS, Months
from zqdesk.office.payroll import accounts, failed, lists, months, recoveries, reissues, signing, standing
from zqdesk.office.payroll.bank import answering
from zqdesk.records.tables.payroll import PayrollList, PayrollRow
from zqdesk.rules.payroll.answers import AnswerLine
from zqdesk.rules.payroll.process import OPEN_ROWS
from zqdesk.rules.problem import Refused

MONTHS = ("2026-12", "2027-01", "2027-02")
ENDINGS = ("paid", "failed", "part", "empty", "twice", "over", "left out", "another day", "no such number")


@dataclass
class Home:
    """A household as the model sees it: what is due for each month, what came, what never will, what came back."""

    name: str
    home_id: str
    fen: int
    first: int = 0
    last: int = 99
    due: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    came: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lost: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    back: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def open(self, month: str) -> int:
        return max(self.due[month] - self.came[month], 0) - self.lost[month]


@dataclass
class Course:
    """One random course of months: the hall, and the model beside it."""

    hall: Months
    random: Random
    homes: list[Home] = field(default_factory=list)
    card: int = 100

    def run(self) -> None:
        for number in range(self.random.randint(2, 4)):
            self.come(number, 0)
        for at, month in enumerate(MONTHS):
            day = date.fromisoformat(f"{month}-03")
            self.hall.clock.set(day)
            self.changes(at)
            self.month(at, month)
            for step in self.random.sample((self.again, self.end, self.recover), 3):
                if self.random.random() < 0.7:
                    step()
            self.agree()

    def come(self, number: int, at: int) -> None:
        fen = self.random.randrange(30_000, 90_000)
        name = f"户{'甲乙丙丁戊己庚辛壬癸'[number]}"
        home_id = self.hall.home(name, number + 1, fen, from_month=MONTHS[at])
        self.homes.append(Home(name, home_id, fen, at))

    def changes(self, at: int) -> None:
        """Somebody comes, gets another amount, or ended a while ago and nobody had said so."""
        if at and self.random.random() < 0.5:
            self.come(len(self.homes), at)
        home = self.random.choice(self.homes)
        if self.random.random() < 0.3 and at and home.first < at <= home.last:
            ended = max(home.first, at - self.random.randint(1, 2))
            home.last = ended
            self.hall.change(home.home_id, to_month=MONTHS[ended], ended_reason="income")
        elif self.random.random() < 0.4:
            home.fen += self.random.randrange(1, 5_000)
            self.hall.change(home.home_id, allowance_fen=home.fen)

    def month(self, at: int, month: str) -> None:
        """The list of the month, given back once if it comes so, some rows held; then the bank's word."""
        on_roll = [home for home in self.homes if home.first <= at <= home.last]
        if not on_roll:
            with pytest.raises(Refused):
                self.hall.make(month)
            return
        if self.random.random() < 0.3:
            wrong = self.hall.make(month)
            self.hall.prepare(wrong)
            self.hall.approver.do(signing.give_back, wrong, "重新做")
        made = self.hall.make(month)
        held = [home for home in on_roll if self.random.random() < 0.2][: len(on_roll) - 1]
        for home in held:
            self.hall.hold(made, home.name, "核实中")
        self.hall.sign(made)
        for home in on_roll:
            home.due[month] += home.fen
        self.bank(made, {home.name: (home, month, home.fen) for home in on_roll if home not in held})

    def bank(self, made: str, sent: dict[str, tuple[Home, str, int]]) -> None:
        """Each row ends somehow; what is odd is decided as the bank says on the telephone."""
        self.hall.give(made)
        plain = {line.name: line for line in self.hall.lines(made)}
        assert set(plain) == set(sent)
        lines: list[AnswerLine] = []
        truth: dict[str, int] = {}
        for name, (_, _, fen) in sent.items():
            how = self.random.choice(ENDINGS)
            lines += self.lines_of(plain[name], how, fen)
            truth[name] = self.truth_of(how, fen)
        if not any(line.key in {each.key for each in plain.values()} for line in lines):
            first = next(iter(sent))
            lines = [plain[first], *(line for line in lines if line.name != first)]
            truth[first] = sent[first][2]
        lines = [replace(line, position=n) for n, line in enumerate(lines, 1)]
        self.hall.answer(made, lines)
        self.decide(made, truth)
        for name, (home, month, _) in sent.items():
            home.came[month] += truth[name]

    def lines_of(self, line: AnswerLine, how: str, fen: int) -> list[AnswerLine]:
        lacking: dict[str, Callable[[], list[AnswerLine]]] = {
            "paid": lambda: [line],
            "failed": lambda: [replace(line, status="失败", day=None)],
            "part": lambda: [replace(line, fen=fen // 2)],
            "empty": lambda: [replace(line, status="", fen=None, day=None)],
            "twice": lambda: [line, line],
            "over": lambda: [replace(line, fen=fen + 1_000)],
            "left out": list,
            "another day": lambda: [replace(line, day=self.hall.today + timedelta(days=9))],
            "no such number": lambda: [replace(line, key="9999", account="")],
        }
        return lacking[how]()

    def truth_of(self, how: str, fen: int) -> int:
        """What really came, as far as the file does not say it plainly: a throw of the dice."""
        plain = {"paid": fen, "failed": 0, "part": fen // 2, "over": fen + 1_000}
        return plain.get(how, self.random.choice((0, fen)))

    def decide(self, made: str, truth: dict[str, int]) -> None:
        """The first line of a row gets all of what came; every other one of it is none of ours."""
        ids = {row.name: row.row_id for row in self.hall.drawn(made).rows}
        said: set[str] = set()
        lines = self.hall.clerk.read(answering.odd_lines, made)
        for line in sorted(lines, key=lambda each: each.outcome == "unknown"):
            name = line.name
            row_id = "" if name in said or name not in ids else ids[name]
            said.add(name)
            fen = truth.get(name, 0) if row_id else 0
            decision = answering.LineDecision("银行电话核实", row_id, fen, self.hall.today if fen else None)
            self.hall.clerk.do(answering.decide_line, line.result_id, decision)

    def again(self) -> None:
        """All that is owed is paid again, into another account; a second time is refused while it stands."""
        rows = self.hall.clerk.read(failed.open_rows)
        if not rows:
            return
        for home_id in {row.home_id for row in rows}:
            name = next(home.name for home in self.homes if home.home_id == home_id)
            self.card += 1
            entry = accounts.AccountEntry("示例银行", name, CARDS[self.card], "换卡")
            self.hall.clerk.do(accounts.change_account, home_id, entry)
        by_home = {row.home_id: row for row in rows}  # one row of each: names tell them apart in the answer
        made = self.hall.clerk.do(reissues.open_reissue, [row.row_id for row in by_home.values()]).result
        with pytest.raises(Refused):
            self.hall.clerk.do(reissues.open_reissue, [row.row_id for row in by_home.values()])
        self.hall.sign(made)
        sent = {}
        for row in by_home.values():
            home = next(home for home in self.homes if home.home_id == row.home_id)
            sent[home.name] = (home, self.month_of(row.row_id), row.rest_fen)
        self.bank(made, sent)

    def month_of(self, row_id: str) -> str:
        """The month whose money it is: that of the first row of the chain."""

        def look(session: Session) -> str:
            row = session.get_one(PayrollRow, row_id)
            first = session.get_one(PayrollRow, row.origin_id or row.id)
            return session.get_one(PayrollList, first.list_id).from_month

        return self.hall.clerk.read(look)

    def end(self) -> None:
        rows = self.hall.clerk.read(failed.open_rows)
        if rows:
            row = self.random.choice(rows)
            home = next(home for home in self.homes if home.home_id == row.home_id)
            self.hall.approver.do(reissues.end_row, row.row_id, "联系不上")
            home.lost[self.month_of(row.row_id)] += row.rest_fen

    def recover(self) -> None:
        """All that somebody was paid too much is booked, and some of it comes back."""
        found = self.hall.clerk.read(recoveries.overpaid)
        if not found:
            return
        name = found[0].name
        home = next(home for home in self.homes if home.name == name)
        booked = self.hall.recover(name)
        row = next(each for each in self.hall.clerk.read(recoveries.recoveries) if each.recovery_id == booked)
        fen = self.random.choice((row.amount_fen, row.amount_fen // 2 or 1))
        self.hall.clerk.do(
            recoveries.book_receipt, booked, recoveries.ReceiptEntry(fen, self.hall.today, "bank", "回单1")
        )
        home.back["all"] += fen

    def agree(self) -> None:
        """What the desk says of every household and month is what the model says; and nothing that is owed is forgotten."""
        for home in self.homes:
            rows = self.hall.clerk.read(months.household_months, home.home_id, self.hall.today)
            told = {row.month: row for row in rows}
            for month in home.due:
                row = told[month]
                assert (row.listed_fen, row.paid_fen) == (home.due[month], home.came[month]), (
                    home.name,
                    month,
                )
                assert row.open_fen == home.open(month), (home.name, month)
            assert sum(row.recovered_fen for row in rows) == home.back["all"], home.name
        owed = sum(row.rest_fen for row in self.hall.clerk.read(failed.open_rows))
        assert owed == sum(home.open(month) for home in self.homes for month in home.due)
        for head in self.hall.clerk.read(lists.heads):
            states = self.hall.clerk.read(standing.of_list, head.list_id)
            assert sum(each.rest_fen for each in states.values() if each.state in OPEN_ROWS) >= 0


@given(seed=st.integers(0, 2**32))
@example(
    seed=1629
)  # what was paid too much of a row paid again comes back for the month of the row that failed
@settings(max_examples=3)
def test_random_months_agree_with_a_model(seed: int, template: town.Vault) -> None:
    clock = town.Clock()
    clock.set(date(2026, 12, 3))
    with town.of_its_own(template, clock) as register:
        Course(Months(register, clock), Random(seed)).run()
