"""Households referred to a charity, and what came of it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.records.register import Work
from zqdesk.records.tables.goods import CharityHelp
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.person import Person
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role

OUTCOMES = {"granted": "已救助", "refused": "不予救助", "withdrawn": "本人撤回"}


@frozen
class CharityEntry:
    """A referral: whose household (by the number of its head), to whom, for what, how many are helped."""

    id_number: str = ""
    charity: str = ""
    matter: str = ""
    persons: int = 1
    asked_on: date | None = None
    asked_fen: int = 0


@frozen
class OutcomeEntry:
    """What the charity said."""

    outcome: str = ""
    granted_fen: int = 0
    answered_on: date | None = None
    answer: str = ""


@frozen
class CharityRow:
    """A referral as the list shows it."""

    help_id: str
    household_id: str
    head: str
    village_name: str
    charity: str
    matter: str
    persons: int
    asked_on: date
    asked_fen: int
    outcome: str
    granted_fen: int
    answered_on: date | None
    answer: str


def refer_to_charity(work: Work, entry: CharityEntry) -> str:
    """A household is referred to a charity. Refused: nobody of that number here, what is not filled in, a day to come."""
    require(work, Role.CLERK)
    home = home_of(work.session, entry.id_number)
    problems = [] if home else [Problem("charity.home", "没有这个户主的家庭，请先登记家庭", "id_number")]
    problems += check_filled("charity", entry.charity, "慈善组织")
    problems += check_filled("matter", entry.matter, "求助事项")
    problems += check_day("asked_on", entry.asked_on, "转介日期", today=work.today)
    if entry.persons < 1:
        problems.append(Problem("charity.persons", "人数至少为1", "persons"))
    refuse_if(problems)
    assert home is not None
    assert entry.asked_on is not None
    keep_out(work, home.id)
    row = CharityHelp(
        household_id=home.id,
        charity=entry.charity.strip(),
        matter=entry.matter.strip(),
        persons=entry.persons,
        asked_on=entry.asked_on,
        asked_fen=max(0, entry.asked_fen),
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    return row.id


def record_charity_outcome(work: Work, help_id: str, entry: OutcomeEntry) -> None:
    """What came of a referral. Refused: twice, a sum where nothing was granted or none where something was."""
    require(work, Role.CLERK)
    row = found(work.session, CharityHelp, help_id)
    keep_out(work, row.household_id)
    problems = check_choice("outcome", entry.outcome, OUTCOMES, "结果")
    problems += check_day(
        "answered_on", entry.answered_on, "答复日期", today=work.today, earliest=row.asked_on
    )
    if row.outcome:
        problems.append(Problem("charity.answered", "这件转介已经登记过结果。"))
    if (entry.outcome == "granted") != (entry.granted_fen > 0):
        text = "已救助的请填写金额（实物折价）；没有救助的不填"
        problems.append(Problem("charity.granted", text, "granted_fen"))
    refuse_if(problems)
    row.outcome, row.granted_fen = entry.outcome, entry.granted_fen
    row.answered_on, row.answer = entry.answered_on, entry.answer.strip()


def charity_helps(session: Session) -> tuple[CharityRow, ...]:
    """Every referral, the newest first."""
    query = (
        select(CharityHelp, Household.village_name, Person.name)
        .join(Household, Household.id == CharityHelp.household_id)
        .join(Person, Person.id == Household.head_id)
        .order_by(CharityHelp.id.desc())
    )
    return tuple(
        CharityRow(
            row.id,
            row.household_id,
            head,
            village,
            row.charity,
            row.matter,
            row.persons,
            row.asked_on,
            row.asked_fen,
            OUTCOMES.get(row.outcome, "等待答复"),
            row.granted_fen,
            row.answered_on,
            row.answer,
        )
        for row, village, head in session.execute(query)
    )


def home_of(session: Session, typed: str) -> Household | None:
    """The household that somebody of this number is the head of."""
    try:
        number = parse_id_number(typed).number
    except Refused:
        return None
    query = select(Household).join(Person, Person.id == Household.head_id).where(Person.id_number == number)
    return session.scalars(query.order_by(Household.id.desc())).first()
