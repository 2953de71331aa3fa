"""Runs what dies on purpose as a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def printed(module: str, folder: Path, secret: str) -> list[str]:
    """The lines that a module prints which is given a data folder and what opens it; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder), secret],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()
