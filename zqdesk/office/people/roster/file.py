"""A roster chosen on this PC: its tables, how each was recognised, and what tells this file from any other."""

from pathlib import Path

from zqdesk import confined
from zqdesk.frozen import frozen
from zqdesk.office.hall.spreadsheets.sheets import Sheet
from zqdesk.office.hall.spreadsheets.table_file import PATTERNS as PATTERNS  # noqa: PLC0414 - part of this door
from zqdesk.office.hall.spreadsheets.table_file import READER, open_table
from zqdesk.office.people.roster.columns import Layout, recognise, tables
from zqdesk.office.people.roster.importing import Source
from zqdesk.office.people.roster.values import Progress


@frozen
class RosterFile:
    """A file that was read: each table, shown ones first, with its layout."""

    source: Source
    sheets: tuple[Sheet, ...]
    layouts: tuple[Layout, ...]

    def rosters(self) -> tuple[int, ...]:
        """Which of the tables can be told to be rosters: shown, with people and their numbers."""
        return tuple(
            number
            for number, (sheet, layout) in enumerate(zip(self.sheets, self.layouts, strict=True))
            if not sheet.hidden
            and {"name", "head_name"} & layout.columns.keys()
            and {"id_number", "head_id_number"} & layout.columns.keys()
        )

    def best(self) -> int:
        """The table in which most columns are known; of those that are shown, if any has some."""

        def rank(number: int) -> tuple[bool, int]:
            known = len(self.layouts[number].columns)
            return bool(known) and not self.sheets[number].hidden, known

        return max(range(len(self.sheets)), key=rank)


def open_roster(
    path: Path,
    limits: confined.Limits | None = None,
    *,
    progress: Progress | None = None,
    reader: str = READER,
) -> RosterFile:
    """The tables of a file; `progress` is called all the time while it is read, and may raise to stop it.

    Refused as `table_file.open_table` says.
    """
    beat = (lambda: progress(0, 0)) if progress else None
    file = open_table(path, limits, beat=beat, reader=reader)
    found = tuple(table for sheet in file.sheets for table in tables(sheet))
    return RosterFile(Source(file.name, file.sha256), found, tuple(map(recognise, found)))
