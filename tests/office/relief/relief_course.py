"""Relief cases of the invented town brought to where a test needs them, by the acts of its people."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests import town
from tests.office.family import FAMILY, refused
from tests.office.reserve.reserve_course import Reserve
from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import notices, verification
from zqdesk.office.cases.acts.notices import Posting
from zqdesk.office.cases.acts.verification import CrossCheckResult, VisitRecord
from zqdesk.office.cases.letters import printouts
from zqdesk.office.invented import witnessing
from zqdesk.office.relief import decisions, earlier
from zqdesk.office.relief.applying import applications, emergencies
from zqdesk.office.relief.applying.checks import standing_payments
from zqdesk.office.relief.entries import (
    Agreement,
    Emergency,
    HelpedPerson,
    ReliefApplication,
    ReliefApproval,
    ReliefFacts,
    ReliefProposal,
    Verdict,
)
from zqdesk.office.relief.payments import disbursing
from zqdesk.office.reserve.ledger.second_words import HELPED, WordWanted, give_word
from zqdesk.office.reserve.paying.payment_entry import Payment
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.case import Case, Material
from zqdesk.records.tables.household import Membership
from zqdesk.records.tables.person import Person

FIRE = Emergency(
    name="张某某",
    id_number="370114190001010014",
    phone="13000000000",
    village_id="370114001201",
    address="7号",
    place="示例东村7号",
    person_count=3,
    cause="fire",
    degree="medium",
    happened_on=date(2026, 11, 23),
    situation="今晨房屋起火，住房和粮食烧毁",
    amount_fen=300_000,
    applicant_class="resident",
)
"""Three people, 804.00 × 3 × 2 = 4,824.00 by the rule; 3,000.00 at once, as far as the town may go."""
IN_THE_WEST: dict[str, Any] = {
    "id_number": "370181190002150027",
    "phone": "13000000001",
    "village_id": "370114001202",
}
"""Another person, of another village."""
BY_TRANSFER: dict[str, Any] = {
    "way": "transfer",
    "second_payer": "",
    "bank_name": "示例农商行",
    "account_name": FIRE.name,
    "account_number": "6222000000000000004",
    "bank_slip": "回0001",
}
SPENT = ReliefFacts(
    cause="medical",
    degree="medium",
    happened_on=date(2026, 10, 8),
    situation="妻子住院手术，自付部分超出家庭承受能力",
    applicant_class="marginal",
    spending_fen=8_600_000,
    reimbursed_fen=5_100_000,
    amount_fen=241_200,
)


def emergency(register: Register, entry: Emergency = FIRE) -> str:
    """A registered emergency that waits for the approver."""
    return register.do(emergencies.register_emergency, entry).result


def household(register: Register, entry: Emergency = FIRE) -> str:
    """An emergency of a household of three the hall knows: 张某某, 王某 and 张小某."""

    def move_in(work: Work) -> None:
        home = town.add_household(work, entry.name, entry.id_number)
        for name, number, relation in (("王某", "370181190002150027", "10"), ("张小某", "", "20")):
            person = Person(name=name, id_number=number)
            member = Membership(household_id=home.id, person_id=person.id, relation=relation)
            work.session.add_all([person, member])

    register.do(move_in)
    return emergency(register, entry)


def agreed(register: Register, entry: Emergency = FIRE, amount_fen: int | None = None) -> str:
    """An emergency whose help was agreed upon."""
    case_id = emergency(register, entry)
    wanted = entry.amount_fen if amount_fen is None else amount_fen
    agreement = Agreement(wanted, told_apart(register, case_id))
    register.acting_as(town.APPROVER).do(decisions.agree_help, case_id, agreement)
    return case_id


def told_apart(register: Register, case_id: str, verdict: str = "", reason: str = "") -> tuple[Verdict, ...]:
    """A verdict on every case that looks like this one: another event, or another family where nothing is sure."""
    found = register.read(
        lambda session: earlier.of_case(session, session.get_one(Case, case_id), register.clock().date())
    )
    open_ = (each for each in found if not each.verdict)
    return tuple(
        Verdict(each.case_id, verdict or ("other_event" if each.sure else "others"), reason or "已当面核实")
        for each in open_
    )


def payment(amount_fen: int = 300_000, **changed: object) -> Payment:
    """Cash to the applicant of `FIRE`."""
    said = Payment(
        amount_fen=amount_fen,
        payee_name="张某某",
        payee_id_number="370114190001010014",
        payee_phone="13000000000",
        second_payer=town.CLERK.name,
    )
    return replace(said, **changed)  # type: ignore[arg-type]


def pay(register: Register, case_id: str, said: Payment | None = None) -> str:
    """Pay as the cashier; returns the disbursement's id."""
    return paid_by(register.acting_as(town.CASHIER), case_id, said or payment())


def paid_by(cashier: Register, case_id: str, said: Payment) -> str:
    """Paid by this cashier, and signed by the colleague who is named to stand by."""
    witness = next((each for each in town.STAFF.values() if each.name == said.second_payer), town.CLERK)
    while True:
        try:
            return witnessing.pay(cashier, cashier.acting_as(witness), case_id, said)
        except WordWanted as wanted:
            if wanted.wanted.matter != HELPED:
                raise
            cashier.acting_as(town.APPROVER).do(give_word, wanted.wanted, "另一户")


def pay_refused(funded: Reserve, case_id: str, said: Payment) -> dict[str, str]:
    """The problems for which the cashier may not pay this: code → field."""
    return refused(funded.cashier, disbursing.disburse, case_id, said)


def helped(register: Register, entry: Emergency = FIRE) -> str:
    """An emergency that was paid and whose papers are missing. The reserve must be funded."""
    case_id = agreed(register, entry)
    pay(register, case_id, payment(entry.amount_fen, payee_name=entry.name, payee_id_number=entry.id_number))
    return case_id


def papers_ready(register: Register, entry: Emergency = FIRE) -> str:
    """An emergency with complete papers, before the approval."""
    case_id = helped(register, entry)
    complete_papers(register, case_id)
    return case_id


def complete_papers(register: Register, case_id: str) -> None:
    """Everybody named, visit, papers brought, slip and receipts drawn up."""
    name_all(register, case_id)
    day = register.clock().astimezone().date()
    visit = VisitRecord(day, ("王小某", "孙某"), present_name="张某某")
    register.do(verification.visit_home, case_id, visit)
    for row in register.read(lambda session: session.query(Material).filter_by(case_id=case_id).all()):
        register.do(materials.set_material, case_id, row.id, "have")
    issue(register, case_id, "relief_registration")
    for paid in register.read(lambda session: standing_payments(session, case_id)):
        issue(register, case_id, "receipt", paid.id)
    register.do(emergencies.complete_papers, case_id)


def name_all(register: Register, case_id: str) -> None:
    """Each of those helped beside the applicant gets a name; none has a number yet."""
    entry = register.read(lambda session: emergencies.emergency_of(session, case_id))
    wanted = entry.person_count - 1 - len(entry.others)
    named = tuple(
        HelpedPerson(f"{entry.name[0]}某{chr(0x7532 + at)}", no_number="还没有落户") for at in range(wanted)
    )
    if named:
        register.do(emergencies.correct_relief, case_id, replace(entry, others=entry.others + named))


def issue(register: Register, case_id: str, kind: str, subject_id: str = "") -> None:
    """Record that a paper was drawn up, whatever stood on it."""
    register.do(
        printouts.issue_paper, case_id, kind, {}, digest="0" * 64, page_count=1, subject_id=subject_id
    )


def closed(register: Register, entry: Emergency = FIRE) -> str:
    """An emergency that was paid, papered and approved."""
    case_id = papers_ready(register, entry)
    approval = ReliefApproval(entry.amount_fen, "情况属实，同意", told_apart(register, case_id))
    register.acting_as(town.APPROVER).do(decisions.approve_relief, case_id, approval)
    return case_id


def application(register: Register, facts: ReliefFacts = SPENT) -> str:
    """A draft of the expenditure type, its papers all there."""
    case_id = register.do(applications.record_relief, ReliefApplication(FAMILY, facts)).result
    for row in register.read(lambda s: s.query(Material).filter_by(case_id=case_id).all()):
        register.do(materials.set_material, case_id, row.id, "have")
    return case_id


def proposed(register: Register, facts: ReliefFacts = SPENT) -> str:
    """An accepted and verified application with its favourable opinion."""
    case_id = application(register, facts)
    day = register.clock().astimezone().date()
    register.do(applications.accept_relief, case_id)
    register.do(verification.request_cross_check, case_id)
    register.do(verification.record_cross_check, case_id, CrossCheckResult(day, "fits"))
    visit = VisitRecord(day, ("王小某", "孙某"), present_name="李某")
    register.do(verification.visit_home, case_id, visit)
    proposal = ReliefProposal(agreed=True, amount_fen=facts.amount_fen)
    register.do(decisions.propose_relief, case_id, proposal)
    return case_id


def deciding(register: Register, clock: town.Clock, facts: ReliefFacts = SPENT) -> str:
    """Posted for its seven days and unopposed."""
    case_id = proposed(register, facts)
    day = clock.now.date()
    register.do(notices.post_notice, case_id, Posting("村务公开栏", day, "王小某"))
    clock.forward(days=8)
    register.do(notices.close_notice, case_id)
    return case_id


def approved(register: Register, clock: town.Clock, approval: ReliefApproval | None = None) -> str:
    """Approved by the town, ready to be paid."""
    case_id = deciding(register, clock)
    said = approval or ReliefApproval(SPENT.amount_fen)
    register.acting_as(town.APPROVER).do(decisions.approve_relief, case_id, said)
    return case_id
