"""Draws what lies under the bars: open and closed time, lines of the axis, outages."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ivig_scheduler.ui.schedule.axis import HOUR, lines
from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.geometry import Box, DayGeometry
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import DayPicture, OutageBar

_SIDE_PX = 14


def paint_ground(painter: QPainter, picture: DayPicture, geometry: DayGeometry, inks: Inks) -> None:
    """Draw the plane of chairs and time."""
    painter.fillRect(whole_plane(geometry), inks.color["surface"])
    _paint_closed(painter, picture, geometry, inks)
    near, far = geometry.bands.time, geometry.rows_end
    for minute in lines(geometry):
        at = geometry.along(minute)
        line = inks.color["line" if minute % HOUR == 0 and geometry.step < HOUR else "faint_line"]
        painter.fillRect(rect_of(geometry.area(at, at + 1, near, far)), line)
    paint_row_lines(painter, geometry, inks, geometry.time_start, geometry.time_end)
    _paint_outages(painter, picture.outages, geometry, inks)


def paint_row_lines(
    painter: QPainter, geometry: DayGeometry, inks: Inks, start: int, end: int
) -> None:
    """Draw the hairline after each row, from `start` to `end` along the axis of time."""
    for row in geometry.visible_rows():
        edge = geometry.row_edge(row + 1)
        area = geometry.area(start, end, edge - 1, edge)
        painter.fillRect(rect_of(area), inks.color["faint_line"])


def whole_plane(geometry: DayGeometry) -> QRect:
    """Return the part of the canvas that rows lie on."""
    area = geometry.area(
        geometry.time_start, geometry.time_end, geometry.bands.time, geometry.rows_end
    )
    return rect_of(area)


def rect_of(box: Box) -> QRect:
    """Return a box as Qt's rectangle."""
    return QRect(box.x, box.y, box.width, box.height)


def _paint_closed(
    painter: QPainter, picture: DayPicture, geometry: DayGeometry, inks: Inks
) -> None:
    plane = whole_plane(geometry)
    if picture.is_closed:
        painter.fillRect(plane, inks.closed)
        return
    near, far = geometry.bands.time, geometry.rows_end
    opens, closes = geometry.along(picture.opens), geometry.along(picture.closes)
    for start, end in ((geometry.time_start, opens), (closes, geometry.time_end)):
        if end > start:
            rect = rect_of(geometry.area(start, end, near, far)) & plane
            painter.fillRect(rect, inks.closed)


def _paint_outages(
    painter: QPainter, outages: Sequence[OutageBar], geometry: DayGeometry, inks: Inks
) -> None:
    rows, plane = geometry.visible_rows(), whole_plane(geometry)
    painter.setFont(inks.small.font)
    for outage in outages:
        if outage.row in rows:
            edge = geometry.row_edge(outage.row)
            start, end = geometry.along(outage.start), geometry.along(outage.end)
            area = geometry.area(start, end, edge, edge + geometry.row_px - 1)
            _paint_outage(painter, outage.text, rect_of(area) & plane, inks)


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _paint_outage(painter: QPainter, text: str, rect: QRect, inks: Inks) -> None:
    if rect.width() <= 0 or rect.height() <= 0:
        return
    painter.fillRect(rect, inks.closed)
    side, hand = min(scaled(inks, _SIDE_PX), rect.width() // 8), inks.small
    lines = max(rect.height() // hand.height, 1)
    room = QRect(0, 0, max(rect.width() - 2 * side, 1), hand.height * lines)
    words = QFontMetrics(hand.font).boundingRect(room, _WRAP, text)
    if words.height() > room.height():
        text, words = hand.cut(text, room.width()), QRect(0, 0, room.width(), hand.height)
    top = rect.top() + min((rect.height() - words.height()) // 2, 3 * hand.height)
    place = QRect(rect.left() + side, top, min(words.width() + 1, room.width()), words.height())
    # The words stand on plain ground: hatching through letters is hard to read.
    painter.fillRect(place.adjusted(-6, -2, 6, 2) & rect, inks.color["closed"])
    painter.setPen(inks.color["muted"])
    painter.drawText(place, _WRAP, text)


def paint_sentence(painter: QPainter, geometry: DayGeometry, inks: Inks, text: str) -> None:
    """Say something quiet in the middle of the plane, such as why it is empty."""
    shaped = inks.body.shape(text)
    width, height = int(shaped.size().width()) + 32, inks.body.height + 18
    plane = whole_plane(geometry)
    left = geometry.left + (geometry.width - geometry.left - width) // 2
    top = geometry.top + min(plane.height() // 3, 180)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.color["line"])
    painter.setBrush(inks.color["surface"])
    painter.drawRoundedRect(QRect(left, top, width, height), 8, 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(inks.body.font)
    painter.setPen(inks.color["muted"])
    painter.drawStaticText(QPointF(left + 16, top + (height - inks.body.height) / 2), shaped)
