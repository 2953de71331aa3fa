"""What every journey of a case does alike: papers ticked as brought, verification, the steps that today's work proposes."""

from datetime import date
from pathlib import Path

from tests.journeys.clerk import Clerk
from zqdesk.office.across.dossier import Dossier
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage

CLERK, APPROVER = "01", "03"


def name_applicant(clerk: Clerk, number: str, name: str = "张三某") -> IntakePage:
    """An entry of 低保 begun, with its first person."""
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.go_on_to("姓名")
    clerk.fill([name, number])
    return page


def bring_papers(clerk: Clerk, page: IntakePage) -> None:
    """Every paper that must be there is, by the space bar."""
    for button in page.entry.materials.fields():
        button.setFocus()
        while page.entry.materials.missing() and "未交" in button.text():  # type: ignore[attr-defined]
            clerk.press("Space")


def verify(clerk: Clerk, present: str) -> None:
    """Cross-check asked and returned, and the visit by two; `present` was at home."""
    clerk.press("Ctrl+Return", "Ctrl+Return")
    clerk.clock.set(date(2026, 11, 6))
    clerk.press("F5", "Ctrl+Return")
    clerk.go_on_to("调查人（两人以上）")
    clerk.fill(["王小某、赵小某", present, "本人"])
    clerk.press("Ctrl+Return")
    assert case_view(clerk).visits, "the visit is recorded"
    clerk.press("Ctrl+Return")
    clerk.go_on_to("核对结果")
    clerk.fill(["与申报一致"])
    clerk.press("Ctrl+Return")
    assert case_view(clerk).cross_checks[-1].result == "fits"


def take_step(clerk: Clerk, login: str) -> None:
    """The next person signs in, opens the case from today's work and takes the step it proposes."""
    clerk.hand_over(login)
    open_case(clerk)
    clerk.press("Ctrl+Return", "Ctrl+Return")


def open_case(clerk: Clerk) -> None:
    """From today's work: the first line is the case that is due first."""
    clerk.enter("today")
    clerk.press("Return")
    clerk.front(CasePage)


def case_view(clerk: Clerk) -> Dossier:
    seen = clerk.front(CasePage).seen
    assert seen is not None
    return seen.dossier


def state(clerk: Clerk) -> str:
    return str(case_view(clerk).case.state)


def print_to_file(clerk: Clerk, title: str, path: Path) -> None:
    clerk.press("Ctrl+P")
    clerk.choose(title)
    clerk.save_paper(path)
