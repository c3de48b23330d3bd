"""What was just done, in the status bar, with the way back beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ivig_scheduler.ui.widgets.kind import button, label


class Notice(QWidget):
    """ "Moved J. Ortega to chair 7, 10:15 — Undo"; empty until something was done."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("")
        self._dash = label("—")
        self.undo = button(self.tr("Undo"), "link-strong")
        self.undo.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for one in (self._words, self._dash, self.undo):
            row.addWidget(one)
        self.clear()

    def tell(self, text: str, *, can_undo: bool = True) -> None:
        """Say what was done, and offer to undo it."""
        self._words.setText(text)
        self._dash.setVisible(can_undo)
        self.undo.setVisible(can_undo)

    def text(self) -> str:
        """Return what it says, without the offer."""
        return self._words.text()

    def clear(self) -> None:
        """Say nothing."""
        self.tell("", can_undo=False)

    def _ask(self) -> None:
        self.clear()
        self.undo_requested.emit()
