"""Passphrases, the recovery code, and how wrong ones slow down."""

import json
from datetime import timedelta

import pytest

from tests import town
from tests.town import CHEAP, OPENING, PASSPHRASE
from zqdesk.records import attempts, keys, vault
from zqdesk.records.faults import Known
from zqdesk.rules.problem import Refused


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_every_account_and_the_recovery_code_open_the_same_key(data: town.Vault) -> None:
    for login in town.STAFF:
        assert keys.unlock(data.folder, login, PASSPHRASE, OPENING) == data.key
    typed = data.recovery_code.lower().replace("-", " ")
    assert keys.unlock_with_recovery(data.folder, typed, OPENING) == data.key


def test_logins_and_passphrases_are_the_same_in_every_width(data: town.Vault) -> None:
    assert keys.unlock(data.folder, " ０１ ", "ｃorrect horse ９", OPENING) == data.key


def test_wrong_passphrase_and_unknown_account_are_told_alike(data: town.Vault) -> None:
    for login in ("01", "nobody"):
        with pytest.raises(Refused) as refused:
            keys.unlock(data.folder, login, "wrong horse 1", OPENING)
        assert code_of(refused) == "sign_in.wrong"


def test_wrong_passphrases_slow_down_and_a_right_one_forgets_them(data: town.Vault) -> None:
    now = OPENING
    for wait in (0, 0, 0, 2, 4, 8):
        now += timedelta(seconds=wait)
        if wait:
            with pytest.raises(Refused) as refused:
                keys.unlock(data.folder, "01", PASSPHRASE, now - timedelta(seconds=0.5))
            assert code_of(refused) == "sign_in.too_soon"
        with pytest.raises(Refused) as refused:
            keys.unlock(data.folder, "01", "wrong horse 1", now)
        assert code_of(refused) == "sign_in.wrong"
    assert keys.unlock(data.folder, "02", PASSPHRASE, now) == data.key  # others are not held up
    now += timedelta(seconds=16)
    assert keys.unlock(data.folder, "01", PASSPHRASE, now) == data.key
    for _ in range(attempts.FREE_TRIES):
        with pytest.raises(Refused) as refused:
            keys.unlock(data.folder, "01", "wrong horse 1", now)
        assert code_of(refused) == "sign_in.wrong"


def test_a_clock_set_back_neither_opens_the_door_nor_closes_it_for_long(data: town.Vault) -> None:
    for _ in range(4):
        with pytest.raises(Refused):
            keys.unlock(data.folder, "01", "wrong horse 1", OPENING + timedelta(days=365))
    with pytest.raises(Refused) as refused:
        keys.unlock(data.folder, "01", PASSPHRASE, OPENING)
    assert code_of(refused) == "sign_in.too_soon"
    after = OPENING + timedelta(seconds=attempts.LONGEST_WAIT_SECONDS)
    assert keys.unlock(data.folder, "01", PASSPHRASE, after) == data.key


def test_a_new_passphrase_replaces_the_old_one(data: town.Vault) -> None:
    keys.set_passphrase(data.folder, data.key, "01", "another horse 2", CHEAP)
    assert keys.unlock(data.folder, "01", "another horse 2", OPENING) == data.key
    with pytest.raises(Refused):
        keys.unlock(data.folder, "01", PASSPHRASE, OPENING)


@pytest.mark.parametrize("weak", ["", "short 1", "aaaaaaaaaaaa", "12121212"])
def test_weak_passphrases_are_refused(data: town.Vault, weak: str) -> None:
    with pytest.raises(Refused) as refused:
        keys.set_passphrase(data.folder, data.key, "01", weak, CHEAP)
    assert code_of(refused) == "passphrase.weak"


def test_taken_access_opens_nothing(data: town.Vault) -> None:
    keys.settle(data.folder, [login for login in town.STAFF if login != "02"], ())
    with pytest.raises(Refused):
        keys.unlock(data.folder, "02", PASSPHRASE, OPENING)
    assert keys.unlock(data.folder, "01", PASSPHRASE, OPENING) == data.key


def test_a_new_recovery_code_ends_the_old_one_once_the_log_knows_it(data: town.Vault) -> None:
    codes = [data.recovery_code]
    for _ in range(3):
        codes.append(keys.new_recovery_code())
        mark = keys.add_recovery_code(data.folder, data.key, codes[-1], CHEAP)
        for each in codes[-2:]:
            assert keys.unlock_with_recovery(data.folder, each, OPENING) == data.key
        keys.settle(data.folder, town.STAFF, {mark})
        assert keys.unlock_with_recovery(data.folder, codes[-1], OPENING) == data.key
        with pytest.raises(Refused) as refused:
            keys.unlock_with_recovery(data.folder, codes[-2], OPENING)
        assert code_of(refused) == "recovery.wrong"


def test_a_new_recovery_code_that_the_log_does_not_know_goes_again(data: town.Vault) -> None:
    for _ in range(2):  # whoever was cut off tries again
        code = keys.new_recovery_code()
        keys.add_recovery_code(data.folder, data.key, code, CHEAP)
    keys.settle(data.folder, town.STAFF, ())
    assert keys.unlock_with_recovery(data.folder, data.recovery_code, OPENING) == data.key
    with pytest.raises(Refused):
        keys.unlock_with_recovery(data.folder, code, OPENING)
    assert keys.unsettled(keys.load(data.folder), town.STAFF) == ([], 0)


@pytest.mark.parametrize("content", [b"", b"{", b'{"salt": 1}', b"\xff\xfe"])
def test_a_torn_key_file_is_a_known_fault_and_stays_as_it_is(data: town.Vault, content: bytes) -> None:
    (data.folder / keys.KEYS).write_bytes(content)
    with pytest.raises(Known) as fault:
        keys.unlock(data.folder, "01", PASSPHRASE, OPENING)
    assert fault.value.code == "vault.keys_unreadable"
    with pytest.raises(Known) as fault:
        vault.create(data.folder, "01", PASSPHRASE, CHEAP)
    assert fault.value.code == "vault.exists"
    assert (data.folder / keys.KEYS).read_bytes() == content


def test_a_newer_key_file_is_told_so(data: town.Vault) -> None:
    path = data.folder / keys.KEYS
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 2}))
    with pytest.raises(Known) as fault:
        keys.load(data.folder)
    assert fault.value.code == "vault.newer"


def test_no_login_stands_in_the_key_file(data: town.Vault) -> None:
    keys.set_passphrase(data.folder, data.key, "wangxiaomou", PASSPHRASE, CHEAP)
    assert b"wangxiaomou" not in (data.folder / keys.KEYS).read_bytes()
