"""A label that shortens what finds no room, and tells all of it in its tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ivig_scheduler.ui.text_size import px
from ivig_scheduler.ui.widgets.kind import set_kind


class ElidedLabel(QLabel):
    """One line of text; it asks for the room of all of it, up to `most_px`."""

    def __init__(self, text: str, kind: str = "", most_px: int = 220) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(text)
        self._most_px = most_px
        if kind:
            set_kind(self, kind)

    def sizeHint(self) -> QSize:
        """Return the room of the whole text, up to the most."""
        hint = super().sizeHint()
        return QSize(min(hint.width() + 2, px(self._most_px)), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same room: other columns give way first."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, shortened where it has to be."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), shown)
