"""Every chapter of a report: what the programmes count of themselves, and what is counted across them."""

from zqdesk.office.cases.looks.figures import Chapter, Figure
from zqdesk.office.figures import disputed, given, paid, poor, reserve_money, sought
from zqdesk.office.figures.decided import decided_chapter
from zqdesk.office.programmes import PROGRAMMES

CHAPTERS: tuple[Chapter, ...] = (
    *(chapter for programme in PROGRAMMES.values() for chapter in programme.chapters),
    paid.CHAPTER,
    poor.CHAPTER,
    sought.CHAPTER,
    given.CHAPTER,
    reserve_money.CHAPTER,
    decided_chapter({programme.id: programme.title for programme in PROGRAMMES.values()}),
    disputed.CHAPTER,
)
FIGURES: dict[str, Figure] = {figure.id: figure for chapter in CHAPTERS for figure in chapter.figures}
LISTS: dict[str, str] = {list_id: title for chapter in CHAPTERS for list_id, title in chapter.lists.items()}
