"""A bar that was moved travels to its new place, so that the eye can follow it."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QWidget

from ivig_scheduler.ui.schedule.bar_layout import lay_out_bars
from ivig_scheduler.ui.schedule.bar_painter import paint_bars
from ivig_scheduler.ui.schedule.geometry import DayGeometry
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture

TRAVEL_MS = 120
#: More bars than this are another state of the day, not a move that is to be followed.
_MOST = 3


class Travel:
    """The bars under way from where they stood to where they stand now."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._pairs: tuple[tuple[Bar, Bar], ...] = ()
        self._clock = QVariantAnimation(view)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setDuration(TRAVEL_MS)
        self._clock.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._clock.valueChanged.connect(lambda _share: view.update())
        self._clock.finished.connect(self.stop)

    @property
    def is_on(self) -> bool:
        """Whether some bar is under way."""
        return bool(self._pairs)

    def start(self, before: DayPicture, after: DayPicture, besides: UUID | None) -> None:
        """Let the bars travel that stand elsewhere on the same day now, other than `besides`."""
        self.stop()
        if before.day != after.day or not self._is_wanted():
            return
        pairs = tuple(
            (old, new) for old, new in _moved(before.bars, after) if new.appointment_id != besides
        )
        if 0 < len(pairs) <= _MOST:
            self._pairs = pairs
            self._clock.start()

    def stop(self) -> None:
        """Show every bar where it stands."""
        self._clock.stop()
        self._pairs = ()
        self._view.update()

    def paint(self, painter: QPainter, geometry: DayGeometry, inks: Inks) -> None:
        """Cover the new places and draw the bars on their way there."""
        left = 1.0 - float(self._clock.currentValue())
        for old, new in self._pairs:
            start = geometry.box(old.row, old.start, old.end)
            end = geometry.box(new.row, new.start, new.end)
            covered = geometry.box(new.row, new.start, new.held_until)
            painter.fillRect(
                covered.x, covered.y, covered.width + 1, covered.height, inks.color["surface"]
            )
            painter.save()
            painter.translate((start.x - end.x) * left, (start.y - end.y) * left)
            paint_bars(painter, lay_out_bars((new,), geometry, inks), inks)
            painter.restore()

    def _is_wanted(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._view.isVisible() and self._view.style().styleHint(hint) > 0


def _moved(before: Iterable[Bar], after: DayPicture) -> Iterable[tuple[Bar, Bar]]:
    now = {bar.appointment_id: bar for bar in after.bars}
    for old in before:
        new = now.get(old.appointment_id)
        if new is not None and (new.row, new.start) != (old.row, old.start):
            yield old, new
