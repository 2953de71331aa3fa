"""One sentence on what an act brought about, from the row that says most about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zqdesk.rules.money import format_yuan


@dataclass(frozen=True, slots=True)
class RowSaid:
    """A row as an act left it: raw values, and words for each field (missing ones are empty).

    `relief`: it belongs to a case of temporary relief, whose amount is paid once.
    """

    new: Mapping[str, Any]
    words: Mapping[str, str]
    relief: bool = False


def sentence(table: str, row: RowSaid) -> str:
    """What this row of the table says; empty if nothing worth a sentence."""
    return SENTENCES[table](row)


def _amount(row: RowSaid) -> str:
    total = int(row.new.get("allowance_fen") or 0) + int(row.new.get("uplift_fen") or 0)
    return f"{'救助金' if row.relief else '月保障金'}{format_yuan(total)}元"


def _opinion(row: RowSaid) -> str:
    result = row.new.get("result")
    if result:
        return f"拟{row.words['result']}" + ("" if result == "stop" else f"，{_amount(row)}")
    return f"拟同意，{_amount(row)}" if row.new.get("agreed") else f"不同意：{row.words['text']}"


def _decision(row: RowSaid) -> str:
    if row.new.get("result") in ("refuse", "stop"):
        return f"{row.words['result']}：{row.words['text']}"
    month = f"，自{row.words['from_month']}起" if row.new.get("from_month") else ""
    return f"{row.words['result']}，{_amount(row)}{month}"


def _check(row: RowSaid) -> str:
    return f"核对结果：{row.words['result']}" if row.new.get("result") else "已提请区级核对"


def _notice(row: RowSaid) -> str:
    if not row.new.get("place"):
        return row.words["result"]
    return f"张贴于{row.words['place']}，{row.words['from_on']}至{row.words['to_on']}"


def _visit(row: RowSaid) -> str:
    present = f"，在场{row.words['present_name']}" if row.new.get("present_name") else ""
    return f"调查人{row.words['investigators']}{present}"


def _appraisal(row: RowSaid) -> str:
    return f"实到{row.words['present_count']}人，同意{row.words['agree_count']}票"


def _delivery(row: RowSaid) -> str:
    receiver = f"，签收人{row.words['receiver']}" if row.new.get("receiver") else ""
    return f"{row.words['way']}{receiver}"


def _paper(row: RowSaid) -> str:
    """Which paper, and once it is drawn how many pages it has."""
    if not row.new.get("kind"):
        return f"共{row.words['page_count']}页" if row.new.get("page_count") else ""
    return f"{row.words['kind']} {row.words['number']}".strip()


def _submission(row: RowSaid) -> str:
    if not row.new.get("answer"):
        return row.words["sent_on"]
    return "，".join(row.words[name] for name in ("answer", "document_number", "text") if row.words[name])


def _field(*names: str) -> Callable[[RowSaid], str]:
    """The first of these fields that was filled."""
    return lambda row: next((row.words[name] for name in names if row.words[name]), "")


def _entry(row: RowSaid) -> str:
    """`发放临时救助金 张某某（…），3,000.00元，记-2026-0012`."""
    number = f"记-{row.new.get('year')}-{int(row.new.get('serial') or 0):04d}"
    return f"{row.words['text']}，{row.words['amount_fen']}元，{number}"


def _grant(row: RowSaid) -> str:
    return f"可发放{row.words['amount_fen']}元" if row.new.get("amount_fen") else ""


def _relief(row: RowSaid) -> str:
    if not row.new.get("cause"):
        return row.words["situation"]
    return f"{row.words['cause']}，拟救助{row.words['requested_fen']}元：{row.words['situation']}"


def _count(row: RowSaid) -> str:
    if row.new.get("signed_by_name"):
        return f"监盘人{row.words['signed_by_name']}"
    return f"实点{row.words['counted_fen']}元，账面{row.words['book_fen']}元"


SENTENCES: Mapping[str, Callable[[RowSaid], str]] = {
    "reserve_entries": _entry,
    "referrals": _field("note", "answer"),
    "cash_counts": _count,
    "settlements": _field("number", "document_number"),
    "replenishment_requests": _field("number"),
    "reserve_closings": _field("period"),
    "handovers": _field("to_name"),
    "tills": _field("name", "holder_name"),
    "decisions": _decision,
    "opinions": _opinion,
    "grants": _grant,
    "objections": _field("content"),
    "public_notices": _notice,
    "cross_checks": _check,
    "home_visits": _visit,
    "appraisals": _appraisal,
    "submissions": _submission,
    "deliveries": _delivery,
    "supplement_notices": _field("items"),
    "attachments": _field("title", "taken_back_reason"),
    "papers": _paper,
    "reliefs": _relief,
    "cases": _field("number", "extension_reason", "ended_reason"),
}
"""The tables that say most about an act, in this order."""
