"""The program shows one window, and whatever else opens was asked for."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.coordinator import Coordinator


class Shown(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a window, and let the event go on."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)
    coordinator = Coordinator(qtbot, tmp_path)
    coordinator.start()
    for key in ("courses", "patients", "worklist", "setup", "schedule"):
        coordinator.go_to(key)
    for section in ("site", "chairs", "nurses", "products", "settings"):
        coordinator.window.navigator.setup_requested.emit(section)
        coordinator.settle()
    coordinator.window.navigator.patient_requested.emit(None)
    coordinator.window.start_course(None)
    coordinator.settle()
    qapp.removeEventFilter(shown)
    coordinator.end()
    assert shown.kinds == ["AnsweredWindow"]
