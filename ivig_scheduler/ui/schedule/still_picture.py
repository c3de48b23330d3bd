"""The day as it stands, kept as a picture while something moves over it."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


class StillPicture:
    """Paints what does not move once, and from then on copies it where it must be seen again."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._pixmap: QPixmap | None = None

    def forget(self) -> None:
        """Paint anew next time: something of it has changed."""
        self._pixmap = None

    def paint(self, painter: QPainter, area: QRect, draw: Callable[[QPainter], None]) -> None:
        """Copy `area` of the picture; `draw` paints all of it where it is not there yet."""
        ratio = self._view.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = self._make(ratio, draw)
        source = QRect(area.topLeft() * ratio, area.size() * ratio)
        painter.drawPixmap(area, self._pixmap, source)

    def _make(self, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
        made = QPixmap(self._view.size() * ratio)
        made.setDevicePixelRatio(ratio)
        painter = QPainter(made)
        try:
            draw(painter)
        finally:
            painter.end()
        return made
