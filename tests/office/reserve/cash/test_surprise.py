"""Surprise counts by somebody who keeps no cash, and months in which nothing moved."""

from datetime import date

from tests import town
from tests.office.family import refused
from tests.office.reserve import reserve_course
from tests.office.reserve.reserve_course import FLOAT_FEN, Reserve, counted, pieces
from zqdesk.office.reserve.cash import counting
from zqdesk.office.reserve.cash.counting import CountEntry
from zqdesk.office.reserve.checks import check
from zqdesk.office.reserve.months import closing
from zqdesk.office.reserve.position import counts, position
from zqdesk.ui.pages.reserve.overview_words import warnings

TODAY = date(2026, 11, 23)


def test_somebody_without_cash_counts_and_the_holder_signs(funded: Reserve) -> None:
    entry = CountEntry(funded.float_id, pieces(FLOAT_FEN))
    assert refused(funded.cashier, counting.surprise_count, entry) == {"count.keeps_cash": ""}
    made = funded.approver.do(counting.surprise_count, entry).result
    assert refused(funded.approver, counting.sign_count, made)["count.same"] == ""
    assert refused(funded.register, counting.sign_count, made) == {"count.holder": ""}
    funded.cashier.do(counting.sign_count, made)
    assert funded.register.read(counts)[0].surprise
    assert check.run(funded.register.engine) == []


def test_a_shortage_stands_though_the_holder_does_not_sign(funded: Reserve) -> None:
    entry = CountEntry(funded.float_id, pieces(FLOAT_FEN - 300_000), "少3,000元，保管人说借出")
    funded.approver.do(counting.surprise_count, entry)
    [wrong] = funded.register.read(position, TODAY).wrong
    assert "短款3,000.00元" in wrong


def test_a_month_without_movement_is_counted_before_it_closes(funded: Reserve, clock: town.Clock) -> None:
    clock.set(date(2026, 11, 30), 17)
    for till_id in (funded.box_id, funded.float_id):
        counted(funded, till_id)
    reserve_course.close_month(funded, "2026-11")
    clock.set(date(2026, 12, 31), 17)
    reserve_course.reconciled(funded.register, "2026-12")
    assert refused(funded.cashier, closing.close_month, "2026-12") == {"closing.count": ""}
    for till_id in (funded.box_id, funded.float_id):
        counted(funded, till_id)
    funded.cashier.do(closing.close_month, "2026-12")


def test_a_till_that_moved_today_waits_to_be_counted(funded: Reserve) -> None:
    """Today's work reminds of it until it is counted and signed."""
    waiting = [till.name for till in funded.register.read(position, TODAY).tills if till.uncounted_today]
    assert waiting == ["现金箱", "1号窗口备用金"]
    counted(funded, funded.box_id)
    waiting = [till.name for till in funded.register.read(position, TODAY).tills if till.uncounted_today]
    assert waiting == ["1号窗口备用金"]
    later = funded.register.read(position, date(2026, 11, 24)).tills
    assert not any(till.uncounted_today for till in later)


def test_nobody_of_administration_alone_counts_by_surprise(funded: Reserve) -> None:
    someone = funded.register.acting_as(town.ADMINISTRATOR)
    entry = CountEntry(funded.float_id, pieces(FLOAT_FEN))
    assert refused(someone, counting.surprise_count, entry) == {"count.keeps_cash": ""}


def test_a_surprise_count_that_is_long_missing_is_said(funded: Reserve, clock: town.Clock) -> None:
    """From the first cash on, then from the last one that was signed; the days are a parameter."""
    register, begun = funded.register, clock.now.date()
    for days in (40, 40, 12):  # farther at once, and the clock is asked about
        clock.forward(days=days)
        counted(funded, funded.float_id)
    assert register.read(position, clock.now.date()).surprise_since is None
    clock.forward(days=1)
    found = register.read(position, clock.now.date())
    assert found.surprise_since == begun
    assert [words for _, chip, words, _ in warnings(found) if chip == "突击"] == [
        "自2026年11月23日起没有突击盘点，由不经手现金的人办理"
    ]
    entry = CountEntry(funded.float_id, pieces(FLOAT_FEN))
    made = register.acting_as(town.APPROVER).do(counting.surprise_count, entry).result
    assert register.read(position, clock.now.date()).surprise_since == begun, "nobody has signed it"
    funded.cashier.do(counting.sign_count, made)
    assert register.read(position, clock.now.date()).surprise_since is None
