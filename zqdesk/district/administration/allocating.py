"""What the district sends one town about its reserve: money by a notice, and answers to batches handed in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from sqlalchemy import select

from zqdesk.district.exchange import announcing
from zqdesk.district.exchange.announcing import Said
from zqdesk.district.exchange.entering import TownLog
from zqdesk.frozen import frozen
from zqdesk.records.changes import plain
from zqdesk.records.tables.base import instant_text, new_id
from zqdesk.rules.document_numbers import plain_number
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.sync.apply import Values
from zqdesk.sync.letters import Signer

ACTS = {"district_allocations": "allocating.allocate", "district_answers": "allocating.answer"}
"""By the table whose row they make, in the town's log."""


@frozen
class Money:
    """An allocation as its notice says it; in fen."""

    amount_fen: int
    notice_number: str
    notice_on: date
    batch: str = ""
    note: str = ""


@frozen
class Reply:
    """An answer to a batch by its number; `returned`: by receipt number, with the reason."""

    batch_number: str
    document_number: str
    answered_on: date
    returned: Mapping[str, str]


def allocate(known: TownLog, signer: Signer, money: Money, by: str, now: datetime) -> bool:
    """Send money to the town whose log is held; False where this notice was sent before and says the same.

    Refused: no amount, no number, a day to come, a notice that was sent with another sum, a town without a hall.
    """
    problems = _problems(known, money.notice_number, "拨款通知文号", money.notice_on, now)
    if money.amount_fen <= 0:
        problems.append(Problem("allocation.amount", "拨款金额应大于零。", "amount"))
    refuse_if(problems)
    values = {
        "amount_fen": money.amount_fen,
        "notice_number": money.notice_number.strip(),
        "notice_on": plain(money.notice_on),
        "batch": money.batch.strip(),
        "note": money.note.strip(),
        "by_name": by,
    }
    for row in _rows(known, "district_allocations"):
        if _notice(row) == _notice(values):
            same = (row["amount_fen"], row["notice_on"]) == (values["amount_fen"], values["notice_on"])
            if same:
                return False
            _refuse("allocation.sent", f"文号“{money.notice_number}”已经下达过，金额或日期不同。", "notice")
    _enter(
        known,
        signer,
        "district_allocations",
        values,
        Said(by, instant_text(now), money.notice_number),
    )
    return True


def answer(known: TownLog, signer: Signer, reply: Reply, by: str, now: datetime) -> bool:
    """Answer a batch of the town; False where it was answered before in the same words.

    Refused: a batch that is not there or has its answer in the books, a payment that is not in it, a reason that is missing.
    """
    problems = _problems(known, reply.document_number, "批复文号", reply.answered_on, now)
    problems += [
        Problem("answer.reason", f"请写明退回{number}的原因。", "returned")
        for number, reason in reply.returned.items()
        if not reason.strip()
    ]
    refuse_if(problems)
    batch = next(iter(_rows(known, "settlements", "number", [reply.batch_number])), None)
    if batch is None:
        _refuse("answer.batch", f"这个镇街没有报过批次“{reply.batch_number}”，或还没有交换上来。", "batch")
    if plain(reply.answered_on) < batch["submitted_on"]:
        _refuse("answer.day", "批复日期不能早于报送日期。", "on")
    values = {
        "settlement_id": batch["id"],
        "answered_on": plain(reply.answered_on),
        "document_number": reply.document_number.strip(),
        "returned": _returned(known, batch["id"], reply.returned),
        "by_name": by,
    }
    for row in _rows(known, "district_answers", "settlement_id", [batch["id"]]):
        if all(row[name] == value for name, value in values.items() if name != "by_name"):
            return False
        _refuse("answer.sent", f"批次“{reply.batch_number}”已经批复过，内容不同。", "batch")
    if batch["answer"]:
        _refuse("answer.booked", f"批次“{reply.batch_number}”在镇街账上已有批复，或已撤回。", "batch")
    said = Said(by, instant_text(now), reply.document_number)
    _enter(known, signer, "district_answers", values, said)
    return True


def _returned(known: TownLog, batch_id: str, returned: Mapping[str, str]) -> dict[str, str]:
    """By payment what was said by receipt."""
    items = [row["disbursement_id"] for row in _rows(known, "settlement_items", "settlement_id", [batch_id])]
    receipts = {row["receipt_number"]: row["id"] for row in _rows(known, "disbursements", "id", items)}
    if missing := returned.keys() - receipts.keys():
        _refuse("answer.receipt", f"批次里没有领款单“{min(missing)}”。", "returned")
    return {receipts[number]: reason.strip() for number, reason in sorted(returned.items())}


def _enter(known: TownLog, signer: Signer, table: str, values: Values, said: Said) -> None:
    made = new_id()
    announcing.enter(known, signer, ACTS[table], [announcing.appearing(table, made, values)], said)
    known.write_down()


def _problems(known: TownLog, number: str, title: str, day: date, now: datetime) -> list[Problem]:
    problems = []
    if not _rows(known, "halls"):
        problems.append(
            Problem("town.empty", "这个镇街还没有工作台交换过，请等它登记并交换以后再下达。", "town")
        )
    if not plain_number(number):
        problems.append(Problem("paper.number", f"请写{title}。", "number"))
    if instant_text(now) < plain(day):
        problems.append(Problem("paper.day", "日期不能晚于今天。", "on"))
    return problems


def _rows(known: TownLog, name: str, column: str = "", among: Iterable[str] = ()) -> list[Values]:
    """The town's rows of a table; only those whose column holds one of these values, if one is named."""
    place = known.place
    table = place.table(name)
    which = [table.c[column].in_(list(among))] if column else []
    query = select(table).where(*place.here(table), *which).order_by(table.c.id)
    rows = place.connection.execute(query).mappings()
    return [{str(key): plain(value) for key, value in row.items()} for row in rows]


def _notice(row: Mapping[str, Any]) -> tuple[str, str]:
    return plain_number(row["notice_number"]), plain_number(row["batch"])


def _refuse(code: str, text: str, field: str) -> NoReturn:
    raise Refused(Problem(code, text, field))
