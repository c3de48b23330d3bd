"""Marks on the visits about which something was asked that is not stored yet."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.schedule.day_pane import DayPane

_DASHES = [3, 2]
_ROUND_PX = 5


class TakenMarks(QObject):
    """Frames the bars of visits from the press until the answer: so it is seen to be taken."""

    def __init__(self, canvas: DayPane) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.marks: list[QWidget] = []

    def show(self, appointment_ids: Collection[UUID]) -> None:
        """Mark the bars of those visits, as far as they are on the day."""
        self.clear()
        bars = [self._canvas.picture.find(each) for each in appointment_ids]
        for bar in bars:
            if bar is not None:
                box = self._canvas.geometry_shown.box(bar.row, bar.start, bar.end)
                mark = _Mark(self._canvas.viewport())
                mark.setGeometry(box.x - 2, box.y - 2, box.width + 4, box.height + 4)
                mark.show()
                self.marks.append(mark)

    def clear(self) -> None:
        """Take the marks away."""
        for each in self.marks:
            each.hide()
            each.deleteLater()
        self.marks = []


class _Mark(QWidget):
    """A dashed frame that lets the pointer through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame in the accent's colour."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().link().color(), 2)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _ROUND_PX, _ROUND_PX)
        painter.end()
