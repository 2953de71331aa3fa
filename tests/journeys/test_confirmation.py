"""A couple applies, and three weeks later is on the roll: every step in the windows, by those who may take it."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, text

from tests.journeys.clerk import Clerk
from tests.journeys.errands import APPROVER, CLERK, bring_papers, print_to_file, state, take_step, verify
from zqdesk.ui.pages.across.case import CasePage
from zqdesk.ui.pages.cases.intake import IntakePage


def test_a_couple_applies_and_is_confirmed(clerk: Clerk, engine: Engine, tmp_path: Path) -> None:
    clerk.clock.set(date(2026, 11, 4))
    clerk.sign_in(CLERK)
    take_application(clerk)
    case = clerk.front(CasePage)
    assert case.number.text().startswith("370114001-2026-DB-00001")
    verify(clerk, "张三某")
    print_to_file(clerk, "申请表", tmp_path / "application.pdf")

    clerk.clock.set(date(2026, 11, 13))
    take_step(clerk, APPROVER)
    assert state(clerk) == "opinion_given"

    clerk.clock.set(date(2026, 11, 16))
    take_step(clerk, CLERK)
    assert state(clerk) == "posted"
    clerk.press("Ctrl+Return", "Ctrl+Return")
    assert state(clerk) == "posted", "the notice runs until the end of its seventh day"
    clerk.clock.set(date(2026, 11, 24))
    clerk.press("F5", "Ctrl+Return", "Ctrl+Return")
    assert state(clerk) == "deciding"

    take_step(clerk, APPROVER)
    assert state(clerk) == "confirmed"
    print_to_file(clerk, "审核确认表", tmp_path / "approval.pdf")

    clerk.clock.set(date(2026, 11, 25))
    take_step(clerk, CLERK)
    assert state(clerk) == "on_roll"
    assert_kept(engine, tmp_path)


def take_application(clerk: Clerk) -> None:
    """The whole entry in one pass, without a mouse."""
    clerk.press("F2")
    page = clerk.front(IntakePage)
    clerk.fill(["", "示例东村", "", "示例路1号", "13000000001", "", "", "年老患病"])
    clerk.go_on_to("姓名")
    clerk.fill(["张三某", "３７０１１４１９０００１０１００１４", "本人", "", "完全丧失"])
    clerk.press("Ins")
    clerk.fill(["李四某", "370181190002150027", "配偶", "", "无"])
    clerk.go_on_to("收入·成员")
    clerk.fill(["张三某", "养老金", "", "208"])
    clerk.wait_until(lambda: "1,400.00" in page.trace.words())
    bring_papers(clerk, page)
    clerk.go_on_to("户名")
    clerk.fill(["张三某", "示例农商银行", "6222000000000000004"])
    clerk.press("F10")


def assert_kept(engine: Engine, folder: Path) -> None:
    """What stands in the database, the change log and on paper."""
    with engine.connect() as connection:
        roll = connection.execute(
            text("SELECT from_month, allowance_fen, person_count FROM roll_entries")
        ).all()
        acts = connection.execute(text("SELECT act, actor_name FROM changes ORDER BY seq")).all()
        papers = connection.execute(
            text("SELECT kind, copy_count FROM papers WHERE digest <> '' ORDER BY id")
        ).all()
    assert [tuple(row) for row in roll] == [("2026-12", 140_000, 2)]
    taken = [(act.partition(".")[2], name) for act, name in acts]
    assert ("confirm", "李大某") in taken
    assert ("give_opinion", "李大某") in taken
    assert ("deliver_decision", "王小某") in taken
    assert [tuple(row) for row in papers] == [("application", 1), ("approval", 1)]
    for name in ("application.pdf", "approval.pdf"):
        assert (folder / name).read_bytes().startswith(b"%PDF-")
    assert json.dumps(taken).count("record_application") == 1
