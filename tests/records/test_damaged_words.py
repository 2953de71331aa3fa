"""What is said about a damaged database: never that all in it is sound."""

import pytest

from zqdesk.records import faults


class BrokenError(Exception):
    """As the encrypted database reports it."""


BrokenError.__module__ = "sqlcipher3.dbapi2"


@pytest.mark.parametrize(
    "said",
    [
        "database disk image is malformed",
        "file is not a database",
        "vtable constructor failed: search_index",
    ],
)
def test_of_a_damaged_file_only_the_backups_are_called_sound(said: str) -> None:
    known = faults.translate(BrokenError(said))
    assert known is not None
    assert "备份" in known.safe
    assert "都完好" not in known.safe
    full = faults.translate(BrokenError("database or disk is full"))
    assert full is not None
    assert "都完好" in full.safe
