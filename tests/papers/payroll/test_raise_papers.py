"""The roster of back-pay says which months it pays; a household is told every month of its own."""

from datetime import date

import pytest

from tests import town
from tests.office.payroll.payroll_course import Months
from tests.office.payroll.raise_course import publish
from tests.papers.readback import text_of
from zqdesk.office.cases.letters.printouts import ReservedPaper
from zqdesk.office.payroll import lists
from zqdesk.office.payroll.back_pay import raises
from zqdesk.office.payroll.back_pay.raises import RaiseEntry
from zqdesk.papers import bound
from zqdesk.papers.reserve import books
from zqdesk.records.register import Register
from zqdesk.rules.problem import Refused
from zqdesk.ui.printing.job import draw_books

NAMES = ("张𬭎𠅤", "阿依古丽·买买提吐尔逊·阿卜杜热合曼")


@pytest.fixture
def hall(register: Register, clock: town.Clock) -> Months:
    """Two households paid by the old standard from January to March, and a raise known in April."""
    made = Months(register, clock)
    made.home(NAMES[0], 1, 80_400)
    made.home(NAMES[1], 2, 120_000, uplift=8_040, persons=2, from_month="2027-02")
    for month in ("2027-01", "2027-02", "2027-03"):
        clock.set(date(2027, int(month[5:]), 5))
        made.released(month)
    publish(made.clerk, published=date(2027, 4, 10))
    clock.set(date(2027, 4, 20))
    return made


def begun(hall: Months) -> str:
    entry = RaiseEntry("2027-01", "2027-03", "章民〔2027〕8号")
    made: str = hall.clerk.do(raises.open_raise, "allowance", entry).result
    return made


def printed(hall: Months, kind: str, subject: str) -> bytes:
    book = hall.clerk.read(bound.view, kind, subject)
    return books.draw(books.content(book, "A2B3C4D5E6", hall.today))


def test_the_roster_says_which_months_it_pays(hall: Months) -> None:
    text = text_of(printed(hall, "payroll_roster", hall.sign(begun(hall)))).replace("\n", "")
    for said in (
        "2027年1月至3月低保提标补发名册", NAMES[0], "2027-01至03每月46.00", "2027-02至03每月96.60",
        "补发月份和金额", "依据：章民〔2027〕8号", "331.20",
    ):  # fmt: skip
        assert said in text, said


def test_a_household_is_told_every_month_and_what_follows(hall: Months) -> None:
    list_id = hall.sign(begun(hall))
    row = hall.clerk.read(lists.kept_rows, list_id)[1]
    text = text_of(printed(hall, "raise_notice", row.row_id)).replace("\n", "")
    for said in (
        "低保待遇变更（提标补发）告知书", NAMES[1], "2027年2月", "1,377.00", "1,280.40", "96.60", "193.20",
        "壹佰玖拾叁元贰角整", "根据章民〔2027〕8号", "自2027年4月起，每月按1,377.00元发放", "行政复议", "签收人",
    ):  # fmt: skip
        assert said in text, said
    assert "2027年1月" in text, "the month from which the standard holds"


def test_a_whole_list_is_told_in_one_print_job(hall: Months) -> None:
    """Each notice begins on a page of its own, is issued as a paper of its row, and bears its own code then."""
    rows = [row.row_id for row in hall.clerk.read(lists.kept_rows, hall.sign(begun(hall)))]
    told = hall.clerk.read(bound.views, "raise_notice", rows)
    job = draw_books("告知书", "raise_notice", tuple(zip(rows, told, strict=True)), hall.today)
    assert [(part.kind, part.subject_id, part.pages) for part in job.fresh] == [
        ("raise_notice", row, 1) for row in rows
    ]
    given = [
        ReservedPaper(each, "", code) for each, code in zip(rows, ("A2B3C4D5E6", "F2G3H4J5K6"), strict=True)
    ]
    final = job.numbered(given)
    assert final.page_count == 2
    for part, name, paper in zip(final.parts, NAMES, given, strict=True):
        text = text_of(part.content).replace("\n", "")
        assert name in text
        assert paper.sheet_code in text.replace("-", "").replace(" ", "")
    whole = text_of(final.content).replace("\n", "")
    assert whole.index(NAMES[0]) < whole.index(NAMES[1])


def test_nobody_is_told_before_it_is_released(hall: Months) -> None:
    list_id = begun(hall)
    hall.prepare(list_id)
    row = hall.clerk.read(lists.kept_rows, list_id)[0]
    with pytest.raises(Refused):
        hall.clerk.read(bound.view, "raise_notice", row.row_id)
