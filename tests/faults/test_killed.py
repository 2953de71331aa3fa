"""A desk killed in the middle of saving: every act is there as a whole or not at all, and none is lost."""

import subprocess
import sys
from pathlib import Path

from tests import town
from tests.faults.killing import DEATHS

ROOT = Path(__file__).parents[2]


def test_killed_at_any_moment_of_saving(data: town.Vault) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(data.folder), data.key.hex()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    deaths = [line.split() for line in done.stdout.splitlines()]
    assert len(deaths) == DEATHS
    for reported, there, state in deaths:
        assert state == "sound"
        # The one that was being saved may be there although nobody was told so any more.
        assert int(there) - int(reported) in {0, 1}
    assert int(deaths[-1][1]) > DEATHS
