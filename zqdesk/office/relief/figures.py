"""What the district asks of temporary relief: households, persons and sums that were paid, by type and by cause."""

from sqlalchemy.orm import Session

from zqdesk.office.cases.looks.figures import CASES, PERSONS, YUAN, Chapter, Figure, Item, Lists, Span
from zqdesk.office.reserve.paying.booked_payments import BookedPayment, booked_payments
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.household import Household
from zqdesk.rules.relief.amount import CAUSES, KIND_TITLES

PAID, MOVED = "relief.paid", "relief.moved"
STANDING = "本期发放、扣除冲销和退回后仍有余额的救助"


def _three(mark: str, title: str, words: str) -> tuple[Figure, ...]:
    """Cases, persons and fen of one kind; the sum counts also what only came back in the period."""
    marks = frozenset({mark}) if mark else frozenset[str]()
    name = f".{mark}" if mark else ""
    kinds = (
        (PAID, "cases", CASES, f"{title}件次", f"{words}件数。"),
        (PAID, "persons", PERSONS, f"{title}人次", f"{words}人数，同一人受助两次计两次。"),
        (MOVED, "fen", YUAN, f"{title}金额", f"{words}金额；本期退回、冲销往期的从中减去。"),
    )
    return tuple(
        Figure(
            id=f"{of}{name}.{measure}",
            list_id=of,
            title=named,
            unit=unit,
            words=said,
            marks=marks,
            main=not mark and unit != CASES,
        )
        for of, measure, unit, named, said in kinds
    )


FIGURES = (
    *_three("", "救助", STANDING),
    *(
        figure
        for kind, title in KIND_TITLES.items()
        for figure in _three(kind, title, f"{title}救助中，{STANDING}")
    ),
    *(
        figure
        for cause, title in CAUSES.items()
        for figure in _three(cause, title, f"困难原因为{title}、{STANDING}")
    ),
)


SUMMARY = (
    "本期救助{relief.paid.cases}件次、{relief.paid.persons}人次，发放{relief.moved.fen}元，其中急难型"
    "{relief.paid.emergency.cases}件次{relief.moved.emergency.fen}元，支出型{relief.paid.expenditure.cases}件次"
    "{relief.moved.expenditure.fen}元。"
)


def _read(session: Session, span: Span) -> Lists:
    by_case: dict[str, list[BookedPayment]] = {}
    for payment in booked_payments(session, span.first, span.last):
        by_case.setdefault(payment.case_id, []).append(payment)
    moved = [_item(session, case_id, payments) for case_id, payments in by_case.items()]
    return {PAID: [item for item in moved if item.fen > 0], MOVED: moved}


def _item(session: Session, case_id: str, payments: list[BookedPayment]) -> Item:
    first = payments[0]
    case = session.get_one(Case, case_id)
    home = session.get_one(Household, case.household_id)
    return Item(
        key=case_id,
        household_id=home.id,
        case_id=case_id,
        name=first.payee,
        id_number=first.paper.payee_id_number if first.paper else "",
        village_id=home.village_id,
        village_name=home.village_name,
        kind=f"{first.kind_title} · {first.cause_title}",
        when=max(payment.entry.booked_on for payment in payments).isoformat(),
        persons=first.person_count,
        fen=sum(payment.signed_fen for payment in payments),
        note=f"{len(payments)} 笔，{first.case_number}",
        marks=(first.kind, first.cause),
    )


CHAPTER = Chapter("临时救助", {PAID: "受助家庭", MOVED: "发放、退回和冲销"}, _read, FIGURES, SUMMARY)
