"""What is shown while something is searched for: how far it is, how long it takes, and Stop."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.kind import button, label

_TICK_MS, _WIDTH_PX, _MARGIN_PX = 250, 420, 20


class SearchSheet(QDialog):
    """Says what is looked for and for how long; `stop_requested` asks for what there is."""

    stop_requested = Signal()

    def __init__(self, title: str, told: str, stop: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Searching"))
        self._searching, self._progress_told = told, ""
        self.told = label("", "quiet")
        self.bar = QProgressBar()
        self.stop_button = button(stop)
        self.stop_button.clicked.connect(self._stop)
        self._elapsed = QElapsedTimer()
        self._elapsed.start()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._tell)
        self._ticking.start()
        self._lay_out(title)
        self._tell()

    def show_progress(self, done: int, of: int, noun: str) -> None:
        """Say how many days or visits are done; where there is but one, that says nothing."""
        self._progress_told = self.tr("{0} {1} of {2}").format(noun, done + 1, of) if of > 1 else ""
        self.bar.setRange(0, of if of > 1 else 0)
        self.bar.setValue(done)
        self._tell()

    def _tell(self) -> None:
        seconds = self.tr("{0} s").format(self._elapsed.elapsed() // 1000)
        parts = (self._searching, self._progress_told, seconds)
        self.told.setText("  ·  ".join(each for each in parts if each))

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_requested.emit()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(self.told)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        column.addLayout(sheet_foot(self.stop_button))
        set_px(self, least_width=_WIDTH_PX)
