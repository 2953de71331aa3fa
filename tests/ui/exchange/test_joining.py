"""A further desk of a town joins from an empty folder, over the real server: cut off on its way, it goes on; then it is whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.district.real import RealDesk
from tests.district.server import Server
from tests.sync.district import NOON
from tests.ui.shell.hands import Hands
from zqdesk.office.hall import setup
from zqdesk.records.register import Register
from zqdesk.records.tables.place import Desk
from zqdesk.rules.problem import Refused
from zqdesk.sync.enrolment import invitation_text
from zqdesk.sync.overview import overview
from zqdesk.ui.entrance.join import JoinPage
from zqdesk.ui.entrance.set_up import SetUpPage
from zqdesk.ui.shell import joining
from zqdesk.ui.shell.joining import Join

SECRET = "four words make one"


class CutOff(Exception):  # noqa: N818 - says what happened
    """The program was ended."""


@pytest.fixture
def alone(server: Server) -> Iterator[None]:
    """The tests' hall has one desk, whatever test it is in: the district knows it from no other, nor does the next."""
    for then in (True, False):
        with server.owner() as connection:
            connection.exec_driver_sql("DELETE FROM district_desks")
        if then:
            yield


@pytest.mark.usefixtures("alone")
def test_a_desk_that_is_cut_off_goes_on_and_has_the_town(
    server: Server, town: str, register: Register, tmp_path: Path
) -> None:
    hall = RealDesk.joined(server, town, register.engine)
    hall.exchange()
    folder, code = tmp_path / "desk2", invitation_text(server.invite(town))
    entry = Join(code, "2号窗口𬭎", "05", SECRET, SECRET)
    with pytest.raises(Refused, match=r"join\.code"):
        joining.join(folder, Join("x", "2号窗口", "05", SECRET, SECRET), lambda: NOON, progress=_on)

    def cut(_done: int, _total: int) -> None:
        raise CutOff

    with pytest.raises(CutOff):
        joining.join(folder, entry, lambda: NOON, progress=cut)
    assert joining.begun(folder)
    again = Join("", "2号窗口𬭎", "01", SECRET)
    with pytest.raises(Refused, match=r"join\.account"):  # of a clerk
        joining.join(folder, again, lambda: NOON, progress=_on)
    opened, paper = joining.join(folder, Join("", "2号窗口𬭎", "05", SECRET), lambda: NOON, progress=_on)
    try:
        assert len(paper.split("-")) == 8
        assert not joining.begun(folder)
        assert opened.register.read(setup.hall).town_name == "示例街道"
        own = opened.register.desk_id
        assert opened.register.read(lambda s: s.get_one(Desk, own).name) == "2号窗口𬭎"
        found = opened.register.read(overview)
        assert found is not None
        assert (found.digit, found.town) == (2, town)
    finally:
        opened.register.engine.dispose()


def _on(_done: int, _total: int) -> None:
    return


def test_the_first_page_offers_to_join(newcomer: Hands) -> None:
    newcomer.gate(SetUpPage).joining.emit()
    newcomer.settle()
    page = newcomer.gate(JoinPage)
    newcomer.click(page.join)
    newcomer.settle()
    assert page.boxes["code"].message.text()
    assert page.boxes["login"].message.text()
    page.left.emit()
    newcomer.settle()
    newcomer.gate(SetUpPage)
