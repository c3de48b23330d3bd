"""Making the window and running it until it is closed, or until its picture is taken."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer, QTimeZone
from PySide6.QtWidgets import QApplication

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.main_window import TITLE, MainWindow
from ivig_scheduler.ui.pages import NEW_COURSE
from ivig_scheduler.ui.qt_start import start_qt
from ivig_scheduler.ui.stylesheet import apply_theme
from ivig_scheduler.ui.theme import ThemeSource
from ivig_scheduler.ui.window_state import WindowState

if TYPE_CHECKING:
    from ivig_scheduler.options import WindowOptions
    from ivig_scheduler.services.dispatcher import Clock
    from ivig_scheduler.services.office import Office

#: How often a picture looks whether everything is loaded, and how many quiet looks it wants.
_LOOK_EVERY_MS = 30
_QUIET_LOOKS = 4


def system_zone() -> str:
    """Return the IANA name of this machine's zone."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"


def make_application() -> QApplication:
    """Return the Qt application with the program's name.

    Where Qt cannot open the screen the process ends with exit code 2 after one sentence.
    """
    app = start_qt()
    app.setApplicationName(TITLE)
    app.setDesktopFileName("ivig-scheduler")
    return app


def run_window(
    app: QApplication,
    open_office: "Callable[[], Office]",
    clock: "Clock",
    state_file: Path,
    options: "WindowOptions",
) -> int:
    """Show the window and return the exit code when it is closed.

    The database is opened once the first frame is on the screen. With `options.screenshot` the
    window is saved there as a picture as soon as everything is loaded, and the program ends.
    """
    # What a start imports stays: looking through it for garbage would take a tenth of the time.
    gc.disable()
    state = WindowState(QSettings(str(state_file), QSettings.Format.IniFormat))
    themes = ThemeSource(state.theme_choice if options.theme == "system" else options.theme)
    apply_theme(app, themes.theme)
    desk = Desk(open_office, clock)
    window = MainWindow(desk, themes, state)
    if options.size is not None:
        window.resize(*options.size)
    window.drawn.connect(desk.open, Qt.ConnectionType.SingleShotConnection)
    desk.opened.connect(_collect_garbage_again, Qt.ConnectionType.SingleShotConnection)
    _open_page(window, options.page)
    picture = _Picture(window, desk, options.screenshot) if options.screenshot else None
    window.show()
    if picture is not None:
        picture.start()
    code = app.exec()
    desk.close()
    _take_down(window)
    return code


def _take_down(window: MainWindow) -> None:
    """Delete the window while Qt and Python are both there.

    What is left over when the interpreter ends is deleted by PySide in no order, parents after
    their children or before, which ends in a segmentation fault now and then.
    """
    window.deleteLater()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _collect_garbage_again() -> None:
    gc.freeze()
    gc.enable()


def _open_page(window: MainWindow, key: str) -> None:
    if key == NEW_COURSE:
        window.start_course(None)
    else:
        window.show_page(key)


class _Picture(QObject):
    """Takes the window's picture when nothing is being loaded any more."""

    def __init__(self, window: MainWindow, desk: Desk, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._path = path
        self._quiet = 0
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._desk.opened.connect(self._timer.start)
        self._desk.troubled.connect(self._timer.start)

    def start(self) -> None:
        """Have the window drawn even where nothing shows it."""
        self._window.grab()

    def _look(self) -> None:
        self._quiet = self._quiet + 1 if self._desk.is_idle else 0
        if self._quiet < _QUIET_LOOKS:
            return
        self._timer.stop()
        saved = self._window.grab().save(str(self._path))
        QApplication.exit(0 if saved else 1)
