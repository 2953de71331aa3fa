"""The keys of the help page are those that work for the person who reads it."""

from tests.ui.shell.hands import Hands
from zqdesk.ui.desk.commands import numbered
from zqdesk.ui.desk.rooms import ROOMS
from zqdesk.ui.pages.hall.help import HelpPage
from zqdesk.ui.shell.bars import RoomBar


def _titles(bar: RoomBar) -> list[str]:
    return [next(room.title for room in ROOMS if room.id == shown) for shown in bar.rooms()]


def _listed(hands: Hands) -> dict[str, str]:
    hands.window.open_room("help")
    return {command.key: command.text for command in hands.front(HelpPage).keys}


def test_rooms_have_the_numbers_of_the_readers_own_bar(hands: Hands) -> None:
    for login in ("01", "03", "05"):
        hands.sign_in(login)
        shown = [
            text for key, text in _listed(hands).items() if key.startswith("Ctrl+") and key[-1].isdigit()
        ]
        assert shown == _titles(hands.window.bar), login
        hands.window.signing_out.emit()


def test_the_approvers_number_of_the_settings_opens_them(hands: Hands) -> None:
    hands.sign_in("03")
    key = numbered(hands.window.bar.rooms().index("settings") + 1)
    assert _listed(hands)[key] == "设置"
    hands.window._actions[f"room.{hands.window.bar.rooms().index('settings') + 1}"].trigger()
    hands.settle()
    assert hands.window.room == "settings"


def test_only_a_clerk_reads_of_entering_applications(hands: Hands) -> None:
    hands.sign_in("01")
    entering = {"F2", "F3", "F4", "F6", "F10", "Alt+1", "Ctrl+O"}
    assert entering <= set(_listed(hands))
    hands.window.signing_out.emit()
    hands.sign_in("03")
    assert not entering & set(_listed(hands))


def test_a_cashier_pays_with_the_key_of_submitting(hands: Hands) -> None:
    hands.sign_in("04")
    listed = set(_listed(hands))
    assert "F10" in listed
    assert not {"F2", "F3", "F4", "Ctrl+O"} & listed
