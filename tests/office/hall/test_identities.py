"""Whose an account is: said once, kept over names and accounts, taken back only by an approver."""

import pytest

from tests import town
from tests.office.family import refused
from zqdesk.office.hall import colleagues, identities, staff
from zqdesk.office.hall.colleagues import Likeness, colleague
from zqdesk.office.hall.staff import AccountEntry
from zqdesk.records.register import Register

NUMBER, OTHER = "370114190001010014", "370181190002150027"
AGAIN = AccountEntry("06", town.CASHIER.name, ("cashier",), "13000000006")
"""The cashier's name a second time."""


@pytest.fixture
def administrator(register: Register) -> Register:
    return register.acting_as(town.ADMINISTRATOR)


def with_number(login: str, number: str, **more: str) -> AccountEntry:
    actor = town.STAFF[login]
    return AccountEntry(login, actor.name, tuple(sorted(actor.roles)), id_number=number, **more)


@pytest.mark.parametrize(
    "said",
    [
        AGAIN,
        AccountEntry("06", f" {town.CASHIER.name[0]} {town.CASHIER.name[1:]}", ("cashier",)),
        AccountEntry("06", "钱一某", ("cashier",), "１３０ 0000 0001"),
    ],
    ids=["the name", "spelt otherwise", "the phone"],
)
def test_somebody_like_a_colleague_is_asked_about(administrator: Register, said: AccountEntry) -> None:
    phoned = AccountEntry("04", town.CASHIER.name, ("cashier",), "13000000001")
    administrator.do(staff.change_account, town.CASHIER.id, phoned)
    assert refused(administrator, staff.open_account, said) == {"account.namesake": "identity_reason"}


def test_a_name_of_the_past_is_a_name(administrator: Register) -> None:
    renamed = AccountEntry("04", "吴某", ("cashier",))
    administrator.do(staff.change_account, town.CASHIER.id, renamed)
    administrator.do(staff.close_account, town.CASHIER.id, "离职")
    assert refused(administrator, staff.open_account, AGAIN) == {"account.namesake": "identity_reason"}
    assert administrator.read(colleague, town.CASHIER.id).likeness("钱某", "") is Likeness.PERHAPS


def test_two_accounts_are_one_person_by_number_or_by_word(administrator: Register) -> None:
    administrator.do(staff.change_account, town.CASHIER.id, with_number("04", NUMBER))
    by_number = AccountEntry("06", "新名某", ("clerk",), id_number="370114 19000101 0014")
    first = administrator.do(staff.open_account, by_number).result
    by_word = AccountEntry(
        "07", town.CASHIER.name, ("clerk",), same_as=town.CASHIER.id, identity_reason="本人改岗"
    )
    second = administrator.do(staff.open_account, by_word).result
    for other in (first, second):
        assert administrator.read(colleagues.is_same, town.CASHIER.id, other)
    assert administrator.read(colleague, first).id_number == NUMBER
    third = administrator.do(staff.open_account, AccountEntry("08", "别某", ("clerk",))).result
    administrator.do(identities.same_person, third, second, "人事档案")
    assert administrator.read(colleagues.is_same, third, first)


def test_a_namesake_with_another_number_is_another(administrator: Register) -> None:
    administrator.do(staff.change_account, town.CASHIER.id, with_number("04", NUMBER))
    account = AccountEntry("06", town.CASHIER.name, ("cashier",), id_number=OTHER)
    other = administrator.do(staff.open_account, account).result
    assert not administrator.read(colleagues.is_same, town.CASHIER.id, other)
    assert administrator.read(colleague, other).likeness(town.CASHIER.name, NUMBER) is Likeness.OTHER
    assert refused(administrator, identities.same_person, other, town.CASHIER.id, "看错") == {
        "identity.differs": "same_as"
    }


def test_only_an_approver_who_is_somebody_else_takes_it_back(administrator: Register) -> None:
    administrator.do(staff.change_account, town.CASHIER.id, with_number("04", NUMBER))
    changed = with_number("04", OTHER)
    assert refused(administrator, staff.change_account, town.CASHIER.id, changed) == {
        "identity.recorded": "id_number"
    }
    assert refused(administrator, identities.correct_identity, town.CASHIER.id, OTHER, "输错") == {
        "role.required": ""
    }
    head = administrator.acting_as(town.APPROVER)
    assert refused(head, identities.part_person, town.APPROVER.id, "不是") == {
        "identity.own": "",
        "identity.none": "",
    }
    head.do(identities.correct_identity, town.CASHIER.id, OTHER, "身份证号输错")
    assert administrator.read(colleague, town.CASHIER.id).id_number == OTHER
    joined = AccountEntry("06", "新名某", ("clerk",), id_number=OTHER)
    other = administrator.do(staff.open_account, joined).result
    head.do(identities.part_person, other, "不是同一人")
    assert not administrator.read(colleagues.is_same, town.CASHIER.id, other)


def test_the_list_shows_the_end_of_a_number_only(administrator: Register) -> None:
    administrator.do(staff.change_account, town.CASHIER.id, with_number("04", NUMBER))
    shown = {row.login: row.identity for row in administrator.read(staff.accounts)}
    assert (shown["04"], shown["01"]) == ("尾号0014", "未登记")
