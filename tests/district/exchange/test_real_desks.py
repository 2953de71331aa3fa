"""A hall's whole database over a real line into PostgreSQL, and from there to a new desk: the same rows everywhere."""

from datetime import date
from pathlib import Path

from tests import town as towns
from tests.district.real import RealDesk
from tests.district.server import Server
from zqdesk.office.invented import town as invented


def test_a_hall_with_everything_comes_to_the_district_and_to_a_new_desk(
    server: Server, town: str, tmp_path: Path
) -> None:
    engine = invented.build(tmp_path / "data", date(2026, 11, 23), roll=10, cases=6, cost=towns.CHEAP)
    hall = RealDesk.joined(server, town, engine)
    hall.exchange()
    other = RealDesk.joined(server, town)
    other.exchange()
    assert other.digest() == hall.digest()
    engine.dispose()
