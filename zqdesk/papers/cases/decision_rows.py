"""What every form that decides tells and who signs it: what was found, the opinion of village and town, who confirms."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from zqdesk.papers.cases import blocks
from zqdesk.papers.cases.blocks import SIZE, fixed, label, left
from zqdesk.papers.cases.findings import Step
from zqdesk.papers.cases.form import FamilyForm, FoundForm
from zqdesk.papers.making.boxes import ticks
from zqdesk.papers.making.grid import Row, table
from zqdesk.papers.making.sheet import Sheet
from zqdesk.papers.making.signing import month_words, signed

UNHUNG = "自　　年　　月　　日至　　年　　月　　日。"


class Decided(Protocol):
    """What every form tells of the decision it ends with."""

    @property
    def agreed(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def from_month(self) -> str: ...
    @property
    def certificate(self) -> str: ...


def found_rows(content: FoundForm, title: str, role: str) -> list[Row]:
    """Cross-check and visit, which two of those who went sign; `role` is what they are called."""
    who = f"{role}：{'、'.join(content.investigators)}。" if content.investigators else ""
    text = content.visit.text + who
    if isinstance(content, FamilyForm):
        truth = {True: ("属实",), False: ("不属实",), None: ()}[content.truthful]
        text = f"{ticks(('属实', '不属实'), *truth)}　{text}"
    return [
        [label("信息核对"), left(content.cross_check.text)],
        [label(title), signed(text, role, role, on=content.visit.on, together=True, blank=22)],
    ]


def hung(notice: Step, unopposed: bool | None) -> str:
    """How long the notice hung, and whether anybody objected."""
    result = {True: ("无异议",), False: ("有异议",), None: ()}[unopposed]
    return f"{notice.text or UNHUNG}　{ticks(('无异议', '有异议'), *result)}"


def draw_opinions(sheet: Sheet, opinion: Step, proposed: str) -> None:
    """The village signs beside the town, whose words end with what it proposes."""
    text = "\n".join(part for part in (opinion.text, proposed) if part)
    row: Row = [
        label("村（居）\n民委员会\n意见"),
        signed("", "负责人", seal=True),
        label("镇（街道）\n审核意见"),
        signed(text, "经办人", "负责人", on=opinion.on, seal=True),
    ]
    table(sheet, (21.5, 48.5, 21.5, 76.5), [row], size=SIZE, row_mm=blocks.ROW_MM)


def draw_decision(
    sheet: Sheet, title: str, sums: Sequence[Row], decided: Decided | None, *, certificate: str, seal: str
) -> None:
    """Sums, first month and number of the certificate beside the words, signatures and seal; blank before it is decided."""
    refused = decided is not None and not decided.agreed
    rows: list[Row] = [
        *sums,
        [label("开始月份"), month_words(decided.from_month if decided else "", none=refused)],
        [label(certificate), fixed(decided.certificate if decided else "")],
    ]
    words, on = (decided.text, decided.on) if decided else ("", None)
    signing = signed(words, "经办人", "负责人", on=on, seal=True, seal_of=seal, rows=len(rows))
    rows[0] = [label(title, rows=len(rows)), *rows[0], signing]
    table(sheet, (21.5, 23, 47, 76.5), rows, size=SIZE, row_mm=blocks.ROW_MM)
