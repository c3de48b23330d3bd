"""Draws a month: each day with how full it is, what is free, and why it is closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.bar_painter import paint_outline
from ivig_scheduler.ui.schedule.ground_painter import rect_of
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.month_geometry import COLUMNS, MonthGeometry
from ivig_scheduler.ui.schedule.month_picture import (
    MonthCell,
    MonthPicture,
    cell_lines,
    out_words,
)

_SIDE_PX = 10
_LOAD_PX = 6
_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class MonthMarks:
    """Which day is today, which one the keys are on, and whether they go there."""

    today: date | None = None
    marked: date | None = None
    has_focus: bool = False


def paint_month(
    painter: QPainter,
    picture: MonthPicture,
    geometry: MonthGeometry,
    inks: Inks,
    marks: MonthMarks,
) -> None:
    """Draw the month."""
    whole = QRect(0, 0, geometry.width, geometry.height)
    painter.fillRect(whole, inks.color["surface"])
    _paint_weekdays(painter, geometry, inks)
    for index, cell in enumerate(picture.days):
        area = rect_of(geometry.box(index))
        _paint_cell(painter, cell, area, inks, marks, is_near=picture.is_of_month(cell))
    _paint_lines(painter, geometry, inks)
    if marks.marked is not None and (index_of := picture.index_of(marks.marked)) is not None:
        area = rect_of(geometry.box(index_of))
        rect = QRectF(area).adjusted(1.5, 1.5, -2.5, -2.5)
        paint_outline(painter, rect, inks.color["accent"], 2.5 if marks.has_focus else 1)


def _paint_weekdays(painter: QPainter, geometry: MonthGeometry, inks: Inks) -> None:
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["muted"])
    top = (geometry.top - inks.small.height) / 2
    for column in range(COLUMNS):
        weekday = _MONDAY + timedelta(days=column)
        left = geometry.column_edge(column) + scaled(inks, _SIDE_PX)
        room = geometry.column_edge(column + 1) - left - 4
        name = f"{weekday:%A}" if inks.small.fits(f"{weekday:%A}", room) else f"{weekday:%a}"
        painter.drawStaticText(QPointF(left, top), inks.small.shape(name, max(room, 1)))


def _paint_lines(painter: QPainter, geometry: MonthGeometry, inks: Inks) -> None:
    for week in range(geometry.weeks):
        top = geometry.box(week * COLUMNS).y
        painter.fillRect(0, top, geometry.width, 1, inks.color["line"])
    height = geometry.height - geometry.top
    for column in range(1, COLUMNS):
        edge = geometry.column_edge(column)
        painter.fillRect(edge - 1, geometry.top, 1, height, inks.color["faint_line"])


def _paint_cell(
    painter: QPainter,
    cell: MonthCell,
    area: QRect,
    inks: Inks,
    marks: MonthMarks,
    *,
    is_near: bool,
) -> None:
    if cell.is_closed:
        painter.fillRect(area, inks.closed)
    elif not is_near:
        painter.fillRect(area, inks.color["ground"])
    inner = area.adjusted(scaled(inks, _SIDE_PX), scaled(inks, 6), -scaled(inks, _SIDE_PX), -4)
    _paint_number(painter, cell, inner, inks, is_today=cell.day == marks.today, is_near=is_near)
    top = inner.top() + inks.strong.height + scaled(inks, 6)
    if not cell.is_closed:
        _paint_load(painter, cell, QRect(inner.left(), top, inner.width(), _LOAD_PX), inks)
        top += _LOAD_PX + scaled(inks, 4)
    _paint_lines_of(painter, cell, inner, top, inks)


def _paint_number(
    painter: QPainter,
    cell: MonthCell,
    inner: QRect,
    inks: Inks,
    *,
    is_today: bool,
    is_near: bool,
) -> None:
    hand, text = inks.strong, str(cell.day.day)
    if not is_near:
        text = f"{cell.day:%b} {text}"
    token = "text" if is_near else "muted"
    if is_today:
        badge = QRectF(inner.left() - 4, inner.top() - 1, hand.width(text) + 8, hand.height + 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.color["accent"])
        painter.drawRoundedRect(badge, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        token = "on_accent"
    elif cell.is_closed:
        width = hand.width(text)
        painter.fillRect(
            inner.left() - 3, inner.top(), width + 6, hand.height, inks.color["closed"]
        )
    painter.setFont(hand.font)
    painter.setPen(inks.color[token])
    painter.drawStaticText(QPointF(inner.left(), inner.top()), hand.shape(text))
    _paint_out(painter, cell, inner, hand.width(text) + 12, inks)


def _paint_out(painter: QPainter, cell: MonthCell, inner: QRect, taken: int, inks: Inks) -> None:
    """Write how many chairs are out of service after the day's number, which has `taken` pixels."""
    out, hand = out_words(cell), inks.small
    if out and hand.width(out) + taken > inner.width():
        out = f"△{cell.chairs_out}"
    if out:
        painter.setFont(hand.font)
        painter.setPen(inks.color["warning"])
        place = QPointF(inner.right() - hand.width(out), inner.top() + 1)
        painter.drawStaticText(place, hand.shape(out))


def _paint_load(painter: QPainter, cell: MonthCell, area: QRect, inks: Inks) -> None:
    painter.fillRect(area, inks.color["closed"])
    booked = QRect(area)
    booked.setWidth(round(area.width() * min(cell.share, 1.0)))
    painter.fillRect(booked, inks.color["danger" if cell.share > 1 else "accent"])


def _paint_lines_of(painter: QPainter, cell: MonthCell, inner: QRect, top: int, inks: Inks) -> None:
    """Write as many of a day's lines as find room; side by side where the height is small."""
    hand, lines = inks.small, cell_lines(cell)
    if cell.is_closed and hand.width(lines[0]) > inner.width():
        lines = ("Closed" if cell.closed_reason.startswith("closed") else lines[0], *lines[1:])
    room = max((inner.bottom() - top) // hand.height, 0)
    if room < len(lines):
        joined = ", ".join(lines)
        lines = (joined,) if room <= 1 and hand.width(joined) <= inner.width() else lines[:room]
    painter.setFont(hand.font)
    for number, line in enumerate(lines):
        painter.setPen(inks.color["text" if number == 0 and not cell.is_closed else "muted"])
        shaped = hand.shape(line, max(inner.width(), 1))
        place = QPointF(inner.left(), top + number * hand.height)
        if cell.is_closed:
            ground = QRectF(place.x() - 3, place.y(), shaped.size().width() + 6, hand.height)
            painter.fillRect(ground, inks.color["closed"])
        painter.drawStaticText(place, shaped)
