"""Where a visit is marked as one the patient did not come to: what that brings, and one press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.question_panel import QuestionPanel
from ivig_scheduler.ui.widgets.kind import button, label


class NoShowPanel(QuestionPanel):
    """`confirmed` marks the visit, `closed` keeps it; `outlook` tells what the mark brings."""

    confirmed = Signal()

    def __init__(self, outlook: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confirm = button(self.tr("Mark as no-show"), "danger")
        self.keep = button(self.tr("Not yet"))
        self.confirm.clicked.connect(self.confirmed)
        self._column.addWidget(label(self.tr("The patient did not come"), "strong"))
        self._column.addWidget(outlook)
        self._end_with(self.confirm, self.keep)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter mark the visit."""
        super().showEvent(event)
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
