"""The account a household is paid into: changed at its word, and how it stands with it (S2 art. 25, 26)."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_choice, check_day, check_filled
from zqdesk.office.hall.conflicts import keep_out
from zqdesk.office.people.field_checks import id_number_problems, name_problems
from zqdesk.records.register import Work
from zqdesk.records.tables.household import Household
from zqdesk.records.tables.payroll import PayrollAccount
from zqdesk.rules.payroll.checks import AccountStatus
from zqdesk.rules.people.identity import parse_bank_card, parse_id_number
from zqdesk.rules.people.names import normalise_name
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


@frozen
class AccountEntry:
    """Another account of a household, and why."""

    bank_name: str
    account_name: str
    account_number: str
    reason: str


@frozen
class AccountNote:
    """How it stands with the account; of another person's, who keeps it and the agreement with them."""

    status: str
    holder_name: str = ""
    holder_id_number: str = ""
    holder_relation: str = ""
    agreement_on: date | None = None
    filed_on: date | None = None
    note: str = ""


@frozen
class AccountStanding:
    """The account of a household as it is and what was last said of it."""

    bank_name: str
    account_name: str
    account_number: str
    status: str
    holder_name: str
    agreement_on: date | None


def change_account(work: Work, household_id: str, entry: AccountEntry) -> None:
    """Pay the household into another account from the next list on.

    Refused: a name or number that is none, no bank, no reason, nothing that is other than before.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, household_id)
    keep_out(work, home.id)
    problems = list(name_problems(entry.account_name, "account_name"))
    problems += check_filled("bank_name", entry.bank_name, "开户银行")
    problems += check_filled("reason", entry.reason, "变更的原因")
    refuse_if(problems + _number_problems(entry.account_number))
    name, number = normalise_name(entry.account_name), parse_bank_card(entry.account_number)
    bank = entry.bank_name.strip()
    if (home.bank_name, home.account_name, home.account_number) == (bank, name, number):
        raise Refused(Problem("account.same", "与现在登记的账户相同。", "account_number"))
    home.bank_name, home.account_name, home.account_number = bank, name, number
    work.note(entry.reason.strip())


def note_account(work: Work, household_id: str, entry: AccountNote) -> str:
    """Say how it stands with the household's account; returns the note's id.

    Refused: no account, a status that is none, another's account without its keeper and the agreement with them.
    """
    require(work, Role.CLERK)
    home = found(work.session, Household, household_id)
    keep_out(work, home.id)
    problems = check_choice("status", entry.status, AccountStatus.choices(), "账户状态")
    if not home.account_number:
        problems.append(Problem("account.none", "本户没有登记账号，请先登记。", "status"))
    if entry.status == AccountStatus.OTHER_PERSON:
        problems += _agreement_problems(entry, work.today)
    refuse_if(problems)
    row = PayrollAccount(
        household_id=home.id,
        account_number=home.account_number,
        status=entry.status,
        holder_name=normalise_name(entry.holder_name) if entry.holder_name.strip() else "",
        holder_id_number=_plain_number(entry.holder_id_number),
        holder_relation=entry.holder_relation.strip(),
        agreement_on=entry.agreement_on,
        filed_on=entry.filed_on,
        note=entry.note.strip(),
        noted_at=work.now,
        by_id=work.actor.id,
        by_name=work.actor.name,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def account_of(session: Session, household_id: str) -> AccountStanding:
    """The account of a household and what was last noted of it."""
    home = found(session, Household, household_id)
    noted = _noted(session, home)
    return AccountStanding(
        home.bank_name,
        home.account_name,
        home.account_number,
        noted.status if noted else "",
        noted.holder_name if noted else "",
        noted.agreement_on if noted else None,
    )


def keeper_of(session: Session, home: Household) -> PayrollAccount | None:
    """Who keeps the household's card and by which agreement; None while it keeps it itself."""
    noted = _noted(session, home)
    return noted if noted is not None and noted.status == AccountStatus.OTHER_PERSON else None


def kept_by_others(session: Session, accounts: Mapping[str, str], until: datetime) -> dict[str, str]:
    """By household the name of who kept the card of its account (`accounts`) at that moment."""
    query = (
        select(PayrollAccount)
        .where(PayrollAccount.noted_at <= until)
        .order_by(PayrollAccount.noted_at, PayrollAccount.id)
    )
    last = {
        row.household_id: row
        for row in session.scalars(query)
        if row.account_number == accounts.get(row.household_id)
    }
    return {home: row.holder_name for home, row in last.items() if row.status == AccountStatus.OTHER_PERSON}


def _noted(session: Session, home: Household) -> PayrollAccount | None:
    query = select(PayrollAccount).where(
        PayrollAccount.household_id == home.id, PayrollAccount.account_number == home.account_number
    )
    return session.scalars(query.order_by(PayrollAccount.noted_at.desc(), PayrollAccount.id.desc())).first()


def _agreement_problems(entry: AccountNote, today: date) -> list[Problem]:
    source = "《最低生活保障审核确认办法》第二十六条"
    problems = list(name_problems(entry.holder_name, "holder_name"))
    problems += id_number_problems(entry.holder_id_number.strip(), "holder_id_number", today)
    problems += check_filled("holder_relation", entry.holder_relation, "与本户的关系", source)
    problems += check_day("agreement_on", entry.agreement_on, "书面协议的日期", today=today)
    if entry.filed_on is not None:
        problems += check_day(
            "filed_on", entry.filed_on, "报区备案的日期", today=today, earliest=entry.agreement_on
        )
    return problems


def _plain_number(typed: str) -> str:
    """As it is on the card, however it was typed; it was checked before."""
    return parse_id_number(typed).number if typed.strip() else ""


def _number_problems(text: str) -> list[Problem]:
    try:
        parse_bank_card(text)
    except Refused as refused:
        return [Problem(each.code, each.text, "account_number") for each in refused.problems]
    return []
