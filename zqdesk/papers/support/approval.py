"""特困人员救助供养审核确认表: the person, the three conditions, what was found, and who signs (S3 art. 10-18)."""

from datetime import date

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.cases.acts.notices import OBJECTED, UNOPPOSED
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, SMALL, fixed, label, left
from zqdesk.papers.cases.decision_rows import draw_decision, draw_opinions, found_rows, hung
from zqdesk.papers.cases.economy import Economy, economy_of
from zqdesk.papers.cases.family import SupporterLine, supporters_of
from zqdesk.papers.cases.findings import (
    Step,
    appraisal_text,
    notice_step,
    relative_text,
)
from zqdesk.papers.cases.form import FoundForm, begin_form, found_form
from zqdesk.papers.cases.trace import draw_lines, stored_lines
from zqdesk.papers.making.boxes import day, ticks
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet, finish
from zqdesk.papers.support.law import REGULATION
from zqdesk.records import codes
from zqdesk.rules.money import capitals, format_yuan
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.support.self_care import LEVELS, SHORT

TITLE = "救助供养审核确认表"
WIDE = (21.5, 146.5)


@frozen
class Sums:
    """What is paid a month, in fen."""

    basic_fen: int
    care_fen: int


@frozen
class Decided:
    """The decision as the form tells it."""

    agreed: bool
    text: str
    on: date
    from_month: str
    certificate: str


@frozen(kw_only=True)
class Content(FoundForm):
    """Everything on the form; blanks stay where nothing happened yet. `seal` is whose seal the last opinion bears."""

    title: str
    applied_on: date
    accepted_on: date | None
    reason: str
    relative: str | None
    disability: str
    disability_number: str
    placement_wish: str
    nobody: bool
    supporters: tuple[SupporterLine, ...]
    economy: Economy
    appraisal: str
    self_care: str
    care: str
    sample: str
    notice: Step
    unopposed: bool | None
    proposed: Sums | None
    opinion: Step
    confirmation: str
    seal: str
    decided: Decided | None
    sums: Sums | None


def available(dossier: Dossier) -> str:
    """Once the town has given its opinion; before that there is nothing to sign."""
    return "" if dossier.opinions else "尚未提出审核意见"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    """The form as the case stands: sums and trace are those stored with the decision or the opinion."""
    opinion = dossier.opinions[-1]
    decision = dossier.decisions[-1] if dossier.decisions else None
    case, file, words = dossier.case, file_of(dossier), dossier.wording
    notice = dossier.notices[-1] if dossier.notices else None
    mine = next((each.member for each in dossier.members if each.person.id == case.applicant_id), None)
    return found_form(
        Content,
        dossier,
        number,
        sheet_code,
        title=f"特困人员救助供养{words.confirmation}表",
        applied_on=case.applied_on,
        accepted_on=case.accepted_on,
        reason=case.reason,
        relative=relative_text(case),
        disability=_disability(mine.disability_type, mine.disability_grade) if mine else "",
        disability_number=mine.disability_number if mine else "",
        placement_wish=file.facts.placement,
        nobody=file.facts.nobody,
        supporters=supporters_of(dossier),
        economy=economy_of(dossier),
        appraisal=appraisal_text(dossier.appraisals[-1]) if dossier.appraisals else "",
        self_care=_self_care(dossier),
        care=_care(dossier),
        sample=_sample(dossier),
        notice=notice_step(notice),
        unopposed={UNOPPOSED: True, OBJECTED: False}.get(notice.result) if notice else None,
        lines=stored_lines((decision or opinion).trace),
        proposed=Sums(opinion.allowance_fen, opinion.uplift_fen) if opinion.agreed else None,
        opinion=Step(opinion.text, opinion.given_on),
        confirmation=words.confirmation,
        seal=words.deciding_body,
        decided=_decided(dossier),
        sums=Sums(decision.allowance_fen, decision.uplift_fen)
        if decision and decision.result == "confirm"
        else None,
    )


def _disability(kind: str, grade: str) -> str:
    return codes.table("disability_type").title_of(kind) + codes.table("disability_grade").title_of(grade)


def _self_care(dossier: Dossier) -> str:
    done = file_of(dossier).here
    if done is None:
        return ""
    who = done.agency or "、".join(done.assessors)
    return f"{chinese_day(done.assessed_on)}由{who}评估：{LEVELS[done.level]}（{SHORT[done.level]}）。{done.findings}"


def _care(dossier: Dossier) -> str:
    file = file_of(dossier)
    if not file.care:
        return ""
    last = file.care[-1]
    where = last.institution or f"照料人{last.caretaker}（{last.caretaker_relation}）"
    return f"{codes.table('placement').short_of(last.placement)}，{where}，自{chinese_day(last.from_on)}起"


def _sample(dossier: Dossier) -> str:
    samples = file_of(dossier).samples
    if not samples:
        return ""
    last = samples[-1]
    result = "情况相符" if last.fits else f"发现问题：{last.findings}"
    return f"{chinese_day(last.sampled_on)}区级抽查（{last.by_names}），{result}"


def _decided(dossier: Dossier) -> Decided | None:
    if not dossier.decisions:
        return None
    decision = dossier.decisions[-1]
    agreed = decision.result == "confirm"
    words = [decision.text] if agreed else [decision.facts, decision.article, decision.text]
    return Decided(
        agreed=agreed,
        text="\n".join(part for part in words if part),
        on=decision.decided_on,
        from_month=decision.from_month if agreed else "",
        certificate=decision.certificate_number,
    )


def draw(content: Content, mark: str = "") -> bytes:
    """Two sides of A4 for a usual case."""
    sheet = begin_form(content, mark, content.title, content.applicant.village)
    _person(sheet, content)
    blocks.supporters(sheet, content.supporters)
    blocks.incomes(sheet, content.economy, counted=False)
    blocks.possessions(sheet, content.economy)
    blocks.account(sheet, content.applicant)
    _findings(sheet, content)
    draw_lines(sheet, content.lines, REGULATION)
    draw_opinions(sheet, content.opinion, _sums_text(content.proposed) if content.proposed else "")
    _confirmation(sheet, content)
    return finish(sheet)


def _person(sheet: Sheet, content: Content) -> None:
    placements = [code.short for code in codes.table("placement")]
    wish = codes.table("placement").short_of(content.placement_wish)
    relative = f"：{content.relative}" if content.relative else "（经办人员、村（居）民委员会成员的近亲属）"
    rows = [
        *blocks.applicant_rows(content.applicant),
        [
            label("残疾类别\n等级"),
            Cell(content.disability or "无", span=3),
            label("残疾证号", span=2),
            Cell(content.disability_number, span=2, one_line=True),
        ],
        [
            label("供养方式\n意愿"),
            left(ticks(placements, *([wish] if wish in placements else [])), span=3),
            label("申请／受理日期", span=2),
            Cell(f"{day(content.applied_on)}／{day(content.accepted_on)}", span=2),
        ],
        [label("法定义务人"), left(_duty(content), span=7)],
        [label("近亲属备案"), left(blocks.none_or_some(content.relative) + relative, span=7)],
        [label("申请理由"), left(content.reason, span=7, height=12)],
    ]
    table(sheet, blocks.APPLICANT_MM, rows, size=SIZE, row_mm=blocks.ROW_MM)


def _duty(content: Content) -> str:
    chosen = ("无",) if content.nobody else (("有，列于下表",) if content.supporters else ())
    return ticks(("无", "有，列于下表"), *chosen)


def _findings(sheet: Sheet, content: Content) -> None:
    rows: list[Row] = [
        *found_rows(content, "调查核实", "调查人"),
        [label("自理能力\n评估"), left(content.self_care)],
        [label("民主评议"), left(content.appraisal or "未召开。")],
        [label("供养安排"), left(content.care)],
        [label("公示结果"), left(hung(content.notice, content.unopposed))],
        [label("区级抽查"), left(content.sample or "未抽查。")],
    ]
    table(sheet, WIDE, rows, size=SMALL, row_mm=blocks.ROW_MM)


def _sums_text(sums: Sums) -> str:
    basic, care, total = (
        format_yuan(fen) for fen in (sums.basic_fen, sums.care_fen, sums.basic_fen + sums.care_fen)
    )
    words = capitals(sums.basic_fen + sums.care_fen)
    return f"建议每月基本生活费{basic}元，照料护理费{care}元，合计{total}元（大写：人民币{words}）。"


def _confirmation(sheet: Sheet, content: Content) -> None:
    decided = content.decided
    sums = _sum_rows(content.sums, none=decided is not None and not decided.agreed)
    title, seal = f"{content.confirmation}\n意见", content.seal
    draw_decision(sheet, title, sums, decided, certificate="供养证号", seal=seal)


def _sum_rows(sums: Sums | None, *, none: bool) -> list[Row]:
    """Blanks for the hand where nothing is decided, dashes where nothing is paid."""
    names = ("基本生活费", "照料护理费", "月合计", "大写")
    if sums is None:
        words = ["—"] * 4 if none else [*["￥　　　　　　　"] * 3, "人民币　　　　　　　"]
    else:
        total = sums.basic_fen + sums.care_fen
        words = [f"￥{format_yuan(fen)}" for fen in (sums.basic_fen, sums.care_fen, total)]
        words.append(f"人民币{capitals(total)}")
    return [[label(name), fixed(value)] for name, value in zip(names, words, strict=True)]
