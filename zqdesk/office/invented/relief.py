"""The invented town's relief and reserve: a season of emergencies, paid, papered and settled, the last ones open."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zqdesk.office.cases import materials
from zqdesk.office.cases.acts import verification
from zqdesk.office.hall.setup import standard_kind_of
from zqdesk.office.invented import payroll, support, witnessing
from zqdesk.office.invented import town as invented_town
from zqdesk.office.invented.people import People
from zqdesk.office.invented.town import CASHIER, Town
from zqdesk.office.people.roster.values import RosterMember
from zqdesk.office.relief import decisions
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.applying.checks import standing_payments
from zqdesk.office.relief.entries import Agreement, Emergency, HelpedPerson, ReliefApproval
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.bank import matching, money, proposals, reconciling, statements
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.ledger import second_words
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.paying import settling
from zqdesk.office.reserve.paying.payment_entry import Payment
from zqdesk.office.reserve.paying.payments import awaiting_papers, unsettled
from zqdesk.office.reserve.position import journal
from zqdesk.records import keys
from zqdesk.records.register import Register
from zqdesk.records.tables.case import Material
from zqdesk.rules.money import format_yuan
from zqdesk.rules.reserve import DENOMINATIONS_FEN

Issue = Callable[[Register, str, str, str], object]
"""Draws and issues a paper of a case (register, case, kind, subject): the office itself draws none."""
SEASON = 45
"""Days before today at which the reserve was allocated."""
STORIES = (
    ("fire", "severe", "凌晨厨房失火，住房过火，粮食和被褥烧毁，全家暂住亲戚家。", 4, 300_000),
    ("illness", "medium", "突发脑出血住院，预交费用无力承担。", 2, 200_000),
    ("traffic", "medium", "骑电动三轮车被撞，肇事车辆逃逸，住院治疗。", 3, 250_000),
    ("other_emergency", "light", "外出务工途中钱物被盗，滞留本街道，无钱返乡。", 1, 50_000),
    ("illness", "light", "幼子急性肺炎住院，家中没有积蓄。", 3, 150_000),
    ("fire", "light", "柴草垛起火烧毁畜棚和冬储粮。", 2, 120_000),
)
AGES = (40, 36, 33, 29, 24, 20, 15, 12, 9, 3, 1, 0, 0)
"""How many days ago each emergency was registered; the last ones are still on their way."""
WORDS_OF_THE_BANK = {
    "allocation": ("转账存入", "示例区财政局"),
    "replenishment": ("转账存入", "示例区财政局"),
    "withdrawal": ("现金支票", ""),
    "deposit": ("现金存入", ""),
}
"""What the bank writes beside a movement, and the other side."""
MORE = 500_000
"""What the float is filled up with when it runs low, in fen."""
PAPERED_AFTER = 5
"""Older ones have their papers."""


@dataclass
class Season:
    """The reserve of the town while its season is played, in order of days."""

    town: Town
    issue: Issue
    box_id: str = ""
    float_id: str = ""
    cases: dict[int, str] = field(default_factory=dict)

    def as_(self, login: str) -> Register:
        return self.town.acting(login)


def build(
    folder: Path,
    today: date,
    issue: Issue,
    *,
    roll: int = 2_000,
    cases: int = 36,
    cost: keys.Cost | None = None,
) -> Engine:
    """The invented town with its destitute and a season of emergencies paid out of its reserve; returns its open database."""
    engine = invented_town.build(folder, today, roll=roll, cases=cases, cost=cost)
    town = invented_town.opened(engine, today)
    destitute = People(Random(22), today)  # noqa: S311 - none of those on the roll, and always the same
    support.play(replace(town, people=destitute), today)
    others = People(Random(21), today)  # noqa: S311
    play(replace(town, people=others), today, issue)
    return engine


def play(town: Town, today: date, issue: Issue) -> None:
    """Everything of the last weeks, the earliest first: the journal never goes back in time."""
    season = Season(town, issue)
    events: list[tuple[date, int, Callable[[date], object]]] = [
        (today - timedelta(days=SEASON), 0, partial(_open, season)),
        (today - timedelta(days=18), 90, partial(_settle, season)),
    ]
    for number, age in enumerate(AGES):
        day = today - timedelta(days=age)
        events.append((day, number + 1, partial(_help, season, number)))
        if age > PAPERED_AFTER:
            events.append((day + timedelta(days=3), number + 50, partial(_paper, season, number)))
    last_month = payroll.day_of_last_month(today)
    events += [
        (last_month, 95, partial(payroll.pay_last_month, town)),
        (today, 200, lambda day: payroll.begin(season.as_("01"), day)),
    ]
    events += [(last, 99, partial(_close, season)) for last in _month_ends(today)]
    season.town.clock.set(today - timedelta(days=SEASON))
    for day, order, event in sorted(events, key=lambda each: (each[0], each[1])):
        town.clock.set(day, 9 + order % 8, order % 60)
        event(day)


def _open(season: Season, day: date) -> None:
    head, cashier = season.as_("02"), season.as_(CASHIER.login)
    holder, desk = season.town.staff[CASHIER.login].id, season.town.register.desk_id
    season.box_id = head.do(tills.open_till, tills.TillEntry("box", "现金箱", desk, holder)).result
    entry = tills.TillEntry("float", "1号窗口备用金", desk, holder)
    season.float_id = head.do(tills.open_till, entry).result
    notice = moves.Allocation(6_000_000, "章民字〔2026〕21号", day, "第2批", "电汇0611")
    cashier.do(moves.receive_allocation, notice)
    _by_two(season, moves.withdraw_cash, moves.BankMove(1_800_000, "现支0021", day))
    cashier.do(tills.offer_cash, tills.CashOffer(season.box_id, season.float_id, 900_000))


def struck(
    town: Town, number: int, day: date, *, address: str, situation: str, amount_fen: int
) -> tuple[RosterMember, Emergency]:
    """Somebody of the town whom something struck on that day, and what the counter is told of it: a fire, three people."""
    member = town.people.member("02", "", (28, 70), "12"[number % 2], number)
    village_id = list(town.villages)[number % len(town.villages)]
    return member, Emergency(
        name=member.name,
        id_number=member.id_number,
        phone=town.people.phone(),
        village_id=village_id,
        standard_kind=standard_kind_of(village_id, day),
        address=address,
        person_count=3,
        cause="fire",
        degree="medium",
        happened_on=day,
        situation=situation,
        amount_fen=amount_fen,
        amount_reason="按实际需要，低于计算金额",
        applicant_class="resident",
    )


def _help(season: Season, number: int, day: date) -> None:
    """One emergency as far as it has come: the last two wait for the approver and for the cash."""
    town = season.town
    cause, degree, situation, persons, amount = STORIES[number % len(STORIES)]
    where = f"{number * 7 % 150 + 1}号"
    member, told = struck(town, number, day, address=where, situation=situation, amount_fen=amount)
    entry = replace(
        told,
        person_count=persons,
        cause=cause,
        degree=degree,
        amount_reason="家中没有其他积蓄，住院预交金缺口较大",
        others=_others(town, number, member, persons - 1),
    )
    case_id = season.as_("01").do(emergencies.register_emergency, entry).result
    season.cases[number] = case_id
    if number == len(AGES) - 1:
        return
    season.as_("02").do(decisions.agree_help, case_id, Agreement(amount, note="情况紧急"))
    if number < len(AGES) - 2:
        _pay(season, case_id, entry)


def _others(town: Town, number: int, applicant: RosterMember, count: int) -> tuple[HelpedPerson, ...]:
    """Spouse first, then children, each with a number."""
    surname = "" if "·" in applicant.name else applicant.name[0]
    found = []
    for place in range(count):
        sex = "12"[(number + place + 1) % 2]
        relation, ages = ("10", (28, 70)) if place == 0 else (("20", "30")[sex == "2"], (3, 9))
        other = town.people.member(relation, surname if place else "", ages, sex, number)
        found.append(HelpedPerson(other.name, other.id_number, relation))
    return tuple(found)


def _cheque(season: Season) -> str:
    """The next cheque of the book."""
    drawn = season.as_(CASHIER.login).read(journal, kind="withdrawal")
    return f"现支{21 + len(drawn):04d}"


def _pay(season: Season, case_id: str, entry: Emergency) -> None:
    cashier = season.as_(CASHIER.login)
    float_account = till_account(season.float_id)
    if cashier.read(balance, float_account) < entry.amount_fen:
        if cashier.read(balance, till_account(season.box_id)) < MORE:
            cheque = moves.BankMove(2 * MORE, _cheque(season), season.town.clock.now.date())
            _by_two(season, moves.withdraw_cash, cheque)
        cashier.do(tills.offer_cash, tills.CashOffer(season.box_id, season.float_id, MORE))
    payment = Payment(
        amount_fen=entry.amount_fen,
        payee_name=entry.name,
        payee_id_number=entry.id_number,
        payee_phone=entry.phone,
        second_payer=season.town.staff["01"].name,
    )
    witnessing.pay(cashier, season.as_("01"), case_id, payment)


def catch_up(town: Town, day: date, issue: Issue) -> int:
    """Complete the papers of everybody who was helped and have them approved; returns how many."""
    season = Season(town, issue)
    town.clock.set(day, 16)
    waiting = town.register.read(awaiting_papers, day)
    for row in waiting:
        _complete(season, row.case_id, row.paid_fen, day)
    return len(waiting)


def _paper(season: Season, number: int, day: date) -> None:
    _complete(season, season.cases[number], STORIES[number % len(STORIES)][4], day)


def _complete(season: Season, case_id: str, amount: int, day: date) -> None:
    """Visit, papers, slip and receipt, then the approval after the help."""
    clerk = season.as_("01")
    names = (season.town.staff["01"].name, "村干部孙某")
    clerk.do(
        verification.visit_home,
        case_id,
        verification.VisitRecord(day, names, present_name="本人", findings="情况属实。"),
    )
    for material_id in clerk.read(_materials, case_id):
        clerk.do(materials.set_material, case_id, material_id, "have")
    season.issue(clerk, case_id, "relief_registration", "")
    for paid in clerk.read(standing_payments, case_id):
        season.issue(season.as_(CASHIER.login), case_id, "receipt", paid.id)
    clerk.do(emergencies.complete_papers, case_id)
    season.as_("02").do(decisions.approve_relief, case_id, ReliefApproval(amount, "同意"))


def _settle(season: Season, day: date) -> None:
    """What is complete by then is settled and replenished."""
    cashier = season.as_(CASHIER.login)
    ready = [row.disbursement_id for row in cashier.read(unsettled) if not row.why_not]
    if not ready:
        return
    batch = cashier.do(settling.submit_settlement, settling.Batch(tuple(ready), note="第1批")).result
    cashier.do(settling.record_settlement_answer, batch, settling.SettlementAnswer(day, "章民救〔2026〕15号"))
    total = cashier.read(balance, "settled")
    refill = settling.Replenishment(total, "章民字〔2026〕26号", day, "电汇0702")
    cashier.do(settling.record_replenishment, refill)


def _close(season: Season, day: date) -> None:
    """Count both tills, have somebody sign, reconcile with the bank, close the month."""
    cashier, clerk = season.as_(CASHIER.login), season.as_("01")
    for till_id in (season.box_id, season.float_id):
        held = cashier.read(balance, till_account(till_id))
        count = counting.CountEntry(till_id, _pieces(held))
        clerk.do(counting.sign_count, cashier.do(counting.count_cash, count).result)
    reconcile(season.town, day)
    _by_two(season, closing.close_month, f"{day:%Y-%m}")


def reconcile(town: Town, day: date) -> str:
    """The bank's statement up to a month's end, matched as proposed and signed by the approver; returns its id."""
    cashier = town.acting(CASHIER.login)
    cashier.do(statements.enter_statement, statement_of(cashier, day))
    pairs = [each.pair for each in cashier.read(proposals.proposals)]
    if pairs:
        cashier.do(matching.match_money, pairs)
    made = cashier.do(reconciling.make_reconciliation, f"{day:%Y-%m}").result
    town.acting("02").do(reconciling.sign_reconciliation, made)
    return made


def statement_of(cashier: Register, day: date) -> statements.StatementEntry:
    """What the bank says up to this day: the books' own money, each line a day's with the number of its slip."""
    last = cashier.read(statements.last_statement)
    entries = cashier.read(money.entries, day)
    first_on = last.last_on + timedelta(days=1) if last else min(each.day for each in entries).replace(day=1)
    opening = last.closing_fen if last else sum(each.fen for each in entries if each.day < first_on)
    lines = tuple(_line(each) for each in entries if each.day >= first_on)
    closing_fen = opening + sum(line.amount_fen for line in lines)
    return statements.StatementEntry(first_on, day, opening, closing_fen, lines)


def bank_file(entry: statements.StatementEntry) -> bytes:
    """The statement as a bank's counter exports it: GB 18030, the newest line first, 借 for what went out."""
    rows, held = ["交易日期,凭证号,摘要,借方发生额,贷方发生额,余额,对方户名"], entry.opening_fen or 0
    told = []
    for line in entry.lines:
        held += line.amount_fen
        amounts = [format_yuan(fen).replace(",", "") if fen else "" for fen in (line.out_fen, line.in_fen)]
        balance = format_yuan(held).replace(",", "")
        told.append(
            ",".join((f"{line.booked_on:%Y%m%d}", line.slip, line.text, *amounts, balance, line.party))
        )
    return "\r\n".join([*rows, *reversed(told), ""]).encode("gb18030")


def _line(entry: money.Money) -> statements.StatementLine:
    came, went = (entry.fen, None) if entry.fen > 0 else (None, -entry.fen)
    text, party = WORDS_OF_THE_BANK.get(entry.kind, ("转账", ""))
    slip = entry.text.rpartition("（")[2].removesuffix("）").rpartition("；")[2]
    return statements.StatementLine(entry.day, came, went, None, text, party, slip)


def _by_two(season: Season, act: Callable[..., object], *args: object) -> None:
    """The cashier acts; where a second person is to look at it, the approver does."""
    cashier = season.as_(CASHIER.login)
    try:
        cashier.do(act, *args)
    except second_words.WordWanted as asked:
        season.as_("02").do(second_words.give_word, asked.wanted, asked.wanted.usual)
        cashier.do(act, *args)


def _pieces(fen: int) -> dict[int, int]:
    """So much money in as few notes as there can be."""
    pieces: dict[int, int] = {}
    for piece in (*DENOMINATIONS_FEN, 1):
        pieces[piece], fen = divmod(fen, piece)
    return pieces


def _materials(session: Session, case_id: str) -> list[str]:
    query = select(Material.id).where(Material.case_id == case_id, Material.state == "missing")
    return list(session.scalars(query))


def _month_ends(today: date) -> list[date]:
    """The last days of months inside the season, before today."""
    days = (today - timedelta(days=back) for back in range(1, SEASON))
    return sorted(day for day in days if (day + timedelta(days=1)).day == 1)
