"""Draws what lies under the bars: open and closed time, hour lines, outages; and the chairs."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.geometry import COLUMN_PX, HEADER_PX, DayGeometry
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import ChairRow, DayPicture, OutageBar

HOUR = 60
_SIDE_PX = 14


def paint_ground(painter: QPainter, picture: DayPicture, geometry: DayGeometry, inks: Inks) -> None:
    """Draw the plane of chairs and time."""
    bottom = geometry.rows_bottom
    area = QRect(COLUMN_PX, HEADER_PX, geometry.width - COLUMN_PX, bottom - HEADER_PX)
    painter.fillRect(area, inks.color["surface"])
    _paint_closed(painter, picture, geometry, inks, area)
    line = inks.color["faint_line"]
    for hour in hours(geometry):
        painter.fillRect(geometry.x_of(hour), HEADER_PX, 1, area.height(), line)
    for row in geometry.visible_rows():
        painter.fillRect(COLUMN_PX, geometry.y_of(row + 1) - 1, area.width(), 1, line)
    _paint_outages(painter, picture.outages, geometry, inks)


def hours(geometry: DayGeometry) -> range:
    """Return the full hours that can be seen, as minutes of the day."""
    first, last = geometry.visible_minutes()
    return range(-(-int(first) // HOUR) * HOUR, int(last) + 1, HOUR)


def _paint_closed(
    painter: QPainter, picture: DayPicture, geometry: DayGeometry, inks: Inks, area: QRect
) -> None:
    if picture.is_closed:
        rects = [area]
    else:
        opens, closes = geometry.x_of(picture.opens), geometry.x_of(picture.closes)
        before = QRect(area.left(), area.top(), opens - area.left(), area.height())
        after = QRect(closes, area.top(), geometry.width - closes, area.height())
        rects = [rect & area for rect in (before, after) if rect.width() > 0]
    _paint_hatched(painter, rects, inks)


def _paint_hatched(painter: QPainter, rects: list[QRect], inks: Inks) -> None:
    for rect in rects:
        painter.fillRect(rect, inks.closed)


def _paint_outages(
    painter: QPainter, outages: Sequence[OutageBar], geometry: DayGeometry, inks: Inks
) -> None:
    rows = geometry.visible_rows()
    seen = [outage for outage in outages if outage.row in rows]
    painter.setFont(inks.small.font)
    for outage in seen:
        box = geometry.box(outage.row, outage.start, outage.end)
        left, right = max(box.x, COLUMN_PX), min(box.x + box.width, geometry.width)
        top = geometry.y_of(outage.row)
        rect = QRect(left, top, right - left, geometry.row_px - 1)
        if rect.width() > 0:
            _paint_hatched(painter, [rect], inks)
            painter.setPen(inks.color["muted"])
            shaped = inks.small.shape(outage.text, max(rect.width() - 2 * _SIDE_PX, 1))
            middle = top + (geometry.row_px - inks.small.height) / 2
            # The words stand on plain ground: hatching through letters is hard to read.
            words = QRect(left + 8, int(middle) - 2, int(shaped.size().width()) + 12, 20)
            painter.fillRect(words & rect, inks.color["closed"])
            painter.drawStaticText(QPointF(left + _SIDE_PX, middle), shaped)


def paint_chairs(
    painter: QPainter,
    rows: Sequence[ChairRow],
    geometry: DayGeometry,
    inks: Inks,
    selected_row: int | None,
) -> None:
    """Draw the fixed column of chairs: the name strong, kind and features muted."""
    bottom = geometry.rows_bottom
    painter.fillRect(0, HEADER_PX, COLUMN_PX, bottom - HEADER_PX, inks.color["surface"])
    seen = geometry.visible_rows()
    if selected_row is not None and selected_row in seen:
        top = geometry.y_of(selected_row)
        painter.fillRect(0, top, 3, geometry.row_px - 1, inks.color["accent"])
    _paint_names(painter, rows, geometry, inks, seen)
    for row in seen:
        y = geometry.y_of(row + 1) - 1
        painter.fillRect(0, y, COLUMN_PX, 1, inks.color["faint_line"])
    painter.fillRect(COLUMN_PX - 1, HEADER_PX, 1, bottom - HEADER_PX, inks.color["line"])


def _paint_names(
    painter: QPainter, rows: Sequence[ChairRow], geometry: DayGeometry, inks: Inks, seen: range
) -> None:
    strong, small = inks.strong, inks.small
    room = COLUMN_PX - _SIDE_PX - 6
    top = (geometry.row_px - strong.height - small.height) / 2
    painter.setFont(strong.font)
    painter.setPen(inks.color["text"])
    for row in seen:
        y = geometry.y_of(row) + (
            top if rows[row].detail else (geometry.row_px - strong.height) / 2
        )
        painter.drawStaticText(QPointF(_SIDE_PX, y), strong.shape(rows[row].name, room))
    painter.setFont(small.font)
    painter.setPen(inks.color["muted"])
    for row in seen:
        if rows[row].detail:
            y = geometry.y_of(row) + top + strong.height
            painter.drawStaticText(QPointF(_SIDE_PX, y), small.shape(rows[row].detail, room))


def paint_sentence(painter: QPainter, geometry: DayGeometry, inks: Inks, text: str) -> None:
    """Say something quiet in the middle of the plane, such as why it is empty."""
    shaped = inks.body.shape(text)
    width, height = int(shaped.size().width()) + 32, 34
    left = COLUMN_PX + (geometry.width - COLUMN_PX - width) // 2
    top = HEADER_PX + min((geometry.rows_bottom - HEADER_PX) // 3, 180)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.color["line"])
    painter.setBrush(inks.color["surface"])
    painter.drawRoundedRect(QRect(left, top, width, height), 8, 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(inks.body.font)
    painter.setPen(inks.color["muted"])
    painter.drawStaticText(QPointF(left + 16, top + (height - inks.body.height) / 2), shaped)
