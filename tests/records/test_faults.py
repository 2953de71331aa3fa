"""Whatever the file system says against a path that a person chose is a sentence that names it, never a bug of ours."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk.records.attachments import load
from zqdesk.records.backups.backup import listing
from zqdesk.records.faults import Known, told, translate
from zqdesk.records.files import make_folder, write_durably

AGAINST_A_PATH = (
    *("ENOENT", "ENOTDIR", "EEXIST", "EISDIR", "ENAMETOOLONG", "EINVAL", "ELOOP", "EACCES", "EPERM", "EROFS"),
    *("EBUSY", "ENXIO", "ENODEV", "ESTALE", "ENOTCONN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"),
    *("ECONNREFUSED", "ENOSPC", "EDQUOT", "EIO"),
)


@given(st.sampled_from(AGAINST_A_PATH), st.sampled_from(("名册.xlsx", "名册.xlsx.part")))
def test_every_fault_of_a_path_is_known(name: str, path: str) -> None:
    number = getattr(errno, name)
    known = translate(OSError(number, os.strerror(number), path))
    assert known is not None
    assert all((known.code, known.happened, known.safe, known.todo))
    if number not in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
        assert "“名册.xlsx”" in known.happened
        assert "数据文件" not in known.happened


PLACES: dict[str, Callable[[Path], Path]] = {
    "path.missing": lambda folder: folder / "none" / "x",
    "path.not_folder": lambda folder: folder / "file" / "x",
    "path.too_long": lambda folder: folder / ("x" * 300),
}


@pytest.mark.parametrize("code", PLACES)
def test_writing_and_listing_at_a_place_that_cannot_be_is_told(tmp_path: Path, code: str) -> None:
    (tmp_path / "file").write_text("no folder")
    place = PLACES[code](tmp_path)
    with pytest.raises(Known) as fault:
        write_durably(place, b"list")
    assert fault.value.code == code
    with pytest.raises(Known) as fault:
        listing(place)
    assert fault.value.code == code


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Known) as fault, told():
        make_folder(tmp_path / "file")
    assert fault.value.code == "path.taken"
    with pytest.raises(Known) as fault, told():
        tmp_path.read_bytes()
    assert fault.value.code == "path.folder"


def test_a_missing_scan_is_still_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(Known) as fault:
        load(tmp_path, bytes(32), "f" * 64)
    assert fault.value.code == "attachment.missing"
