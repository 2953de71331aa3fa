"""Whose an account is: an administrator says it once, by the ID number or in words; only an approver takes it back.

Two accounts of one person are one person wherever nobody may act twice or for their own family (`colleagues`).
"""

from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.checks import check_filled
from zqdesk.office.hall.colleagues import Colleague, colleague, colleagues, is_same
from zqdesk.records.register import Work
from zqdesk.records.tables.staff import Account, Identity
from zqdesk.rules.digits import figures
from zqdesk.rules.people.identity import parse_id_number
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import Role


class Said(Protocol):
    """What is said of whose an account is: its number, another account of theirs, or why a namesake is another."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def id_number(self) -> str: ...
    @property
    def same_as(self) -> str: ...
    @property
    def identity_reason(self) -> str: ...


def identify(work: Work, account: Account, said: Said, *, anew: bool) -> None:
    """Keep whose the account is; part of opening and changing one. `anew`: the account is new, or its name or phone is.

    Refused: a number that is none or another than the one kept (`identity.recorded`), two people with different
    numbers said to be one (`identity.differs`), a namesake of whom nothing is said (`account.namesake`).
    """
    session = work.session
    if said.same_as:
        refuse_if(check_filled("identity_reason", said.identity_reason, "认定为同一人的依据"))
        _join(session, account, found(session, Account, said.same_as))
    if said.id_number.strip():
        _number(session, account, _read(said.id_number))
    session.flush()
    if anew and not said.identity_reason.strip():
        refuse_if(_namesakes(session, account, said))
    if said.identity_reason.strip():
        work.note(said.identity_reason.strip())


def same_person(work: Work, account_id: str, other_id: str, reason: str) -> None:
    """Say that two accounts are one person's, whatever they are called; with the reason."""
    require(work, Role.ADMINISTRATOR)
    refuse_if(check_filled("reason", reason, "认定为同一人的依据"))
    one, other = found(work.session, Account, account_id), found(work.session, Account, other_id)
    if one.id == other.id:
        raise Refused(Problem("identity.itself", "请选择另一个账号", "other_id"))
    _join(work.session, one, other)
    work.note(reason.strip())


def part_person(work: Work, account_id: str, reason: str) -> None:
    """Take back that an account is one person's with others. An approver does it, who is not that person."""
    account = _by_another(work, account_id, reason)
    alone = Identity()
    work.session.add(alone)
    account.identity_id = alone.id
    work.note(reason.strip())


def correct_identity(work: Work, account_id: str, id_number: str, reason: str) -> None:
    """Put a wrong ID number right. An approver does it, who is not that person: it decides who may act where."""
    account = _by_another(work, account_id, reason)
    number = _read(id_number)
    identity = found(work.session, Identity, account.identity_id or "")
    taken = work.session.scalars(select(Identity).where(Identity.id_number == number)).first()
    if taken is not None and taken.id != identity.id:
        raise Refused(Problem("identity.taken", "这个身份证号已登记在另一位工作人员名下。", "id_number"))
    identity.id_number = number
    work.note(reason.strip())


def _by_another(work: Work, account_id: str, reason: str) -> Account:
    require(work, Role.APPROVER)
    problems = check_filled("reason", reason, "原因")
    account = found(work.session, Account, account_id)
    if is_same(work.session, account.id, work.actor.id):
        problems.append(Problem("identity.own", "不能更改自己的身份登记，须由另一位审批人办理。"))
    if account.identity_id is None:
        problems.append(Problem("identity.none", "这个账号还没有登记身份。"))
    refuse_if(problems)
    return account


def _number(session: Session, account: Account, number: str) -> None:
    """The person of the account has this number, and every account of that number is theirs."""
    known = session.scalars(select(Identity).where(Identity.id_number == number)).first()
    own = session.get(Identity, account.identity_id) if account.identity_id else None
    if own is not None and own.id_number and own.id_number != number:
        text = f"已登记身份证号（尾号{own.id_number[-4:]}）；登记有误的，须由审批人更正"
        raise Refused(Problem("identity.recorded", text, "id_number"))
    if known is None:
        known = own or Identity()
        known.id_number = number
        session.add(known)
    _all_to(session, account, known)


def _join(session: Session, one: Account, other: Account) -> None:
    """The two are one person: all accounts of both have one identity, the one with the number."""
    owns = [
        session.get_one(Identity, each.identity_id) if each.identity_id else None for each in (one, other)
    ]
    numbers = {each.id_number for each in owns if each is not None} - {""}
    if len(numbers) > 1:
        text = "两个账号登记的身份证号不同，不能认定为同一人；登记有误的，先由审批人更正"
        raise Refused(Problem("identity.differs", text, "same_as"))
    there = [each for each in owns if each is not None]
    kept = next((each for each in there if each.id_number), there[0] if there else Identity())
    session.add(kept)
    _all_to(session, one, kept)
    _all_to(session, other, kept)


def _all_to(session: Session, account: Account, identity: Identity) -> None:
    """Every account of that person is of this identity from now on."""
    before = account.identity_id
    account.identity_id = identity.id
    if before and before != identity.id:
        for row in session.scalars(select(Account).where(Account.identity_id == before)):
            row.identity_id = identity.id


def _namesakes(session: Session, account: Account, said: Said) -> list[Problem]:
    """Who has or had this name or phone and is not known to be another."""
    me = colleague(session, account.id)
    phones = {row.id: figures(row.phone) for row in session.scalars(select(Account))}

    def alike(other: Colleague) -> bool:
        phone = figures(said.phone)
        return other.is_named(said.name) or (phone != "" and phone in {phones[i] for i in other.account_ids})

    for each in colleagues(session):
        if each.key != me.key and alike(each) and not (each.id_number and me.id_number):
            text = (
                f"{each.name}已有账号，姓名或电话相同。是同一人的，请选出“同一人的账号”并写明依据；"
                "不是同一人的，请填写身份证号（双方都要登记），或写明如何区分"
            )
            return [Problem("account.namesake", text, "identity_reason")]
    return []


def _read(id_number: str) -> str:
    return parse_id_number(id_number).number
