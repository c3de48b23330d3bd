"""Draws a whole day from its picture and geometry. The screen uses it, and the printer can."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ivig_scheduler.ui.schedule.bar_layout import lay_out_bars
from ivig_scheduler.ui.schedule.bar_painter import paint_bars, paint_outline
from ivig_scheduler.ui.schedule.bar_parts import Bars
from ivig_scheduler.ui.schedule.chair_painter import paint_chairs
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.ground_painter import paint_ground, paint_sentence, rect_of
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.load_painter import paint_header
from ivig_scheduler.ui.schedule.now_painter import paint_now
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture


@dataclass(frozen=True, slots=True)
class DayScene:
    """A day laid out for one place on the screen, so that painting it again costs no layout."""

    picture: DayPicture
    geometry: DayGeometry
    inks: Inks
    bars: Bars

    @classmethod
    def of(
        cls,
        picture: DayPicture,
        geometry: DayGeometry,
        inks: Inks,
        aside: Collection[UUID] = (),
    ) -> "DayScene":
        """Lay out what can be seen of a day; the visits `aside` are those a filter leaves out."""
        return cls(picture, geometry, inks, lay_out_bars(picture.bars, geometry, inks, aside))


@dataclass(frozen=True, slots=True)
class DayMarks:
    """What is drawn on top of a day: the selected bar and the present minute, if any."""

    selected: Bar | None = None
    now: int | None = None
    has_focus: bool = False


def paint_day(painter: QPainter, scene: DayScene, marks: DayMarks) -> None:
    """Draw the day as the screen shows it."""
    picture, geometry, inks = scene.picture, scene.geometry, scene.inks
    _paint_below(painter, geometry, inks)
    painter.save()
    painter.setClipRect(plane(geometry), Qt.ClipOperation.IntersectClip)
    paint_ground(painter, picture, geometry, inks)
    paint_bars(painter, scene.bars, inks)
    _paint_selected(painter, geometry, inks, marks)
    if sentence := quiet_sentence(picture):
        paint_sentence(painter, geometry, inks, sentence)
    painter.restore()
    row = marks.selected.row if marks.selected else None
    paint_header(painter, picture, geometry, inks, marks.now)
    paint_chairs_clipped(painter, scene, row)
    if marks.now is not None:
        paint_now(painter, marks.now, geometry, inks)


def plane(geometry: DayGeometry) -> QRect:
    """Return the part of the canvas on which bars stand."""
    left, top = geometry.left, geometry.top
    return QRect(left, top, geometry.width - left, geometry.height - top)


def quiet_sentence(picture: DayPicture) -> str:
    """Return what an empty day says for itself; nothing while it is still being loaded."""
    if not picture.rows:
        return ""
    if picture.is_closed:
        return f"Closed: {picture.closed_reason or 'no opening hours'}"
    return "" if picture.bars else "No visits on this day"


def paint_chairs_clipped(painter: QPainter, scene: DayScene, selected_row: int | None) -> None:
    """Draw the band of chairs, cut off where the band of time begins."""
    geometry = scene.geometry
    end = geometry.width if geometry.is_across else geometry.height
    band = geometry.area(0, geometry.bands.chairs, geometry.bands.time, end)
    painter.save()
    painter.setClipRect(rect_of(band), Qt.ClipOperation.IntersectClip)
    paint_chairs(painter, scene.picture.rows, geometry, scene.inks, selected_row)
    painter.restore()


def _paint_below(painter: QPainter, geometry: DayGeometry, inks: Inks) -> None:
    end = geometry.width if geometry.is_across else geometry.height
    if geometry.rows_end < end:
        area = geometry.area(0, geometry.time_end, geometry.rows_end, end)
        painter.fillRect(rect_of(area), inks.color["ground"])


def _paint_selected(painter: QPainter, geometry: DayGeometry, inks: Inks, marks: DayMarks) -> None:
    bar = marks.selected
    if bar is None or bar.row not in geometry.visible_rows():
        return
    box = geometry.box(bar.row, bar.start, bar.end)
    rect = QRectF(box.x, box.y, box.width, box.height).adjusted(0.5, 0.5, -0.5, -0.5)
    paint_outline(painter, rect, inks.color["accent"], 2.5 if marks.has_focus else 2.0)
