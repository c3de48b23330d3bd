"""Draws the line of the present minute, with its time on a badge among the hours."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ground_painter import rect_of
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import clock


def paint_now(painter: QPainter, minute: int, geometry: DayGeometry, inks: Inks) -> None:
    """Draw the line of the present minute where it can be seen."""
    at, band = geometry.along(minute), geometry.bands.time
    if not geometry.time_start <= at < geometry.time_end:
        return
    end = geometry.width if geometry.is_across else geometry.height
    line = geometry.area(at - 1, at + 1, band - 4, end)
    painter.fillRect(rect_of(line), inks.color["danger"])
    badge = _badge(at, geometry, inks)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.color["danger"])
    painter.drawRoundedRect(QRectF(badge), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["surface"])
    text = clock(minute)
    left = badge.left() + (badge.width() - inks.small.width(text)) / 2
    top = badge.top() + (badge.height() - inks.small.height) / 2
    painter.drawStaticText(QPointF(left, top), inks.small.shape(text))


def _badge(at: int, geometry: DayGeometry, inks: Inks) -> QRect:
    width = inks.small.width(clock(0)) + scaled(inks, 9)
    height = inks.small.height + scaled(inks, 3)
    band = geometry.bands.time
    if geometry.is_across:
        top = min(max(at - height // 2, geometry.time_start), geometry.time_end - height)
        return QRect(band - width - 2, top, width, height)
    left = min(max(at - width // 2, geometry.time_start), geometry.time_end - width)
    return QRect(left, band - height - 4, width, height)
