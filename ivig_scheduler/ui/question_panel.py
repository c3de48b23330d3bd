"""What the questions about a visit have in common: two buttons, and the keys that press them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import PANEL_ACTIONS
from ivig_scheduler.ui.focus_return import FocusReturn
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.foot import panel_foot


class QuestionPanel(QWidget):
    """A question in the inspector; `closed` is emitted where the visit is let be, as by Esc."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        FocusReturn(self)

    def _end_with(self, confirm: QPushButton, keep: QPushButton) -> None:
        """Put the buttons below what stands in the column by now; `confirm` has a key as well."""
        keep.clicked.connect(self.closed)
        bind_button(confirm, PANEL_ACTIONS, "confirm", self)
        self._column.addLayout(panel_foot(confirm, keep))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the visit as it is on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
