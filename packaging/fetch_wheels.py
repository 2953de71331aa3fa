"""Fills a folder from which the desk installs on a PC without a network: its wheel and every pinned wheel.

    .venv/bin/python packaging/fetch_wheels.py dist/offline-windows --for windows

The PC needs Python 3.11 of the same kind, nothing else. packaging/README.md says what to type there.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "packaging" / "requirements" / "run.txt"
PYTHON = "3.11"
KINDS = {
    "windows": ["win_amd64"],
    "linux": ["manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux2014_x86_64"],
    "linux-arm64": ["manylinux_2_39_aarch64", "manylinux_2_28_aarch64", "manylinux2014_aarch64"],
}


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def fetch(folder: Path, kind: str) -> None:
    """Download what is pinned for `kind`, checked against its digests, and build the desk's own wheel beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    platforms = [word for name in KINDS[kind] for word in ("--platform", name)]
    # fmt: off
    pip(
        "download", "--quiet", "--dest", str(folder), "--require-hashes", "--no-deps", "--only-binary", ":all:",
        "--python-version", PYTHON, "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none",
        *platforms, "-r", str(REQUIREMENTS),
    )
    # fmt: on
    pip("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--for", dest="kind", choices=KINDS, required=True)
    chosen = parser.parse_args()
    fetch(chosen.folder, chosen.kind)
    print(f"{chosen.folder}: {len(list(chosen.folder.iterdir()))} wheels for {chosen.kind}")


if __name__ == "__main__":
    main()
