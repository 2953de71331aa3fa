"""What the log file may hold, and that it never stops the desk."""

import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk import log, settings
from zqdesk.ui.shell import application


@pytest.fixture(autouse=True)
def _root_logger_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    yield
    logging.captureWarnings(capture=False)
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def _written(folder: Path) -> str:
    return (folder / log.FILE).read_text(encoding="ascii")


def test_log_settings_and_places_are_for_their_owner_only(tmp_path: Path) -> None:
    folder, old = tmp_path / "data", os.umask(0)
    try:
        log.start(folder)
        settings.save(folder / settings.FILE, settings.Settings())
        application._layout(folder / "window.ini").sync()
    finally:
        os.umask(old)
    held = [folder, *folder.iterdir()]
    assert {each.name for each in held} == {"data", log.FILE, settings.FILE, "window.ini"}
    for path in held:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_an_event_is_one_line_of_code_and_ids(tmp_path: Path) -> None:
    log.start(tmp_path)
    log.event("case.accepted", case="019aa0b1c2d34e5f60718293a4b5c6d7", rows=3)
    line = _written(tmp_path)
    assert line.endswith("INFO zqdesk case.accepted case=019aa0b1c2d34e5f60718293a4b5c6d7 rows=3\n")
    assert line.startswith("20")  # the time of the event is not a personal number


@pytest.mark.parametrize(
    "secret",
    ["370114190001010014", "37011419000101001X", "13000001234", "130 0000 1234", "6222-0000-0000-0000-004",
     "19000101", "1900-01-01", "王小明", "𠮷", "明水街道"],
)  # fmt: skip
def test_personal_data_is_masked_wherever_it_stands(tmp_path: Path, secret: str) -> None:
    log.start(tmp_path)
    log.event("slip", note=f"x{secret}y")
    logging.getLogger("elsewhere").warning("row %s\nfailed", secret)
    assert secret not in _written(tmp_path)
    assert "row #" in _written(tmp_path)
    assert len(_written(tmp_path).splitlines()) == 2


@given(st.from_regex(r"[0-9]{7,19}", fullmatch=True), st.text(alphabet=" ,:=ab张李", max_size=5))
def test_no_long_number_survives(number: str, around: str) -> None:
    assert number not in log.masked(around + number + around)


def _save_badly() -> None:
    try:
        _fill_the_disk()
    except OSError as full:
        raise RuntimeError("could not save Zhang San") from full


def _fill_the_disk() -> None:
    raise OSError(28, "No space left", "/srv/zhangsan/370114190001010014.pdf")


def test_an_error_leaves_its_places_and_not_its_message(tmp_path: Path) -> None:
    log.start(tmp_path)
    try:
        _save_badly()
    except RuntimeError as error:
        log.failure("save.failed", error, case=7)
    text = _written(tmp_path)
    assert "save.failed case=7" in text
    assert "OSError errno=28" in text
    assert "test_log.py:" in text
    assert text.index("OSError") < text.index("builtins.RuntimeError")
    for leaked in ("Zhang", "zhangsan", "3701", str(Path(__file__).parent.parent)):
        assert leaked not in text


def test_errors_that_refer_to_each_other_end() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    assert log.places(first) == "  builtins.KeyError\n  builtins.ValueError"


def test_a_folder_that_cannot_be_written_does_not_stop_the_desk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log.start(tmp_path / "file")
    log.event("still.working")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_old_lines_are_dropped_in_the_end(tmp_path: Path) -> None:
    log.start(tmp_path)
    (handler,) = (h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler))
    handler.maxBytes = 1000
    for count in range(100):
        log.event("tick", count=count)
    assert len(list(tmp_path.glob(log.FILE + "*"))) == log.FILES_KEPT + 1
    assert "count=99" in _written(tmp_path)


def test_a_crash_of_the_process_is_noted(tmp_path: Path) -> None:
    program = f"""
import ctypes, pathlib
from zqdesk import log
log.record_crashes(pathlib.Path({str(tmp_path)!r}))
def reading_nowhere(): ctypes.string_at(0)
reading_nowhere()
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode != 0
    assert "reading_nowhere" in (tmp_path / log.CRASH_FILE).read_text()
