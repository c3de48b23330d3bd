"""Draws a visit on its way: the bar at its new place and a card with the reasons beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QRegion

from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.bar_layout import lay_out_bars
from ivig_scheduler.ui.schedule.bar_painter import paint_bars, paint_outline
from ivig_scheduler.ui.schedule.geometry import Box, DayGeometry
from ivig_scheduler.ui.schedule.ghost import Ghost, place_text, verdict
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.painter import plane
from ivig_scheduler.ui.schedule.picture import DayPicture

_CARD_PX = 320
_PADDING = 10
_GAP = 8
_VEIL = 0.55
#: How far an outline reaches beyond its bar.
_HALO_PX = 4

Line = tuple[str, str, QRect]


def paint_ghost(painter: QPainter, ghost: Ghost, geometry: DayGeometry, inks: Inks) -> None:
    """Draw the bar where it would be dropped, and its old place dimmed."""
    painter.save()
    painter.setClipRect(plane(geometry), Qt.ClipOperation.IntersectClip)
    if not ghost.is_carried:
        _dim_origin(painter, ghost, geometry, inks)
    if not ghost.is_outside:
        paint_bars(painter, lay_out_bars((ghost.bar,), geometry, inks), inks)
        token = "danger" if ghost.is_blocked else "accent"
        box = geometry.box(ghost.bar.row, ghost.bar.start, ghost.bar.end)
        paint_outline(painter, _rect(box), inks.color[token], 2.5)
    painter.restore()


def paint_card(
    painter: QPainter, ghost: Ghost, picture: DayPicture, geometry: DayGeometry, inks: Inks
) -> None:
    """Draw what the new place is and every reason against it, beside the ghost."""
    lines = _lines(ghost, picture, inks)
    card = card_rect(ghost, picture, geometry, inks)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.color["danger" if ghost.is_blocked else "line"])
    painter.setBrush(inks.color["surface"])
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for index, (text, token, rect) in enumerate(lines):
        painter.setFont((inks.body if index else inks.strong).font)
        painter.setPen(inks.color[token])
        painter.drawText(rect.translated(card.topLeft()), int(_WRAP), text)


def card_rect(ghost: Ghost, picture: DayPicture, geometry: DayGeometry, inks: Inks) -> QRect:
    """Return where the card of a ghost stands."""
    height = _lines(ghost, picture, inks)[-1][2].bottom() + 1 + _PADDING
    box = geometry.box(ghost.bar.row, ghost.bar.start, ghost.bar.end)
    return place_card(box, (scaled(inks, _CARD_PX), height), geometry)


def place_card(box: Box, size: tuple[int, int], geometry: DayGeometry) -> QRect:
    """Return where a card stands: beside the bar where time runs down, else below or above it.

    It always lies inside the canvas.
    """
    width, height = size
    left, top = box.x, box.y + box.height + _GAP
    if geometry.is_across:
        left, top = box.x + box.width + _GAP, max(box.y, geometry.top)
        if left + width > geometry.width:
            left = box.x - width - _GAP
    elif top + height > geometry.height:
        top = box.y - height - _GAP
    left = max(min(left, geometry.width - width - _GAP), _GAP)
    return QRect(left, max(min(top, geometry.height - height - _GAP), 0), width, height)


def ghost_area(ghost: Ghost, picture: DayPicture, geometry: DayGeometry, inks: Inks) -> QRegion:
    """Return everything a ghost and its card cover, and the place it was taken from."""
    area = QRegion(card_rect(ghost, picture, geometry, inks))
    for bar in (ghost.bar,) if ghost.is_carried else (ghost.bar, ghost.origin):
        until = max(bar.held_until, bar.expected_end or 0)
        box = _rect(geometry.box(bar.row, bar.start, until)).toRect()
        area += box.adjusted(-_HALO_PX, -_HALO_PX, _HALO_PX, _HALO_PX)
    return area


_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _lines(ghost: Ghost, picture: DayPicture, inks: Inks) -> Sequence[Line]:
    lines: list[Line] = []
    top = _PADDING
    texts = ((place_text(ghost, picture), "text"), *verdict(ghost))
    for index, (text, token) in enumerate(texts):
        metrics = QFontMetrics((inks.body if index else inks.strong).font)
        room = QRect(0, 0, scaled(inks, _CARD_PX) - 2 * _PADDING, 4000)
        height = metrics.boundingRect(room, int(_WRAP), text).height()
        lines.append((text, token, QRect(_PADDING, top, room.width(), height)))
        top += height + 3
    return lines


def _dim_origin(painter: QPainter, ghost: Ghost, geometry: DayGeometry, inks: Inks) -> None:
    box = geometry.box(ghost.origin.row, ghost.origin.start, ghost.origin.held_until)
    painter.setOpacity(_VEIL)
    painter.fillRect(_rect(box), inks.color["surface"])
    painter.setOpacity(1.0)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
