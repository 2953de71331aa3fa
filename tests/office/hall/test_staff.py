"""Accounts are opened, changed and closed by an administrator, who never disappears."""

import pytest

from tests import town
from tests.office.family import refused
from zqdesk.office.hall import access, staff
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.records import changes
from zqdesk.records.register import Actor, Register
from zqdesk.rules.problem import Refused

NEW = AccountEntry("06", "孙小某", ("clerk",), "13000000006")


@pytest.fixture
def administrator(register: Register) -> Register:
    return register.acting_as(town.ADMINISTRATOR)


def test_an_account_is_opened_and_signs_in(administrator: Register) -> None:
    account_id = administrator.do(staff.open_account, NEW).result
    actor = administrator.read(staff.actor_of, "06")
    assert actor == Actor(account_id, "孙小某", frozenset({"clerk"}))
    administrator.acting_as(actor).do(staff.record_sign_in)
    assert administrator.read(_last_act) == ("staff.record_sign_in", "孙小某", "登录")


@pytest.mark.parametrize(
    ("entry", "answer"),
    [
        (AccountEntry("01", "孙小某", ("clerk",)), {"account.login_taken": "login"}),
        (AccountEntry(" ", "孙小某", ("clerk",)), {"account.login": "login"}),
        (
            AccountEntry("a b", "孙7", ()),
            {"account.login": "login", "name.digit": "name", "account.roles": "roles"},
        ),
        (AccountEntry("07", "孙小某", ("boss",)), {"account.roles": "roles"}),
    ],
)
def test_a_wrong_account_is_refused(
    administrator: Register, entry: AccountEntry, answer: dict[str, str]
) -> None:
    assert refused(administrator, staff.open_account, entry) == answer


def test_an_account_changes_all_but_its_login(administrator: Register) -> None:
    account_id = administrator.do(staff.open_account, NEW).result
    administrator.do(
        staff.change_account, account_id, AccountEntry("99", "孙大某", ("clerk", "approver"), "")
    )
    (row,) = [row for row in administrator.read(staff.accounts) if row.id == account_id]
    assert (row.login, row.name, row.roles) == ("06", "孙大某", ("approver", "clerk"))


def test_a_closed_account_signs_in_no_more_until_reopened(administrator: Register) -> None:
    account_id = administrator.do(staff.open_account, NEW).result
    assert refused(administrator, staff.close_account, account_id, " ") == {"reason.empty": "reason"}
    administrator.do(staff.close_account, account_id, "调离")
    assert administrator.read(staff.actor_of, "06") is None
    assert administrator.read(staff.accounts)[-1].active is False
    administrator.do(staff.reopen_account, account_id, "调回")
    assert administrator.read(staff.actor_of, "06") is not None


def test_the_last_administrator_stays(administrator: Register) -> None:
    own = town.ADMINISTRATOR.id
    assert refused(administrator, staff.close_account, own, "离职") == {"account.own": ""}
    clerk = AccountEntry("05", "周某", ("clerk",))
    assert refused(administrator, staff.change_account, own, clerk) == {"account.last_administrator": "roles"}
    second = administrator.do(staff.open_account, AccountEntry("08", "冯某", ("administrator",))).result
    administrator.do(staff.change_account, own, clerk)
    other = administrator.acting_as(Actor(second, "冯某", frozenset({"administrator"})))
    assert refused(other, staff.close_account, second, "离职") == {"account.own": ""}


def test_only_an_administrator_touches_accounts(register: Register) -> None:
    account_id = town.CLERK.id
    for actor in (town.CLERK, town.APPROVER, town.CASHIER):
        for act, args in (
            (staff.open_account, (NEW,)),
            (staff.change_account, (account_id, NEW)),
            (staff.close_account, (account_id, "x")),
            (staff.reopen_account, (account_id, "x")),
        ):
            assert refused(register.acting_as(actor), act, *args) == {"role.required": ""}


def test_an_administrator_sees_no_case_unless_also_a_clerk() -> None:
    both = Actor("x", "某", frozenset({"administrator", "clerk"}))
    seeing = [
        access.may_see_cases(a) for a in (town.ADMINISTRATOR, town.CASHIER, town.CLERK, town.APPROVER, both)
    ]
    assert seeing == [False, True, True, True, True]
    access.guard_cases(both)
    with pytest.raises(Refused):
        access.guard_cases(town.ADMINISTRATOR)


def _last_act(session: object) -> tuple[str, str, str]:
    query = changes.changes.select().order_by(changes.changes.c.seq.desc()).limit(1)
    row = session.execute(query).one()  # type: ignore[attr-defined]
    return row.act, row.actor_name, row.reason


def test_a_new_recovery_code_leaves_a_trace_and_is_the_administrators(administrator: Register) -> None:
    administrator.do(staff.record_recovery_code, "0a1b")
    assert administrator.read(_last_act) == ("staff.record_recovery_code", "周某", "更换恢复码（标记 0a1b）")
    assert administrator.read(staff.recovery_marks) == {"0a1b"}
    assert refused(administrator.acting_as(town.CLERK), staff.record_recovery_code, "0a1b") == {
        "role.required": ""
    }
