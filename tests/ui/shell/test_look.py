"""The look: text stays readable, keys are unique, and help lists every one of them."""

import re

import pytest

from tests.ui.screens.contrast import TEXT, contrast
from tests.ui.shell.hands import Hands
from zqdesk.paths import shipped
from zqdesk.ui.desk import commands
from zqdesk.ui.desk.look import theme
from zqdesk.ui.pages.hall.help import HelpPage, keys_for


@pytest.mark.parametrize(
    ("text", "ground"),
    [*theme.CHIPS.values(), ("ink", "page"), ("soft", "page"), ("bar_text", "bar"), ("bar_soft", "bar")],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    assert contrast(theme.colour(text), theme.colour(ground)) >= TEXT


def test_no_text_is_below_twelve_pixels() -> None:
    sheet = (shipped("resources") / "theme.qss").read_text(encoding="utf-8")
    assert min(int(size) for size in re.findall(r"font-size: (\d+)", sheet)) >= 12


def test_every_colour_of_the_sheet_is_known() -> None:
    sheet = (shipped("resources") / "theme.qss").read_text(encoding="utf-8")
    assert set(re.findall(r"@(\w+)", sheet)) <= set(theme.COLOURS)


def test_no_key_does_two_things_and_no_command_has_two_names() -> None:
    assert len({each.key for each in commands.ALL}) == len(commands.ALL)
    assert len({each.id for each in commands.ALL}) == len(commands.ALL)


def test_help_lists_every_key(hands: Hands) -> None:
    hands.sign_in()
    hands.window.open_room("help")
    page = hands.front(HelpPage)
    shown = {label.text() for label in page.findChildren(type(theme.label()))}
    others = {each.key for each in keys_for({"cashier"})} - {each.key for each in page.keys}
    told = {each.key for each in page.keys} | others
    assert told == {each.key for each in commands.ALL}, "every key is told to somebody"
    assert {commands.key_text(each.key) for each in page.keys} <= shown
