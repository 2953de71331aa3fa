"""Invented families for the town to try, the demonstration and the measurements: nobody in it exists.

ID numbers lie in division 379999, which was never assigned; phones in 130 0000 xxxx; bank cards carry a
test number's first digits.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zqdesk.office.hall.setup import standard_kind_of
from zqdesk.office.people.roster.values import RosterHousehold, RosterMember
from zqdesk.rules.people.identity import check_bank_card, check_digit

UNASSIGNED = "379999"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻"
GIVEN = "明远志诚秀兰玉梅建业德顺春生桂芳国安文博雨桐子涵丽华海洋爱莲庆丰立新凤英长河"
RARE = ("𬭎", "𠅤", "㛃", "䶮", "𫞩")
LONG = "阿卜杜热合曼·买买提依明·吐尔逊"
GENERATION = timedelta(days=18 * 366)
SPOUSE, SON, DAUGHTER, MOTHER, HEAD = "10", "20", "30", "52", "02"


@dataclass
class People:
    """A source of people that gives the same ones for the same seed."""

    random: Random
    today: date
    made: int = 0

    def name(self, surname: str = "") -> str:
        """Mostly two or three characters; now and then a rare character or a long minority name."""
        self.made += 1
        if self.made % 97 == 0 and not surname:
            return LONG
        first = surname or self.random.choice(SURNAMES)
        given = "".join(self.random.sample(GIVEN, self.random.choice((1, 2, 2))))
        return first + (RARE[self.made % len(RARE)] + given[0] if self.made % 53 == 0 else given)

    def member(self, relation: str, surname: str, ages: tuple[int, int], sex: str, row: int) -> RosterMember:
        days = self.random.randrange(ages[0] * 365 + 1, ages[1] * 365 + 1)
        born = self.today - timedelta(days=days)
        return RosterMember(row, self.name(surname), self.id_number(born, sex), sex, born, relation)

    def born_no_earlier(self, made: RosterMember, day: date) -> RosterMember:
        """The same person, born on the day if they were older."""
        if made.born_on is None or made.born_on >= day:
            return made
        return replace(made, born_on=day, id_number=self.id_number(day, made.sex))

    def id_number(self, born: date, sex: str) -> str:
        """A number nobody has: valid in form, date and check digit, in a division never assigned."""
        self.made += 1
        first = f"{UNASSIGNED}{born:%Y%m%d}{self.made % 500 * 2 + (sex == '1'):03d}"
        return first + check_digit(first)

    def phone(self) -> str:
        return f"1300000{self.random.randrange(10_000):04d}"

    def card(self) -> str:
        first = f"6222000000000{self.random.randrange(100_000):05d}"
        return next(f"{first}{digit}" for digit in range(10) if check_bank_card(f"{first}{digit}") is None)


def households(people: People, count: int, villages: dict[str, str]) -> Iterator[RosterHousehold]:
    """Households as a roster of last year would list them, with amounts a rural standard gives."""
    names = list(villages.items())
    used: set[str] = set()
    for row in range(2, count + 2):
        members = tuple(_family(people, row))
        if any(member.id_number in used for member in members):
            members = members[:1] if members[0].id_number not in used else (_fresh(people, row, used),)
        used.update(member.id_number for member in members)
        village_id, village = names[row % len(names)]
        gap = people.random.randrange(20_000, 80_000, 100)
        yield RosterHousehold(
            row=row,
            members=members,
            village_id=village_id,
            village_name=village,
            standard_kind=standard_kind_of(village_id, people.today),
            address=f"{row % 180 + 1}号",
            phone=people.phone(),
            person_count=len(members),
            allowance_fen=gap * len(members),
            uplift_fen=8_040 if row % 4 == 0 else 0,
            from_month=f"{2022 + row % 4}-{_first_month(people.today, row):02d}",
            bank_name="示例农村商业银行",
            account_name=members[0].name,
            account_number=people.card(),
            certificate_number=f"DB{row:06d}",
            registered_poor=row % 3 == 0,
        )


def _first_month(today: date, row: int) -> int:
    """Of a hall that keeps up: yearly reviews fall into the months to come, a few into this one."""
    ahead = 0 if row % 500 == 7 else row % 8 + 1
    return (today.month - 1 + ahead) % 12 + 1


def _family(people: People, row: int) -> Iterator[RosterMember]:
    sex = people.random.choice("12")
    head = people.member(HEAD, "", (35, 85), sex, row)
    yield head
    youngest = head.born_on or people.today
    surname = "" if "·" in head.name else head.name[0]
    if people.random.random() < 0.6:
        spouse = people.member(SPOUSE, "", (35, 80), "1" if sex == "2" else "2", row)
        yield spouse
        youngest = max(youngest, spouse.born_on or youngest)
    for _ in range(people.random.choice((0, 1, 1, 2))):
        child = people.random.choice("12")
        made = people.member(SON if child == "1" else DAUGHTER, surname, (3, 30), child, row)
        yield people.born_no_earlier(made, youngest + GENERATION)
    if people.random.random() < 0.15:
        mother = people.member(MOTHER, "", (66, 95), "2", row)
        if head.born_on and mother.born_on and mother.born_on + GENERATION <= head.born_on:
            yield mother


def _fresh(people: People, row: int, used: set[str]) -> RosterMember:
    while True:
        member = people.member(HEAD, "", (35, 85), "1", row)
        if member.id_number not in used:
            return member
