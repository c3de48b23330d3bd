"""Telling the user of an error of ours, in one calm dialog, with a restart offered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from ivig_scheduler.crash import restart_program

Ask = Callable[[Path | None], bool]


class CrashTeller(QObject):
    """Asks on the UI thread, whichever thread the error came from, then restarts or goes on.

    `ask` returns whether to restart; tests and other fronts put their own in its place.
    """

    _told = Signal(object)

    def __init__(
        self, restart: Callable[[], None], ask: Ask | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._restart = restart
        self._ask = ask or ask_restart
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def tell(self, report: Path | None) -> None:
        """Ask once the event loop is free; callable from any thread."""
        self._told.emit(report)

    def _show(self, report: Path | None) -> None:
        if self._ask(report):
            self._restart()


def window_teller() -> CrashTeller:
    """Return the teller of the window: it asks, and starts the program again."""
    return CrashTeller(restart_from_window)


def picture_teller() -> CrashTeller:
    """Return the teller of a picture: nobody is there to be asked, the program ends."""
    return CrashTeller(lambda: QApplication.exit(1), lambda _report: True)


def restart_from_window() -> None:
    """Start the program once more and end this one."""
    restart_program()
    QApplication.exit(1)


def ask_restart(report: Path | None) -> bool:
    """Ask whether to start the program again."""
    box = crash_box(report)
    box.exec()
    return box.clickedButton() is box.defaultButton()


def crash_box(report: Path | None) -> QMessageBox:
    """Return the dialog; its default button starts the program again."""
    box = QMessageBox(QApplication.activeWindow())
    box.setWindowTitle("IVIG Scheduler")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText("Something in the program went wrong.")
    kept = "Everything saved so far is safe. Starting again is the surest way on."
    where = f"\n\nA report without patient data is in {report}" if report else ""
    box.setInformativeText(kept + where)
    again = box.addButton("Start again", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Keep working", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(again)
    return box
