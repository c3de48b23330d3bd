"""A sheet over the schedule with a heading and a close button: the base of those of the lists."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.kind import button, label

_MARGIN = 20


class Sheet(QDialog):
    """Window-modal; Esc and the last button close it. Parts go into `column` and `foot`."""

    def __init__(self, title: str, close: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.title = label(title, "heading", wrap=True)
        self.close_button = button(close)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        self.foot = sheet_foot(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        outer.setSpacing(10)
        outer.addWidget(self.title)
        outer.addLayout(self.column, 1)
        outer.addLayout(self.foot)
        self.finished.connect(self.deleteLater)
