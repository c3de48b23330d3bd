"""A surface with a hairline round it, for what belongs together on a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.widgets.kind import label, set_kind

_MARGIN = 16
_SPACING = 8


class Card(QFrame):
    """A frame whose `body` is a column; a title stands at its top if there is one."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.body.setSpacing(_SPACING)
        self.header = QHBoxLayout()
        self.header.setSpacing(12)
        if title:
            self.header.addWidget(label(title, "strong"), 0, Qt.AlignmentFlag.AlignVCenter)
            self.body.addLayout(self.header)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put `widget` below what is already there."""
        self.body.addWidget(widget, stretch)
