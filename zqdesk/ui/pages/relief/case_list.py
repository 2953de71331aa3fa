"""The list of temporary relief: emergencies and applications, with what was granted and paid."""

from zqdesk.ui.pages.cases.case_list import (
    APPLICANT,
    ID_NUMBER,
    TOUCHING,
    VILLAGE,
    CaseListPage,
    number,
    state,
)
from zqdesk.ui.widgets.tables.rows import Column, yuan

STATE_CHIPS = {
    "reported": "bad", "agreed": "bad", "helped": "warn", "papers_ready": "warn", "recovering": "bad",
    "approved": "warn",
}  # fmt: skip


class ReliefPage(CaseListPage):
    """Every relief case of the hall; F4 registers an emergency, F3 an application."""

    title = "临时救助"
    topic = "支出型临时救助"
    programme = "relief"
    remembered = "relief"
    entries = ("relief.new", "emergency.new")
    nothing = "没有在办的临时救助。按 F4 登记急难先行救助，按 F3 新建申请。"
    touching = TOUCHING | {"reliefs", "grants", "reserve_entries"}
    columns = (
        number(130),
        APPLICANT,
        ID_NUMBER,
        VILLAGE,
        Column("类型", lambda r: r.kind_title, 74, chip=lambda r: "bad" if r.kind == "emergency" else "accent"),
        Column("原因", lambda r: r.cause, 112),
        state(STATE_CHIPS),
        Column(
            "批准(元)", lambda r: yuan(r.granted_fen), 92,
            key=lambda r: r.granted_fen or 0, right=True, money=True,
        ),
        Column("已发(元)", lambda r: yuan(r.paid_fen), 92, key=lambda r: r.paid_fen, right=True, money=True),
        Column("登记日期", lambda r: f"{r.applied_on:%Y-%m-%d}", 98, key=lambda r: r.applied_on),
    )  # fmt: skip
