"""An old man without children, from the counter to the roll of 特困: every step in the windows, by keys alone."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine, text

from tests.journeys.clerk import Clerk
from tests.journeys.errands import (
    APPROVER,
    CLERK,
    bring_papers,
    case_view,
    print_to_file,
    state,
    take_step,
    verify,
)
from zqdesk.office.support.file import file_of
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.support.case_list import SupportPage
from zqdesk.ui.pages.support.intake import SupportIntakePage


def test_an_old_man_is_supported(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    clerk.clock.set(date(2026, 11, 4))
    clerk.sign_in(CLERK)
    take_application(clerk)
    assert clerk.front(CasePage).number.text().startswith("370114001-2026-TK-00001")
    verify(clerk, "周𬭎")
    assess(clerk)
    print_to_file(clerk, "生活自理能力评估表", tmp_path / "assessment.pdf")

    clerk.clock.set(date(2026, 11, 13))
    take_step(clerk, APPROVER)
    assert state(clerk) == "opinion_given"
    clerk.clock.set(date(2026, 11, 16))
    take_step(clerk, CLERK)
    assert state(clerk) == "posted"
    clerk.clock.set(date(2026, 11, 24))
    clerk.press("F5", "Ctrl+Return", "Ctrl+Return")
    assert state(clerk) == "deciding"
    take_step(clerk, APPROVER)
    assert state(clerk) == "confirmed"
    clerk.clock.set(date(2026, 11, 25))
    take_step(clerk, CLERK)
    assert state(clerk) == "on_roll"
    print_to_file(clerk, "确认通知书", tmp_path / "confirmation.pdf")
    clerk.enter("support")
    assert "已决定 1 件" in clerk.front(SupportPage).sampled.text()
    with engine.connect() as connection:
        roll = "SELECT programme, from_month, allowance_fen, uplift_fen FROM roll_entries"
        assert [tuple(row) for row in connection.execute(text(roll))] == [
            ("support", "2026-12", 104_520, 36_700)
        ]
    assert (tmp_path / "confirmation.pdf").read_bytes().startswith(b"%PDF-")


def take_application(clerk: Clerk) -> None:
    """The whole entry in one pass, without a mouse."""
    clerk.press("Shift+F2")
    page = clerk.front(SupportIntakePage)
    clerk.fill(["分散供养"])
    clerk.press("Space")
    clerk.go_on_to("村（居）")
    clerk.fill(["示例东村", "", "示例路3号", "13000000001", "", "", "年老无子女，没有劳动能力"])
    clerk.go_on_to("姓名")
    clerk.fill(["周𬭎", "370114190001010014", "本人", "", "无"])
    clerk.wait_until(lambda: "1,045.20" in page.trace.words())
    bring_papers(clerk, page)
    clerk.press("F10")


def assess(clerk: Clerk) -> None:
    """The next step proposes the assessment: two of six are not met."""
    clerk.press("Ctrl+Return")
    panel = clerk.front(CasePage).place.panel
    assert panel is not None
    assert panel.title == "登记自理能力评估"
    clerk.go_on_to("评估人（两人以上）")
    clerk.fill(["王小某、赵小某", ""])
    for _ in range(6):
        clerk.press("Right") if _ >= 4 else None
        clerk.press("Return")
    clerk.go_on_to("观察说明")
    clerk.write("行走须扶墙，不能独自洗澡")
    clerk.press("Ctrl+Return")
    assert file_of(case_view(clerk)).level == "partly"
