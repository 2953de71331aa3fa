"""最低生活保障审核确认表: the whole case on one form, signed by investigators, then the town, then who confirms."""

from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.allowance.approval_content import Content as Content  # noqa: PLC0414 - part of this paper
from zqdesk.papers.allowance.approval_content import read
from zqdesk.papers.allowance.calculation import proposal, sum_rows
from zqdesk.papers.allowance.law import REGULATION
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, SMALL, label, left
from zqdesk.papers.cases.decision_rows import draw_decision, draw_opinions, found_rows, hung
from zqdesk.papers.cases.form import begin_form
from zqdesk.papers.cases.trace import draw_lines
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish

TITLE = "审核确认表"


def available(dossier: Dossier) -> str:
    """Once the town has given its opinion; before that there is nothing to sign."""
    if dossier.case.kind != "application":
        return "本案不是新申请"
    return "" if dossier.opinions else "尚未提出审核意见"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the case stands; blanks stay where nothing happened yet."""
    return read(dossier, number, sheet_code)


def draw(content: Content, mark: str = "") -> bytes:
    """Three sides of A4 for a family of usual size: what was stated, what was found, and who signs."""
    sheet = begin_form(content, mark, content.title, content.applicant.village)
    _applicant(sheet, content)
    blocks.full_members(sheet, content.members, content.everyone)
    blocks.supporters(sheet, content.supporters)
    blocks.incomes(sheet, content.economy, counted=True)
    blocks.spending(sheet, content.economy)
    blocks.possessions(sheet, content.economy)
    blocks.account(sheet, content.applicant)
    _findings(sheet, content)
    draw_lines(sheet, content.lines, REGULATION)
    _notice(sheet, content)
    draw_opinions(sheet, content.opinion, proposal(content.proposed) if content.proposed else "")
    _confirmation(sheet, content)
    return finish(sheet)


def _applicant(sheet: Sheet, content: Content) -> None:
    applicant = content.applicant
    rows = blocks.applicant_rows(applicant)
    if content.standard_reason:
        rows.append([label("执行标准\n的理由"), left(content.standard_reason, span=7)])
    rows.append(
        [
            label("申请类型"),
            left(ticks(("新申请", "变更", "复查"), "新申请"), span=3),
            label("申请／受理日期", span=2),
            Cell(_days(content), span=2),
        ]
    )
    rows.append(
        [
            label("家庭人口"),
            blocks.persons(applicant.household_size),
            label("保障人口", span=2),
            Cell(blocks.persons(applicant.supported), span=2),
            label("致贫原因"),
            content.cause,
        ]
    )
    relative = f"：{content.relative}" if content.relative else "（经办人员、村（居）民委员会成员的近亲属）"
    ticked = blocks.none_or_some(content.relative) + relative
    rows.append([label("近亲属备案"), left(ticked, span=7)])
    if content.single:
        whom = f"\n保障对象：{'、'.join(content.protected)}" if content.protected else ""
        rows.append([label("单独申请\n情形"), left(content.single + whom, span=7)])
    rows.append([label("申请理由"), left(content.reason, span=7, height=12)])
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)


def _days(content: Content) -> str:
    return f"{day(content.applied_on)}／{day(content.accepted_on)}"


def _findings(sheet: Sheet, content: Content) -> None:
    appraised: Row = [label("民主评议"), left(content.appraisal or "未召开。")]
    rows = [*found_rows(content, "入户调查", "调查人"), appraised]
    table(sheet, (21.5, 146.5), rows, size=SMALL, row_mm=blocks.ROW_MM)


def _notice(sheet: Sheet, content: Content) -> None:
    row: Row = [label("公示结果"), left(hung(content.notice, content.unopposed))]
    table(sheet, (21.5, 146.5), [row], size=SMALL, row_mm=blocks.ROW_MM)


def _confirmation(sheet: Sheet, content: Content) -> None:
    confirmed = content.confirmed
    refused = confirmed is not None and not confirmed.agreed
    way = (confirmed.way or "—") if confirmed else ticks(("补差", "分档"))
    sums: list[Row] = [[label("救助方式"), way], *sum_rows(content.amounts, none=refused)]
    title, seal = content.confirmation_title, content.seal
    draw_decision(sheet, title, sums, confirmed, certificate="低保证号", seal=seal)
