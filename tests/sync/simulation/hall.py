"""A hall that helps, pays and makes its month's lists at three desks: the acts are the program's own, by its own people.

What may go wrong with money when the line does: two desks agree on and pay the same help, make and sign the same month's list, hand
the same money on. Whatever comes of it, the books must say it (`invariants.money`).
"""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import town
from tests.office.family import id_number
from tests.office.payroll.payroll_course import EAST, WEST, add_home
from tests.office.relief.relief_course import FIRE, payment, told_apart
from tests.office.reserve.reserve_course import Accompanied, allocation, pieces
from tests.sync import desks as acts
from tests.sync.desks import SimDesk, copied, desk, district_restored, district_snapshot
from tests.sync.district import TOWN, district
from tests.sync.simulation.world import DISTRICT_KEY, EVENTS, Event, Machine, World, noted, running
from zqdesk.district.exchange import rules
from zqdesk.office.invented import witnessing
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.bank import bank_files
from zqdesk.office.payroll.values import seal
from zqdesk.office.relief import decisions
from zqdesk.office.relief.applying import emergencies
from zqdesk.office.relief.entries import Agreement
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.cash import counting, tills
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.cash.tills import CashOffer, TillEntry
from zqdesk.office.reserve.ledger.journal import balance, till_account
from zqdesk.office.reserve.ledger.second_words import WordWanted, give_word
from zqdesk.office.reserve.moves import BankMove
from zqdesk.records.register import Actor, Outcome, Register
from zqdesk.records.tables.case import Case
from zqdesk.records.tables.payroll import PayrollList
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.reserve import Till
from zqdesk.rules.payroll.process import State
from zqdesk.rules.problem import Refused

MONTH = "2026-12"
HELP_FEN = 100_000
PEOPLE = (town.CLERK, town.SECOND_CLERK)


@cache
def _founded() -> tuple[bytes, tuple[SimDesk, ...]]:
    """The hall as every course finds it: known to the district and to all three desks."""
    it = replace(district(TOWN), signer=DISTRICT_KEY)
    made = tuple(desk(it, digit) for digit in (1, 2, 3))
    first = Accompanied(made[0].engine, town.CLERK, made[0].signer.id, made[0].clock)
    first.acting_as(town.ADMINISTRATOR).do(town.set_up)
    for each in made:
        first.acting_as(town.ADMINISTRATOR).do(acts.name_desk, each.signer.id)
    _fund(first, made)
    for number in range(4):
        first.do(add_home, f"家{number}", number, village_id=(EAST, WEST)[number % 2])
    for each in made:
        each.exchange(it)
    return district_snapshot(it), made


def _fund(first: Register, desks: tuple[SimDesk, ...]) -> None:
    head, cashier = first.acting_as(town.APPROVER), first.acting_as(town.CASHIER)
    box = head.do(tills.open_till, TillEntry("box", "现金箱", desks[0].signer.id, town.CASHIER.id)).result
    cashier.do(moves.receive_allocation, allocation())
    cashier.do(moves.withdraw_cash, BankMove(1_500_000, "支001", town.OPENING.date()))
    for digit, each in enumerate(desks, 1):
        entry = TillEntry("float", f"{digit}号备用金", each.signer.id, town.CASHIER.id)
        till = head.do(tills.open_till, entry).result
        cashier.do(tills.offer_cash, CashOffer(box, till, 450_000))


def made(seed: int) -> World:
    """Three desks of the founded hall."""
    content, founded = _founded()
    it = replace(district_restored(district(TOWN), content), signer=DISTRICT_KEY)
    it = replace(it, rules=rules.against, after=rules.on_rolls(DISTRICT_KEY))
    machines = [
        Machine(SimDesk(copied(each.engine), each.signer), TOWN, f"desk{digit}")
        for digit, each in enumerate(founded, 1)
    ]
    return World.of(seed, it, machines, HALL)


class Here(Accompanied):
    """A desk whose every act carries its token."""

    world: World
    machine: Machine

    @classmethod
    def at(cls, world: World, machine: Machine, actor: Actor) -> Register:
        kind = type("Here", (cls,), {"world": world, "machine": machine})
        made: Register = kind(machine.desk.engine, actor, machine.desk.signer.id, machine.desk.clock)
        return made

    def do(self, act: Any, *args: Any, **kwargs: Any) -> Outcome[Any]:
        token = self.world.token(self.machine)
        with running(self.machine):
            done = super().do(noted(act, token), *args, **kwargs)
        self.world.said[token] = self.machine
        return done


def _helps(world: World, machine: Machine) -> None:
    """An emergency is taken in at this desk."""
    number = len(world.said)
    born = date(1960, 1 + number % 12, 1 + number % 28)
    entry = replace(FIRE, name="户家", id_number=id_number(born, number), amount_fen=HELP_FEN)
    Here.at(world, machine, town.CLERK).do(
        emergencies.register_emergency, replace(entry, place=f"{number}号", address=f"{number}号", phone="")
    )


def _agrees(world: World, machine: Machine) -> None:
    """The approver agrees on a help at whichever desk: perhaps on one agreed on elsewhere a minute ago."""
    case = _some_case(world, machine)
    if case:
        head = Here.at(world, machine, town.APPROVER)
        agreement = Agreement(HELP_FEN, told_apart(head, case))
        head.do(decisions.agree_help, case, agreement)


def _pays_help(world: World, machine: Machine) -> None:
    """Cash from the float of this desk, signed by who stood by."""
    case = _some_case(world, machine)
    if not case:
        return
    cashier, clerk = (Here.at(world, machine, who) for who in (town.CASHIER, town.CLERK))
    payee = cashier.read(_applicant, case)
    said = payment(HELP_FEN, payee_name=payee[0], payee_id_number=payee[1])
    paid = witnessing.pay(cashier, clerk, case, said)
    world.facts[list(world.said)[-1]] = (machine.town, "disbursements", paid)


def _applicant(session: Session, case_id: str) -> tuple[str, str]:
    person = session.get_one(Person, session.get_one(Case, case_id).applicant_id)
    return person.name, person.id_number


def _some_case(world: World, machine: Machine) -> str:
    found = machine.desk.register.read(lambda s: sorted(s.scalars(select(Case.id))))
    return world.dice.choice(found) if found else ""


def _moves_money(world: World, machine: Machine) -> None:
    cashier = Here.at(world, machine, town.CASHIER)
    number = f"{machine.name}{len(world.said)}"
    if world.dice.random() < 0.5:
        cashier.do(moves.withdraw_cash, BankMove(10_000, f"支{number}", town.OPENING.date()))
    else:
        own = cashier.read(_own_float, machine.desk.signer.id)
        held = cashier.read(lambda s: balance(s, till_account(own)))
        cashier.do(counting.count_cash, CountEntry(own, pieces(held)))


def _own_float(session: Session, desk_id: str) -> str:
    return session.scalars(select(Till.id).filter_by(kind="float", desk_id=desk_id)).one()


def _makes_list(world: World, machine: Machine) -> None:
    """The month's list of the town or of a village: another desk may be making the same."""
    entry = lists.MonthEntry("allowance", MONTH, world.dice.choice(("", EAST, WEST)))
    Here.at(world, machine, world.dice.choice(PEOPLE)).do(lists.open_list, entry)


def _signs(world: World, machine: Machine) -> None:
    """The next signature on a list, and the bank's file once it is released."""
    found = machine.desk.register.read(lambda s: sorted(s.execute(select(PayrollList.id, PayrollList.state))))
    if not found:
        return
    list_id, state = world.dice.choice(found)
    clerk = Here.at(world, machine, world.dice.choice(PEOPLE))
    if state == State.DRAFT:
        rows = clerk.read(lists.drawn, list_id, town.OPENING.date()).rows
        clerk.do(signing.prepare, list_id, seal(rows))
    elif state == State.PREPARED:
        clerk.do(signing.review, list_id)
    elif state == State.REVIEWED:
        Here.at(world, machine, town.APPROVER).do(signing.release, list_id)
    else:
        clerk.do(bank_files.give_file, list_id, bank_files.FileMade("代发.csv", f"{len(world.said):064x}"))


def _changes_roll(world: World, machine: Machine) -> None:
    """A home more on the roll, of either village."""
    number = 10 + len(world.said)
    Here.at(world, machine, town.CLERK).do(
        add_home, f"新家{number}", number, village_id=world.dice.choice((EAST, WEST))
    )


def _tried(event: Event) -> Event:
    """As a person takes it: what is refused is left, what needs a second word gets one or is left."""

    def tried(world: World, machine: Machine) -> None:
        try:
            event(world, machine)
        except WordWanted as wanted:
            world.course.append(f"  {wanted.wanted.matter}")
            head = Here.at(world, machine, town.APPROVER)
            try:
                head.do(give_word, wanted.wanted, wanted.wanted.usual or "核对过")
            except Refused:
                world.course.append("  refused")
        except Refused as refused:
            world.course.append(f"  refused {refused.problems[0].code}")

    tried.__name__ = event.__name__
    return tried


WORK: tuple[tuple[Event, int], ...] = (
    (_helps, 6),
    (_agrees, 8),
    (_pays_help, 12),
    (_moves_money, 4),
    (_makes_list, 4),
    (_signs, 10),
    (_changes_roll, 2),
)
LINE = ("_asks", "_arrives_at_server", "_arrives_at_desk", "_clock_jumps", "_backs_up", "_is_restored", "_is_cloned",
        "_server_backs_up", "_server_is_restored", "_is_declared", "_district_publishes", "_is_updated")  # fmt: skip
HALL: tuple[tuple[Event, int], ...] = (
    *((_tried(event), weight) for event, weight in WORK),
    *((event, weight) for event, weight in EVENTS if event.__name__ in LINE),
)
