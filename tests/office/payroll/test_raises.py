"""A raise as a list: made, signed by three, the roll lifted; made twice it changes nothing, and nothing is ever lowered."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.office.family import refused
from tests.office.payroll.payroll_course import Months
from tests.office.payroll.raise_course import publish
from zqdesk.office.payroll import lists, signing
from zqdesk.office.payroll.back_pay import raises, raising
from zqdesk.office.payroll.back_pay.raises import RaiseEntry
from zqdesk.office.payroll.back_pay.raising import Asked
from zqdesk.office.payroll.values import ListRow, seal
from zqdesk.records.tables.steps import RollEntry

ENTRY = RaiseEntry("2027-01", "2027-03", "章民〔2027〕8号")
MAY = date(2027, 4, 20)


def brought_in(months: Months) -> tuple[str, str]:
    """Two households of a roster: one with nothing, one with 204 a head for two and an uplift."""
    return months.home("𬭎某某", 1, 80_400), months.home("赵某", 2, 120_000, uplift=8_040, persons=2)


def paid(months: Months, *which: str) -> None:
    for month in which:
        months.clock.set(date(int(month[:4]), int(month[5:]), 5))
        months.released(month)


def signed(months: Months, list_id: str) -> tuple[ListRow, ...]:
    """The list signed by all three; its rows as they were signed."""
    rows = months.clerk.read(lists.drawn, list_id, months.today).rows
    months.clerk.do(signing.prepare, list_id, seal(rows))
    months.second.do(signing.review, list_id)
    months.approver.do(signing.release, list_id)
    return months.clerk.read(lists.kept_rows, list_id)


def roll(months: Months, home: str) -> list[tuple[str, str, int, str]]:
    query = select(RollEntry).filter_by(household_id=home).order_by(RollEntry.from_month)
    rows = months.clerk.read(lambda session: session.scalars(query).all())
    return [(e.from_month, e.to_month, e.allowance_fen + e.uplift_fen, e.ended_reason) for e in rows]


@pytest.fixture
def months(register: object, clock: object) -> Months:
    return Months(register, clock)  # type: ignore[arg-type]


def raised(months: Months) -> tuple[str, str, tuple[ListRow, ...]]:
    """Paid by the old standard for three months, then the raise and its list."""
    one, two = brought_in(months)
    paid(months, "2027-01", "2027-02", "2027-03")
    publish(months.clerk, published=date(2027, 4, 10))
    months.clock.set(MAY)
    list_id = months.clerk.do(raises.open_raise, "allowance", ENTRY).result
    return one, two, signed(months, list_id)


def test_from_the_raise_to_the_raised_roll(months: Months) -> None:
    one, two, rows = raised(months)
    # 850 less 804 for one; two times that, and an uplift of a tenth of the standard.
    assert {row.name: row.total_fen for row in rows} == {"𬭎某某": 3 * 4600, "赵某": 3 * (9200 + 460)}
    assert [list(each) for each in rows[0].months] == [
        [f"2027-0{n}", 85000, 0, 80400, 4600] for n in (1, 2, 3)
    ]
    assert rows[1].uplift_fen == 3 * 460
    assert roll(months, one) == [
        ("2026-10", "2027-03", 80_400, "standard"),
        ("2027-04", "", 85_000, ""),
    ]
    assert roll(months, two)[-1][2] == 120_000 + 9_200 + 8_500


def test_made_twice_changes_nothing(months: Months) -> None:
    one, _, _ = raised(months)
    before = roll(months, one)
    assert refused(months.clerk, raises.open_raise, "allowance", ENTRY) == {"raise.nothing": "until"}
    assert months.approver.do(raises.raise_roll, "allowance", "2027-05").result == 0
    assert roll(months, one) == before


def test_the_next_month_is_paid_by_the_raised_roll_and_nothing_more_is_owed(months: Months) -> None:
    one, two, _ = raised(months)
    list_id = months.released("2027-04")
    rows = {row.home_id: row.total_fen for row in months.clerk.read(lists.kept_rows, list_id)}
    assert rows == {one: 85_000, two: 120_000 + 9_200 + 8_500}
    asked = Asked("allowance", "2027-01", "2027-04", months.today)
    assert months.clerk.read(raising.preview, asked).owed == ()


def test_a_second_raise_pays_the_rest_only_and_one_downwards_nothing(months: Months) -> None:
    one, _, _ = raised(months)
    publish(months.clerk, value=86_000, published=date(2027, 4, 18))
    rows = signed(months, months.clerk.do(raises.open_raise, "allowance", ENTRY).result)
    assert {row.name: row.total_fen for row in rows} == {"𬭎某某": 3 * 1000, "赵某": 3 * (2000 + 100)}
    assert roll(months, one)[-1][:3] == ("2027-04", "", 86_000)
    publish(months.clerk, value=82_000, published=date(2027, 4, 19))
    found = months.clerk.read(raising.preview, Asked("allowance", "2027-01", "2027-03", months.today))
    assert found.owed == ()
    assert {each.over_fen for each in found.over} == {3 * (82_000 - 86_000), 3 * (2 * -4_000 - 400)}


def test_only_while_nobody_else_makes_one_and_for_months_that_were_paid(months: Months) -> None:
    brought_in(months)
    paid(months, "2027-01", "2027-02", "2027-03")
    publish(months.clerk, published=date(2027, 4, 10))
    months.clock.set(MAY)
    late, short = (RaiseEntry("2027-01", month, "8号") for month in ("2027-05", "2027-02"))
    assert refused(months.clerk, raises.open_raise, "allowance", late) == {"raise.not_paid_yet": "until"}
    assert refused(months.clerk, raises.open_raise, "allowance", short) == {"raise.short": "until"}
    wrong = RaiseEntry("2027-04", "2027-03", "")
    assert refused(months.clerk, raises.open_raise, "allowance", wrong) == {
        "source.empty": "source",
        "raise.months": "until",
    }
    months.clerk.do(raises.open_raise, "allowance", ENTRY)
    assert "raise.open" in refused(months.clerk, raises.open_raise, "allowance", ENTRY)
    assert refused(months.approver, raises.raise_roll, "allowance", "2027-03") == {
        "raise.listed": "since",
        "raise.past": "since",
    }


def test_a_raise_published_in_time_lifts_the_roll_and_owes_nothing(months: Months) -> None:
    one, _ = brought_in(months)
    months.clock.set(date(2026, 12, 20))
    publish(months.clerk, published=date(2026, 12, 18))
    assert months.approver.do(raises.raise_roll, "allowance", "2027-01").result == 2
    assert roll(months, one)[-1][:3] == ("2027-01", "", 85_000)
    months.clock.set(MAY)
    asked = Asked("allowance", "2027-01", "2027-04", months.today)
    assert months.clerk.read(raising.preview, asked).owed == ()


def test_it_waits_in_todays_work_until_its_list_is_made(months: Months) -> None:
    def waiting() -> list[tuple[str, str]]:
        return [(each.programme, each.since) for each in months.clerk.read(raising.pending, months.today)]

    brought_in(months)
    paid(months, "2027-01", "2027-02", "2027-03")
    assert waiting() == [], "what was published before the desk began is in the sums it was given"
    publish(months.clerk, published=date(2027, 4, 10))
    publish(months.clerk, "uplift.elderly.percent", 15, published=date(2027, 3, 1), since=date(2027, 4, 1))
    months.clock.set(MAY)
    assert waiting() == [("allowance", "2027-01")], "what was published in time waits for nothing"
    list_id = months.clerk.do(raises.open_raise, "allowance", ENTRY).result
    assert waiting() == []
    months.clerk.do(lists.drop_list, list_id, "文件尚未盖章")
    assert waiting() == [("allowance", "2027-01")]
