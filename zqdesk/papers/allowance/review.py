"""定期核查表, and the same form for a change: what was paid, what was found, and what shall be paid (S2 art. 31-34)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.looks.wording import town_body
from zqdesk.papers.allowance.approval_content import confirmation_title
from zqdesk.papers.allowance.calculation import Amounts, sums_text
from zqdesk.papers.allowance.law import REGULATION, named
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, SMALL, fixed, label, left
from zqdesk.papers.cases.decision_rows import found_rows
from zqdesk.papers.cases.economy import Economy, economy_of
from zqdesk.papers.cases.findings import Step
from zqdesk.papers.cases.form import FamilyForm, begin_form, family_form
from zqdesk.papers.cases.trace import draw_lines, stored_lines
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.papers.making.signing import month_words, signed
from zqdesk.records.codes import table as codes
from zqdesk.records.tables.steps import Decision, Opinion, RollEntry
from zqdesk.rules.allowance.review import is_unstable
from zqdesk.rules.money import capitals, format_yuan

TITLE = "定期核查表"
RESULTS = {"keep": "继续享受", "raise": "增发", "cut": "减发", "stop": "停发"}
INTERVALS = ("年度核查", "半年核查")


@frozen(kw_only=True)
class Content(FamilyForm):
    """Everything on the form; `was` is what the roll says, `becomes` the proposal or the decision.

    `interval` is empty for a change; `review_by` is when the household is looked at next.
    """

    title: str
    started_on: date
    reason: str
    economy: Economy
    certificate: str
    since: str
    interval: str
    was: Amounts | None
    becomes: Amounts | None
    result: str
    stop_reason: str
    from_month: str
    review_by: date | None
    opinion: Step
    town_body: str
    decision: Step
    confirmation_title: str
    seal: str
    proposed: str = ""  # forms issued before each organ's amount stood in its own block have neither
    decided: str = ""


def available(dossier: Dossier) -> str:
    """Of a review or a change, from its start on: the form is filled in on the way."""
    return "本案不是定期核查或待遇变更" if dossier.case.kind == "application" else ""


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the case stands."""
    case = dossier.case
    opinion = dossier.opinions[-1] if dossier.opinions else None
    decision = dossier.decisions[-1] if dossier.decisions else None
    basis, was, now = decision or opinion, _was(dossier, decision), _open(dossier)
    review = case.kind == "review"
    return family_form(
        Content,
        dossier,
        number,
        sheet_code,
        title="最低生活保障定期核查表" if review else "最低生活保障待遇变更审批表",
        started_on=case.started_on or case.applied_on,
        reason=case.reason,
        economy=economy_of(dossier),
        certificate=was.certificate_number if was else "",
        since=was.from_month if was else "",
        interval=INTERVALS[is_unstable(dossier.facts)] if review else "",
        was=Amounts(was.person_count, was.allowance_fen, was.uplift_fen) if was else None,
        becomes=Amounts(basis.person_count, basis.allowance_fen, basis.uplift_fen) if basis else None,
        result=basis.result if basis else "",
        stop_reason=codes("stop_reason").title_of(basis.stop_reason) if basis else "",
        from_month=basis.from_month if basis else "",
        review_by=now.review_by if decision and now else None,
        lines=stored_lines(basis.trace if basis else dossier.calculation.trace),
        opinion=_step(opinion, opinion.given_on if opinion else None),
        town_body=town_body(dossier.hall),
        decision=_step(decision, decision.decided_on if decision else None),
        confirmation_title=confirmation_title(dossier.wording),
        seal=dossier.wording.deciding_body,
        proposed=_said(opinion, "建议"),
        decided=_said(decision, "决定"),
    )


def _step(row: Opinion | Decision | None, on: date | None) -> Step:
    words = (row.text, row.facts, named(row.article)) if row else ()
    return Step("\n".join(part for part in words if part), on)


def _said(row: Opinion | Decision | None, verb: str) -> str:
    """What an organ itself signs: `建议增发：保障4人，…`; the other one may say something else."""
    if row is None or row.result not in RESULTS:
        return ""
    told = f"{verb}{RESULTS[row.result]}"
    if row.result == "stop":
        return f"{told}。"
    amounts = Amounts(row.person_count, row.allowance_fen, row.uplift_fen)
    return f"{told}：保障{amounts.person_count}人，{sums_text(amounts)}。"


def _was(dossier: Dossier, decision: Decision | None) -> RollEntry | None:
    """What was paid before: the entry that this case's decision did not make."""
    earlier = [entry for entry in dossier.roll if decision is None or entry.case_id != dossier.case.id]
    return earlier[-1] if earlier else None


def _open(dossier: Dossier) -> RollEntry | None:
    return next((entry for entry in reversed(dossier.roll) if not entry.to_month), None)


def draw(content: Content, mark: str = "") -> bytes:
    """Two sides of A4 for a family of usual size; signed by investigators, then the town, then who decides."""
    sheet = begin_form(content, mark, content.title, content.applicant.village)
    _household(sheet, content)
    blocks.members(sheet, content.members)
    blocks.incomes(sheet, content.economy, counted=True)
    blocks.spending(sheet, content.economy)
    blocks.possessions(sheet, content.economy)
    _findings(sheet, content)
    draw_lines(sheet, content.lines, REGULATION)
    _comparison(sheet, content)
    _opinions(sheet, content)
    return finish(sheet)


def _household(sheet: Sheet, content: Content) -> None:
    kind = ticks(INTERVALS, content.interval) if content.interval else "待遇变更"
    rows: list[Row] = [
        *blocks.applicant_rows(content.applicant),
        [
            label("低保证号"),
            Cell(content.certificate, span=3, one_line=True),
            label("享受起始", span=2),
            Cell(month_words(content.since), span=2),
        ],
        [
            label("核查类别"),
            Cell(kind, span=3),
            label("核查日期", span=2),
            Cell(day(content.started_on), span=2),
        ],
    ]
    if content.reason:
        rows.append([label("变更事由"), left(content.reason, span=7)])
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)


def _findings(sheet: Sheet, content: Content) -> None:
    rows = found_rows(content, "入户核查", "核查人")
    table(sheet, (21.5, 146.5), rows, size=SMALL, row_mm=blocks.ROW_MM)


def _comparison(sheet: Sheet, content: Content) -> None:
    """Before and after side by side, and the conclusion."""
    chosen = [RESULTS[content.result]] if content.result in RESULTS else []
    reason = f"　停发原因：{content.stop_reason}" if content.stop_reason else ""
    after = content.becomes
    words = f"人民币{capitals(after.total_fen)}" if after else ""
    rows: list[Row] = [
        [
            label("待遇\n变化", rows=3),
            label(""),
            *map(label, ("保障人口", "户月保障金（元）", "分类施保金（元）", "合计（元）")),
        ],
        [label("原待遇"), *_amounts(content.was)],
        [label("现待遇"), *_amounts(after)],
        [
            label("大写"),
            fixed(words, span=2),
            label("开始月份"),
            Cell(month_words(content.from_month), span=2),
        ],
        [label("核查结论"), left(ticks(RESULTS.values(), *chosen) + reason, span=5)],
        [label("下次核查"), Cell(day(content.review_by), span=5, align="left")],
    ]
    table(sheet, (21.5, 22, 25, 33, 33, 33.5), rows, size=SIZE, row_mm=blocks.ROW_MM)


def _amounts(amounts: Amounts | None) -> list[Cell | str]:
    if amounts is None:
        return [""] * 4
    figures = (amounts.allowance_fen, amounts.uplift_fen, amounts.total_fen)
    return [blocks.persons(amounts.person_count), *(format_yuan(fen) for fen in figures)]


def _opinions(sheet: Sheet, content: Content) -> None:
    row: Row = [
        label("镇（街道）\n审核意见"),
        signed(
            _both(content.opinion.text, content.proposed),
            "经办人",
            on=content.opinion.on,
            seal=True,
            seal_of=content.town_body,
        ),
        label(content.confirmation_title),
        signed(
            _both(content.decision.text, content.decided),
            "负责人",
            on=content.decision.on,
            seal=True,
            seal_of=content.seal,
        ),
    ]
    table(sheet, (21.5, 62.5, 21.5, 62.5), [row], size=SIZE)


def _both(text: str, amounts: str) -> str:
    return "\n".join(part for part in (text, amounts) if part)
