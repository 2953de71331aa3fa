"""What is shipped: the wheel holds everything the desk reads, and Qt finds everything it loads."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import PySide6

from tests.house.tree import ROOT

READ = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from zqdesk.office.people.roster.file import open_roster
print(len(open_roster(Path(sys.argv[2])).sheets[0].rows))
"""
ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from zqdesk.paths import shipped
print(*(path.resolve() for path in map(shipped, ("resources", "migrations"))), sep="\\n")
"""


def test_the_wheel_alone_is_a_whole_desk(tmp_path: Path) -> None:
    """Built, then installed into a folder of its own with no checkout beside it."""
    source = _checkout_with_light_fonts(tmp_path / "source")
    _run("-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(source))
    (wheel,) = tmp_path.glob("zqdesk-*.whl")
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

    target = tmp_path / "installed"
    _run(
        "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--target", str(target), str(wheel)
    )
    for line in _run("-I", "-c", ASK, str(target)).splitlines():
        assert Path(line).is_dir()
        assert Path(line).is_relative_to(target.resolve())
    # The reader of rosters is a process of its own: it must find the same program.
    roster = ROOT / "tests" / "office" / "people" / "files" / "roster.xls"
    assert _run("-I", "-c", READ, str(target), str(roster)) == "3\n"


def _checkout_with_light_fonts(target: Path) -> Path:
    """Fonts as empty files: that each comes along is seen without packing seventy megabytes."""
    target.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target)
    for top in ("zqdesk", "migrations", "resources", "docs", "tests"):
        for path in (ROOT / top).rglob("*"):
            copy = target / path.relative_to(ROOT)
            if path.is_file() and "__pycache__" not in path.parts:
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(b"" if path.suffix == ".ttf" else path.read_bytes())
    return target


def _run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


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
