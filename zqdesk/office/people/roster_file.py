"""A roster chosen on this PC: its sheets, and what tells this file from any other."""

from pathlib import Path

from zqdesk import confined
from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets import Sheet
from zqdesk.office.hall.table_file import PATTERNS as PATTERNS  # noqa: PLC0414 - part of this door
from zqdesk.office.hall.table_file import READER, open_table
from zqdesk.office.people.importing import Source
from zqdesk.office.people.roster import Progress


@frozen
class RosterFile:
    """A file that was read."""

    source: Source
    sheets: tuple[Sheet, ...]


def open_roster(
    path: Path,
    limits: confined.Limits | None = None,
    *,
    progress: Progress | None = None,
    reader: str = READER,
) -> RosterFile:
    """The sheets of a file; `progress` is called all the time while it is read, and may raise to stop it.

    Refused as `table_file.open_table` says.
    """
    beat = (lambda: progress(0, 0)) if progress else None
    table = open_table(path, limits, beat=beat, reader=reader)
    return RosterFile(Source(table.name, table.sha256), table.sheets)
