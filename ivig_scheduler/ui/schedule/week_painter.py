"""Draws a week: each day's load above, each visit a small bar in its chair's row."""

from collections.abc import Collection, Sequence
from uuid import UUID

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.bar_painter import paint_outline
from ivig_scheduler.ui.schedule.geometry import Box
from ivig_scheduler.ui.schedule.inks import Fade, Hand, Inks
from ivig_scheduler.ui.schedule.picture import MiniBar, WeekDay, WeekPicture
from ivig_scheduler.ui.schedule.week_geometry import WeekGeometry
from ivig_scheduler.ui.text_size import text_scale

_SIDE_PX = 14
_LEAST_NAME_PX = 34
_LOAD_PX = 6


def paint_week(
    painter: QPainter,
    picture: WeekPicture,
    geometry: WeekGeometry,
    inks: Inks,
    selected: MiniBar | None,
    marked_day: int | None,
    today: int | None,
    aside: Collection[UUID] = (),
) -> None:
    """Draw the week; `marked_day` is the one the keys are on, `today` counts from Monday.

    The visits `aside` are those a filter leaves out.
    """
    _paint_ground(painter, picture, geometry, inks)
    painter.setClipRect(
        geometry.left, geometry.top, geometry.width - geometry.left, geometry.height - geometry.top
    )
    rows = geometry.visible_rows()
    for index, day in enumerate(picture.days):
        bars = [bar for bar in day.bars if bar.row in rows]
        _paint_bars(painter, index, bars, geometry, inks, aside)
        if selected is not None and selected in day.bars:
            box = geometry.box(index, selected)
            rect = QRectF(box.x, box.y, box.width, box.height)
            paint_outline(painter, rect, inks.color["accent"], 2)
    painter.setClipRect(0, geometry.top, geometry.left, geometry.height - geometry.top)
    _paint_chairs(painter, picture, geometry, inks)
    painter.setClipping(False)
    _paint_header(painter, picture.days, geometry, inks, marked_day, today)


def _paint_ground(
    painter: QPainter, picture: WeekPicture, geometry: WeekGeometry, inks: Inks
) -> None:
    bottom = geometry.rows_bottom
    height = bottom - geometry.top
    width = geometry.width - geometry.left
    painter.fillRect(0, bottom, geometry.width, geometry.height - bottom, inks.color["ground"])
    painter.fillRect(geometry.left, geometry.top, width, height, inks.color["surface"])
    for index, day in enumerate(picture.days):
        left, right = geometry.edges[index], geometry.edges[index + 1]
        if day.is_closed:
            painter.fillRect(left, geometry.top, right - left, height, inks.closed)
        _paint_outages(painter, index, day, geometry, inks)
    for row in geometry.visible_rows():
        y = geometry.y_of(row + 1) - 1
        painter.fillRect(geometry.left, y, width, 1, inks.color["faint_line"])
    for edge in geometry.edges[1:]:
        painter.fillRect(edge - 1, geometry.top, 1, height, inks.color["line"])


def _paint_outages(
    painter: QPainter, index: int, day: WeekDay, geometry: WeekGeometry, inks: Inks
) -> None:
    rows = geometry.visible_rows()
    for outage in day.outages:
        if outage.row in rows:
            left = geometry.x_of(index, outage.start)
            width = geometry.x_of(index, outage.end) - left
            top = geometry.y_of(outage.row)
            painter.fillRect(left, top, width, geometry.row_px - 1, inks.closed)


def _paint_bars(
    painter: QPainter,
    day: int,
    bars: Sequence[MiniBar],
    geometry: WeekGeometry,
    inks: Inks,
    aside: Collection[UUID],
) -> None:
    fill = painter.fillRect
    for bar in bars:
        box = geometry.box(day, bar)
        x, y, width, height = box.x, box.y, box.width, box.height
        fade = _fade(bar, aside)
        ink = inks.product(bar.colour, fade)
        fill(x, y, width, height, ink.edge)
        fill(x + 3, y + 1, width - 4, height - 2, ink.light if bar.is_held else ink.fill)
        fill(x, y, 3, height, inks.edge_color(bar.edge, fade))
    painter.setFont(inks.small.font)
    for fade in Fade:
        painter.setPen(inks.title_color(fade))
        for bar in bars:
            if _fade(bar, aside) is fade:
                _write_bar(painter, bar, geometry.box(day, bar), inks.small)


def _fade(bar: MiniBar, aside: Collection[UUID]) -> Fade:
    return Fade.ASIDE if bar.appointment_id in aside else Fade.of(is_done=bar.is_done)


def _write_bar(painter: QPainter, bar: MiniBar, box: Box, hand: Hand) -> None:
    """Write the name and how the visit stands: in two lines where both find room, else in one."""
    if box.width < _LEAST_NAME_PX * text_scale():
        return
    x, room = box.x + 7, box.width - 10
    if box.height >= 2 * hand.height + 4:
        top = box.y + (box.height - 2 * hand.height) // 2 + hand.ascent
        painter.drawText(x, top, hand.cut(bar.name, room))
        second = bar.second_line if hand.fits(bar.second_line, room) else bar.sign
        painter.drawText(x, top + hand.height, second)
        return
    baseline = box.y + (box.height - hand.height) // 2 + hand.ascent
    painter.drawText(x, baseline, hand.cut(bar.title, room))


def _paint_chairs(
    painter: QPainter, picture: WeekPicture, geometry: WeekGeometry, inks: Inks
) -> None:
    bottom = geometry.rows_bottom
    painter.fillRect(0, geometry.top, geometry.left, bottom - geometry.top, inks.color["surface"])
    strong, small = inks.strong, inks.small
    room = geometry.left - _SIDE_PX - 6
    has_detail = geometry.row_px >= strong.height + small.height + 4
    lines = strong.height + (small.height if has_detail else 0)
    top = (geometry.row_px - lines) // 2
    for row in geometry.visible_rows():
        y = geometry.y_of(row)
        painter.setFont(strong.font)
        painter.setPen(inks.color["text"])
        name = strong.shape(picture.rows[row].name, room)
        painter.drawStaticText(QPointF(_SIDE_PX, y + top), name)
        if has_detail:
            painter.setFont(small.font)
            painter.setPen(inks.color["muted"])
            detail = small.shape(picture.rows[row].detail, room)
            painter.drawStaticText(QPointF(_SIDE_PX, y + top + strong.height), detail)
        line = geometry.y_of(row + 1) - 1
        painter.fillRect(0, line, geometry.left, 1, inks.color["faint_line"])
    painter.fillRect(geometry.left - 1, geometry.top, 1, bottom - geometry.top, inks.color["line"])


def _paint_header(
    painter: QPainter,
    days: tuple[WeekDay, ...],
    geometry: WeekGeometry,
    inks: Inks,
    marked_day: int | None,
    today: int | None,
) -> None:
    painter.fillRect(0, 0, geometry.width, geometry.top, inks.color["surface"])
    for index, day in enumerate(days):
        left, right = geometry.edges[index], geometry.edges[index + 1]
        area = QRect(left, 0, right - left, geometry.top - 1)
        if index == marked_day:
            painter.fillRect(area, inks.color["accent_ground"])
        _paint_day_head(painter, day, area, inks, is_today=index == today)
        painter.fillRect(right - 1, 0, 1, geometry.top, inks.color["line"])
    painter.fillRect(geometry.left - 1, 0, 1, geometry.top, inks.color["line"])
    painter.fillRect(0, geometry.top - 1, geometry.width, 1, inks.color["line"])


def _paint_day_head(
    painter: QPainter, day: WeekDay, area: QRect, inks: Inks, *, is_today: bool
) -> None:
    left, room = area.left() + 8, area.width() - 12
    top = scaled(inks, 8)
    painter.setFont(inks.strong.font)
    painter.setPen(inks.color["accent" if is_today else "text"])
    title = f"{day.day:%a} {day.day.month}/{day.day.day}"
    if inks.strong.width(title) > room:
        title = f"{day.day:%a} {day.day.day}"
    painter.drawStaticText(QPointF(left, top), inks.strong.shape(title, room))
    painter.setFont(inks.small.font)
    painter.setPen(inks.color["muted"])
    top += inks.strong.height + 3
    painter.drawStaticText(QPointF(left, top), inks.small.shape(_fitting(day, room, inks), room))
    if day.open_minutes:
        top += inks.small.height + scaled(inks, 5)
        share = min(day.booked_minutes / day.open_minutes, 1.0)
        painter.fillRect(left, top, room, _LOAD_PX, inks.color["closed"])
        painter.fillRect(left, top, round(room * share), _LOAD_PX, inks.color["accent"])


def _fitting(day: WeekDay, room: int, inks: Inks) -> str:
    """Return how full a day is in as many words as find room."""
    words = load_text(day)
    if inks.small.width(words) <= room:
        return words
    if day.is_closed and not day.bars:
        return "Closed"
    share = f"{round(100 * day.booked_minutes / day.open_minutes)} %" if day.open_minutes else ""
    shorter = f"{len(day.bars)} visits, {share}" if share else f"{len(day.bars)} visits"
    return shorter if inks.small.width(shorter) <= room else share or words


def load_text(day: WeekDay) -> str:
    """Return how full a day is: 34 visits, 71 of 99 hours of the chairs; or why it is closed."""
    if day.is_closed and not day.bars:
        return day.closed_reason[:1].upper() + day.closed_reason[1:] or "Closed"
    visits = "1 visit" if len(day.bars) == 1 else f"{len(day.bars)} visits"
    if not day.open_minutes:
        return visits
    booked, opened = round(day.booked_minutes / 60), round(day.open_minutes / 60)
    return f"{visits}, {booked} of {opened} h"
