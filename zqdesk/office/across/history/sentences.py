"""One sentence on what an act brought about, from the row that says most about it."""

from collections.abc import Mapping

from zqdesk.office.hall.words import RowSaid, Sentence, first_of
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.office.reserve.titles import WORDS as RESERVE
from zqdesk.rules.money import format_yuan


def sentence(table: str, row: RowSaid) -> str:
    """What this row of the table says; empty if nothing worth a sentence."""
    return SENTENCES[table](row)


def _amount(row: RowSaid) -> str:
    total = int(row.new.get("allowance_fen") or 0) + int(row.new.get("uplift_fen") or 0)
    return f"{row.amount}{format_yuan(total)}元"


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
    for field, said in (("result", "核对结果："), ("told_on", "核对结果告知于"), ("begun_on", "区级启动于")):
        if row.new.get(field):
            return said + row.words[field]
    return "已提请区级核对"


def _notice(row: RowSaid) -> str:
    if not row.new.get("place"):
        return row.words["result"]
    together = f"，与同村各户同张公示 {row.words['number']}" if row.new.get("sheet_id") else ""
    return f"张贴于{row.words['place']}，{row.words['from_on']}至{row.words['to_on']}{together}"


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


_SHARED: Mapping[str, Sentence] = {
    "decisions": _decision,
    "opinions": _opinion,
    "objections": first_of("content"),
    "complaints": first_of("answer", "content"),
    "public_notices": _notice,
    "cross_checks": _check,
    "home_visits": _visit,
    "appraisals": _appraisal,
    "submissions": _submission,
    "deliveries": _delivery,
    "supplement_notices": first_of("items"),
    "attachments": first_of("title", "taken_back_reason"),
    "papers": _paper,
}
SENTENCES: Mapping[str, Sentence] = {
    **RESERVE.sentences,
    **_SHARED,
    **{table: each for programme in PROGRAMMES.values() for table, each in programme.words.sentences.items()},
    "cases": first_of("number", "extension_reason", "ended_reason"),
}
"""The tables that say most about an act, in this order: money, steps, what is a programme's own."""
