"""Draws the band of time: chairs in use, nurses' hands-on minutes, crowded quarters, the hours."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ivig_scheduler.ui.schedule.axis import labels
from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ground_painter import rect_of
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.load_lanes import Lane, Lanes, lanes_of
from ivig_scheduler.ui.schedule.picture import DayLoad, DayPicture, clock

_SIDE_PX = 14


def paint_header(
    painter: QPainter,
    picture: DayPicture,
    geometry: DayGeometry,
    inks: Inks,
    now: int | None = None,
) -> None:
    """Draw the curves and the hours; an hour the badge of `now` would cover is left out."""
    band, lanes = geometry.bands.time, lanes_of(geometry, inks)
    painter.fillRect(rect_of(geometry.area(0, geometry.time_end, 0, band)), inks.color["surface"])
    painter.save()
    beside = geometry.area(geometry.time_start, geometry.time_end, 0, band)
    painter.setClipRect(rect_of(beside), Qt.ClipOperation.IntersectClip)
    if picture.load.chairs_in_use:
        _paint_chairs_in_use(painter, picture.load, geometry, lanes.chairs, inks)
        _paint_nurse_minutes(painter, picture.load, geometry, lanes.nurses, inks)
        _paint_crowded(painter, picture.load, geometry, lanes, inks)
    _paint_hours(painter, geometry, lanes, inks, now)
    painter.restore()
    _paint_captions(painter, picture.load, geometry, inks)
    edge = geometry.area(0, geometry.time_end, band - 1, band)
    painter.fillRect(rect_of(edge), inks.color["line"])


def _point(geometry: DayGeometry, along: float, across: float) -> QPointF:
    return QPointF(across, along) if geometry.is_across else QPointF(along, across)


def _line(geometry: DayGeometry, start: float, end: float, across: float) -> QLineF:
    return QLineF(_point(geometry, start, across), _point(geometry, end, across))


def _paint_chairs_in_use(
    painter: QPainter, load: DayLoad, geometry: DayGeometry, lane: Lane, inks: Inks
) -> None:
    top = max(load.chairs, *load.chairs_in_use, 1)
    places = [geometry.along(load.start_of(index)) for index in range(len(load.chairs_in_use))]
    points = [
        _point(geometry, place, lane.at(used / top))
        for place, used in zip(places, load.chairs_in_use, strict=True)
    ]
    ends = [_point(geometry, place, lane.base) for place in (places[0], places[-1])]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.area)
    painter.drawPolygon(QPolygonF([ends[0], *points, ends[1]]))
    painter.setPen(QPen(inks.color["accent"], 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(inks.limit)
    painter.drawLine(_line(geometry, places[0], places[-1], lane.at(load.chairs / top)))


def _paint_nurse_minutes(
    painter: QPainter, load: DayLoad, geometry: DayGeometry, lane: Lane, inks: Inks
) -> None:
    top = max(*load.nurse_minutes, *load.nurse_limits, 1)
    limits: list[QLineF] = []
    for index, minutes in enumerate(load.nurse_minutes):
        start, end = geometry.along(load.start_of(index)), geometry.along(load.start_of(index + 1))
        limit = load.nurse_limits[index] if load.nurse_limits else None
        if minutes:
            is_over = limit is not None and minutes > limit
            area = geometry.area(start, max(end - 1, start + 1), *lane.span(minutes / top))
            painter.fillRect(rect_of(area), inks.color["danger"] if is_over else inks.nurse)
        if limit:
            limits.append(_line(geometry, start, end, round(lane.at(limit / top))))
    painter.setPen(inks.limit)
    painter.drawLines(limits)


def _paint_crowded(
    painter: QPainter, load: DayLoad, geometry: DayGeometry, lanes: Lanes, inks: Inks
) -> None:
    """Mark the quarters with more rate changes than nurses on shift can do, with their number."""
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["danger"])
    for index in load.crowded:
        start, end = geometry.along(load.start_of(index)), geometry.along(load.start_of(index + 1))
        text = f"▲{len(load.rate_changes[index])}"
        room = end - start if not geometry.is_across else geometry.bands.time
        if inks.small.width(text) > room + 2:
            text = "▲"
        place = QPointF(start, lanes.marks)
        if geometry.is_across:
            place = QPointF(lanes.marks, start + (end - start - inks.small.height) / 2)
        painter.drawStaticText(place, inks.small.shape(text))


def _paint_hours(
    painter: QPainter, geometry: DayGeometry, lanes: Lanes, inks: Inks, now: int | None
) -> None:
    hand = inks.small
    painter.setFont(hand.font)
    painter.setPen(inks.color["muted"])
    badge = None if now is None else geometry.along(now)
    for minute in labels(geometry):
        text, at = clock(minute), geometry.along(minute)
        length = hand.height if geometry.is_across else hand.width(text)
        is_cut = at + length + 4 > geometry.time_end
        is_covered = badge is not None and at - length * 0.8 < badge < at + length * 1.8
        if is_cut or is_covered:
            continue
        place = QPointF(at + 4, lanes.hours)
        if geometry.is_across:
            place = QPointF(lanes.hours - 6 - hand.width(text), at + 1)
        painter.drawStaticText(place, hand.shape(text))


def _paint_captions(painter: QPainter, load: DayLoad, geometry: DayGeometry, inks: Inks) -> None:
    corner = QRect(0, 0, geometry.left, geometry.top)
    painter.fillRect(corner, inks.color["surface"])
    if not load.chairs_in_use:
        return
    peak = f"{max(load.chairs_in_use, default=0)} of {load.chairs} at most"
    burden = over_words(load)
    is_over = burden != _WITHIN
    if geometry.is_across:
        top = (geometry.top - 2 * inks.small.height) // 2
        lines = [
            (f"Chairs: {peak}", top, False),
            (f"Nurses: {burden if is_over else 'within the shift'}", top + inks.small.height,
             is_over),
        ]  # fmt: skip
    else:
        lines = [
            ("Chairs in use", scaled(inks, 14), False),
            (peak, scaled(inks, 14) + inks.small.height, False),
            ("Nurse minutes", scaled(inks, 68), False),
            (burden, scaled(inks, 68) + inks.small.height, is_over),
        ]
    _write_captions(painter, lines, geometry.left, inks)


def _write_captions(
    painter: QPainter, lines: Sequence[tuple[str, int, bool]], width: int, inks: Inks
) -> None:
    side = scaled(inks, _SIDE_PX)
    painter.setFont(inks.small.font)
    for text, y, is_over in lines:
        painter.setPen(inks.color["danger" if is_over else "muted"])
        shaped = inks.small.shape(text, max(width - side - 4, 1))
        painter.drawStaticText(QPointF(side, y), shaped)


_WITHIN = "per quarter hour"


def over_words(load: DayLoad) -> str:
    """Return what the nurses' curve says: that it is within the shift, or how it is over."""
    if over_quarters(load):
        return "over the shift"
    return "▲ rate changes" if load.crowded else _WITHIN


def over_quarters(load: DayLoad) -> Sequence[int]:
    """Return the minutes at which quarters begin that need more hands than are on shift."""
    return [
        load.start_of(index)
        for index, (minutes, limit) in enumerate(
            zip(load.nurse_minutes, load.nurse_limits, strict=False)
        )
        if minutes > limit
    ]
