"""Draws what stands above the chairs: chairs in use, nurses' hands-on minutes, the hours, now."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ivig_scheduler.ui.schedule.geometry import COLUMN_PX, HEADER_PX, DayGeometry
from ivig_scheduler.ui.schedule.ground_painter import hours
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import QUARTER, DayLoad, DayPicture, clock

_CHAIRS_TOP, _CHAIRS_BOTTOM = 16, 55
_NURSES_TOP, _NURSES_BOTTOM = 66, 96
_HOURS_Y = 104
_SIDE_PX = 14
_BADGE = (40, 17)


def paint_header(
    painter: QPainter,
    picture: DayPicture,
    geometry: DayGeometry,
    inks: Inks,
    now: int | None = None,
) -> None:
    """Draw the curves and the hours; an hour the badge of `now` would cover is left out."""
    painter.fillRect(0, 0, geometry.width, HEADER_PX, inks.color["surface"])
    painter.save()
    painter.setClipRect(COLUMN_PX, 0, geometry.width - COLUMN_PX, HEADER_PX)
    if picture.load.chairs_in_use:
        _paint_chairs_in_use(painter, picture.load, geometry, inks)
        _paint_nurse_minutes(painter, picture.load, geometry, inks)
    _paint_hours(painter, geometry, inks, now)
    painter.restore()
    _paint_captions(painter, picture.load, inks)
    painter.fillRect(0, HEADER_PX - 1, geometry.width, 1, inks.color["line"])


def _paint_chairs_in_use(
    painter: QPainter, load: DayLoad, geometry: DayGeometry, inks: Inks
) -> None:
    top = max(load.chairs, *load.chairs_in_use, 1)
    scale = (_CHAIRS_BOTTOM - _CHAIRS_TOP) / top
    points = [
        QPointF(geometry.x_of(load.first_minute + index * QUARTER), _CHAIRS_BOTTOM - used * scale)
        for index, used in enumerate(load.chairs_in_use)
    ]
    first, last = points[0].x(), points[-1].x()
    corners = [QPointF(first, _CHAIRS_BOTTOM), *points, QPointF(last, _CHAIRS_BOTTOM)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.area)
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(QPen(inks.color["accent"], 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    limit = _CHAIRS_BOTTOM - load.chairs * scale
    painter.setPen(inks.limit)
    painter.drawLine(QLineF(first, limit, last, limit))


def _paint_nurse_minutes(
    painter: QPainter, load: DayLoad, geometry: DayGeometry, inks: Inks
) -> None:
    top = max(*load.nurse_minutes, *load.nurse_limits, 1)
    scale = (_NURSES_BOTTOM - _NURSES_TOP) / top
    limits: list[QLineF] = []
    for index, minutes in enumerate(load.nurse_minutes):
        left = geometry.x_of(load.first_minute + index * QUARTER)
        right = geometry.x_of(load.first_minute + (index + 1) * QUARTER)
        limit = load.nurse_limits[index] if load.nurse_limits else None
        height = max(round(minutes * scale), 1 if minutes else 0)
        if height:
            is_over = limit is not None and minutes > limit
            color = inks.color["danger"] if is_over else inks.nurse
            width = max(right - left - 1, 1)
            painter.fillRect(left, _NURSES_BOTTOM - height, width, height, color)
        if limit:
            y = round(_NURSES_BOTTOM - limit * scale)
            limits.append(QLineF(left, y, right, y))
    painter.setPen(inks.limit)
    painter.drawLines(limits)


def _paint_hours(painter: QPainter, geometry: DayGeometry, inks: Inks, now: int | None) -> None:
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["muted"])
    is_dense = geometry.px_per_minute * 60 < 44
    badge = None if now is None else geometry.x_of(now)
    for minute in hours(geometry):
        text = clock(minute)
        left = geometry.x_of(minute) + 4
        right = left + inks.small.width(text)
        is_cut = right > geometry.width or (is_dense and minute % 120)
        is_covered = badge is not None and left - 24 < badge < right + 24
        if not is_cut and not is_covered:
            painter.drawStaticText(QPointF(left, _HOURS_Y), inks.small.shape(text))


def _paint_captions(painter: QPainter, load: DayLoad, inks: Inks) -> None:
    painter.fillRect(0, 0, COLUMN_PX, HEADER_PX, inks.color["surface"])
    if not load.chairs_in_use:
        return
    peak = max(load.chairs_in_use, default=0)
    is_over = bool(over_quarters(load))
    captions = [
        ("Chairs in use", _CHAIRS_TOP - 2, "muted"),
        (f"{peak} of {load.chairs} at most", _CHAIRS_TOP + 12, "muted"),
        ("Nurse minutes", _NURSES_TOP - 2, "muted"),
        ("over the shift" if is_over else "per quarter hour", _NURSES_TOP + 12,
         "danger" if is_over else "muted"),
    ]  # fmt: skip
    painter.setFont(inks.small.font)
    for text, y, token in captions:
        painter.setPen(inks.color[token])
        room = COLUMN_PX - _SIDE_PX - 4
        painter.drawStaticText(QPointF(_SIDE_PX, y), inks.small.shape(text, room))


def over_quarters(load: DayLoad) -> Sequence[int]:
    """Return the minutes at which quarters begin that need more hands than are on shift."""
    return [
        load.first_minute + index * QUARTER
        for index, (minutes, limit) in enumerate(
            zip(load.nurse_minutes, load.nurse_limits, strict=False)
        )
        if minutes > limit
    ]


def paint_now(painter: QPainter, minute: int, geometry: DayGeometry, inks: Inks) -> None:
    """Draw the line of the present minute with its time on a badge."""
    x = geometry.x_of(minute)
    if not COLUMN_PX <= x < geometry.width:
        return
    width, height = _BADGE
    top = HEADER_PX - height - 4
    painter.fillRect(x - 1, HEADER_PX - 4, 2, geometry.height - HEADER_PX + 4, inks.color["danger"])
    left = min(max(x - width // 2, COLUMN_PX), geometry.width - width)
    badge = QRectF(left, top, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.color["danger"])
    painter.drawRoundedRect(badge, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    text = clock(minute)
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["surface"])
    offset = (width - inks.small.width(text)) / 2
    painter.drawStaticText(
        QPointF(left + offset, top + (height - inks.small.height) / 2), inks.small.shape(text)
    )
