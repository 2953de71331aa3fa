"""A desk killed between any two statements of a signature, a file or an answer: it is there as a whole or not at all."""

from tests import town
from tests.faults.a_process import printed
from tests.faults.listing_and_dying import ACTS

FEWEST = 3
"""Statements of the shortest of these acts that change something on the disk."""


def test_killed_between_any_two_statements(data: town.Vault) -> None:
    told = printed("tests.faults.listing_and_dying", data.folder, data.key.hex())
    lines = [line.split(maxsplit=3) for line in told]
    for act, statement, _end, state in lines:
        assert state == "sound", (act, statement, state)
    for act in ACTS:
        deaths = [end for name, _, end, _ in lines if name == act]
        assert deaths.count("died") >= FEWEST, act
        assert deaths[-1] == "done"
