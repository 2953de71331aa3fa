"""Who of the staff is one person: the question that every conflict of interest and every second person asks.

Accounts are opened, renamed and closed; the person behind them stays. A person is known by the identity of their
accounts, by the ID number kept with it, and by every name an account of theirs ever bore.
"""

from collections import defaultdict
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from zqdesk.frozen import frozen
from zqdesk.records.changes import once_held
from zqdesk.records.tables.staff import Account, Identity
from zqdesk.rules.people.names import name_key


class Likeness(StrEnum):
    """Whether somebody named in the records is a colleague: by the number surely, by the name alone perhaps."""

    SAME = "same"
    PERHAPS = "perhaps"
    OTHER = "other"


@frozen
class Colleague:
    """Somebody who works here; `key` is the same for all their accounts."""

    key: str
    account_ids: frozenset[str]
    names: frozenset[str]
    """Keys of the names, those of the past too."""
    name: str
    id_number: str
    roles: frozenset[str]
    """Of the accounts in use."""

    def is_named(self, name: str) -> bool:
        return name_key(name) in self.names

    def likeness(self, name: str, id_number: str) -> Likeness:
        """Whether who bears this name and number is this person; where a number is unknown, the name may mean them."""
        if id_number and self.id_number:
            return Likeness.SAME if id_number == self.id_number else Likeness.OTHER
        return Likeness.PERHAPS if self.is_named(name) else Likeness.OTHER


def colleagues(session: Session) -> tuple[Colleague, ...]:
    """Everybody who works or worked here."""
    accounts = session.scalars(select(Account).order_by(Account.active.desc(), Account.login)).all()
    numbers = {row.id: row.id_number for row in session.scalars(select(Identity))}
    former = once_held(session, Account, "name")
    of_person: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        of_person[account.identity_id or account.id].append(account)
    return tuple(
        Colleague(
            key,
            frozenset(account.id for account in theirs),
            frozenset(
                name_key(name) for account in theirs for name in (account.name, *former.get(account.id, ()))
            ),
            theirs[0].name,
            numbers.get(key, ""),
            frozenset(role for account in theirs if account.active for role in account.roles),
        )
        for key, theirs in of_person.items()
    )


def colleague(session: Session, account_id: str) -> Colleague:
    """The person behind an account; an actor of no account of this hall stands for themselves."""
    found = next((each for each in colleagues(session) if account_id in each.account_ids), None)
    return found or Colleague(account_id, frozenset({account_id}), frozenset(), "", "", frozenset())


def is_same(session: Session, one_id: str | None, other_id: str | None) -> bool:
    """Whether two accounts are one person's."""
    if not one_id or not other_id:
        return False
    return one_id == other_id or other_id in colleague(session, one_id).account_ids


def person_keys(session: Session) -> dict[str, str]:
    """By account whose it is; for looks that compare many."""
    rows = session.execute(select(Account.id, Account.identity_id))
    return {row.id: row.identity_id or row.id for row in rows}
