"""Draws bars: on the schedule, under the pointer while one is dragged, and on paper."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ivig_scheduler.ui.schedule.bar_parts import RADIUS_PX, Bars
from ivig_scheduler.ui.schedule.inks import Hand, Inks

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.bar_parts import Rect, Text

#: Gap and dash, in widths of the pen that draws the gaps.
_HELD_GAPS = [1.5, 2.5]
_GAP_PX = 2


def paint_bars(painter: QPainter, bars: Bars, inks: Inks) -> None:
    """Draw the bars, the layers common to all of them one after another."""
    _paint_turnovers(painter, bars, inks)
    _paint_plates(painter, bars, inks)
    _paint_phases(painter, bars, inks)
    _paint_borders(painter, bars, inks)
    # What one visit runs over must not hide whose the next one is.
    _paint_overruns(painter, bars, inks)
    _paint_words(painter, bars, inks)
    _paint_alerts(painter, bars, inks)


def paint_outline(painter: QPainter, rect: QRectF, color: QColor, width: float = 2.5) -> None:
    """Draw the outline of a selected bar."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, width))
    painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_turnovers(painter: QPainter, bars: Bars, inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.turnover)
    for x, y, width, height in bars.turnovers:
        painter.drawRect(x, y, width, height)


def _paint_plates(painter: QPainter, bars: Bars, inks: Inks) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for key, rects in bars.outlines.items():
        painter.setBrush(inks.product(*key).edge)
        _paint_rounded(painter, rects)
    for edge, rects in bars.edges.items():
        painter.setBrush(inks.edge_color(*edge))
        _paint_rounded(painter, rects)
    for key, rects in bars.plates.items():
        painter.setBrush(inks.product(*key).fill)
        _paint_rounded(painter, rects)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for key, joints in bars.joints.items():
        fill = inks.product(*key).fill
        for x, y, width, height in joints:
            painter.fillRect(x, y, width, height, fill)


def _paint_rounded(painter: QPainter, rects: "Iterable[Rect]") -> None:
    for x, y, width, height in rects:
        painter.drawRoundedRect(x, y, width, height, RADIUS_PX, RADIUS_PX)


def _paint_phases(painter: QPainter, bars: Bars, inks: Inks) -> None:
    fill = painter.fillRect
    for key, rects in bars.lights.items():
        light = inks.product(*key).light
        for x, y, width, height in rects:
            fill(x, y, width, height, light)
    for key, rects in bars.hatches.items():
        hatch = inks.product(*key).hatch
        for x, y, width, height in rects:
            fill(x, y, width, height, hatch)
    for key, rects in bars.ladders.items():
        ladder = inks.product(*key).ladder
        for x, y, width, height in rects:
            fill(x, y, width, height, ladder)


def _paint_borders(painter: QPainter, bars: Bars, inks: Inks) -> None:
    """Draw what only some bars have: the dashes of held ones, the pattern of a repeated colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for key, rects in bars.held.items():
        pen = QPen(inks.product(*key).fill, _GAP_PX)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_HELD_GAPS)
        painter.setPen(pen)
        _paint_rounded(painter, rects)
    for key, rects in bars.outlines.items():
        ink = inks.product(*key)
        if ink.round:
            _paint_pattern(painter, rects, ink.edge, ink.round)


def _paint_pattern(painter: QPainter, rects: "Iterable[Rect]", edge: QColor, repeated: int) -> None:
    """Draw a second line inside the edge: solid when colours repeat once, then dotted."""
    pen = QPen(edge, 1)
    if repeated > 1:
        pen.setDashPattern([1.0, 1.0 + repeated])
    painter.setPen(pen)
    for x, y, width, height in rects:
        painter.drawRect(x + 7, y + 2, max(width - 10, 1), height - 5)


def _paint_words(painter: QPainter, bars: Bars, inks: Inks) -> None:
    for fade, texts in bars.titles.items():
        _paint_texts(painter, texts, inks.strong, inks.title_color(fade))
    for fade, texts in bars.seconds.items():
        _paint_texts(painter, texts, inks.small, inks.detail_color(fade))


def _paint_overruns(painter: QPainter, bars: Bars, inks: Inks) -> None:
    """Draw the time visits will take beyond their end: hatched, within an outline."""
    painter.setPen(inks.color["danger"])
    painter.setBrush(inks.overrun)
    for x, y, width, height in bars.overruns:
        painter.drawRect(x, y, width - 1, height - 1)


def _paint_alerts(painter: QPainter, bars: Bars, inks: Inks) -> None:
    """Draw the words that must not be overlooked, each on a plate of its own."""
    if not bars.alerts:
        return
    hand = inks.strong
    painter.setFont(hand.font)
    painter.setPen(inks.color["danger"])
    painter.setBrush(inks.color["danger_ground"])
    for (x, y, width, height), text in bars.alerts:
        painter.drawRoundedRect(x, y, width - 1, height - 1, 3, 3)
        painter.drawText(x + (width - hand.width(text)) // 2, y + hand.ascent, text)


def _paint_texts(painter: QPainter, texts: "Iterable[Text]", hand: Hand, color: QColor) -> None:
    painter.setFont(hand.font)
    painter.setPen(color)
    for x, baseline, text in texts:
        painter.drawText(x, baseline, text)
