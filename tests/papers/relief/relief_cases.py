"""Relief cases of the invented town as papers see them: a burnt house helped first, and a family with hospital bills."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tests.papers import family_case
from tests.rules.shipped import parameters
from tests.town import APPROVER, CASHIER, CLERK
from zqdesk.office.across.dossier import Calculation, Dossier
from zqdesk.office.cases.looks.assessing import plain_trace
from zqdesk.office.relief.earlier import EarlierRelief
from zqdesk.office.relief.file import PaymentFacts, ReliefFile
from zqdesk.records.register import CHINA
from zqdesk.records.tables.case import Case, Material
from zqdesk.records.tables.paper import Paper
from zqdesk.records.tables.relief import Grant, GrantStage, Relief
from zqdesk.records.tables.reserve import Disbursement, Entry
from zqdesk.rules.programmes import table
from zqdesk.rules.relief.amount import EMERGENCY, EXPENDITURE, Need, ReliefAssessment, relief_amount

REGISTERED = datetime(2026, 12, 7, 8, 40, tzinfo=CHINA)
AGREED = datetime(2026, 12, 7, 9, 12, tzinfo=CHINA)
PAID_ON = date(2026, 12, 7)
WORDING = replace(family_case.WORDING, confirmation="审批", refusal="不予批准", notice_days=7, decide_days=20)
DISTRICT_WORDING = replace(WORDING, authority="district", deciding_body="济南市示例区民政局")


def facts(kind: str = EMERGENCY, **changed: Any) -> Relief:
    """What happened: a fire this morning, or an operation that cost more than the family has."""
    values: dict[str, Any] = {
        "id": "rf",
        "case_id": "c",
        "registered_at": REGISTERED,
        "applicant_class": "resident",
        "repeat_reason": "",
        "papers_ready_on": None,
    }
    if kind == EMERGENCY:
        values |= {
            "cause": "fire",
            "degree": "medium",
            "happened_on": date(2026, 12, 7),
            "place": "示例东村7号",
            "situation": "今晨5时许厨房起火，正房三间和粮食、被褥烧毁，无人员伤亡，一家四口暂住村委会。",
            "person_count": 4,
            "spending_fen": 0,
            "reimbursed_fen": 0,
            "requested_fen": 300_000,
            "amount_reason": "先解决过冬衣被和口粮，余额随补办审批一并研究",
            "form": "cash",
            "goods": "",
        }
    else:
        values |= {
            "cause": "medical",
            "degree": "medium",
            "happened_on": date(2026, 10, 8),
            "place": "",
            "situation": "妻子住院手术，自付部分超出家庭承受能力。",
            "person_count": 4,
            "applicant_class": "marginal",
            "spending_fen": 8_600_000,
            "reimbursed_fen": 5_100_000,
            "requested_fen": 241_200,
            "amount_reason": "",
            "form": "transfer",
            "goods": "",
        }
    return Relief(**{**values, **changed})


def grant(**changed: Any) -> Grant:
    values = {
        "id": "g",
        "case_id": "c",
        "amount_fen": 300_000,
        "help_first": True,
        "agreed_by_id": APPROVER.id,
        "agreed_by_name": APPROVER.name,
        "agreed_at": AGREED,
        "confirmed_on": None,
        "fund": "reserve",
        "note": "",
    }
    return Grant(**{**values, **changed})


def payment(
    amount_fen: int = 300_000,
    *,
    reversed_: bool = False,
    returned_fen: int = 0,
    issued: bool = False,
    **changed: Any,
) -> PaymentFacts:
    """Cash to the head of the family, and what became of it."""
    values: dict[str, Any] = {
        "id": "pd",
        "entry_id": "e",
        "grant_id": "g",
        "case_id": "c",
        "stage_id": None,
        "amount_fen": amount_fen,
        "way": "cash",
        "receipt_number": "370114001-2026-LK-00012",
        "payee_name": "王建国",
        "payee_id_number": "370114197503120014",
        "payee_phone": "130 0000 0001",
        "proxy_name": "",
        "proxy_id_number": "",
        "proxy_phone": "",
        "proxy_relation": "",
        "sign_kind": "signature",
        "second_payer": CLERK.name,
        "bank_name": "",
        "account_name": "",
        "account_number": "",
        "goods": "",
        "supplier": "",
        "invoice": "",
    }
    row = Disbursement(**{**values, **changed})
    booked = entry(row.entry_id, 31, amount_fen)
    back = entry("e2", 32, -amount_fen, reverses_id=row.entry_id, reason="金额记错") if reversed_ else None
    receipt = issued_receipt(row.id) if issued else None
    return PaymentFacts(row, booked, back, returned_fen, "", settled=False, receipt=receipt)


def issued_receipt(subject_id: str) -> Paper:
    return Paper(
        id="pp",
        case_id="c",
        subject_id=subject_id,
        kind="receipt",
        sheet_code="K7M3Q-9XZ2P",
        digest="x",
        page_count=1,
        issued_on=PAID_ON,
        by_name=CASHIER.name,
        content={},
    )


def entry(entry_id: str, serial: int, amount_fen: int, **changed: Any) -> Entry:
    values: dict[str, Any] = {
        "id": entry_id,
        "year": 2026,
        "serial": serial,
        "booked_on": PAID_ON,
        "booked_at": AGREED,
        "kind": "disbursement",
        "debit": "unsettled",
        "credit": "till:t",
        "amount_fen": amount_fen,
        "text": "",
        "by_id": CASHIER.id,
        "by_name": CASHIER.name,
        "desk_id": "d",
    }
    return Entry(**{**values, **changed})


def earlier(**changed: Any) -> EarlierRelief:
    values: dict[str, Any] = {
        "case_id": "c9",
        "number": "370114001-2026-LS-00003",
        "applicant": "王建国",
        "cause": "illness",
        "registered_on": date(2026, 3, 2),
        "granted_fen": 80_000,
        "paid_fen": 80_000,
        "state_title": "已办结",
        "same_cause": False,
        "sure": True,
    }
    return EarlierRelief(**{**values, **changed})


def file(kind: str = EMERGENCY, **changed: Any) -> ReliefFile:
    """The file of an emergency that was paid, or of an application before anything is granted."""
    row = changed.get("facts") or facts(kind)
    first = kind == EMERGENCY
    found = assessment(kind, row)
    values: dict[str, Any] = {
        "facts": row,
        "grant": grant() if first else None,
        "stages": (),
        "payments": (payment(),) if first else (),
        "referrals": (),
        "earlier": (),
        "parallel": (),
        "assessment": found,
        "proposed_fen": 300_000 if first else 241_200,
        "paid_fen": 300_000 if first else 0,
        "help_due_at": REGISTERED + timedelta(hours=24),
        "first_paid_on": PAID_ON if first else None,
        "by_district": False,
    }
    return ReliefFile(**{**values, **changed})


def assessment(kind: str, row: Relief) -> ReliefAssessment:
    need = Need(kind, row.cause, row.degree, row.person_count, "rural")
    return relief_amount(need, parameters(family_case.ACCEPTED))


def stages(*amounts_fen: int) -> tuple[GrantStage, ...]:
    return tuple(
        GrantStage(
            id=f"st{n}", grant_id="g", position=n, amount_fen=fen, due_on=date(2026, 11 + n, 20), note=""
        )
        if n == 1
        else GrantStage(
            id=f"st{n}", grant_id="g", position=n, amount_fen=fen, due_on=date(2027, n, 20), note=""
        )
        for n, fen in enumerate(amounts_fen, 1)
    )


def dossier(
    kind: str = EMERGENCY, *, extra: int = 0, own: ReliefFile | None = None, **changed: Any
) -> Dossier:
    """A relief case of the family: before the papers are complete, or, of an application, posted and unopposed."""
    relief = own or file(kind)
    case = Case(
        id="c",
        programme="relief",
        kind=kind,
        number="370114001-2026-LS-00012",
        state="helped" if kind == EMERGENCY else "deciding",
        household_id="h",
        applicant_id="p0",
        clerk_id=CLERK.id,
        applied_on=date(2026, 12, 7) if kind == EMERGENCY else date(2026, 11, 20),
        accepted_on=None if kind == EMERGENCY else family_case.ACCEPTED,
        reason=relief.facts.situation,
    )
    found = relief.assessment
    calculation = Calculation(
        eligible=True,
        allowance_fen=relief.facts.requested_fen,
        uplift_fen=0,
        person_count=relief.facts.person_count,
        trace=found.trace if found else (),
    )
    opinion = family_case.opinion(
        calculation,
        text="经调查核实，情况属实，拟给予临时救助2,412.00元。",
        trace=plain_trace(calculation.trace),
    )
    first = kind == EMERGENCY
    values: dict[str, Any] = {
        "case": case,
        "process": table("relief", kind),
        "own": relief,
        "calculation": calculation,
        "wording": WORDING,
        "materials": (
            Material(id="t1", case_id="c", code="102", title="居民身份证", state="platform"),
            Material(
                id="t2", case_id="c", code="000", title="火灾证明（消防、公安或村居出具）", state="missing"
            ),
            Material(id="t3", case_id="c", code="000", title="签字或按指印的领款单", state=""),
        ),
        "supporters": (),
        "appraisals": (),
        "decisions": (),
        "opinions": () if first else (opinion,),
        "notices": () if first else (family_case.notice(),),
        "cross_checks": () if first else family_case.dossier().cross_checks,
    }
    return family_case.dossier(extra=extra, kind="application", **{**values, **changed})


def decision(result: str = "confirm", **changed: Any) -> Any:
    """The town's approval, or its refusal with facts, article and reason."""
    refusal = {
        "facts": "家庭名下有商铺一处，年租金36,000.00元，足以负担所报支出",
        "article": "民发〔2018〕23号第二条第一项的规定",
        "text": "支出没有超出家庭承受能力",
    }
    words = refusal if result == "refuse" else {"text": "情况属实，同意救助。"}
    amount = 0 if result == "refuse" else 241_200
    values = {
        "result": result,
        "allowance_fen": amount,
        "uplift_fen": 0,
        "from_month": "",
        **words,
        **changed,
    }
    return family_case.decision(family_case.dossier().calculation, **values)


def ready(kind: str) -> Dossier:
    """A case in which this paper can be printed."""
    if kind == "relief_refusal":
        return dossier(EXPENDITURE, decisions=(decision("refuse"),))
    return dossier(EXPENDITURE if kind == "relief_notice" else EMERGENCY)
