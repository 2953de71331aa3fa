"""Telling the applicant, once, everything that is missing (补正告知, S2 art. 10)."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.acts.steps import begin, finish
from zqdesk.office.cases.letters.addressee import receiver_problems
from zqdesk.records.register import Work
from zqdesk.records.tables.case import Material
from zqdesk.records.tables.steps import SupplementNotice
from zqdesk.rules.problem import Problem, refuse_if

ARTICLE = "《最低生活保障审核确认办法》第十条"


@frozen
class SupplementItem:
    """Something the applicant must still bring; `code` of resources/codes/evidence.toml or empty."""

    title: str
    code: str = ""
    requirement: str = ""


def missing_items(session: Session, case_id: str) -> tuple[SupplementItem, ...]:
    """What accepting would still miss in papers: the proposal for `tell_supplement`."""
    lacking = select(Material).where(Material.case_id == case_id, Material.state == "missing")
    rows = session.scalars(lacking.order_by(Material.id))
    return tuple(SupplementItem(row.title, row.code) for row in rows)


def tell_supplement(work: Work, case_id: str, items: tuple[SupplementItem, ...], receiver: str) -> str:
    """Tell the applicant, once, everything that is missing (S2 art. 10); returns the notice's id.

    Refused: no item, no receiver or one of the family who is dead or a child, a missing paper that is not among
    the items (`supplement.once`).
    """
    case = begin(work, case_id, "tell_supplement")
    problems = []
    if not items or any(not item.title.strip() for item in items):
        problems.append(Problem("supplement.items", "请列出需要补正的材料", "items", ARTICLE))
    told = {item.code or item.title for item in items}
    left_out = [i.title for i in missing_items(work.session, case_id) if not {i.code, i.title} & told]
    if left_out:
        text = f"应一次性告知全部所缺材料，还漏了：{'、'.join(left_out)}"
        problems.append(Problem("supplement.once", text, "items", ARTICLE))
    if not receiver.strip():
        problems.append(Problem("supplement.receiver", "请填写签收人", "receiver"))
    problems += receiver_problems(work.session, case, receiver, work.today)
    refuse_if(problems)
    notice = SupplementNotice(
        case_id=case.id,
        told_on=work.today,
        items=[asdict(item) for item in items],
        receiver=receiver.strip(),
    )
    work.session.add(notice)
    finish(case, "tell_supplement")
    return notice.id
