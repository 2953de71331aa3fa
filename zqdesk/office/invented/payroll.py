"""The invented town's payments: last month paid but for a few rows, this month's list begun."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from zqdesk.office.invented.town import APPROVER, CLERK, SECOND_CLERK, Town
from zqdesk.office.payroll import drawing, lists, signing
from zqdesk.office.payroll.bank import answering, bank_files
from zqdesk.office.payroll.bank.answer_file import AnswerFile
from zqdesk.office.payroll.lists import HoldEntry, MonthEntry
from zqdesk.office.payroll.values import seal
from zqdesk.records.register import Register
from zqdesk.rules.payroll.answers import AnswerLine

PROGRAMME = "allowance"
WORDS = ("账户已销户", "户名与账号不符")
"""Why the bank could not pay the first ones."""


def pay_last_month(town: Town, day: date) -> None:
    """The month's list from the roll to the bank's answer, all on one day."""
    clerk = town.acting(CLERK.login)
    list_id = begin(clerk, day)
    if not list_id:
        return
    clerk.do(signing.prepare, list_id, seal(clerk.read(lists.drawn, list_id, day).rows))
    town.acting(SECOND_CLERK.login).do(signing.review, list_id)
    town.acting(APPROVER.login).do(signing.release, list_id)
    clerk.do(bank_files.give_file, list_id, bank_files.FileMade("代发.csv", hashlib.sha256(b"").hexdigest()))
    lines = tuple(_answered(clerk, list_id, day))
    clerk.do(answering.read_answer, list_id, AnswerFile("回盘.xlsx", _digest(day), lines, has_days=True))


def begin(clerk: Register, day: date) -> str:
    """The list of the day's month, what must be put right held back; empty where nobody is on the roll."""
    month = f"{day:%Y-%m}"
    if not clerk.read(drawing.standings, PROGRAMME, month):
        return ""
    list_id: str = clerk.do(lists.open_list, MonthEntry(PROGRAMME, month)).result
    grave = [row for row in clerk.read(lists.drawn, list_id, day).rows if row.grave]
    if grave:
        clerk.do(lists.hold, list_id, [HoldEntry(row.home_id, row.alone_id) for row in grave])
    return list_id


def day_of_last_month(today: date) -> date:
    """A day of the month before on which it was paid."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=8)


def _answered(clerk: Register, list_id: str, day: date) -> Iterator[AnswerLine]:
    for position, row in enumerate(clerk.read(bank_files.bank_rows, list_id), 1):
        bad = position in (2, 5)
        words = WORDS[position % 2] if bad else "成功"
        yield AnswerLine(
            position, str(row.serial), row.name, row.account_number, "失败" if bad else "成功", row.fen,
            None if bad else day, words=words,
        )  # fmt: skip


def _digest(day: date) -> str:
    return hashlib.sha256(day.isoformat().encode()).hexdigest()
