"""`./dev` makes its .venv with any Python that is new enough, and anew when an attempt was cut off."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.tree import ROOT

Dev = Callable[[], subprocess.CompletedProcess[str]]
REQUIREMENTS = "packaging/requirements/test.txt"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no package and whose resolver only says which Python it runs in."""
    for name in ("dev", "packaging/linux/libraries.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / REQUIREMENTS).parent.mkdir()
    (tmp_path / REQUIREMENTS).touch()
    (tmp_path / "packaging/pin.py").write_text(
        "import os, sys; print(os.environ.get('PYTHONPATH', sys.prefix))"
    )
    return tmp_path


@pytest.fixture(params=["ensurepip", "the system's pip"])
def dev(request: pytest.FixtureRequest, checkout: Path) -> Dev:
    """`./dev pin` in that checkout; Debian's python3 has no ensurepip unless python3-venv is installed."""
    surroundings = {
        "PYTHONHOME": "/nowhere",
        "PYTHONPATH": str(checkout / "other"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    if request.param != "ensurepip":
        (checkout / "debian").mkdir()
        (checkout / "debian/ensurepip.py").write_text("raise ImportError")
        surroundings["PYTHONPATH"] = str(checkout / "debian")

    def run() -> subprocess.CompletedProcess[str]:
        command = [str(checkout / "dev"), "pin"]
        return subprocess.run(command, check=False, capture_output=True, text=True, env=surroundings)

    return run


def test_the_venv_is_made_once_and_anew_where_an_attempt_was_cut_off(dev: Dev, checkout: Path) -> None:
    first = dev()
    assert first.stdout.strip() == str(checkout / ".venv"), first.stderr
    assert "preparing" in first.stderr
    assert dev().stderr == ""
    (checkout / REQUIREMENTS).write_text("# another list\n")
    assert "preparing" in dev().stderr
    (checkout / REQUIREMENTS).write_text("")
    dev()
    (left := checkout / ".venv/left").touch()
    (checkout / REQUIREMENTS).write_text("./missing.whl --hash=sha256:" + 64 * "0")
    assert dev().returncode
    assert left.exists(), "a whole .venv is changed, not made anew"
    (checkout / REQUIREMENTS).write_text("")
    again = dev()
    assert again.stdout.strip() == str(checkout / ".venv"), again.stderr
    assert not left.exists()
