"""A line of the notices of 特困: the one person it is about, in which placement, and the sum."""

from zqdesk.frozen import frozen
from zqdesk.office.across.dossier import Dossier
from zqdesk.office.support.file import file_of
from zqdesk.papers.cases.notice import Entry, head_of
from zqdesk.records import codes


@frozen
class Line:
    """One person: a child's name is covered; the sum of the opinion in fen a month."""

    name: str
    village: str
    placement: str
    total_fen: int


def line_of(dossier: Dossier) -> Line:
    opinion = dossier.opinions[-1]
    return Line(
        name=head_of(dossier, opinion.given_on),
        village=dossier.household.village_name,
        placement=codes.table("placement").short_of(file_of(dossier).placement),
        total_fen=opinion.allowance_fen + opinion.uplift_fen,
    )


def words_of(line: Line) -> Entry:
    """As the sheet lists it."""
    return line.name, line.village, "1", line.placement, line.total_fen
