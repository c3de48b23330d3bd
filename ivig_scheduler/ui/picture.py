"""A picture of the window, taken when nothing is being loaded any more."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.main_window import MainWindow

#: Does something with the window at each step; the next follows when everything is loaded.
Arrange = Callable[[MainWindow], Iterator[None]]

#: How often it looks whether everything is loaded, and how many quiet looks it wants.
_LOOK_EVERY_MS = 30
_QUIET_LOOKS = 4


def take_picture(
    window: MainWindow, desk: Desk, path: Path, arrange: Arrange | None = None
) -> None:
    """Save the window to `path` once `arrange` has done its steps, and end the program."""
    _Photographer(window, desk, path, arrange(window) if arrange else iter(()))
    # Drawn even where nothing shows it: the first frame opens the database.
    window.grab()


class _Photographer(QObject):
    """Waits for quiet, does the next step, and takes the picture when there is none left."""

    def __init__(self, window: MainWindow, desk: Desk, path: Path, steps: Iterator[None]) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._path = path
        self._steps = steps
        self._quiet = 0
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._desk.opened.connect(self._timer.start)
        self._desk.troubled.connect(self._timer.start)

    def _look(self) -> None:
        self._quiet = self._quiet + 1 if self._desk.is_idle else 0
        if self._quiet < _QUIET_LOOKS:
            return
        self._quiet = 0
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            saved = self._window.grab().save(str(self._path))
            QApplication.exit(0 if saved else 1)
