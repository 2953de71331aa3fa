"""What reached households through the bank in a period, by the bank's answers: monthly, back-pay, one-off; and what came back."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import CASES, HOUSEHOLDS, YUAN, Chapter, Figure, Item, Lists, Span
from zqdesk.office.programmes import PROGRAMMES
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.payroll import PayrollReceipt, PayrollRecovery
from zqdesk.rules.payroll.process import Kind

PAID, BACK_PAID, RECOVERED = "payroll.paid", "payroll.back_paid", "payroll.recovered"
MONTH, BACK_PAY, ONE_OFF = "month", "back_pay", "one_off"
SUMMARY = (
    "本期经银行发放{payroll.paid.fen}元，其中按月发放{payroll.paid.month.fen}元、一次性发放"
    "{payroll.paid.one_off.fen}元；提标补发{payroll.back_paid.households}户{payroll.paid.back_pay.fen}元。"
    "追回多发资金{payroll.recovered.fen}元。"
)
_BY = "以银行回盘的到账日期为准，重发的计入原来那一种。"


def _figure(list_id: str, title: str, unit: str, words: str, *marks: str) -> Figure:
    measure = {CASES: "rows", HOUSEHOLDS: "households", YUAN: "fen"}[unit]
    name = ".".join([list_id, *marks, measure])
    return Figure(id=name, list_id=list_id, title=title, unit=unit, words=words, marks=frozenset(marks))


FIGURES = (
    _figure(PAID, "发放笔数", CASES, f"到账日期在本期的发放。{_BY}"),
    _figure(PAID, "发放资金", YUAN, f"到账日期在本期的发放。{_BY}"),
    _figure(PAID, "按月发放资金", YUAN, f"月发放名册中到账的。{_BY}", MONTH),
    _figure(BACK_PAID, "补发户数", HOUSEHOLDS, f"补发名册中到账的家庭，一户只计一次。{_BY}"),
    _figure(PAID, "补发资金", YUAN, f"补发名册（提标等）中到账的。{_BY}", BACK_PAY),
    _figure(PAID, "一次性发放资金", YUAN, f"取暖、价格补贴、节日慰问等一次性名册中到账的。{_BY}", ONE_OFF),
    _figure(RECOVERED, "追回资金", YUAN, "本期收回的多发资金，更正收回的从中减去。"),
)
# The kind of the row that was first listed: what a failed one is paid again with is no kind of its own.
_PAID = """
SELECT r.id, r.home_id, r.name, r.id_number, r.village_id, r.village_name, r.person_count, r.programme,
       p.fen, p.paid_on, l.kind, l.title
FROM payroll_paid AS p JOIN payroll_rows AS r ON r.id = p.row_id
JOIN payroll_rows AS o ON o.id = COALESCE(r.origin_id, r.id) JOIN payroll_lists AS l ON l.id = o.list_id
WHERE p.fen > 0 AND p.paid_on BETWEEN :first AND :last ORDER BY p.paid_on, r.position
"""


def _read(session: Session, span: Span) -> Lists:
    days = {"first": span.first.isoformat(), "last": span.last.isoformat()}
    paid = [_item(row) for row in session.execute(text(_PAID), days)]
    return {PAID: paid, BACK_PAID: _by_home(paid), RECOVERED: list(_recovered(session, span))}


def _by_home(paid: list[Item]) -> list[Item]:
    """One line for each household that got back-pay, with all it got."""
    found: dict[str, Item] = {}
    for item in paid:
        if BACK_PAY in item.marks:
            known = found.get(item.household_id)
            found[item.household_id] = item._replace(
                key=item.household_id, fen=item.fen + (known.fen if known else 0)
            )
    return list(found.values())


def _item(row: Any) -> Item:
    programme = PROGRAMMES.get(row.programme)
    kind = " · ".join(filter(None, (programme.title if programme else "", Kind(row.kind).words)))
    return Item(
        key=row.id,
        household_id=row.home_id,
        case_id="",
        name=row.name,
        id_number=row.id_number,
        village_id=row.village_id,
        village_name=row.village_name,
        kind=kind,
        when=row.paid_on,
        persons=row.person_count,
        fen=row.fen,
        note=row.title,
        marks=(row.kind,),
    )


def _recovered(session: Session, span: Span) -> Iterator[Item]:
    query = (
        select(PayrollReceipt, PayrollRecovery, Household)
        .join(PayrollRecovery, PayrollRecovery.id == PayrollReceipt.recovery_id)
        .join(Household, Household.id == PayrollRecovery.household_id)
        .where(PayrollReceipt.received_on.between(span.first, span.last))
        .order_by(PayrollReceipt.received_on, PayrollReceipt.id)
    )
    for receipt, recovery, home in session.execute(query):
        yield Item(
            key=receipt.id,
            household_id=home.id,
            case_id="",
            name=recovery.from_name,
            id_number="",
            village_id=home.village_id,
            village_name=home.village_name,
            kind=PROGRAMMES[recovery.programme].title,
            when=receipt.received_on.isoformat(),
            fen=receipt.amount_fen,
            note=recovery.reason,
        )


CHAPTER = Chapter(
    "发放资金", {PAID: "到账的发放", BACK_PAID: "得到补发的家庭", RECOVERED: "追回"}, _read, FIGURES, SUMMARY
)
