"""The rates of an infusion as columns over time, with a line where the present moment is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ivig_scheduler.domain.quantities import clock
from ivig_scheduler.ui.text_size import LABEL_PX, px, text_scale
from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.visit.scale import MinuteScale
from ivig_scheduler.ui.visit.words import infusion_phase

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Plan

_COLUMNS = 62
_AXIS = 18


@dataclass(frozen=True, slots=True)
class ChartValue:
    """Columns as (start, minutes, height 0 to 1) from the start of the infusion; `now` too."""

    columns: tuple[tuple[float, float, float], ...]
    minutes: float
    first: str
    last: str
    now: float | None = None
    now_text: str = ""


def describe_chart(
    plan: "Plan", start: datetime | None = None, now: datetime | None = None
) -> ChartValue:
    """Return the chart of a plan whose visit starts at `start` (none: minutes of the visit)."""
    infusion = infusion_phase(plan)
    offset = infusion.start_minute if infusion else 0
    highest = max(step.ml_per_h for step in plan.steps)
    columns = tuple(
        (float(step.start_minute), float(step.minutes), float(step.ml_per_h / highest))
        for step in plan.steps
    )
    minutes = float(plan.infusion_minutes)
    if start is None:
        return ChartValue(columns, minutes, clock(offset), clock(offset + plan.infusion_minutes))
    begin = start + timedelta(minutes=offset)
    passed = (now - begin).total_seconds() / 60 if now else None
    if passed is None or not 0 <= passed <= minutes:
        passed = None
    return ChartValue(
        columns,
        minutes,
        f"{begin:%H:%M}",
        f"{begin + timedelta(minutes=minutes):%H:%M}",
        passed,
        f"{now:%H:%M}" if now and passed is not None else "",
    )


class StepChart(QWidget):
    """The ladder of one infusion."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: ChartValue | None = None
        self._colour = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Rates of the infusion over time"))

    def show_plan(
        self,
        plan: "Plan | None",
        colour: int = 0,
        start: datetime | None = None,
        now: datetime | None = None,
    ) -> None:
        """Show a visit's infusion in the product's colour; `start` is when the patient sits."""
        self._value = describe_chart(plan, start, now) if plan and plan.steps else None
        self._colour = colour
        self.update()

    def value(self) -> ChartValue | None:
        """Return what is shown."""
        return self._value

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of another theme."""
        self._theme = theme
        self.update()

    def _paint_columns(self, painter: QPainter, value: ChartValue, scale: MinuteScale) -> None:
        fill = self._theme.product_edge(self._colour)
        fill.setAlphaF(0.5)
        for start, minutes, height in value.columns:
            left, right = scale.x(start), scale.x(start + minutes)
            tall = _COLUMNS * height
            painter.fillRect(QRectF(left, _COLUMNS - tall, max(right - left - 1, 1), tall), fill)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(QPointF(0, _COLUMNS + 0.5), QPointF(self._width(), _COLUMNS + 0.5))

    def _paint_now(self, painter: QPainter, value: ChartValue, scale: MinuteScale) -> None:
        if value.now is None:
            return
        x = scale.x(value.now)
        painter.setPen(QPen(self._theme.color("danger"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, _COLUMNS))

    def _width(self) -> float:
        """Return the width in the pixels of text at 100 %, in which everything is painted."""
        return self.width() / text_scale()

    def _paint_axis(self, painter: QPainter, value: ChartValue, scale: MinuteScale) -> None:
        wide = QFontMetricsF(painter.font()).horizontalAdvance("00:00") + 10
        row = QRectF(0, _COLUMNS + 2, self._width(), _AXIS - 2)
        painter.setPen(self._theme.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        x = scale.x(value.now) if value.now is not None else None
        if x is None or x > wide * 1.5:
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | middle, value.first)
        if x is None or x < self._width() - wide * 1.5:
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, value.last)
        if x is not None:
            left = min(max(x - wide / 2, 0.0), self._width() - wide)
            painter.setPen(self._theme.color("danger"))
            box = QRectF(left, row.top(), wide, row.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | middle, value.now_text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns, the axis and the present moment."""
        del event
        if self._value is None:
            return
        painter = QPainter(self)
        painter.scale(text_scale(), text_scale())
        font = QFont(self.font())
        font.setPixelSize(LABEL_PX)
        painter.setFont(font)
        scale = MinuteScale(0.0, self._width(), self._value.minutes)
        self._paint_columns(painter, self._value, scale)
        self._paint_now(painter, self._value, scale)
        self._paint_axis(painter, self._value, scale)

    def sizeHint(self) -> QSize:
        """Return the size that an inspector has room for."""
        return QSize(280, px(_COLUMNS + _AXIS))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the columns can be told apart."""
        return QSize(160, px(_COLUMNS + _AXIS))
