"""A real window against the real district: enrolment, the sign on top, an act that goes up by itself, the line going away."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.district.server import NOW, Server
from tests.town import HALL_ID
from tests.ui.screens import sights, walking
from tests.ui.shell.hands import Hands
from zqdesk.district.door import sticks
from zqdesk.district.records.tables import log
from zqdesk.office.hall import premises, setup
from zqdesk.office.hall.premises import HallChange
from zqdesk.sync.enrolment import invitation_text
from zqdesk.sync.wire import Invitation
from zqdesk.ui.desk.exchanging import Exchanger
from zqdesk.ui.pages.hall.settings.exchange import ExchangePanel
from zqdesk.ui.pages.hall.settings.page import SettingsPage


def _exchanger(hands: Hands) -> Exchanger:
    found = hands.desk.exchanger
    assert isinstance(found, Exchanger)
    return found


def _panel(hands: Hands) -> ExchangePanel:
    hands.window.open_exchange()
    hands.settle()
    return next(p for p in hands.front(SettingsPage).panels if isinstance(p, ExchangePanel))


def _paste(hands: Hands, invitation: Invitation) -> ExchangePanel:
    panel = _panel(hands)
    panel.enrolling.code.setPlainText(invitation_text(invitation))
    hands.click(panel.enrolling.look)
    hands.settle()
    return panel


def _enrol(hands: Hands, invitation: Invitation) -> ExchangePanel:
    panel = _paste(hands, invitation)
    hands.click(panel.enrolling.agree)
    _agreed(hands)
    return panel


def _acts(server: Server, town: str) -> list[str]:
    with server.role("exchange", town) as connection:
        return list(connection.scalars(select(log.c.act).where(log.c.town == town).order_by(log.c.position)))


def _change_phone(hands: Hands, phone: str) -> None:
    hands.desk.read(
        setup.hall,
        then=lambda hall: hands.desk.do(
            premises.change_hall,
            HallChange(
                **{name: getattr(hall, name) for name in HallChange.__annotations__} | {"phone": phone}
            ),
        ),
    )
    hands.settle()


def test_a_desk_that_works_alone_starts_nothing(enrolling: Hands) -> None:
    assert not enrolling.window.sign.isVisible()
    _change_phone(enrolling, "0531-80000001")
    exchanger = _exchanger(enrolling)
    assert exchanger.overview is None
    assert not exchanger._timer.isActive()


def test_another_certificate_gets_no_word_and_enrols_nobody(
    enrolling: Hands, server: Server, town: str
) -> None:
    panel = _paste(enrolling, structs.replace(server.invite(town), fingerprint=bytes(32)))
    enrolling.click(panel.enrolling.agree)
    enrolling.settle()
    assert "证书指纹不符" in panel.enrolling.told.text()
    assert _acts(server, town) == []
    assert not enrolling.window.sign.isVisible()


def test_from_the_code_to_agreement_without_a_line_and_through_a_lock(
    enrolling: Hands, server: Server, town: str, tmp_path: Path
) -> None:
    """One course, as all tests of a process have one server and the hall one desk."""
    exchanger = _exchanger(enrolling)
    panel = _enrol(enrolling, server.invite(town))
    assert (panel.frame.isVisible(), panel.enrolling.isVisible()) == (True, False)
    before = _acts(server, town)
    assert "staff.record_sign_in" in before
    _change_phone(enrolling, "0531-80000002")  # goes up by itself
    enrolling.bot.waitUntil(
        lambda: _acts(server, town)[len(before) :] == ["premises.change_hall"], timeout=20_000
    )
    _agreed(enrolling)

    found = exchanger.overview
    assert found is not None
    exchanger.overview = replace(found, address="https://127.0.0.1:1")
    exchanger.now()
    enrolling.settle()
    _change_phone(enrolling, "0531-80000003")
    assert enrolling.window.sign.text().startswith("离线自")
    assert "1 件待上报" in enrolling.window.sign.text()
    assert exchanger._timer.isActive()
    _settle_what_came_by_stick(enrolling, panel, server, town, tmp_path)

    exchanger.now()
    enrolling.program.entrance.lock()
    enrolling.settle()
    assert (exchanger._timer.isActive(), exchanger.going) == (False, False)
    enrolling.sign_in("05")
    _agreed(enrolling)
    assert _acts(server, town).count("staff.record_sign_in") == 2


def _agreed(hands: Hands) -> None:
    hands.bot.waitUntil(lambda: "已与区里一致" in hands.window.sign.text(), timeout=20_000)


def _settle_what_came_by_stick(
    hands: Hands, panel: ExchangePanel, server: Server, town: str, folder: Path
) -> None:
    """Another desk has changed the telephone meanwhile: a conflict, which comes on a stick and is settled with a third value."""
    other = server.desk(town)
    other.write("premises.change_hall", [["halls", HALL_ID, {"phone": ["0531-80000002", "0531-80000009"]}]])
    assert '"applied"' in other.exchange(other.asking()).entries[-1].answer
    exchanger, taken = hands.desk.exchanger, list[Any]()
    exchanger.write_file(folder / "up.zqx", then=lambda _: None)
    hands.settle()
    sticks.answer(server.settings.data, folder / "up.zqx", folder / "down.zqx", lambda: NOW)
    exchanger.read_file(folder / "down.zqx", then=taken.append)
    hands.settle()
    assert not taken[0].late
    assert hands.window.sign.text().startswith("需要处理 1 件")
    hands.window.open_exchange()
    panel.reload()
    hands.settle()
    card = panel.answers
    assert "0531-80000003；区里是 0531-80000009（张经办" in card.told.text()
    for size in ((1024, 600), (1366, 768)):
        hands.window.resize(*size)
        for _ in range(6):  # heights that depend on widths find each other
            QApplication.processEvents()
        assert [*sights.seen(hands.window), *walking.unreached(hands.window)] == []
    hands.write(card.third, "0531-80000005")
    hands.click(card.other)
    hands.settle()
    assert card.reason_box.message.isVisible()  # not without a reason
    hands.write(card.reason, "已打电话核实")
    hands.click(card.other)
    hands.settle()
    assert not hands.window.sign.text().startswith("需要处理")
    hands.desk.read(setup.hall, then=lambda hall: taken.append(hall.phone))
    hands.settle()
    assert taken[-1] == "0531-80000005"
