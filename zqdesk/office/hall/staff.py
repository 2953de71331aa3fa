"""Accounts of the people who work at the hall; only an administrator opens, changes or closes them."""

import unicodedata
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.office.hall.access import found, require
from zqdesk.office.hall.colleagues import is_same
from zqdesk.office.hall.identities import identify
from zqdesk.records.changes import changes
from zqdesk.records.register import Actor, Work
from zqdesk.records.tables.reserve import Till
from zqdesk.records.tables.staff import Account, Identity
from zqdesk.rules.people.identity import normalise_name
from zqdesk.rules.problem import Problem, Refused, refuse_if
from zqdesk.rules.process import ROLE_TITLES, Role

LONGEST_LOGIN = 20
RENEWED = "更换恢复码（标记 "
RESERVED = frozenset({"recovery"})
"""The recovery code is kept under it."""


@frozen
class AccountEntry:
    """An account; `roles` out of clerk, approver, cashier, administrator. The rest says whose it is (`identities`)."""

    login: str
    name: str
    roles: tuple[str, ...]
    phone: str = ""
    id_number: str = ""
    same_as: str = ""
    identity_reason: str = ""


@frozen
class AccountRow:
    """An account as listed."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    phone: str
    active: bool
    person: str = ""
    """The same for all accounts of one person."""
    number_end: str = ""
    others: str = ""
    """The logins of the same person's other accounts."""

    @property
    def identity(self) -> str:
        """How much is known of whose account it is."""
        return f"尾号{self.number_end}" if self.number_end else "未登记"


def open_account(work: Work, entry: AccountEntry) -> str:
    """A new account; its passphrase is set beside the database, by `records.keys`. Returns its id.

    Refused: a login in use (`account.login_taken`), blank or with blanks in it (`account.login`), no role
    (`account.roles`); a name or phone somebody of the hall has or had, unless it is said who that is
    (`account.namesake`).
    """
    require(work, Role.ADMINISTRATOR)
    account = made(entry)
    refuse_if(_taken(work.session, account.login))
    work.session.add(account)
    work.session.flush()
    identify(work, account, entry, anew=True)
    return account.id


def change_account(work: Work, account_id: str, entry: AccountEntry) -> None:
    """Bring an account up to the entry. The login stays: the passphrase is kept under it.

    Refused also: taking the last administrator's role away (`account.last_administrator`), or a cashier's who
    answers for cash (`account.till`).
    """
    require(work, Role.ADMINISTRATOR)
    account = found(work.session, Account, account_id)
    checked = made(replace(entry, login=account.login))
    if Role.ADMINISTRATOR not in checked.roles:
        _keep_an_administrator(work.session, account)
    if Role.CASHIER not in checked.roles:
        refuse_if(_holds_cash(work.session, account))
    anew = (checked.name, checked.phone) != (account.name, account.phone)
    identify(work, account, replace(entry, name=checked.name), anew=anew)
    account.name, account.roles, account.phone = checked.name, checked.roles, checked.phone


def close_account(work: Work, account_id: str, reason: str) -> None:
    """Nobody signs in with it any more; what was done under it keeps its name.

    Refused: one's own account (`account.own`), the last administrator's, a cashier's who answers for cash
    (`account.till`), without a reason.
    """
    require(work, Role.ADMINISTRATOR)
    account = found(work.session, Account, account_id)
    if is_same(work.session, account.id, work.actor.id):
        raise Refused(Problem("account.own", "不能停用自己正在使用的账号，请由另一位管理员办理。"))
    _keep_an_administrator(work.session, account)
    refuse_if(_holds_cash(work.session, account))
    account.active = False
    work.note(_reason(reason))


def reopen_account(work: Work, account_id: str, reason: str) -> None:
    """An account that was closed may be used again."""
    require(work, Role.ADMINISTRATOR)
    found(work.session, Account, account_id).active = True
    work.note(_reason(reason))


def record_sign_in(work: Work) -> None:
    """Leave a trace of who signed in when, at which desk."""
    work.note("登录")


def record_recovery_code(work: Work, mark: str) -> None:
    """Leave a trace of who put a new recovery code in place of the old one; the code itself stands nowhere.

    `mark` tells its wrapping in the key file from any other: from now on that one is valid.
    """
    may_renew(work.actor)
    work.note(f"{RENEWED}{mark}）")


def may_renew(actor: Actor) -> None:
    """Refuse a new recovery code to all but an administrator."""
    if Role.ADMINISTRATOR not in actor.roles:
        raise Refused(Problem("role.required", f"这项操作须由{ROLE_TITLES[Role.ADMINISTRATOR]}办理。"))


def logins(session: Session) -> tuple[str, ...]:
    """Those that may sign in."""
    return tuple(session.scalars(select(Account.login).where(Account.active)))


def recovery_marks(session: Session) -> frozenset[str]:
    """The marks of the recovery codes that were put in place."""
    found = session.scalars(select(changes.c.reason).where(changes.c.act == "staff.record_recovery_code"))
    return frozenset(text.removeprefix(RENEWED).rstrip("）") for text in found)


def accounts(session: Session) -> tuple[AccountRow, ...]:
    """All accounts, those in use first, in order of their logins."""
    numbers = {row.id: row.id_number for row in session.scalars(select(Identity))}
    rows = session.scalars(select(Account).order_by(Account.active.desc(), Account.login)).all()
    return tuple(
        AccountRow(
            row.id,
            row.login,
            row.name,
            tuple(row.roles),
            row.phone,
            row.active,
            row.identity_id or row.id,
            numbers.get(row.identity_id or "", "")[-4:],
            "、".join(
                other.login
                for other in rows
                if other.id != row.id and row.identity_id and other.identity_id == row.identity_id
            ),
        )
        for row in rows
    )


def actor_of(session: Session, login: str) -> Actor | None:
    """Who signs in under this name; None if the account is unknown or closed."""
    account = session.scalars(select(Account).where(Account.login == login.strip(), Account.active)).first()
    return None if account is None else Actor(account.id, account.name, frozenset(account.roles))


def made(entry: AccountEntry, account_id: str = "", field: str = "") -> Account:
    """A checked account that is not yet added; `field` is the path of the entry in a larger one."""
    problems: list[Problem] = []
    login, name = entry.login.strip(), ""
    if not login or len(login) > LONGEST_LOGIN or any(c.isspace() or not c.isprintable() for c in login):
        text = f"登录名为1至{LONGEST_LOGIN}个字，不能有空格"
        problems.append(Problem("account.login", text, f"{field}login"))
    if folded(login) in RESERVED:
        problems.append(Problem("account.login", f"登录名不能是“{login}”，请换一个", f"{field}login"))
    try:
        name = normalise_name(entry.name)
    except Refused as refused:
        problems += [replace(each, field=f"{field}name") for each in refused.problems]
    roles = sorted(set(entry.roles))
    if not roles or not set(roles) <= set(Role):
        problems.append(Problem("account.roles", "请至少选择一种岗位", f"{field}roles"))
    refuse_if(problems)
    account = Account(login=login, name=name, roles=roles, phone=entry.phone.strip())
    account.id = account_id or account.id
    return account


def _taken(session: Session, login: str) -> list[Problem]:
    taken = any(folded(login) == folded(other) for other in session.scalars(select(Account.login)))
    return [Problem("account.login_taken", f"登录名“{login}”已有人使用", "login")] if taken else []


def folded(login: str) -> str:
    """A login as its key is kept: in one width and case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _holds_cash(session: Session, account: Account) -> list[Problem]:
    """Cash is handed over, counted by two, before who answers for it goes."""
    held = select(Till.name).where(Till.holder_id == account.id, Till.closed_on.is_(None)).order_by(Till.name)
    names = "、".join(session.scalars(held))
    if not names:
        return []
    text = (
        f"{account.name}还保管着{names}，请先在“盘点与交接”里清点、交给另一位出纳"
        "（本人不能到场的，由审批人代交）；急须停用的，先给这个账号换一个口令。"
    )
    return [Problem("account.till", text, "cashier")]


def _keep_an_administrator(session: Session, account: Account) -> None:
    others = session.scalars(select(Account).where(Account.active, Account.id != account.id))
    if account.active and not any(Role.ADMINISTRATOR in other.roles for other in others):
        text = "这是最后一位管理员，请先给另一个账号管理员岗位。"
        raise Refused(Problem("account.last_administrator", text, "roles"))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(Problem("reason.empty", "请写明原因", "reason"))
    return reason.strip()
