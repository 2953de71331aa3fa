"""What the history calls the lists of who should be on a roll."""

from zqdesk.office.hall.words import Words, first_of

WORDS = Words(
    tables={"seek_lists": "排查名单", "seek_rows": "排查人员", "seek_visits": "排查走访"},
    fields={"visitors": "走访人"},
    own_fields={("seek_lists", "row_count"): "人数", ("seek_visits", "visited_on"): "走访日期", ("seek_visits", "result"): "走访结果"},
    hidden=frozenset({"row_id", "list_id"}),
    codes={("seek_lists", "kind"): "seek_kind", ("seek_visits", "result"): "seek_result"},
    acts={
        "take_in_list": "导入排查名单",
        "withdraw_list": "撤销排查名单",
        "record_seek_visit": "登记排查走访",
    },
    sentences={"seek_lists": first_of("withdrawn_reason", "title"), "seek_visits": first_of("result")},
)  # fmt: skip
