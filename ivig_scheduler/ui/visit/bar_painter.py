"""Paints the bar of a visit: three rows of words around phases, rate ladder and nurse's time."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.ui.stylesheet import mix
from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.visit.bar_value import (
    HANDS_ON,
    BarValue,
    PhasePart,
    first_fitting,
    fit_alike,
)
from ivig_scheduler.ui.visit.scale import MinuteScale

#: How much of the muted colour is in the ground of phases that need no hands.
_WAITING_SHARE = 0.13
CAPTION = 18
BAR = 46
STRIP = 8
ROW = 16
HEIGHT = CAPTION + BAR + STRIP + 2 * ROW + 2
_GAP = 4
_SMALLEST_PX = 9
_LADDER_SHARE = 0.68
_FIRST_ROW = CAPTION + BAR + STRIP + ROW - 4
_PEN_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


class BarPainter:
    """Paints one bar with a painter whose font is the small one."""

    def __init__(
        self, painter: QPainter, value: BarValue, scale: MinuteScale, theme: Theme, colour: int
    ) -> None:
        self._painter = painter
        self._value = value
        self._scale = scale
        self._theme = theme
        self._colour = colour
        self._measure = QFontMetricsF(painter.font()).horizontalAdvance
        self._step_widths = [self._wide(step.minutes) - 2 * _GAP for step in value.steps]

    def paint(self) -> None:
        """Paint everything, the ground first."""
        self._paint_phases()
        self._paint_ladder()
        self._paint_edge()
        self._paint_nurse()
        self._paint_captions()
        self._paint_lengths()
        self._paint_steps()

    def _wide(self, minutes: float) -> float:
        return self._scale.x(minutes) - self._scale.x(0)

    def _box(self, start: float, minutes: float, top: float, height: float) -> QRectF:
        """Return the place of some minutes, a pixel narrower so that neighbours stay apart."""
        return QRectF(self._scale.x(start), top, max(self._wide(minutes) - 1, 1), height)

    def _paint_phases(self) -> None:
        for part in self._value.phases:
            box = self._box(part.start, part.minutes, CAPTION, BAR)
            if part.name is PhaseName.TURNOVER:
                self._outline(box, self._theme.color("muted"), Qt.PenStyle.DashLine)
            else:
                self._painter.fillRect(box, self._ground_of(part))

    def _ground_of(self, part: PhasePart) -> QColor:
        if part.name is PhaseName.INFUSION:
            return self._theme.product_fill(self._colour)
        if part.name in HANDS_ON:
            return self._theme.color("accent_ground")
        # Not the ground of closed times: on a dark surface that one is hardly seen.
        return QColor(mix(self._theme.surface, self._theme.muted, _WAITING_SHARE))

    def _outline(self, box: QRectF, color: QColor, style: Qt.PenStyle) -> None:
        self._painter.setPen(QPen(color, 1, style))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_ladder(self) -> None:
        fill = self._theme.product_edge(self._colour)
        fill.setAlphaF(0.42)
        for step in self._value.steps:
            height = BAR * _LADDER_SHARE * step.height
            box = self._box(step.start, step.minutes, CAPTION + BAR - height, height)
            self._painter.fillRect(box, fill)

    def _paint_edge(self) -> None:
        pattern = _PEN_STYLES[self._theme.product_round(self._colour) % len(_PEN_STYLES)]
        for part in self._value.phases:
            if part.name is PhaseName.INFUSION:
                box = self._box(part.start, part.minutes, CAPTION, BAR)
                self._outline(box, self._theme.product_edge(self._colour), pattern)

    def _paint_nurse(self) -> None:
        for start, end in self._value.nurse:
            box = self._box(start, end - start, CAPTION + BAR + 3, 3)
            self._painter.fillRect(box, self._theme.color("accent"))

    def _paint_captions(self) -> None:
        self._painter.setPen(self._theme.color("muted"))
        for part in self._value.phases:
            words = part.words
            if part.name is PhaseName.INFUSION and not self._is_full(self._rates()):
                words = (f"{words[0]}, mg/kg/min", *words)
            self._paint_caption(words, self._scale.x(part.start) + 1, self._wide(part.minutes))

    def _paint_caption(self, words: tuple[str, ...], left: float, width: float) -> None:
        """Write the longest word that fits, and the shortest one smaller before none at all."""
        word = first_fitting(words, width - 2, self._measure)
        self._painter.save()
        if not word and words:
            font = QFont(self._painter.font())
            font.setPixelSize(_SMALLEST_PX)
            self._painter.setFont(font)
            word = first_fitting(words[-1:], width, QFontMetricsF(font).horizontalAdvance)
        self._painter.drawText(QPointF(left, CAPTION - 6), word)
        self._painter.restore()

    def _paint_lengths(self) -> None:
        for part in self._value.phases:
            if part.name is not PhaseName.INFUSION:
                text = self._length(part.minutes)
                self._painter.drawText(QPointF(self._scale.x(part.start) + 1, _FIRST_ROW), text)

    def _length(self, minutes: int) -> str:
        if self._measure(f"{minutes} min") <= self._wide(minutes) - _GAP:
            return f"{minutes} min"
        return first_fitting((str(minutes),), self._wide(minutes) - 1, self._measure)

    def _rates(self) -> list[tuple[str, ...]]:
        return [step.rates for step in self._value.steps]

    def _is_full(self, texts: Sequence[tuple[str, ...]]) -> bool:
        """Return whether every step has room for its long form, which names the unit."""
        shown = fit_alike(texts, self._step_widths, self._measure)
        return shown == tuple(each[0] for each in texts)

    def _paint_steps(self) -> None:
        pump_rates = [step.pump_rates for step in self._value.steps]
        self._paint_row([step.lengths for step in self._value.steps], _FIRST_ROW)
        self._paint_row(pump_rates, _FIRST_ROW + ROW)
        if pump_rates and not self._is_full(pump_rates):
            left = self._scale.x(self._value.steps[0].start) - self._measure("mL/h") - _GAP
            self._painter.drawText(QPointF(left, _FIRST_ROW + ROW), "mL/h")
        self._painter.setPen(self._theme.color("text"))
        self._paint_row(self._rates(), CAPTION + 14)

    def _paint_row(self, texts: Sequence[tuple[str, ...]], y: float) -> None:
        shown = fit_alike(texts, self._step_widths, self._measure)
        for step, text in zip(self._value.steps, shown, strict=True):
            self._painter.drawText(QPointF(self._scale.x(step.start) + _GAP, y), text)
