"""Draws the fixed band of the chairs: down the side, or across the top."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ground_painter import paint_row_lines, rect_of
from ivig_scheduler.ui.schedule.inks import Hand, Inks
from ivig_scheduler.ui.schedule.picture import ChairRow

_SIDE_PX = 14
_COLUMN_SIDE_PX = 8
_MARK_PX = 3


def paint_chairs(
    painter: QPainter,
    rows: Sequence[ChairRow],
    geometry: DayGeometry,
    inks: Inks,
    selected_row: int | None,
) -> None:
    """Draw the chairs: the name strong, kind and features muted."""
    thick = geometry.bands.chairs
    near, far = geometry.bands.time, geometry.rows_end
    painter.fillRect(rect_of(geometry.area(0, thick, near, far)), inks.color["surface"])
    seen = geometry.visible_rows()
    if selected_row is not None and selected_row in seen:
        edge = geometry.row_edge(selected_row)
        mark = geometry.area(0, _MARK_PX, edge, edge + geometry.row_px - 1)
        painter.fillRect(rect_of(mark), inks.color["accent"])
    _paint_names(painter, rows, geometry, inks)
    paint_row_lines(painter, geometry, inks, 0, thick)
    painter.fillRect(rect_of(geometry.area(thick - 1, thick, near, far)), inks.color["line"])


def _paint_names(
    painter: QPainter, rows: Sequence[ChairRow], geometry: DayGeometry, inks: Inks
) -> None:
    strong, small = inks.strong, inks.small
    seen = geometry.visible_rows()
    names = [(row, rows[row].name, _top(rows[row], geometry, inks)) for row in seen]
    _write(painter, names, strong, geometry, inks, "text")
    details = [
        (row, rows[row].detail, _top(rows[row], geometry, inks) + strong.height)
        for row in seen
        if rows[row].detail
    ]
    _write(painter, details, small, geometry, inks, "muted")


def _top(chair: ChairRow, geometry: DayGeometry, inks: Inks) -> float:
    """Return how far below the top of its cell a chair's name begins."""
    height = geometry.bands.chairs if geometry.is_across else geometry.row_px
    lines = inks.strong.height + (inks.small.height if chair.detail else 0)
    return (height - lines) / 2


def _write(
    painter: QPainter,
    texts: Sequence[tuple[int, str, float]],
    hand: Hand,
    geometry: DayGeometry,
    inks: Inks,
    token: str,
) -> None:
    painter.setFont(hand.font)
    painter.setPen(inks.color[token])
    if geometry.is_across:
        side = scaled(inks, _COLUMN_SIDE_PX)
        room = max(geometry.row_px - side - 4, 1)
    else:
        side = scaled(inks, _SIDE_PX)
        room = geometry.bands.chairs - side - 6
    for row, text, top in texts:
        edge = geometry.row_edge(row)
        x, y = (edge + side, top) if geometry.is_across else (side, edge + top)
        painter.drawStaticText(QPointF(x, y), hand.shape(text, room))
