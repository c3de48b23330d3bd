"""Making the window and running it until it is closed, or until its picture is taken."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimeZone
from PySide6.QtWidgets import QApplication

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.main_window import TITLE, MainWindow
from ivig_scheduler.ui.picture import take_picture
from ivig_scheduler.ui.qt_start import start_qt
from ivig_scheduler.ui.stylesheet import apply_theme
from ivig_scheduler.ui.text_size import set_text_size
from ivig_scheduler.ui.theme import ThemeSource
from ivig_scheduler.ui.window_state import WindowState

if TYPE_CHECKING:
    from ivig_scheduler.options import WindowOptions
    from ivig_scheduler.services.dispatcher import Clock
    from ivig_scheduler.services.office import Office
    from ivig_scheduler.ui.picture import Arrange


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
    arrange: "Arrange | None" = None,
) -> int:
    """Show the window and return the exit code when it is closed.

    The database is opened once the first frame is on the screen. With `options.screenshot` the
    window is saved there as a picture as soon as everything is loaded and `arrange` has done its
    steps, and the program ends.
    """
    state = WindowState(QSettings(str(state_file), QSettings.Format.IniFormat))
    themes = ThemeSource(state.theme_choice if options.theme == "system" else options.theme)
    set_text_size(app, state.text_size)
    apply_theme(app, themes.theme)
    desk = Desk(open_office, clock)
    window = MainWindow(desk, themes, state)
    if options.size is not None:
        window.resize(*options.size)
    window.drawn.connect(desk.open, Qt.ConnectionType.SingleShotConnection)
    for started in (desk.opened, desk.troubled):
        started.connect(_collect_garbage_again, Qt.ConnectionType.SingleShotConnection)
    if options.is_demo:
        window.strip.tell_work(QCoreApplication.translate("start", "Making the demo clinic…"))
        desk.opened.connect(lambda: window.strip.tell_work(""))
    window.begin_with(options.page)
    window.show()
    if options.screenshot:
        take_picture(window, desk, options.screenshot, arrange)
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
