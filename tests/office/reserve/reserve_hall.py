"""A hall of its own with a funded reserve, for properties that need a fresh one for every example."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import town
from tests.office.reserve.reserve_course import Reserve, funded
from zqdesk.records.register import Register


@contextmanager
def hall(template: town.Vault) -> Iterator[Reserve]:
    """Copied from the town's template, closed and gone afterwards."""
    with TemporaryDirectory() as folder:
        shutil.copytree(template.folder, Path(folder) / "data")
        engine = replace(template, folder=Path(folder) / "data").open()
        try:
            yield funded(Register(engine, town.CLERK, town.DESK_ID, town.Clock()))
        finally:
            engine.dispose()
