"""From starting the process to a sign-in window that takes the login."""

import subprocess
import sys
import time
from pathlib import Path

from bench.table import Figure, median

ROOT = Path(__file__).parents[1]


def measure(folder: Path, rounds: int) -> list[Figure]:
    """Both programs are started in turn, so that a busy moment of the machine meets both."""
    start(folder)  # the first start reads everything from the disk
    start()
    desk, bare = [], []
    for _ in range(rounds):
        bare.append(start()[0])
        desk.append(start(folder)[0])
    name, note = "start to usable sign-in", "a bare PySide6 window with one field"
    return [Figure(name, median(desk), median(bare), note, ratio_aim=2.5)]


def start(folder: Path | None = None) -> tuple[float, float]:
    """Start the desk over a folder, or the bare window: milliseconds until it is usable, its peak in MB."""
    command = [sys.executable, "-m", "bench.started", *([str(folder)] if folder else [])]
    begun = time.monotonic()
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    usable, peak = map(float, said.split())
    return (usable - begun) * 1000, peak
