"""To whom a letter of a case goes, and in what role: somebody alive and of age, and named as what they are."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.cases.looks.assessing import born_on, family_of
from zqdesk.office.cases.looks.dossier import Dossier
from zqdesk.office.cases.looks.on_roll import whose
from zqdesk.office.people.guards import same_name
from zqdesk.records.tables.case import Case, CaseMember
from zqdesk.records.tables.person import Person
from zqdesk.rules.cases.counted import ADULT_AGE
from zqdesk.rules.parameters import chinese_day
from zqdesk.rules.people.identity import age_on
from zqdesk.rules.problem import Problem

SELF, GUARDIAN, PROXY, MEMBER, RELATIVE = "本人", "监护人", "代理人", "家庭成员", "亲属"
BY_PROXY = frozenset({"person", "village"})
KEPT_AWAY = frozenset({"prison", "rehabilitation", "missing"})
"""Why somebody does not count whom no letter reaches at home."""
_RAISED_BY = {"0": "567", "2": "01", "3": "01", "4": "2301", "7": "5067"}
"""Who is asked first as a child's guardian, by the first digits of both relations (民法典 art. 27); else any adult."""


@frozen
class Addressee:
    """Who a letter goes to. `name` is empty where only the role is known: `of` is the applicant or the child then.

    `person_id` is empty for who is none of the family.
    """

    role: str
    of: str
    name: str = ""
    person_id: str = ""

    @property
    def words(self) -> str:
        """`李秀英`, `李秀英（监护人）`, `李秀英（王建国亲属）`, `王建国亲属`."""
        if self.role == SELF:
            return self.name
        if self.role == RELATIVE:
            return f"{self.name}（{self.of}{RELATIVE}）" if self.name else f"{self.of}{RELATIVE}"
        return f"{self.name}（{self.role}）" if self.name else f"{self.of}的{self.role}"

    @property
    def household(self) -> str:
        """How the letter calls the household: `你户`, but of the dead who lived alone by their name."""
        return f"{self.of}户" if self.role == RELATIVE else "你户"


@frozen
class _One:
    """Somebody of the family as the question sees them; an unknown age counts as grown up only for the applicant."""

    member: CaseMember
    person: Person
    age: int | None

    @property
    def at_home(self) -> bool:
        gone = self.member.left_on is not None or self.member.not_counted_reason in KEPT_AWAY
        return self.person.died_on is None and not gone

    @property
    def adult(self) -> bool:
        return self.age is not None and self.age >= ADULT_AGE


def addressee(
    case: Case, applicant: Person, family: Sequence[tuple[CaseMember, Person]], on: date
) -> Addressee:
    """To whom a letter of this case goes on the day, and in what role.

    The applicant, while alive and of age; for a child the guardian, else who applied for it. After the applicant's
    death, or while they cannot be reached, another adult of the family; of who is dead and alone the heirs; of
    children who are left the guardian, by name where one is known.
    """
    known = [_One(member, person, _age(person, on)) for member, person in family]
    own = next((each for each in known if each.person.id == applicant.id), None)
    child = _is_child(applicant, on)
    others = [each for each in known if each.person.id != applicant.id and each.at_home]
    adults = sorted((each for each in others if each.adult), key=lambda each: not each.member.counted)
    if applicant.died_on is None and child:
        return _for_child(case, applicant, own, adults)
    reachable = applicant.died_on is None and (own is None or own.at_home)
    if reachable or (applicant.died_on is None and not adults):
        return Addressee(SELF, applicant.name, applicant.name, applicant.id)
    if adults:
        person = adults[0].person
        alone = whose(case) == applicant.id or (bool(case.single_reason) and whose(case) is None)
        return Addressee(RELATIVE if alone else MEMBER, applicant.name, person.name, person.id)
    children = [each.person.name for each in others if each.age is not None]
    if children:
        return Addressee(GUARDIAN, children[0])
    return Addressee(RELATIVE, applicant.name)


def to_whom(dossier: Dossier) -> Addressee:
    """The same for a case that is at hand in full."""
    family = [(each.member, each.person) for each in dossier.members]
    return addressee(dossier.case, dossier.applicant, family, dossier.today)


def addressee_of(session: Session, case: Case, on: date) -> Addressee:
    """The same for a case that was not read as a dossier."""
    family = family_of(session, case)
    pairs = [(member, family.persons[member.person_id]) for member in family.members]
    return addressee(case, session.get_one(Person, case.applicant_id), pairs, on)


def receiver_problems(session: Session, case: Case, receiver: str, on: date) -> Iterator[Problem]:
    """Nobody of the family who was dead on the day, or still a child, has received a letter."""
    family = family_of(session, case)
    named = [person for person in family.persons.values() if receiver and same_name(person.name, receiver)]
    if not named or any(_could_receive(person, on) for person in named):
        return
    person, instead = named[0], addressee_of(session, case, on).words
    if person.died_on is not None and person.died_on < on:
        text = f"{person.name}已登记于{chinese_day(person.died_on)}去世，不能签收；应送达{instead}"
        yield Problem("delivery.dead", text, "receiver")
    else:
        text = f"{person.name}未满{ADULT_AGE}周岁，不能签收；应送达{instead}"
        yield Problem("delivery.minor", text, "receiver")


def _for_child(case: Case, child: Person, own: _One | None, adults: Sequence[_One]) -> Addressee:
    first = _RAISED_BY.get(own.member.relation[:1] if own else "", "")
    kin = sorted(adults, key=lambda each: (first + each.member.relation[:1]).index(each.member.relation[:1]))
    if kin:
        return Addressee(GUARDIAN, child.name, kin[0].person.name, kin[0].person.id)
    if case.proxy_kind in BY_PROXY and case.proxy_name:
        return Addressee(PROXY, child.name, case.proxy_name)
    return Addressee(GUARDIAN, child.name)


def _could_receive(person: Person, on: date) -> bool:
    return not _is_child(person, on) and (person.died_on is None or person.died_on >= on)


def _is_child(person: Person, on: date) -> bool:
    age = _age(person, on)
    return age is not None and age < ADULT_AGE


def _age(person: Person, on: date) -> int | None:
    born = born_on(person)
    return age_on(born, on) if born else None
