"""An invented town to try the desk in: a hall with its staff, a roll, and cases at every step of the way."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from zqdesk.office.allowance import decisions
from zqdesk.office.allowance.applying import intake
from zqdesk.office.allowance.applying.materials import required
from zqdesk.office.cases.acts import deciding, notices, verification
from zqdesk.office.cases.acts.confirming import Confirmation, OpinionEntry
from zqdesk.office.cases.entry.values import (
    Application,
    ExpenseEntry,
    IncomeEntry,
    MaterialEntry,
    MemberEntry,
)
from zqdesk.office.hall import setup
from zqdesk.office.hall.staff import AccountEntry, actor_of
from zqdesk.office.invented.people import DAUGHTER, GENERATION, HEAD, SON, SPOUSE, People, households
from zqdesk.office.people.person_entry import PersonEntry
from zqdesk.office.people.roster import importing
from zqdesk.office.people.roster.values import RosterMember
from zqdesk.records import keys, schema, vault
from zqdesk.records.register import CHINA, Actor, Register
from zqdesk.records.tables.base import new_id
from zqdesk.records.tables.place import Desk

TOWN_ID, TOWN, DISTRICT = "370114001", "示例街道", "章丘区"
PASSPHRASE = "zqdesk-try"  # noqa: S105 - of a town that does not exist
ADMINISTRATOR = AccountEntry("00", "管某", ("administrator",))
CLERK = AccountEntry("01", "王某", ("clerk",))
APPROVER = AccountEntry("02", "陈某", ("approver",))
CASHIER = AccountEntry("04", "钱某", ("cashier",))
SECOND_CLERK = AccountEntry("03", "赵某", ("clerk",))
EVERYBODY = (ADMINISTRATOR, CLERK, APPROVER, SECOND_CLERK, CASHIER)
STAFF_TITLES = (
    (CLERK, "经办人"),
    (APPROVER, "审批人"),
    (CASHIER, "出纳"),
    (ADMINISTRATOR, "管理员"),
)
CASES_A_DAY = 3


@dataclass
class Clock:
    """A clock that stands where it is set; the desk's own once it is given as `Register.clock`."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, hour: int = 9, minute: int = 0) -> None:
        self.now = datetime.combine(day, time(hour, minute), CHINA)


def morning(day: date) -> datetime:
    """Half past nine at the hall."""
    return datetime.combine(day, time(9, 30), CHINA)


@dataclass
class Town:
    """The open database of the town, its staff and its clock, while it is being built."""

    register: Register
    clock: Clock
    staff: dict[str, Actor]
    people: People
    villages: dict[str, str]

    def acting(self, login: str) -> Register:
        return self.register.acting_as(self.staff[login])


def build(
    folder: Path,
    today: date,
    *,
    roll: int = 2_000,
    cases: int = 36,
    cost: keys.Cost | None = None,
) -> Engine:
    """Make the town in an empty folder; everybody's passphrase is `PASSPHRASE`. Returns its open database."""
    key, _ = vault.create(folder, ADMINISTRATOR.login, PASSPHRASE, cost)
    for entry in EVERYBODY[1:]:
        keys.set_passphrase(folder, key, entry.login, PASSPHRASE, cost)
    engine = vault.open_engine(folder / vault.DATABASE, key, create_file=True)
    schema.upgrade(engine)
    _set_up(engine, today)
    town = opened(engine, today)
    town.clock.set(today - timedelta(days=90))
    _bring_in_roll(town, roll)
    for number in range(cases):
        run_case(town, number, today)
    return engine


def _set_up(engine: Engine, today: date) -> None:
    clock = Clock(datetime.combine(today - timedelta(days=120), time(9), CHINA))
    first = Actor(new_id(), ADMINISTRATOR.name, frozenset(ADMINISTRATOR.roles))
    entry = setup.HallEntry(
        town_id=TOWN_ID,
        town_name=TOWN,
        district_name=DISTRICT,
        name=f"{TOWN}便民服务大厅",
        login=ADMINISTRATOR.login,
        phone="0531-0000000",
        address=f"{TOWN}示例路1号",
        document_word="示街",
        accounts=EVERYBODY[1:],
    )
    Register(engine, first, new_id(), clock).do(setup.set_up_hall, entry)


def opened(engine: Engine, today: date) -> Town:
    """The town's database with its staff at hand, the clock on this day."""
    clock = Clock(datetime.combine(today, time(9), CHINA))
    nobody = Actor("", "", frozenset())
    reader = Register(engine, nobody, "", clock)
    villages = reader.read(setup.villages, today)
    return Town(
        replace(reader, desk_id=reader.read(_desk)),
        clock,
        reader.read(_staff),
        People(Random(20), today),  # noqa: S311 - the same people every time
        {village.id: village.name for village in villages},
    )


def _desk(session: Session) -> str:
    return session.scalars(select(Desk.id)).one()


def _staff(session: Session) -> dict[str, Actor]:
    found = {entry.login: actor_of(session, entry.login) for entry in EVERYBODY}
    return {login: actor for login, actor in found.items() if actor is not None}


def _bring_in_roll(town: Town, count: int) -> None:
    if not count:
        return
    source = importing.Source("上年度在册名册.xlsx", hashlib.sha256(b"invented").hexdigest())
    town.acting(CLERK.login).do(
        importing.import_roster, list(households(town.people, count, town.villages)), source
    )


def _visit(town: Town, case_id: str, day: date) -> object:
    record = verification.VisitRecord(
        visited_on=day,
        investigators=(town.staff[CLERK.login].name, "村干部孙某"),
        present_name="本人",
        present_relation="本人",
        village_officer="孙某",
        housing_kind="自建房",
        housing_structure="砖瓦",
        housing_area="62平方米",
        housing_condition="一般",
        belongings="电视机一台、冰箱一台",
        livestock="无",
        vehicles="无",
        neighbours="邻居反映所报情况属实。",
        findings="家庭情况与申报一致，生活困难。",
    )
    return town.acting(CLERK.login).do(verification.visit_home, case_id, record)


def _post(town: Town, case_id: str, day: date) -> object:
    posting = notices.Posting(place="村务公开栏", posted_on=day, posted_by=town.staff[CLERK.login].name)
    return town.acting(CLERK.login).do(notices.post_notice, case_id, posting)


def _object(town: Town, case_id: str, day: date) -> object:
    record = notices.ObjectionRecord(day, "村民某", "", "反映该户子女在外务工，收入未全部申报。")
    return town.acting(CLERK.login).do(notices.record_objection, case_id, record)


def _deliver(town: Town, case_id: str, day: date) -> object:
    record = deciding.DeliveryRecord(day, "direct", "本人", "本人")
    return town.acting(CLERK.login).do(decisions.deliver_decision, case_id, record)


def _clerk(act: Callable[..., object], *more: object) -> Callable[[Town, str, date], object]:
    return lambda town, case_id, _day: town.acting(CLERK.login).do(act, case_id, *more)


def _approver(act: Callable[..., object], *more: object) -> Callable[[Town, str, date], object]:
    return lambda town, case_id, _day: town.acting(APPROVER.login).do(act, case_id, *more)


def _checked(town: Town, case_id: str, day: date) -> object:
    result = verification.CrossCheckResult(day, "fits", "与申报一致")
    return town.acting(CLERK.login).do(verification.record_cross_check, case_id, result)


Step = tuple[int, Callable[[Town, str, date], object]]
"""Days after the application, and the act on the case at that day."""

STEPS: dict[str, Step] = {
    "accepted": (0, _clerk(intake.accept_application)),
    "asked": (1, _clerk(verification.request_cross_check, "")),
    "visited": (3, _visit),
    "checked": (5, _checked),
    "opinion": (
        6,
        _approver(decisions.give_opinion, OpinionEntry(True, "经调查符合条件，拟同意。")),
    ),
    "posted": (7, _post),
    "objected": (9, _object),
    "noticed": (15, _clerk(notices.close_notice)),
    "confirmed": (16, _approver(decisions.confirm, Confirmation("同意纳入保障。"))),
    "on_roll": (17, _deliver),
}
STRAIGHT = [name for name in STEPS if name != "objected"]
WAYS: tuple[tuple[str, ...], ...] = (
    (),
    *(tuple(STRAIGHT[: length + 1]) for length in range(len(STRAIGHT))),
    (*STRAIGHT[:6], "objected"),
)
"""How far the cases have come: every length of the straight way, and one objected to."""


def run_case(town: Town, number: int, today: date) -> str:
    """One family's application, taken as far as case `number` goes; returns the case id."""
    way = WAYS[number % len(WAYS)]
    length = STEPS[way[-1]][0] if way else 0
    start = today - timedelta(days=length + number % CASES_A_DAY)
    entry = application(town.people, list(town.villages)[number % len(town.villages)], number)
    town.clock.set(start, 9, number % 50)
    complete = with_materials(replace(entry, applied_on=start)) if way else replace(entry, applied_on=start)
    case_id = town.acting(CLERK.login).do(intake.record_application, complete).result
    for name in way:
        offset, act = STEPS[name]
        day = start + timedelta(days=offset)
        town.clock.set(day, 10, number % 50)
        act(town, case_id, day)
    return case_id


def application(people: People, village_id: str, number: int) -> Application:
    """A family as it comes to the counter, on paper complete but for the proofs."""
    head = people.member(HEAD, "", (52, 78), "12"[number % 2], number)
    members = [head, people.member(SPOUSE, "", (50, 76), "21"[number % 2], number)]
    if number % 3:
        son = people.member(SON, head.name[0], (30, 45), "1", number)
        youngest = max(each.born_on for each in members if each.born_on)
        members.append(people.born_no_earlier(son, youngest + GENERATION))
    if number % 4 == 0:
        members.append(people.member(DAUGHTER, head.name[0], (7, 15), "2", number))
    return Application(
        village_id=village_id,
        standard_kind=setup.standard_kind_of(village_id, people.today),
        address=f"{number % 180 + 1}号",
        hukou_address=f"{DISTRICT}{TOWN}",
        phone=people.phone(),
        bank_name="示例农村商业银行",
        account_name=head.name,
        account_number=people.card(),
        reason="家庭成员年老多病，收入不足以维持基本生活。",
        poverty_cause="01",
        members=tuple(_entry(m, position, people.random) for position, m in enumerate(members)),
    )


def _entry(member: RosterMember, position: int, random: Random) -> MemberEntry:
    earner = member.relation == SON
    income = (
        IncomeEntry("wages.casual", "务工", random.randrange(60_000, 130_000, 1_000))
        if earner
        else IncomeEntry("transfer.pension", "养老金", random.randrange(15_000, 25_000, 100))
    )
    return MemberEntry(
        person=PersonEntry(
            name=member.name,
            id_number=member.id_number,
            sex=member.sex,
            born_on=member.born_on,
            marital="40" if position > 1 else "20",
            education="70",
        ),
        relation=member.relation,
        health="10" if position else "30",
        work_ability="01" if earner else "04",
        employment="",
        incomes=() if member.relation == DAUGHTER else (income,),
        expenses=(ExpenseEntry("medical", "门诊用药", 8_000, deducted=False),) if position == 0 else (),
    )


def with_materials(entry: Application) -> Application:
    """The application with every paper it needs brought along."""
    needed: Sequence[MaterialEntry] = required(entry)
    return replace(entry, materials=tuple(replace(paper, state="have") for paper in needed))
