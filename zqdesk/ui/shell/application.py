"""The program from start to end: one window, usable before the database layer is even loaded."""

import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from zqdesk import log, paths, settings
from zqdesk.ui.desk.background import Background
from zqdesk.ui.desk.desk import CHINA, Desk
from zqdesk.ui.desk.exchanging import Exchanger
from zqdesk.ui.desk.look import fonts, scrolling, theme
from zqdesk.ui.desk.presses import WATCH, Presses, Ticks
from zqdesk.ui.desk.refresh import Refresh
from zqdesk.ui.desk.tidying import Tidying
from zqdesk.ui.shell import place
from zqdesk.ui.shell.entrance import Entrance
from zqdesk.ui.shell.untranslated import Untranslated
from zqdesk.ui.shell.window import Window

Clock = Callable[[], datetime]
_TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}


def now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def run(folder: Path, clock: Clock = now, greeting: str = "") -> int:
    """Show the desk over this data folder until its window is closed; `greeting` stands above the sign-in."""
    app = prepare(settings.load(folder / settings.FILE).settings.font_scale)
    log.start(folder)
    log.record_crashes(folder)
    program = Program(app, folder, clock)
    program.desk.greeting = greeting
    sys.excepthook = program.last_resort
    program.start(as_left=True)
    return app.exec()


def try_out() -> int:
    """Open the desk on an invented town, made when it is first asked for and kept from then on."""
    from zqdesk.office.invented import relief, town
    from zqdesk.papers import issuing
    from zqdesk.records import schema

    # A town per revision: an older one would lack what a newer programme shows.
    folder = paths.local_data_dir().with_name(f"zqdesk-try-{schema.NEWEST}")
    if not paths.holds_vault(folder):
        print("正在建立虚构的示例街道，约需半分钟…", flush=True)  # noqa: T201 - nothing else is on the screen yet
        making = folder.with_name(f"{folder.name}-making")
        shutil.rmtree(making, ignore_errors=True)
        today = now().astimezone(CHINA).date()
        relief.build(making, today, issuing.issue).dispose()
        making.rename(folder)
    people = "、".join(f"{each.login} {each.name}（{title}）" for each, title in town.STAFF_TITLES)
    return run(folder, greeting=f"试用数据，全部虚构。账号 {people}；口令都是 {town.PASSPHRASE}")


def prepare(scale: int = 100) -> QApplication:
    """The Qt application in Chinese, with the shipped fonts and the house's look."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("zqdesk")
    app.setApplicationDisplayName("镇街救助工作台")
    if app.findChild(Untranslated) is None:
        translator = QTranslator(app)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
        app.installTranslator(Untranslated(app))
    app.styleHints().setTabFocusBehavior(Qt.TabFocusBehavior.TabFocusAllControls)
    fonts.load()
    theme.apply(app, scale)
    return app


def _layout(path: Path) -> QSettings:
    """Where windows and columns were left; for its owner only, as all in the data folder."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    return QSettings(str(path), QSettings.Format.IniFormat)


class Program(QObject):
    """What lives as long as the program: window, desk, threads, and the watch over idle minutes."""

    def __init__(self, app: QApplication, folder: Path, clock: Clock, ticks: Ticks = WATCH) -> None:
        super().__init__()
        loaded = settings.load(folder / settings.FILE)
        self._complaints = loaded.complaints
        self.desk = Desk(
            folder=folder,
            background=Background(self),
            refresh=Refresh(self),
            settings=loaded.settings,
            clock=clock,
            layout=_layout(folder / "window.ini"),
            ticks=ticks,
        )
        self.desk.exchanging = Exchanger(self.desk, self)
        self.window = Window(self.desk)
        self.desk.window = self.window
        self.desk.background.troubled.connect(self.window.show_fault)
        self.entrance = Entrance(self.window, self.desk)
        self.window.entered.connect(self._entered)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.entrance.lock)
        self._presses = Presses(ticks, self)
        app.focusWindowChanged.connect(self._watch)
        app.focusChanged.connect(scrolling.follow)
        self._tidying = Tidying(self.desk.background, self)
        self.window.closing.connect(self._tidying.stop)

    def start(self, *, as_left: bool = False) -> None:
        """Show the window, with `as_left` where the last person left it; everything slow begins after that."""
        self._tidying.start()
        self.entrance.start()
        if as_left:
            self.window.closing.connect(lambda: place.keep(self.window, self.desk.layout))
            place.show(self.window, self.desk.layout)
        else:
            self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.somebody_is_here()
        return super().eventFilter(watched, event)

    def somebody_is_here(self) -> None:
        """Start the idle minutes anew."""
        if self.desk.opened is not None:
            self._idle.start(self.desk.settings.idle_lock_minutes * 60_000)

    def _watch(self, window: QWindow | None) -> None:
        # Whole windows, not every widget: a filter over all events would cost each of them time.
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self._presses.watch(window)

    def last_resort(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug of ours: keep what is typed, note where it was, and say so honestly."""
        from zqdesk.ui.desk.messages import report_bug
        from zqdesk.ui.widgets.form import DraftKeeper

        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.failure("window.bug", error)
        for keeper in list(DraftKeeper.living):
            keeper.flush()
        report_bug(self.window, kind.__name__, self.desk.folder / log.FILE)

    def _entered(self) -> None:
        self._tidying.settle()
        self.somebody_is_here()
        self.window.look_after_data()
        self.desk.exchanger.begin()
        if self._complaints:
            self.window.say("\n".join(self._complaints), "warn")
            self._complaints = ()
