"""A month's list taken through its course by the right people, each step in one word."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from tests import town
from tests.office.family import id_number, refused
from zqdesk.office.payroll import failed, lists, recoveries, reissues, signing, standing
from zqdesk.office.payroll.bank import answering, bank_files
from zqdesk.office.payroll.bank.answer_file import AnswerFile
from zqdesk.office.payroll.bank.bank_files import BankRow
from zqdesk.office.payroll.values import Drawn, ListRow, seal
from zqdesk.records.register import Register, Work
from zqdesk.records.tables.household import Household, Membership
from zqdesk.records.tables.payroll import PayrollList
from zqdesk.records.tables.person import Person
from zqdesk.records.tables.steps import RollEntry
from zqdesk.rules.payroll.answers import AnswerLine
from zqdesk.rules.payroll.process import State
from zqdesk.rules.people.identity import check_bank_card

EAST, WEST = "370114001201", "370114001202"
CARDS = [
    number
    for number in (f"{6222000000000000000 + n:019d}" for n in range(3_000))
    if check_bank_card(number) is None
]


def add_home(
    work: Work,
    name: str,
    number: int,
    fen: int = 60_000,
    *,
    uplift: int = 0,
    from_month: str = "2026-10",
    village_id: str = EAST,
    persons: int = 1,
    programme: str = "allowance",
    account: str | None = None,
) -> str:
    """A household on the roll with an account of its own; returns the id of its entry."""
    home = town.add_household(
        work, name, id_number(date(1960, 1, 1 + number % 28), number), village_id=village_id
    )
    home.bank_name, home.account_name = "示例农村商业银行", name
    home.account_number = CARDS[number] if account is None else account
    entry = RollEntry(
        programme=programme,
        household_id=home.id,
        from_month=from_month,
        allowance_fen=fen,
        uplift_fen=uplift,
        person_count=persons,
        certificate_number=f"DB{number:06d}",
        review_by=date(2027, 10, 1),
    )
    work.session.add(entry)
    work.session.flush()
    return entry.id


class Months:
    """One hall, its people and its clock; every method is a step done by who may do it."""

    def __init__(self, register: Register, clock: town.Clock) -> None:
        self.clerk, self.clock = register, clock
        self.second = register.acting_as(town.SECOND_CLERK)
        self.approver = register.acting_as(town.APPROVER)
        self.answers = 0

    @property
    def today(self) -> date:
        return self.clock.now.date()

    def home(self, name: str, number: int, fen: int = 60_000, **more: object) -> str:
        entry_id: str = self.clerk.do(add_home, name, number, fen, **more).result  # type: ignore[arg-type]
        return self.clerk.read(lambda session: session.get_one(RollEntry, entry_id)).household_id

    def change(self, home_id: str, **values: object) -> None:
        """The household's last entry on the roll becomes other, as an act of its programme would make it."""

        def act(work: Work) -> None:
            query = select(RollEntry).filter_by(household_id=home_id).order_by(RollEntry.id.desc())
            entry = work.session.scalars(query).first()
            assert entry is not None
            for name, value in values.items():
                setattr(entry, name, value)

        self.clerk.do(act)

    def account(self, home_id: str, **values: str) -> None:
        def act(work: Work) -> None:
            home = work.session.get_one(Household, home_id)
            for name, value in values.items():
                setattr(home, name, value)

        self.clerk.do(act)

    def dies(self, home_id: str, on: date) -> None:
        def act(work: Work) -> None:
            home = work.session.get_one(Household, home_id)
            person = work.session.get_one(Person, home.head_id)
            person.died_on = on
            member = work.session.scalars(select(Membership).filter_by(person_id=person.id)).one()
            member.left_on, member.left_reason = on, "去世"

        self.clerk.do(act)

    def make(self, month: str = "2026-12", programme: str = "allowance", village_id: str = "") -> str:
        made: str = self.clerk.do(lists.open_list, lists.MonthEntry(programme, month, village_id)).result
        return made

    def drawn(self, list_id: str) -> Drawn:
        return self.clerk.read(lists.drawn, list_id, self.today)

    def row(self, list_id: str, name: str) -> ListRow:
        return next(row for row in self.drawn(list_id).rows if row.name == name)

    def hold(self, list_id: str, name: str, reason: str = "") -> None:
        row = self.row(list_id, name)
        self.clerk.do(lists.hold, list_id, [lists.HoldEntry(row.home_id, row.alone_id, reason)])

    def prepare(self, list_id: str) -> None:
        self.clerk.do(signing.prepare, list_id, seal(self.drawn(list_id).rows))

    def sign(self, list_id: str) -> str:
        self.prepare(list_id)
        self.second.do(signing.review, list_id)
        self.approver.do(signing.release, list_id)
        return list_id

    def give(self, list_id: str) -> str:
        self.clerk.do(bank_files.give_file, list_id, bank_files.FileMade("代发.csv", "ab" * 32))
        return list_id

    def released(self, month: str = "2026-12") -> str:
        return self.give(self.sign(self.make(month)))

    def sent(self, list_id: str) -> tuple[BankRow, ...]:
        return self.clerk.read(bank_files.bank_rows, list_id)

    def lines(self, list_id: str, failing: tuple[str, ...] = ()) -> list[AnswerLine]:
        """The bank's answer: everybody paid today but those who are named."""
        made = []
        for position, row in enumerate(self.sent(list_id), 1):
            bad = row.name in failing
            made.append(
                AnswerLine(
                    position,
                    str(row.serial),
                    row.name,
                    row.account_number,
                    "失败" if bad else "成功",
                    row.fen,
                    None if bad else self.today,
                    words="账户已销户" if bad else "成功",
                )
            )
        return made

    def answer(self, list_id: str, lines: list[AnswerLine], *, has_days: bool = True) -> None:
        self.answers += 1
        file = AnswerFile(f"回盘{self.answers}.xls", f"{self.answers:064d}", tuple(lines), has_days)
        self.clerk.do(answering.read_answer, list_id, file)

    def states(self, list_id: str) -> dict[str, str]:
        names = {row.row_id: row.name for row in self.drawn(list_id).rows}
        return {
            names[row_id]: str(each.state)
            for row_id, each in self.clerk.read(standing.of_list, list_id).items()
        }

    def paid(self, list_id: str) -> dict[str, int]:
        names = {row.row_id: row.name for row in self.drawn(list_id).rows}
        return {
            names[row_id]: each.paid_fen
            for row_id, each in self.clerk.read(standing.of_list, list_id).items()
        }

    def reissue(self, *names: str) -> str:
        rows = [row.row_id for row in self.clerk.read(failed.open_rows) if row.name in names]
        made: str = self.clerk.do(reissues.open_reissue, rows).result
        return made

    def recover(self, name: str) -> str:
        """Book all that the desk says was paid too much to somebody."""
        rows = [row for row in self.clerk.read(recoveries.overpaid) if row.name == name]
        entry = recoveries.RecoveryEntry(
            rows[0].home_id,
            rows[0].kind,
            tuple(recoveries.RecoveryMonth(row.row_id, row.month, row.fen) for row in rows),
            f"{name}之子",
            rows[0].why,
        )
        booked: str = self.clerk.do(recoveries.book_recovery, entry).result
        return booked

    def state(self, list_id: str) -> State:
        return State(self.clerk.read(lambda session: session.get_one(PayrollList, list_id)).state)


def codes(register: Register, act: Callable[..., object], *args: object) -> list[str]:
    """What an act is refused for."""
    return list(refused(register, act, *args))
