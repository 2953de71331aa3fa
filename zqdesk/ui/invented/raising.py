"""A raise in the demonstration: published in January from October on, looked at, made into a list, signed by three."""

from datetime import date

from zqdesk.office.hall.parameters import ParameterEntry, record_parameter
from zqdesk.office.invented.town import ADMINISTRATOR, APPROVER, CLERK, SECOND_CLERK
from zqdesk.rules.payroll.process import State
from zqdesk.ui.invented.show import Show
from zqdesk.ui.pages.payroll.list_page import ListPage
from zqdesk.ui.pages.payroll.raising import RaisePage

PUBLISHED = date(2027, 1, 12)
RAISED = ParameterEntry(
    key="standard.rural",
    value=85_000,
    valid_from=date(2026, 10, 1),
    published_on=PUBLISHED,
    source="章民〔2027〕8号",
)


def play(show: Show) -> None:
    """From the district's notice to the raised roll."""
    hands = show.hands
    show.on(PUBLISHED)
    show.person(ADMINISTRATOR.login)
    hands.program.desk.register.do(record_parameter, RAISED)
    show.person(CLERK.login)
    hands.window.open_raise("allowance")
    page = hands.page(RaisePage)
    hands.wait(lambda: page.months.rows.rows, "the months of a household")
    hands.settle()
    show.picture("raise")
    page.make()
    hands.settle()
    assert page.place.panel is not None
    hands.click(page.place.panel.submit_button)
    hands.settle()
    made = _opened(show)
    if made.acts["hold_all"].isVisible():
        hands.click(made.acts["hold_all"])
        hands.settle()
    hands.click(made.acts["prepare"])
    hands.settle()
    show.picture("raise-list")
    for login, act in ((SECOND_CLERK.login, "review"), (APPROVER.login, "release")):
        list_id = made.list_id
        show.person(login)
        hands.window.open_list(list_id)
        made = _opened(show)
        hands.click(made.acts[act])
        hands.settle()
    hands.wait(lambda: made.seen and made.seen.head.state == State.RELEASED, "the list to be released")
    show.say("1月公布、去年10月起执行的新标准：逐户逐月测算，制表、复核、批准，在册金额从2月起提高")


def _opened(show: Show) -> ListPage:
    page = show.hands.page(ListPage)
    show.hands.wait(lambda: page.seen is not None, "the list")
    show.hands.settle()
    return page
