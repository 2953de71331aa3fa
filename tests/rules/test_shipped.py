"""The shipped parameters are whole, in order, and honest about being samples."""

from datetime import date

import pytest

from tests.rules.shipped import DAY, VALUES, parameters
from zqdesk.rules.allowance.change_process import CHANGE, REVIEW
from zqdesk.rules.allowance.process import APPLICATION
from zqdesk.rules.process import Process, days_of

KEYS = sorted({value.key for value in VALUES})


@pytest.mark.parametrize("key", KEYS)
def test_every_parameter_is_in_force_today_and_named(key: str) -> None:
    value = parameters().value(key)
    assert value.title != key
    assert value.unit
    assert value.source


def test_local_figures_say_they_are_samples() -> None:
    local = [value for value in VALUES if value.scope]
    unsaid = [value.key for value in local if "以区民政局公布为准" not in value.source]
    assert unsaid == ["delegation.allowance", "delegation.district_name", "delegation.district_name"]


@pytest.mark.parametrize("kind", ["urban", "rural"])
def test_standards_only_ever_rise(kind: str) -> None:
    days = sorted(value.valid_from for value in VALUES if value.key == f"standard.{kind}")
    amounts = [parameters(on=day, known=DAY).number(f"standard.{kind}") for day in days]
    assert len(amounts) > 3
    assert amounts == sorted(set(amounts))


@pytest.mark.parametrize("kind", ["urban", "rural"])
def test_tiers_fall_as_income_rises(kind: str) -> None:
    rows = parameters().table(f"allowance.tiers.{kind}")
    amounts = [row["amount_fen"] for row in rows]
    limits = [row["below_fen"] for row in rows[:-1]]
    assert amounts == sorted(amounts, reverse=True)
    assert limits == sorted(limits)
    assert "below_fen" not in rows[-1]
    assert limits[-1] < parameters().number(f"standard.{kind}")


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("standard.rural", DAY, 80_400),
        ("days.start_verification", DAY, 3),
        ("days.notice", DAY, 7),
        ("days.decide_delegated", DAY, 20),
        ("days.decide_delegated", date(2022, 10, 19), 30),
        ("days.decide", DAY, 30),
        ("days.decide_special", DAY, 45),
        ("days.notify_refusal", DAY, 3),
        ("days.confirm", DAY, 10),
        ("phase_out.months", DAY, 6),
        ("death_change.months", DAY, 3),
        ("review.stable.months", DAY, 12),
        ("review.unstable.months", DAY, 6),
        ("investigators.minimum", DAY, 2),
        ("marginal.percent", DAY, 150),
        ("delegation.allowance", DAY, "own"),
        ("delegation.allowance", date(2019, 12, 31), "district"),
        ("wording.confirmation", DAY, "审核确认"),
        ("wording.confirmation", date(2021, 6, 30), "审批"),
        ("wording.refusal", DAY, "不予确认"),
        ("wording.refusal", date(2021, 6, 30), "不予批准"),
        ("income.not_counted.transfer.basic_pension", date(2025, 12, 31), True),
        ("income.not_counted.transfer.basic_pension", date(2026, 1, 1), False),
    ],
)
def test_what_the_law_says(key: str, day: date, value: int | str | bool) -> None:
    assert parameters(on=day)[key] == value


@pytest.mark.parametrize("process", [APPLICATION, REVIEW, CHANGE])
def test_every_clock_of_a_process_has_its_days(process: Process) -> None:
    days = days_of(process, parameters())
    assert days.keys() == {clock.days for clock in process.clocks}
    assert min(days.values()) > 0


def test_the_remedies_name_body_and_term() -> None:
    asked = parameters()
    assert (asked.number("remedies.review.days"), asked.text("remedies.review.organ")) == (
        60,
        "济南市章丘区人民政府",
    )
    assert (asked.number("remedies.court.months"), asked.text("remedies.court.name")) == (
        6,
        "济南市章丘区人民法院",
    )
