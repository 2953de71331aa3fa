"""What `status` says of desks: counts and times, in words for the administrator."""

from datetime import timedelta

import msgspec

from tests.district.server import NOW, Server
from zqdesk.district.administration import report, status
from zqdesk.district.administration.status import TownRow
from zqdesk.records.tables.base import instant_text


def _town(server: Server, town: str) -> TownRow:
    with server.role("console") as connection:
        known = status.status(connection, NOW)
    return next(each for each in known.towns if each.id == town)


def _said(server: Server, town: str) -> str:
    known = status.Status(generation="", began_at="", towns=(_town(server, town),))
    return "\n".join(report.lines(known, None, ["signing.key"]))


def test_what_waits_at_a_desk_and_what_it_has_not_followed(server: Server, town: str) -> None:
    one, other = server.desk(town), server.desk(town)
    for name in "甲乙丙":
        one.account(name)
    one.exchange(one.asking(most=2))
    other.exchange(other.asking())
    first, second = _town(server, town).desks
    assert (first.acts, first.waiting, first.unread) == (2, 1, 2)
    assert (second.acts, second.waiting, second.unread) == (0, 0, 2)
    assert "还有 1 条没送来" in _said(server, town)


def test_a_clock_that_is_off_is_named(server: Server, town: str) -> None:
    desk = server.desk(town)
    slow = instant_text(NOW - timedelta(hours=1))
    desk.exchange(msgspec.structs.replace(desk.asking(), desk_time=slow))
    assert (_town(server, town).desks[0].ahead_seconds or 0) < -report.CLOCK_SECONDS
    assert "时钟慢" in _said(server, town)
    desk.exchange(msgspec.structs.replace(desk.asking(), desk_time="十二点"))
    assert _town(server, town).desks[0].ahead_seconds is None


def test_conflicts_refusals_and_invitations_are_counted(server: Server, town: str) -> None:
    one, other = server.desk(town), server.desk(town)
    row = one.account("王一").fields.split('"')[3]
    one.exchange(one.asking())
    for desk, phone in ((one, "13000000001"), (other, "13000000002")):
        desk.write("staff.change_account", [["accounts", row, {"phone": ["", phone]}]])
        desk.exchange(desk.asking())
    other.write("staff.x", [["nowhere", "x", {"id": [None, "x"]}]])
    other.exchange(other.asking())
    server.invite(town)
    found = _town(server, town)
    assert (found.position, found.refused, found.open_conflicts, found.invitations) == (4, 1, 2, 1)
    said = _said(server, town)
    assert "冲突待定 2" in said
    assert "signing.key" in said
    assert "王一" not in said
