"""What a run found, in words and as a table, and the section of a document in which it stands."""

import os
import platform
import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from bench.table import Figure, show

SECTION = re.compile(r"(?<=^## Figures\n).*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
"""From its heading to the next."""


def told(figures: Sequence[Figure], left: Sequence[str], households: int, seconds: float) -> str:
    """When, of what and on which machine; the table; and what was left out."""
    head = (
        f"Measured on {time.strftime('%Y-%m-%d')}{_commit()}, on {_machine()}, over {households:,} households, "
        f"in {seconds / 60:.1f} minutes, with {os.getloadavg()[2]:.1f} processes at work in the last quarter of an hour:"
    )
    rest = [f"Not measured, for want of time: {', '.join(left)}."] if left else []
    return "\n\n".join([head, show(figures), *rest])


def drawn(document: str, said: str) -> str:
    """The document with this in the place of its figures."""
    if SECTION.search(document) is None:
        raise ValueError("there is no section “## Figures” in it")
    return SECTION.sub(lambda _: f"\n{said}\n\n", document)


def _commit() -> str:
    try:
        asked = ["git", "rev-parse", "--short", "HEAD"]
        done = subprocess.run(asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""  # unpacked from an archive
    return f", at {done.stdout.strip()}"


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return f"{os.cpu_count()} cores ({names[0] if names else platform.processor()}), Python {platform.python_version()}"
