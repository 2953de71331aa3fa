"""What the tests of the letters share: a content for each kind out of the case of the invented town."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.papers import family_case
from zqdesk.office.across.dossier import Dossier, Wording
from zqdesk.papers import catalogue
from zqdesk.records.tables.steps import Decision, SupplementNotice
from zqdesk.rules.allowance.process import APPLICATION
from zqdesk.rules.process import Due

NUMBER, CODE = "示街救文〔2026〕12号", "K7M3Q-9XZ2P"
LETTERS = ("acceptance", "supplement", "cross_check_authorisation", "confirmation", "refusal", "change")
ENTRUSTED = replace(family_case.WORDING, authority="entrusted", deciding_body="济南市示例区民政局")
FACTS = "家庭共同生活的成员4人，人均月收入1,052.50元，高于农村最低生活保障标准"
ITEMS = (
    {"title": "收入证明", "code": "202", "requirement": "请写明近12个月的工资"},
    {"title": "疾病诊断证明", "code": "207", "requirement": ""},
    {"title": "村里的证明", "code": "", "requirement": ""},
)


def due(on: date = date(2026, 12, 21), *, provisional: bool = False) -> tuple[Due, ...]:
    clock = next(clock for clock in APPLICATION.clocks if clock.id == "decide")
    return (Due(clock, on, 20, provisional),)


def told(*items: dict[str, str]) -> SupplementNotice:
    return SupplementNotice(
        id="s", case_id="c", told_on=date(2026, 11, 20), items=list(items or ITEMS), receiver="王建国"
    )


def decided(result: str, **changed: Any) -> Decision:
    """A decision that names facts, article and reason."""
    grounds = {
        "facts": FACTS,
        "article": "《最低生活保障审核确认办法》第四条的规定",
        "text": "收入不低于标准",
    }
    return family_case.decision(family_case.dossier().calculation, **{"result": result, **grounds, **changed})


def refused(wording: Wording = family_case.WORDING, **changed: Any) -> Dossier:
    decision = decided("refuse", authority=wording.authority, allowance_fen=0, uplift_fen=0)
    return family_case.dossier(decisions=(decision,), wording=wording, **changed)


def changed(result: str, *, kind: str = "review", roll: tuple[Any, ...] = (), **facts: Any) -> Dossier:
    calculation = family_case.dossier().calculation
    return family_case.dossier(
        kind=kind,
        decisions=(decided(result, text="同意", **facts),),
        opinions=(family_case.opinion(calculation, text="女儿参加工作，家庭收入增加"),),
        roll=roll or (family_case.roll_entry(to_month="2026-12"),),
    )


def dossier_for(kind: str, **given: Any) -> Dossier:
    """A case in which this letter can be printed."""
    if kind == "refusal":
        return refused(**given)
    if kind == "change":
        return changed("cut", allowance_fen=1_200_00, uplift_fen=80_40, **given)
    return family_case.dossier(dues=due(), supplements=(told(),), **given)


def drawn(kind: str, dossier: Dossier, number: str = NUMBER, mark: str = "") -> bytes:
    return catalogue.draw(kind, catalogue.content(kind, dossier, number, CODE), mark)
