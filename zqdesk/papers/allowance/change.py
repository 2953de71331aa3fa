"""变更告知书: that an allowance is raised, cut or stopped: old and new amounts, reason, article, remedies (S2 art. 32)."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.papers.allowance.law import REGULATION, named
from zqdesk.papers.cases.letters.decision_letter import Adverse, adverse, finished, last_decision, telling
from zqdesk.papers.cases.letters.letter import begin, month, provision, sentence
from zqdesk.papers.making.boxes import amount
from zqdesk.papers.making.cell import Cell
from zqdesk.papers.making.grid import table
from zqdesk.papers.making.sheet import Sheet, gap, paragraph
from zqdesk.records import codes
from zqdesk.records.tables.steps import Decision, RollEntry
from zqdesk.rules.money import format_yuan

TITLE = "变更告知书"
WORDS = {"raise": "增发", "cut": "减发", "stop": "停发"}
ARTICLE = f"{REGULATION}第三十二条"


@frozen
class Amounts:
    """What a household gets a month, in fen, and for how many."""

    person_count: int
    allowance_fen: int
    uplift_fen: int


@frozen(kw_only=True)
class Content(Adverse):
    """What stands on the notice; `after` is None where nothing is paid any more.

    `from_month` is the first month of the new amount, or the first without any.
    """

    word: str
    phase: str
    certificate_number: str
    reviewed: bool
    before: Amounts
    after: Amounts | None
    from_month: str
    stop_reason: str
    ground: str = "家庭状况发生变化。"  # what letters issued before said of every change


def available(dossier: Dossier) -> str:
    if dossier.case.kind == "application":
        return "只有定期核查和待遇变更才有变更告知书"
    if not dossier.decisions:
        return "尚未作出决定"
    if last_decision(dossier, *WORDS) is None:
        return "待遇不变，不需要变更告知书"
    return "" if _old(dossier) else "没有变更前的在册记录"


def content(dossier: Dossier, number: str, sheet_code: str) -> Content:
    told, old = telling(dossier, number, sheet_code, *WORDS), _old(dossier)
    assert old is not None
    decision = told.decision
    word, stops = WORDS[decision.result], decision.result == "stop"
    new = Amounts(decision.person_count, decision.allowance_fen, decision.uplift_fen)
    return adverse(
        Content,
        told,
        name=f"最低生活保障金{word}告知书",
        word=word,
        phase=_phase(dossier),
        certificate_number=decision.certificate_number or old.certificate_number,
        reviewed=dossier.case.kind == "review",
        before=Amounts(old.person_count, old.allowance_fen, old.uplift_fen),
        after=None if stops else new,
        from_month=month(decision.from_month),
        stop_reason=codes.table("stop_reason").title_of(decision.stop_reason),
        article=named(provision(decision.article)) or ARTICLE,
        reason=sentence(_reason(dossier, decision)),
        ground="",
    )


def _reason(dossier: Dossier, decision: Decision) -> str:
    """Why the organ decides so; decisions made before it had a place of its own adopted the proposal's."""
    return decision.reason or (dossier.opinions[-1].text if dossier.opinions else decision.text)


def _old(dossier: Dossier) -> RollEntry | None:
    """What was paid until now: the last entry that does not come from this case."""
    others = [entry for entry in dossier.roll if entry.case_id != dossier.case.id]
    return others[-1] if others else None


def _phase(dossier: Dossier) -> str:
    """The months of a gradual exit (渐退期, S2 art. 33); empty where there is none."""
    own = (entry for entry in dossier.roll if entry.case_id == dossier.case.id and entry.phase_out)
    entry = next(own, None)
    return f"{month(entry.from_month)}至{month(entry.to_month)}" if entry else ""


def draw(content: Content, mark: str = "") -> bytes:
    sheet = begin(content, mark, content.name, applicant=content.applicant)
    certificate = f"（低保证号：{content.certificate_number}）" if content.certificate_number else ""
    if content.ground:
        opening = (
            f"{'经定期核查，' if content.reviewed else ''}{content.household}{certificate}{content.ground}"
        )
    else:  # why is said below by the facts and the reason: the standard may have risen
        opening = f"{content.household}{certificate}享受最低生活保障{'，现经定期核查' if content.reviewed else ''}。"
    paragraph(
        sheet,
        f"{opening}{content.how}，决定自{content.from_month}起{content.word}{content.household}最低生活保障金。具体如下：",
    )
    _amounts(sheet, content)
    if content.phase:
        paragraph(sheet, f"{content.phase}为渐退期，渐退期内仍按原金额发放。")
    facts = f"现查明：{content.facts}" if content.facts else ""
    paragraph(sheet, f"{facts}本机关认为，{content.reason}依据{content.article}规定，作出上述决定。")
    return finished(sheet, content)


def _amounts(sheet: Sheet, content: Content) -> None:
    """Before and after, side by side, the sums also in capitals."""
    gap(sheet, 1)
    names = ("每月低保金", "每月分类施保金", "每月合计")
    before, after = content.before, content.after
    if after is None:
        new: list[list[Cell]] = [[Cell("停发", rows=len(names))], *([[]] * (len(names) - 1))]
    else:
        new = [[Cell(text)] for text in _column(after)]
    heads = (
        "项　目",
        f"变更前（{before.person_count}人）",
        f"变更后（{after.person_count}人）" if after else "变更后",
    )
    rows = [[Cell(text, role="hei") for text in heads]]
    for name, old, cells in zip(names, _column(before), new, strict=True):
        rows.append([Cell(name, role="hei"), Cell(old), *cells])
    if content.stop_reason:
        rows.append([Cell("停发原因", role="hei"), Cell(content.stop_reason, span=2)])
    table(sheet, (36, 60, 60), rows, size=12, row_mm=7)
    gap(sheet, 1)


def _column(given: Amounts) -> tuple[str, str, str]:
    return (
        f"{format_yuan(given.allowance_fen)}元",
        f"{format_yuan(given.uplift_fen)}元",
        amount(given.allowance_fen + given.uplift_fen),
    )
