"""Accounts of the people who work at the hall; only an administrator opens, changes or closes them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from zqdesk.records.register import Actor, Work


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account; `roles` out of clerk, approver, cashier, administrator."""

    login: str
    name: str
    roles: tuple[str, ...]
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as listed."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    phone: str
    active: bool


def open_account(work: Work, entry: AccountEntry) -> str:
    raise NotImplementedError


def change_account(work: Work, account_id: str, entry: AccountEntry) -> None:
    raise NotImplementedError


def close_account(work: Work, account_id: str, reason: str) -> None:
    raise NotImplementedError


def reopen_account(work: Work, account_id: str, reason: str) -> None:
    raise NotImplementedError


def accounts(session: Session) -> tuple[AccountRow, ...]:
    raise NotImplementedError


def actor_of(session: Session, login: str) -> Actor | None:
    raise NotImplementedError


def record_sign_in(work: Work) -> None:
    raise NotImplementedError
