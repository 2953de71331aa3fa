"""The list of 低保: applications, reviews and changes."""

from zqdesk.office.allowance.case_list import CaseRow
from zqdesk.ui.pages.cases.case_list import APPLICANT, ID_NUMBER, VILLAGE, CaseListPage, state
from zqdesk.ui.widgets.tables.rows import Column

GROUPS = (
    ("在办", "open"),
    ("逾期", "late"),
    ("草稿", "draft"),
    ("调查审批中", "running"),
    ("已办结", "closed"),
    ("全部", ""),
)


def _business(row: CaseRow) -> str:
    """What kind of case; relatives of staff are registered apart (S2 art. 11) and must be seen at once."""
    title = row.business.removeprefix("低保 · ")
    return f"{title} · 亲属" if row.relative else title


def _day(row: CaseRow) -> str:
    return f"{row.accepted_on or row.applied_on:%Y-%m-%d}"


def _days(row: CaseRow) -> str:
    accepted = f"{row.accepted_on:%Y-%m-%d}" if row.accepted_on else "未受理"
    return f"申请 {row.applied_on:%Y-%m-%d}\n受理 {accepted}"


class CasesPage(CaseListPage):
    """Every case of 低保; F2 registers an application."""

    title = "低保申请"
    topic = "找人找事"
    programme = "allowance"
    remembered = "cases"
    groups_shown = GROUPS
    entries = ("intake.new",)
    nothing = "没有在办的业务。按 F2 新建低保申请。"
    columns = (
        Column("受理编号", lambda r: r.number or "（未受理）", 208, key=lambda r: r.number or None),
        APPLICANT,
        ID_NUMBER,
        VILLAGE,
        Column("业务", _business, 110, chip=lambda r: "warn" if r.relative else None),
        state({"posted": "accent", "confirmed": "good", "on_roll": "good"}),
        Column("人数", lambda r: str(r.person_count), 50, key=lambda r: r.person_count, right=True),
        Column("经办人", lambda r: r.clerk_name, 76),
        Column("申请/受理", _day, 100, key=lambda r: r.accepted_on or r.applied_on, tip=_days),
    )
