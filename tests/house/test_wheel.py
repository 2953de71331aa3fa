"""What is shipped: the wheel holds everything the desk reads, and Qt finds everything it loads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import PySide6
import pytest

from tests.house.tree import ROOT

ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from zqdesk.paths import shipped
print(*(path.resolve() for path in map(shipped, ("resources", "migrations"))), sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("zqdesk-*.whl")
    return built


def test_the_wheel_holds_resources_and_migrations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        held = set(opened.namelist())
    wanted = {
        f"zqdesk/{path.relative_to(ROOT).as_posix()}"
        for top in ("resources", "migrations")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - held == set()
    assert not [name for name in held if name.startswith(("tests/", "bench/", "docs/"))]


def test_an_installed_desk_finds_its_own_files(wheel: Path, tmp_path: Path) -> None:
    """Alone in a folder, with no checkout beside it."""
    target = tmp_path / "installed"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    asked = subprocess.run(
        [sys.executable, "-I", "-c", ASK, str(target)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    for line in asked.stdout.splitlines():
        assert Path(line).is_dir()
        assert Path(line).is_relative_to(target.resolve())


def test_every_library_of_the_system_that_qt_loads_is_there() -> None:
    """`./dev` installs what packaging/linux/libraries.txt lists: the list is right if nothing is missing."""
    qt = Path(PySide6.__file__).parent
    plugins = qt / "Qt" / "plugins"
    loaded = [qt / f"Qt{part}.abi3.so" for part in ("Core", "Gui", "Widgets", "PrintSupport")]
    loaded += [plugins / "platforms" / f"libq{screen}.so" for screen in ("offscreen", "xcb", "wayland")]
    loaded += [plugins / "printsupport" / "libcupsprintersupport.so"]
    for library in loaded:
        answer = subprocess.run(["ldd", library], check=True, capture_output=True, text=True).stdout
        assert "=>" in answer
        assert "not found" not in answer, library.name
