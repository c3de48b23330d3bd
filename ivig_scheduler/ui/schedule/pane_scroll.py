"""Scrolling the day: how far it goes, what is brought into sight, what a zoom leaves in place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.picture import QUARTER, Bar

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.day_pane import DayPane as _Pane

_ROOM_PX = 24
_EDGE_PX = 24
_EDGE_STEP_PX = 12


def set_ranges(area: QAbstractScrollArea, geometry: DayGeometry) -> None:
    """Let the bars scroll as far as there is something to see."""
    across, down = area.horizontalScrollBar(), area.verticalScrollBar()
    across.setPageStep(max(geometry.width - geometry.left, 1))
    down.setPageStep(max(geometry.height - geometry.top, 1))
    a_quarter = round(geometry.px_per_minute * QUARTER)
    steps = (geometry.row_px, a_quarter) if geometry.is_across else (a_quarter, geometry.row_px)
    across.setSingleStep(steps[0])
    down.setSingleStep(steps[1])
    across.setRange(0, geometry.scroll_width)
    down.setRange(0, geometry.scroll_height)


def bring_into_sight(area: "_Pane", bar: Bar) -> None:
    """Scroll no further than needed for a visit to be seen, its beginning rather than its end."""
    geometry = area.geometry_shown
    box = geometry.box(bar.row, bar.start, bar.end)
    _show(area.verticalScrollBar(), box.y, box.height, geometry.top, geometry.height)
    _show(area.horizontalScrollBar(), box.x, box.width, geometry.left, geometry.width)


def _show(bar: QScrollBar, start: int, length: int, first: int, last: int) -> None:
    before = start - first - _ROOM_PX
    after = start + length + _ROOM_PX - last
    bar.setValue(bar.value() + (min(before, 0) or max(min(after, before), 0)))


def keep_under(area: "_Pane", minute: float, place: QPointF) -> None:
    """Scroll so that a minute stands where it stood before a zoom."""
    geometry = area.geometry_shown
    bar = area.verticalScrollBar() if geometry.is_across else area.horizontalScrollBar()
    was = place.y() if geometry.is_across else place.x()
    bar.setValue(bar.value() + round(geometry.along(minute) - was))


def scroll_at_edge(area: "_Pane", place: QPointF) -> None:
    """Scroll on while a visit is held near an edge of the plane."""
    geometry = area.geometry_shown
    _push(area.verticalScrollBar(), place.y(), geometry.top, geometry.height)
    _push(area.horizontalScrollBar(), place.x(), geometry.left, geometry.width)


def _push(bar: QScrollBar, at: float, first: int, last: int) -> None:
    if first <= at < first + _EDGE_PX:
        bar.setValue(bar.value() - _EDGE_STEP_PX)
    elif at > last - _EDGE_PX:
        bar.setValue(bar.value() + _EDGE_STEP_PX)
