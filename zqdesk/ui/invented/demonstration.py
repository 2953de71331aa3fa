"""The desk shown at work: one family's case in the real windows, from sign-in to the roll.

Leaves pictures of the windows, the papers of the case and a summary. The calendar is set forward between
the steps, as nobody has four weeks to watch.
"""

import itertools
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from zqdesk.office.invented import relief, town
from zqdesk.office.invented.town import APPROVER, CLERK, PASSPHRASE, Clock
from zqdesk.office.payroll.list_view import head_rows
from zqdesk.papers import issuing
from zqdesk.ui.invented import between_desks, family
from zqdesk.ui.invented import raising as demonstration_raising
from zqdesk.ui.invented import relief as demonstration_relief
from zqdesk.ui.invented import support as demonstration_support
from zqdesk.ui.invented.show import Show
from zqdesk.ui.shell import application

HOUSEHOLDS = 2_000
START = date(2026, 11, 4)


def run(out: Path) -> int:
    """Play the case and leave everything in `out`; 0 if all of it went as it should."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen" if sys.platform != "win32" else "windows")
    out.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="zqdesk-demo-"))
    os.environ["ZQDESK_USER"] = str(place / "user")
    try:
        show = _start(place / "data", out)
        play(show)
        show.hands.window.close()
        show.hands.program.desk.background.stop()
        between_desks.play(show)
        summary(show)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 0


def _start(folder: Path, out: Path) -> Show:
    from zqdesk.ui.invented.hands import Hands

    print(f"正在建立虚构的示例街道（{HOUSEHOLDS} 户在册）…", flush=True)  # noqa: T201
    relief.build(folder, START, issuing.issue, roll=HOUSEHOLDS).dispose()
    app = application.prepare()
    clock = Clock(town.morning(START))
    # Its hands are faster than a person's: by its watch a second passes between any two of them.
    program = application.Program(app, folder, clock, itertools.count().__next__)
    program.window.resize(1366, 768)
    program.start()
    program.window.resize(1366, 768)
    return Show(Hands(program), clock, out)


def play(show: Show) -> None:
    """The whole course of one application, objection and second notice included."""
    hands = show.hands
    hands.settle()
    show.picture("sign-in")
    hands.sign_in(CLERK.login, PASSPHRASE)
    show.picture("today")
    _take_in(show)
    _verify(show)
    _first_notice(show)
    _second_round(show)
    _decide(show)
    demonstration_relief.play(show)
    demonstration_support.play(show)
    demonstration_raising.play(show)
    show.person(CLERK.login)
    _look_around(show)


def _take_in(show: Show) -> None:
    hands = show.hands
    page = hands.new_application()
    family.type_in(hands, page)
    hands.wait(lambda: hands.says(page.trace, "2,084.40"), "the amount")
    show.picture("intake")
    hands.window.perform("save")
    hands.settle()
    show.case_id = page.case_id
    show.say("录入申请，测算月保障金 2,084.40 元；缺诊断证明，存为草稿")
    show.step("tell_supplement", {"receiver": "李某某"})
    show.paper("supplement")
    show.on(date(2026, 11, 5))
    family.bring_missing(hands, show.case_id)
    show.step("accept_application")
    show.say("材料补齐，受理")
    for kind in ("application", "acceptance", "cross_check_authorisation"):
        show.paper(kind)
    show.picture("case-accepted")


def _verify(show: Show) -> None:
    show.on(date(2026, 11, 6))
    show.step("request_cross_check", {"request_number": "HD-2026-0137"})
    show.on(date(2026, 11, 10))
    show.step("visit_home", family.VISIT)
    show.paper("home_visit")
    show.on(date(2026, 11, 12))
    show.step("record_cross_check", {"result": "与申报一致", "findings": "未发现其他收入和财产。"})
    show.say("入户调查、信息核对完成")


def _first_notice(show: Show) -> None:
    show.on(date(2026, 11, 13))
    show.person(APPROVER.login)
    show.step("give_opinion")
    show.picture("case-opinion")
    show.say("审批人审核：拟同意")
    show.on(date(2026, 11, 16))
    show.person(CLERK.login)
    show.step("post_notice")
    show.paper("public_notice")
    photo = show.out / "posting.png"
    _photo(photo)
    page = show.hands.open_case(show.case_id)
    page.strip.add([photo])
    show.hands.settle()
    photo.unlink()
    show.picture("case-posted")
    show.say("张榜公示，附张贴照片")


def _second_round(show: Show) -> None:
    show.on(date(2026, 11, 18))
    show.step("record_objection", {"content": "反映该户长子在外务工收入未全部申报。"})
    show.on(date(2026, 11, 19))
    show.step("hold_appraisal", family.APPRAISAL)
    show.paper("appraisal")
    show.on(date(2026, 11, 20))
    show.person(APPROVER.login)
    show.step("give_opinion")
    show.person(CLERK.login)
    show.on(date(2026, 11, 23))
    show.step("post_notice")
    show.paper("public_notice")
    show.say("公示有异议，经民主评议后再次公示")
    show.on(date(2026, 12, 1))
    show.step("close_notice")


def _decide(show: Show) -> None:
    show.person(APPROVER.login)
    show.picture("today-approver")
    show.step("confirm", {"text": "同意。"})
    show.say("公示期满无异议，确认")
    show.person(CLERK.login)
    show.paper("approval", pictured=True)
    show.paper("confirmation")
    show.on(date(2026, 12, 2))
    show.step("deliver_decision")
    show.say("送达，自次月起在册；在村里长期公布，家里行动不便的签代保管协议")
    show.paper("publication")
    show.paper("card_agreement")
    show.picture("case-on-roll")


def _look_around(show: Show) -> None:
    hands = show.hands
    page = hands.open_case(show.case_id)
    assert page.seen is not None
    hands.window.open_household(page.seen.dossier.household.id)
    show.picture("household")
    for room in ("cases", "relief", "support", "households", "roll", "import", "settings", "help"):
        hands.window.open_room(room)
        show.picture(room)
    _months(show)
    hands.wake()
    hands.window.perform("search")
    hands.write("lmm")
    hands.settle()
    show.picture("search")


def _months(show: Show) -> None:
    """The room of the monthly payments: this month's list as it is made, last month's as the bank answered it."""
    window = show.hands.window
    window.open_room("payroll")
    show.picture("payroll")
    for number, row in enumerate(window.desk.register.read(head_rows)[:2], 1):
        window.open_list(row.head.list_id)
        show.picture(f"payroll-list-{number}")
        window.back()


def summary(show: Show) -> None:
    """What was done and what lies where, for a person to read."""
    lines = [
        "# 演示结果", "", ("虚构的示例街道：一户低保申请从受理到在册，一户火灾家庭从先行救助到补办审批，备用金盘点、结账、核销，"
            "一位特困老人从受理到供养，两台工作台与区里交换，"
        "全部在真实窗口中由键盘和鼠标完成。"), "",
        "## 经过", "", *(f"- {line}" for line in show.told), "",
        "## 文书", "", *(f"- {name}" for name in show.papers), "",
        "## 窗口", "", *(f"- {name}" for name in show.pictures), "",
    ]  # fmt: skip
    (show.out / "summary.md").write_text("\n".join(lines), encoding="utf-8")
    print(f"图片 {len(show.pictures)} 张、文书 {len(show.papers)} 份，都在 {show.out}")  # noqa: T201


def _photo(path: Path) -> None:
    """A picture that stands for the photo of the posted notice."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#b7c4a1"))
    painter = QPainter(image)
    painter.fillRect(190, 60, 260, 360, QColor("white"))
    painter.setFont(application.prepare().font())
    painter.drawText(280, 120, "公  示")
    painter.end()
    image.save(str(path))
