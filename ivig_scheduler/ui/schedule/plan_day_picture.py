"""A small picture of a day: chairs and bars without their details; what moves stands out."""

import html
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.hover_card import HoverCard
from ivig_scheduler.ui.schedule.inks import Fade, Inks
from ivig_scheduler.ui.schedule.picture import QUARTER, Bar, DayPicture, clock

_COLUMN_PX, _LOAD_PX, _AXIS_PX = 62, 26, 18
_LEAST_ROW_PX, _MOST_ROW_PX = 11, 24
_HOUR = 60
_LEAST_HOUR_PX = 36
#: A bar shorter than this shows no name.
_LEAST_NAME_PX = 26


@dataclass(frozen=True)
class SmallGeometry:
    """Where everything of a small day stands; the curve and the hours lie above the rows."""

    width: int
    height: int
    rows: int
    first_minute: int
    last_minute: int

    @property
    def top(self) -> int:
        """Where the first row begins."""
        return _LOAD_PX + _AXIS_PX

    @cached_property
    def row_px(self) -> int:
        """The height of a row."""
        fitting = (self.height - self.top) // max(self.rows, 1)
        return min(max(fitting, _LEAST_ROW_PX), _MOST_ROW_PX)

    @property
    def bottom(self) -> int:
        """Where the last row ends."""
        return self.top + self.rows * self.row_px

    def x_of(self, minute: float) -> int:
        """Return where a minute of the day stands."""
        share = (minute - self.first_minute) / max(self.last_minute - self.first_minute, 1)
        return _COLUMN_PX + round(share * (self.width - _COLUMN_PX))

    def box(self, row: int, start: int, end: int) -> QRect:
        """Return the place of a bar."""
        left, top = self.x_of(start), self.top + row * self.row_px
        return QRect(left, top + 1, max(self.x_of(end) - left - 1, 2), self.row_px - 2)


class SmallDay(QWidget):
    """Shows a DayPicture; the visits that move keep their colours, the others fade."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = Inks(look.theme)
        self._card = HoverCard(self)
        self._picture: DayPicture | None = None
        self._moved: frozenset[UUID] = frozenset()
        self._quiet = ""
        self._is_dashed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)

    @property
    def picture(self) -> DayPicture | None:
        """The day that is shown."""
        return self._picture

    def show_picture(
        self, picture: DayPicture | None, moved: frozenset[UUID], *, is_before: bool
    ) -> None:
        """Show a day; the moved visits are outlined, dashed where they are to leave."""
        self._picture, self._moved, self._is_dashed = picture, moved, is_before
        self.updateGeometry()
        self.update()

    def say(self, text: str) -> None:
        """Say something quiet in the middle of the picture."""
        self._quiet = text
        self.setAccessibleDescription(text)
        self.update()

    def bar_at(self, x: float, y: float) -> Bar | None:
        """Return the visit at a place of the picture."""
        if self._picture is None:
            return None
        geometry = self._measure(self._picture)
        found = (
            bar
            for bar in self._picture.bars
            if geometry.box(bar.row, bar.start, bar.end).contains(int(x), int(y))
        )
        return next(found, None)

    def _measure(self, picture: DayPicture) -> SmallGeometry:
        first, last = picture.first_minute, picture.last_minute
        return SmallGeometry(self.width(), self.height(), len(picture.rows), first, last)

    def _paint(self, painter: QPainter, picture: DayPicture) -> None:
        geometry = self._measure(picture)
        self._paint_ground(painter, picture, geometry)
        self._paint_load(painter, picture, geometry)
        self._paint_chairs(painter, picture, geometry)
        for bar in picture.bars:
            self._paint_bar(painter, bar, geometry)
        painter.setPen(QPen(self._inks.color["line"], 1))
        painter.drawLine(0, geometry.top - 1, geometry.width, geometry.top - 1)

    def _paint_ground(
        self, painter: QPainter, picture: DayPicture, geometry: SmallGeometry
    ) -> None:
        inks, top = self._inks, geometry.top
        rows = QRect(_COLUMN_PX, top, geometry.width - _COLUMN_PX, geometry.bottom - top)
        painter.fillRect(rows, inks.closed)
        opens, closes = geometry.x_of(picture.opens), geometry.x_of(picture.closes)
        painter.fillRect(QRect(opens, top, closes - opens, rows.height()), inks.color["surface"])
        for outage in picture.outages:
            box = geometry.box(outage.row, outage.start, outage.end).adjusted(0, -1, 0, 1)
            painter.fillRect(box & rows, inks.closed)
        painter.setPen(inks.color["faint_line"])
        for row in range(1, len(picture.rows) + 1):
            y = top + row * geometry.row_px - 1
            painter.drawLine(0, y, geometry.width, y)
        self._paint_hours(painter, picture, geometry)

    def _paint_hours(self, painter: QPainter, picture: DayPicture, geometry: SmallGeometry) -> None:
        inks = self._inks
        first = -(-picture.first_minute // _HOUR) * _HOUR
        hour_px = geometry.x_of(first + _HOUR) - geometry.x_of(first)
        step = _HOUR if hour_px >= _LEAST_HOUR_PX else 2 * _HOUR
        painter.setFont(inks.small.font)
        for minute in range(first, picture.last_minute + 1, step):
            x = geometry.x_of(minute)
            painter.fillRect(x, geometry.top, 1, geometry.bottom - geometry.top,
                             inks.color["faint_line"])  # fmt: skip
            words = clock(minute)
            left = min(x - inks.small.width(words) // 2, geometry.width - inks.small.width(words))
            painter.setPen(inks.color["muted"])
            painter.drawText(left, _LOAD_PX + inks.small.ascent, words)

    def _paint_load(self, painter: QPainter, picture: DayPicture, geometry: SmallGeometry) -> None:
        """Draw the chairs in use at each quarter of an hour against all chairs."""
        load, inks = picture.load, self._inks
        room = _LOAD_PX - 4
        for index, used in enumerate(load.chairs_in_use):
            start = load.first_minute + index * QUARTER
            left = max(geometry.x_of(start), _COLUMN_PX)
            right = geometry.x_of(start + QUARTER)
            height = round(room * used / max(load.chairs, used, 1))
            painter.fillRect(left, room - height + 1, max(right - left, 1), height, inks.area)
            if used:
                painter.fillRect(left, room - height + 1, max(right - left, 1), 1,
                                 inks.color["accent"])  # fmt: skip
        painter.setFont(inks.small.font)
        painter.setPen(inks.color["muted"])
        most = max(load.chairs_in_use, default=0)
        painter.drawText(0, inks.small.ascent + 4, self.tr("{} chairs").format(most))

    def _paint_chairs(
        self, painter: QPainter, picture: DayPicture, geometry: SmallGeometry
    ) -> None:
        hand = self._inks.small
        if geometry.row_px < hand.height - 2:
            return
        painter.setFont(hand.font)
        painter.setPen(self._inks.color["muted"])
        for row, chair in enumerate(picture.rows):
            y = geometry.top + row * geometry.row_px + (geometry.row_px - hand.height) // 2
            painter.drawText(0, y + hand.ascent, hand.cut(chair.name, _COLUMN_PX - 6))

    def _paint_bar(self, painter: QPainter, bar: Bar, geometry: SmallGeometry) -> None:
        inks, is_moved = self._inks, bar.appointment_id in self._moved
        is_faded = bool(self._moved) and not is_moved
        box = geometry.box(bar.row, bar.start, bar.end)
        fade = Fade.DONE if is_faded else Fade.NONE
        ink = inks.product(bar.colour, fade)
        painter.fillRect(box, ink.fill)
        edge = inks.edge_color(bar.edge, fade)
        painter.fillRect(box.left(), box.top(), 3, box.height(), edge)
        self._paint_name(painter, bar, box, inks.faded_text if is_faded else inks.color["text"])
        if is_moved:
            self._outline(painter, box, inks.color["accent"])

    def _paint_name(self, painter: QPainter, bar: Bar, box: QRect, color: QColor) -> None:
        hand = self._inks.small
        if box.height() < hand.height - 4 or box.width() < _LEAST_NAME_PX:
            return
        painter.setFont(hand.font)
        painter.setPen(color)
        baseline = box.top() + (box.height() - hand.height) // 2 + hand.ascent
        painter.drawText(box.left() + 7, baseline, hand.cut(bar.name, box.width() - 10))

    def _outline(self, painter: QPainter, box: QRect, color: QColor) -> None:
        pen = QPen(color, 1.5)
        if self._is_dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_quiet(self, painter: QPainter) -> None:
        painter.setFont(self._inks.body.font)
        painter.setPen(self._inks.color["muted"])
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(24, 0, -24, 0), flags, self._quiet)

    def sizeHint(self) -> QSize:
        """Return the size at which every chair's name can be read."""
        rows = len(self._picture.rows) if self._picture else 8
        return QSize(440, _LOAD_PX + _AXIS_PX + max(rows, 6) * 17)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: every chair is still a row."""
        rows = len(self._picture.rows) if self._picture else 8
        return QSize(320, _LOAD_PX + _AXIS_PX + max(rows, 6) * _LEAST_ROW_PX)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell about the visit under the pointer."""
        bar = self.bar_at(event.position().x(), event.position().y())
        self._card.point_at("<br>".join(html.escape(fact) for fact in bar.facts) if bar else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the day."""
        painter = QPainter(self)
        try:
            if self._picture is not None:
                self._paint(painter, self._picture)
            if self._quiet:
                self._paint_quiet(painter)
        finally:
            # A painter left open would take the whole program down with it.
            painter.end()
