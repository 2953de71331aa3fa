"""Builds a .deb holding the desk with all its Python packages; the PC needs only its system's Python and libraries.

    .venv/bin/python packaging/linux/build_deb.py dist

Built for the Python it is run with: run it on the oldest system that the halls use.
"""

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
LAUNCHER = """\
#!/bin/sh
exec env PYTHONPATH=/usr/lib/zqdesk PYTHONNOUSERSITE=1 python{minor} -P -m zqdesk "$@"
"""
CONTROL = """\
Package: zqdesk
Version: {version}
Architecture: {architecture}
Maintainer: zqdesk <zqdesk@localhost>
Depends: {depends}
Installed-Size: {kilobytes}
Section: misc
Priority: optional
Description: Desk for social assistance in a township service hall
 Takes, verifies and confirms applications for the subsistence allowance,
 offline, in an encrypted database, and prints every paper of the file.
"""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def install_into(tree: Path) -> None:
    """Put the pinned packages, the desk, its launcher, menu entry and icon where Debian wants them."""
    program = tree / "usr" / "lib" / "zqdesk"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", str(program))
    requirements = ROOT / "packaging" / "requirements" / "run.txt"
    run(*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(requirements))
    run(*pip, "--no-deps", "--no-build-isolation", str(ROOT))
    shutil.rmtree(program / "bin", ignore_errors=True)
    launcher = tree / "usr" / "bin" / "zqdesk"
    launcher.parent.mkdir(parents=True)
    launcher.write_text(LAUNCHER.format(minor=f"{sys.version_info[0]}.{sys.version_info[1]}"))
    launcher.chmod(0o755)
    share = tree / "usr" / "share"
    for source, target in (
        (HERE / "zqdesk.desktop", share / "applications" / "zqdesk.desktop"),
        (ROOT / "resources" / "icons" / "zqdesk.svg", share / "icons/hicolor/scalable/apps/zqdesk.svg"),
        (ROOT / "LICENSE", share / "doc" / "zqdesk" / "copyright"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def describe(tree: Path, version: str) -> None:
    packages = sorted({line.split()[1] for line in (HERE / "libraries.txt").read_text().splitlines()})
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        CONTROL.format(
            version=version,
            architecture=ARCHITECTURES[platform.machine()],
            depends=", ".join([python, *packages]),
            kilobytes=size,
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "zqdesk"
        tree.mkdir(mode=0o755)
        install_into(tree)
        version = (
            next((tree / "usr/lib/zqdesk").glob("zqdesk-*.dist-info"))
            .name.split("-")[1]
            .removesuffix(".dist")
        )
        describe(tree, version)
        package = folder / f"zqdesk_{version}_{ARCHITECTURES[platform.machine()]}.deb"
        run("dpkg-deb", "--root-owner-group", "--build", "-Zgzip", str(tree), str(package))
    print(package)


if __name__ == "__main__":
    main()
