"""What a line of the bank's answer means. Nothing is taken silently: what is not plainly paid or failed waits for a decision."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from zqdesk.frozen import frozen
from zqdesk.rules.digits import figures
from zqdesk.rules.people.names import name_key
from zqdesk.rules.worded import Worded


class Outcome(Worded):
    """What a line of an answer says of the row it names."""

    PAID = "paid", "全额到账"
    PART = "part", "部分到账"
    FAILED = "failed", "未到账"
    EMPTY = "empty", "没有结果"
    UNKNOWN = "unknown", "名册中没有"
    DOUBLED = "doubled", "同一编号两次"
    OVER = "over", "多于应发"
    IMPOSSIBLE_DAY = "impossible_day", "日期不可能"
    CONTRADICTION = "contradiction", "前后矛盾"
    MISSING = "missing", "回盘中没有"


CLEAR = (Outcome.PAID, Outcome.PART, Outcome.FAILED)
"""What needs no decision."""


@frozen
class Sent:
    """A row as it stood in the bank's file; `key` is the number it bore there, `name` that of the account."""

    row_id: str
    key: str
    account: str
    fen: int
    name: str = ""


@frozen
class AnswerLine:
    """A line as the file says it. `fen` and `day` are None where the cell is empty; `wrong_day` where it is no day."""

    position: int
    key: str = ""
    name: str = ""
    account: str = ""
    status: str = ""
    fen: int | None = None
    day: date | None = None
    wrong_day: bool = False
    words: str = ""


@frozen
class Read:
    """What a line means: whose it is (empty: nobody's), and what was paid when, as far as it says."""

    line: AnswerLine
    row_id: str
    outcome: Outcome
    paid_fen: int | None = None
    paid_on: date | None = None


@frozen
class Terms:
    """How this bank writes: its words for done and failed, whether its file has a column of days, and the days between
    which it can have paid.
    """

    done: Collection[str]
    failed: Collection[str]
    has_days: bool
    first_on: date
    last_on: date


def read(lines: Sequence[AnswerLine], sent: Sequence[Sent], terms: Terms) -> tuple[Read, ...]:
    """Every line in its order, then what was sent and is named by none."""
    by_key = {each.key: each for each in sent}
    accounts = Counter(each.account for each in sent)
    by_account = {each.account: each for each in sent if accounts[each.account] == 1}
    found = [(line, _whose(line, by_key, by_account)) for line in lines]
    times = Counter(each.row_id for _, each in found if each is not None)
    told = tuple(_meaning(line, whose, terms, times) for line, whose in found)
    return told + tuple(_missing(sent, times, len(lines)))


def _whose(line: AnswerLine, by_key: Mapping[str, Sent], by_account: Mapping[str, Sent]) -> Sent | None:
    """By the number in the file; where the bank leaves it out, by an account that stands in it once."""
    key = figures(line.key).lstrip("0")
    return by_key.get(key) if key else by_account.get(figures(line.account))


def _meaning(line: AnswerLine, whose: Sent | None, terms: Terms, times: Mapping[str, int]) -> Read:
    if whose is None:
        return Read(line, "", Outcome.UNKNOWN, line.fen, line.day)
    said = _said(line, whose, terms)
    if times[whose.row_id] > 1:
        return replace(said, outcome=Outcome.DOUBLED)
    if not _is_of(line, whose):
        return replace(said, outcome=Outcome.CONTRADICTION)
    return said


def _is_of(line: AnswerLine, whose: Sent) -> bool:
    """Whether the account is that of the row, or where the bank leaves it out the name: every list numbers from 1."""
    if line.account:
        return _alike(figures(line.account), whose.account)
    if not line.name or not whose.name or name_key(line.name) == name_key(whose.name):
        return True
    return "*" in line.name and _alike(line.name, whose.name)


def _alike(said: str, known: str) -> bool:
    """The same, but for what the bank hides behind stars."""
    if "*" not in said:
        return said == known
    head, tail = said.split("*", maxsplit=1)[0], said.rsplit("*", maxsplit=1)[-1]
    return len(head + tail) <= len(known) and known.startswith(head) and known.endswith(tail)


def _said(line: AnswerLine, whose: Sent, terms: Terms) -> Read:
    """A status word goes before the amount, which some banks repeat beside a failure."""
    status = figures(line.status)
    failed, done = status in terms.failed, status in terms.done
    if (status and not failed and not done) or (not status and line.fen is None):
        return Read(line, whose.row_id, Outcome.EMPTY, line.fen, line.day)
    fen = 0 if failed else whose.fen if line.fen is None else line.fen
    if fen == 0:
        outcome = Outcome.CONTRADICTION if done else Outcome.FAILED
        return Read(line, whose.row_id, outcome, 0)
    paid_on = line.day if terms.has_days else line.day or terms.last_on
    return Read(line, whose.row_id, _paid(line, whose, fen, terms), fen, paid_on)


def _paid(line: AnswerLine, whose: Sent, fen: int, terms: Terms) -> Outcome:
    if fen > whose.fen:
        return Outcome.OVER
    if line.wrong_day or (terms.has_days and not _possible(line.day, terms)):
        return Outcome.IMPOSSIBLE_DAY
    return Outcome.PAID if fen == whose.fen else Outcome.PART


def _possible(day: date | None, terms: Terms) -> bool:
    return day is not None and terms.first_on <= day <= terms.last_on


def _missing(sent: Sequence[Sent], times: Mapping[str, int], lines: int) -> Iterator[Read]:
    unnamed = (each for each in sent if each.row_id not in times)
    for position, each in enumerate(unnamed, lines + 1):
        line = AnswerLine(position, each.key, account=each.account)
        yield Read(line, each.row_id, Outcome.MISSING)
