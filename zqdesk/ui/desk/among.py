"""The list a case was opened from: its name, and its cases in the order and choice in which they stood there."""

from collections.abc import Iterable

from zqdesk.frozen import frozen


@frozen
class Among:
    """Taken when the case is opened and never read again: an act that moves a case out of the list moves nobody on."""

    title: str
    case_ids: tuple[str, ...]

    def place(self, case_id: str) -> int:
        """Which of them this is, from 1; 0 where it is none."""
        return self.case_ids.index(case_id) + 1 if case_id in self.case_ids else 0

    def beside(self, case_id: str, by: int) -> str:
        """The case so many places further on; empty past the ends."""
        place = self.place(case_id)
        wanted = place - 1 + by
        return self.case_ids[wanted] if place and 0 <= wanted < len(self.case_ids) else ""


def among(title: str, case_ids: Iterable[str]) -> Among:
    """A case that stands in several lines counts once; lines without one do not count."""
    return Among(title, tuple(dict.fromkeys(each for each in case_ids if each)))
