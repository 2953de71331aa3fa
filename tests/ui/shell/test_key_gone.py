"""Once the desk is locked no object of the program holds the key of the data."""

import gc
from collections.abc import Iterator

import pytest

from tests import town
from tests.ui.shell.hands import Hands


def holders(secret: bytes) -> Iterator[str]:
    """The kinds of object that hold exactly this secret; the tests' own vault, which made it, is none of them."""
    gc.collect()
    gc.unfreeze()  # only now: what is kept from the collector is looked through, and not collected
    for each in gc.get_objects():
        for part in () if isinstance(each, town.Vault) else gc.get_referents(each):
            if type(part) is bytes and part == secret:
                yield type(each).__name__


@pytest.mark.parametrize("leave", ["lock", "sign_out"])
def test_the_key_goes_when_the_desk_is_left(hands: Hands, data: town.Vault, leave: str) -> None:
    hands.sign_in()
    hands.window.open_room("settings")
    hands.settle()
    assert list(holders(data.key)), "while somebody sits here it is held"
    getattr(hands.program.entrance, leave)()
    hands.settle()
    assert list(holders(data.key)) == []
