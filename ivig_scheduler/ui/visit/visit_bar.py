"""The bar that explains a visit's length: phases in time, the rate ladder, who is busy when."""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ivig_scheduler.ui.text_size import LABEL_PX, px, text_scale
from ivig_scheduler.ui.theme import Theme
from ivig_scheduler.ui.visit.bar_painter import BAR, CAPTION, HEIGHT, BarPainter
from ivig_scheduler.ui.visit.bar_value import BarValue, describe_bar
from ivig_scheduler.ui.visit.scale import MinuteScale
from ivig_scheduler.ui.visit.words import visit_sentence

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Plan


class VisitBar(QWidget):
    """A visit from sitting down to the clean chair; hovering a phase says why it is there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: BarValue | None = None
        self._colour = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The visit minute by minute"))

    def show_plan(
        self, plan: "Plan | None", colour: int = 0, pump_step: Decimal = Decimal("0.1")
    ) -> None:
        """Show a visit in the product's colour, or an empty place where nothing is computed yet."""
        self._value = describe_bar(plan, pump_step) if plan else None
        self._colour = colour
        self.setAccessibleDescription(visit_sentence(plan) if plan else "")
        self.update()

    def value(self) -> BarValue | None:
        """Return what is shown."""
        return self._value

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of another theme."""
        self._theme = theme
        self.update()

    def sentence_at(self, x: float) -> str:
        """Return what hovering at a pixel says."""
        part = self._value.phase_at(self._scale().minute(x / text_scale())) if self._value else None
        return part.sentence if part else ""

    def _width(self) -> float:
        """Return the width in the pixels of text at 100 %, in which everything is painted."""
        return self.width() / text_scale()

    def _scale(self) -> MinuteScale:
        minutes = self._value.minutes if self._value else 0
        return MinuteScale(1.0, self._width() - 2.0, minutes)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._theme.color("line"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(1.5, CAPTION + 0.5, self._width() - 3, BAR - 1), 5, 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, or the empty place of one."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(text_scale(), text_scale())
        font = QFont(self.font())
        font.setPixelSize(LABEL_PX)
        painter.setFont(font)
        if self._value is None:
            self._paint_empty(painter)
        else:
            BarPainter(painter, self._value, self._scale(), self._theme, self._colour).paint()

    def event(self, event: QEvent) -> bool:
        """Say why the phase under the pointer is there."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.sentence_at(event.pos().x()), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Return a width at which most visits can be read, and the height of all rows."""
        return QSize(720, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the bar still says something."""
        return QSize(240, px(HEIGHT))
