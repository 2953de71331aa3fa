"""A PC's date that hardly can be is asked about at signing in, and nothing is done on it before."""

import importlib
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests import town
from tests.house import test_acts
from tests.house.tree import ROOT, modules
from tests.town import OPENING, PASSPHRASE
from zqdesk.office.hall import clock as hall_clock
from zqdesk.office.hall import restoration
from zqdesk.records import vault
from zqdesk.records.backups import backup
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused
from zqdesk.ui.desk import opening

WRONG = (date(2019, 1, 1), date(2026, 10, 8), date(2027, 1, 8), date(2031, 1, 1))
RIGHT = (date(2026, 10, 9), date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 30), date(2027, 1, 7))


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def every_act() -> Iterator[Callable[..., object]]:
    """Each public function of the office that takes the `Work` of an act."""
    acts = {(module, name) for _, module, name in test_acts._acts()}
    for path in modules("zqdesk"):
        if path.is_relative_to(ROOT / "zqdesk" / "office"):
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            yield from (
                getattr(module, name) for stem, name in acts if stem == path.stem and hasattr(module, name)
            )


def test_every_act_asks_before_it_goes_far_from_the_last_day(register: Register, clock: town.Clock) -> None:
    """Whatever gives a number, a date or a deadline is an act; each goes through the one guard."""
    guarded = Register(register.engine, town.CLERK, town.DESK_ID, clock, hall_clock.believe)
    doors = list(every_act())
    assert len(doors) > 100
    for day in WRONG:
        clock.set(day)
        for act in doors if day == WRONG[0] else doors[:1]:
            with pytest.raises(Refused) as refused:
                guarded.do(act)
            assert code_of(refused) == hall_clock.DOUBTFUL
            assert "锁屏后重新登录" in refused.value.problems[0].text


@pytest.mark.parametrize("day", RIGHT)
def test_a_day_that_may_be_is_not_asked_about(register: Register, clock: town.Clock, day: date) -> None:
    guarded = Register(register.engine, town.CLERK, town.DESK_ID, clock, hall_clock.believe)
    clock.set(day)
    guarded.do(town.add_household)


@pytest.mark.parametrize("day", WRONG)
def test_who_signs_in_looks_at_the_calendar(data: town.Vault, clock: town.Clock, day: date) -> None:
    clock.set(day)
    with pytest.raises(Refused) as refused:
        opening.sign_in(data.folder, "01", PASSPHRASE, clock)
    assert code_of(refused) == hall_clock.DOUBTFUL
    assert f"电脑日期是{day.year}年{day.month}月{day.day}日" in refused.value.problems[0].text
    for right in (day, OPENING.date()):  # and back again
        clock.set(right)
        opened = opening.sign_in(data.folder, "01", PASSPHRASE, clock, day_is_right=True)
        opened.register.do(town.add_household)
        opening.close(opened)
    clock.forward(days=1)
    opening.close(opening.sign_in(data.folder, "01", PASSPHRASE, clock))


def test_a_clock_that_jumps_while_the_desk_is_open_stops_it(data: town.Vault, clock: town.Clock) -> None:
    opened = opening.sign_in(data.folder, "01", PASSPHRASE, clock)
    clock.set(date(2031, 1, 1))
    with pytest.raises(Refused) as refused:
        opened.register.do(town.add_household)
    assert code_of(refused) == hall_clock.DOUBTFUL
    clock.set(OPENING.date())
    opened.register.do(town.add_household)
    opening.close(opened)


def test_a_restore_on_a_wrong_day_makes_it_no_known_one(data: town.Vault, clock: town.Clock) -> None:
    engine = data.open()
    made = backup.make(data.folder, data.key, engine, "manual", OPENING)
    engine.dispose()
    clock.set(date(2031, 1, 1))
    with vault.sole_use(data.folder):
        restoration.restore(data.folder, made.path, ("05", PASSPHRASE), clock)
    with pytest.raises(Refused) as refused:
        opening.sign_in(data.folder, "01", PASSPHRASE, clock)
    assert code_of(refused) == hall_clock.DOUBTFUL
