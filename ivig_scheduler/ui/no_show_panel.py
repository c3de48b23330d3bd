"""Where a visit is marked as one the patient did not come to: what that brings, and one press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import PANEL_ACTIONS
from ivig_scheduler.ui.focus_return import FocusReturn
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.kind import button, label


class NoShowPanel(QWidget):
    """`confirmed` marks the visit, `closed` keeps it; `outlook` tells what the mark brings."""

    confirmed = Signal()
    closed = Signal()

    def __init__(self, outlook: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confirm = button(self.tr("Mark as no-show"), "danger")
        self.keep = button(self.tr("Not yet"))
        self.confirm.clicked.connect(self.confirmed)
        self.keep.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("The patient did not come"), "strong"))
        column.addWidget(outlook)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self.keep)
        row.addStretch(1)
        column.addLayout(row)
        FocusReturn(self)
        bind_button(self.confirm, PANEL_ACTIONS, "confirm", self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the visit on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter mark the visit."""
        super().showEvent(event)
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
