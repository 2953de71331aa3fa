"""A desk written from docs/protocol.md alone (tests/sync/second.py) works with the real server: enrolled, told, in step."""

from datetime import date

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.district.server import NOW, Server
from tests.sync import second
from zqdesk.district import keys
from zqdesk.district.administration import allocating
from zqdesk.district.administration.allocating import Money
from zqdesk.district.exchange.entering import TownLog
from zqdesk.records.schema import NEWEST
from zqdesk.sync.enrolment import invitation_text

HALL = {"town_name": "示例街道", "district_name": "示例区", "name": "大厅"}


def joined(server: Server, town: str, number: int) -> second.Desk:
    desk = second.Desk(f"{number:032x}", second.invitation(invitation_text(server.invite(town))))
    told = desk.enrol(X25519PrivateKey.generate().public_key().public_bytes_raw())
    assert (told["kind"], told["town"]) == ("enrolled", town)
    return desk


def row(table: str, row_id: str, /, **values: object) -> list[object]:
    said = {"id": row_id} | values
    return [table, row_id, {field: [None, value] for field, value in said.items()}]


def test_a_desk_from_the_document_alone_founds_a_town_and_a_second_one_follows(
    server: Server, town: str
) -> None:
    one, other = (joined(server, town, int(town) * 10 + number) for number in (1, 2))
    clerk = {"login": "01", "name": '王𬭎"\u2028', "roles": ["clerk"], "active": True}
    one.write("setup.open_hall", [row("halls", "d" * 32, town_id=town, **HALL)], NEWEST)
    one.write("staff.open_account", [row("accounts", "a" * 32, **clerk)], NEWEST)
    assert len(one.exchange()["entries"]) == 2
    other.exchange()
    for desk, phone in ((one, "13000000001"), (other, "13000000002")):
        desk.write("staff.change_account", [["accounts", "a" * 32, {"phone": ["", phone]}]], NEWEST)
        desk.exchange()
    money = Money(5_000_000, "章财社〔2026〕90号", date(2026, 11, 20))
    with server.role("exchange", town) as connection:
        known = TownLog.locked(connection, town)
        assert allocating.allocate(known, keys.load(server.settings.data).signer, money, "孙科长", NOW)
    for desk in (one, other):
        desk.exchange()
        check = {"position": desk.cursor["position"], "digest": second.digest(desk.rows)}
        told = desk.exchange(check=check)
        assert (told.get("checked"), told.get("entries", [])) == ("same", [])
    assert (
        one.cursor["position"] == 5
    )  # both changes of the phone have their place; the second is in conflict
    assert [each["phone"] for (table, _), each in other.rows.items() if table == "accounts"] == [
        "13000000001"
    ]
    assert any(table == "district_allocations" for table, _ in one.rows)
