"""A system call that fails, is torn, or is the last one: nothing acknowledged is lost, nothing half done, nothing unsaid.

Which calls are struck is chosen anew each time; `./dev faults` strikes all of them.
"""

import json
import random
import subprocess
import sys

from tests.faults.a_process import ROOT
from tests.faults.errands import ERRANDS

KINDS = 2
"""Of fault that each errand meets here."""


def test_any_call_may_fail() -> None:
    seed = random.randrange(1 << 30)
    command = [
        sys.executable,
        "-m",
        "tests.faults.harness",
        "--kinds",
        str(KINDS),
        "--tries",
        "1",
        "--seed",
        str(seed),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {each["errand"] for each in found} == set(ERRANDS)
    assert len(found) == KINDS * len(ERRANDS)
    assert all(each["struck"] for each in found), f"--seed {seed}"
    assert [each for each in found if each["wrong"]] == [], f"--seed {seed}"
