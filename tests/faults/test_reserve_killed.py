"""A desk killed between any two statements of a payment or a reversal: it is booked as a whole or not at all."""

import subprocess
import sys
from pathlib import Path

from tests import town
from tests.faults.paying_and_dying import ACTS

ROOT = Path(__file__).parents[2]


def test_killed_between_any_two_statements(data: town.Vault) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.paying_and_dying", str(data.folder), data.key.hex()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    for act, statement, _end, state in lines:
        assert state == "sound", (act, statement, state)
    for act in ACTS:
        deaths = [end for name, _, end, _ in lines if name == act]
        assert deaths.count("died") > 10
        assert deaths[-1] == "done"
