"""What lies over a view of the schedule while another is asked for and slow to come."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ivig_scheduler.ui.widgets.kind import set_kind
from ivig_scheduler.ui.worker import BUSY_AFTER_MS


class Veil(QLabel):
    """Covers `over` after 150 ms: what is below belongs to another day and cannot be pressed."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(self, "veil")
        self._wait = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._wait.timeout.connect(self._cover)
        over.installEventFilter(self)
        self.hide()

    def await_view(self, words: str) -> None:
        """Wait for what is asked for, and say so where that takes long."""
        self.setText(words)
        if self.isHidden() and not self._wait.isActive():
            self._wait.start()

    def lift(self) -> None:
        """It has come."""
        self._wait.stop()
        self.hide()

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what is covered."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)
