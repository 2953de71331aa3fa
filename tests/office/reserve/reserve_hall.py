"""A hall of its own with a funded reserve, for properties that need a fresh one for every example."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests import town
from tests.office.reserve.reserve_course import Reserve, funded


@contextmanager
def hall(template: town.Vault) -> Iterator[Reserve]:
    """Copied from the town's template, closed and gone afterwards."""
    with town.of_its_own(template, town.Clock()) as register:
        yield funded(register)
