"""A system call that fails, is torn, or is the last one: nothing acknowledged is lost, nothing half done, nothing unsaid.

Which calls are struck is chosen anew each time; `./dev faults` strikes all of them.
"""

import json
import random
import subprocess
import sys

from tests.faults import failing, harness
from tests.faults.a_process import ROOT
from tests.faults.errands import ERRANDS

KINDS = 2
"""Of fault that each errand meets here."""


def test_a_machine_that_cannot_strike_says_so_in_its_table() -> None:
    """Elsewhere than on x86-64 nothing is struck, and nobody reads that as nothing wrong."""
    why = failing.unable("linux", "aarch64")
    assert why.startswith("not on aarch64")
    assert failing.unable("darwin", "arm64").startswith("not on darwin")
    alone = harness.unstruck("", why)
    assert "Nothing was struck." in alone
    assert "|" not in alone
    drawn = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    said = harness.unstruck(drawn, why)
    assert "The table is of another machine." in said
    assert said.endswith(drawn[drawn.index("| errand |") :])
    assert harness.unstruck(said, why) == said


def _struck(*asked: str) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "tests.faults.harness", *asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_commit_that_the_disk_failed_leaves_no_account_that_nobody_can_enter() -> None:
    """It was told as failed and may be there all the same when the file is next opened."""
    if failing.unable():
        return
    found = _struck("open an account", "--kind", "io", "--of", "fsync zqdesk.db-wal")
    assert len(found) >= 3
    assert [each for each in found if each["wrong"]] == []


def test_any_call_may_fail() -> None:
    if failing.unable():
        return  # its table says so
    seed = random.randrange(1 << 30)
    found = _struck("--kinds", str(KINDS), "--tries", "1", "--seed", str(seed))
    assert {each["errand"] for each in found} == set(ERRANDS)
    assert len(found) == KINDS * len(ERRANDS)
    assert all(each["struck"] for each in found), f"--seed {seed}"
    assert [each for each in found if each["wrong"]] == [], f"--seed {seed}"


def test_a_new_database_is_whole_in_one_file_before_it_comes_into_place() -> None:
    """The last connection writes the log into the file as it goes, and says nothing where it cannot."""
    if failing.unable():
        return
    found = _struck(
        "found a hall", "--kind", "io", "--of", "fsync zqdesk.db.new-wal", "--tries", "3", "--seed", "1"
    )
    assert [each for each in found if each["wrong"]] == []
