"""The key below the schedule: what the colours, the signs and the parts of a bar mean."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.bands import scaled
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.key_swatches import (
    KeyEntry,
    phase_entries,
    product_entries,
    status_entries,
)
from ivig_scheduler.ui.schedule.picture import Bar
from ivig_scheduler.ui.widgets.flow import FlowLayout
from ivig_scheduler.ui.widgets.kind import set_kind

_SWATCH = (26, 14)
_GAP_PX = 6
_APART_PX = 10


class _Entry(QWidget):
    """One entry: a small picture and its words."""

    def __init__(self, entry: KeyEntry, inks: Inks, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry, self._inks = entry, inks
        self.setAccessibleName(entry.words)

    def sizeHint(self) -> QSize:
        """Return the room of the picture and the words."""
        words = self._inks.small.width(self._entry.words)
        width = scaled(self._inks, _SWATCH[0]) + _GAP_PX + words + _APART_PX
        return QSize(width, self._inks.small.height + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture and write the words after it."""
        inks, painter = self._inks, QPainter(self)
        width, height = (scaled(inks, each) for each in _SWATCH)
        area = QRect(0, (self.height() - height) // 2, width, height)
        try:
            self._entry.draw(painter, area, inks)
            painter.setFont(inks.small.font)
            painter.setPen(inks.color["text"])
            words = QRect(width + _GAP_PX, 0, self.width(), self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self._entry.words)
        finally:
            painter.end()


class ColourKey(QWidget):
    """Entries in lines, as wide as the schedule."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = Inks(look.theme)
        self._bars: tuple[Bar, ...] = ()
        self._shown: tuple[tuple[str, int], ...] | None = None
        set_kind(self, "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Colour key"))
        inner = QWidget(self)
        self._flow = FlowLayout(inner, gap=4)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.addWidget(inner)
        self._inner = inner
        self._fill()

    @property
    def words(self) -> tuple[str, ...]:
        """What the key explains, in order."""
        return tuple(entry.words for entry in self._entries())

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._inks = Inks(look.theme)
        self._fill()

    def show_bars(self, bars: Iterable[Bar]) -> None:
        """Explain the products of those visits; nothing is done where they are the same."""
        given = tuple(bars)
        products = tuple(sorted({(bar.product, bar.colour) for bar in given}))
        if products != self._shown:
            self._shown, self._bars = products, given
            self._fill()

    def _entries(self) -> tuple[KeyEntry, ...]:
        from ivig_scheduler.ui.schedule.signs import (  # noqa: PLC0415 - needs the domain's terms
            SIGN_WORDS,
        )

        return (*product_entries(self._bars), *status_entries(SIGN_WORDS), *phase_entries())

    def _fill(self) -> None:
        self._flow.clear()
        for entry in self._entries():
            self._flow.addWidget(_Entry(entry, self._inks, self._inner))
        self.updateGeometry()
