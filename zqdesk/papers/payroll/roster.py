"""月发放名册: the kinds of roster that are printed; each is drawn like a book, with the sums of its pages carried on."""

from collections.abc import Mapping

from zqdesk.office.payroll.raise_notice import raise_notice
from zqdesk.office.payroll.roster import roster
from zqdesk.papers.reserve.books import Kind

KINDS: Mapping[str, Kind] = {
    "payroll_roster": Kind(roster, "list"),
    "raise_notice": Kind(raise_notice, "row"),
}
TITLES: Mapping[str, str] = {"payroll_roster": "发放名册", "raise_notice": "提标补发告知书"}
