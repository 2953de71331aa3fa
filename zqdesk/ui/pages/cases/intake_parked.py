"""What a parked application says of itself."""

from collections.abc import Mapping
from typing import Any

from zqdesk.ui.pages.cases.parked import Told, far

BROUGHT = ("have", "promise")
"""Papers that somebody brought; what a platform shows stands there by itself."""


def tell(draft: Mapping[str, Any]) -> Told:
    """Whose it is, where, and how far it was typed; an older draft may lack anything."""
    record = draft.get("record", {})
    members = record.get("members", [])
    names = [each.get("person", {}).get("name", "") for each in members]
    applicant = record.get("applicant", 0)
    rows = draft.get("rows", {})
    papers = [each for each in record.get("materials", []) if each.get("state") in BROUGHT]
    typed = far(
        [
            ("成员", sum(1 for name in names if name), "人"),
            ("收入", len(rows.get("incomes", [])), "笔"),
            ("支出", len(rows.get("expenses", [])), "笔"),
            ("财产", len(rows.get("assets", [])), "项"),
            ("材料", len(papers), "份"),
        ]
    )
    name = names[applicant] if applicant < len(names) else ""
    return Told(name or next(filter(None, names), ""), record.get("village_id", ""), typed)
