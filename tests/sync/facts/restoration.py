"""What a restore leaves in the log, under the name by which the exchange knows it."""

from collections.abc import Mapping

from zqdesk.office.hall import numbers
from zqdesk.records import anchor
from zqdesk.records.register import Work


def restored(work: Work, /, handed_out: Mapping[str, int], epoch: int) -> None:
    """Numbers go on after what the replaced database had given, and the restores of this desk are counted."""
    numbers.carry_on(work, {**handed_out, anchor.restores(work.desk_id): epoch})
