"""What the history calls closed reports."""

from zqdesk.office.hall.words import Words

WORDS = Words(
    tables={"closed_reports": "统计定稿"},
    own_fields={("closed_reports", "period"): "期间", ("closed_reports", "reason"): "说明"},
    hidden=frozenset({"lists"}),
    acts={"close_report": "统计定稿"},
    sentences={"closed_reports": lambda row: f"{row.words['town_name']}，{row.new.get('period', '')}"},
)
