"""A choice of one among a few, side by side: Day, Week, Month."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ivig_scheduler.ui.widgets.kind import set_kind


class _Segment(QPushButton):
    """A button as wide as its words in strong letters, which it gets while it is down."""

    def sizeHint(self) -> QSize:
        """Return the size that does not change when the button goes down."""
        size = super().sizeHint()
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        wanted = QFontMetrics(strong).horizontalAdvance(self.text())
        return size + QSize(max(0, wanted - self.fontMetrics().horizontalAdvance(self.text())), 0)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()


class Segmented(QWidget):
    """Buttons of which one is down. `chosen` carries the key the user picked."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], current: str = "", parent: QWidget | None = None
    ) -> None:
        """`options` are (key, words on the button); `current` is the key that is down at first."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, words) in enumerate(options):
            one = self._make_button(key, words, _place(place, len(options)))
            row.addWidget(one)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.select(current or options[0][0])
        self._group.buttonClicked.connect(self._report)

    def current(self) -> str:
        """Return the key that is down."""
        return next(key for key, one in self._buttons.items() if one.isChecked())

    def select(self, key: str) -> None:
        """Put `key` down without announcing it."""
        self._buttons[key].setChecked(True)

    def _make_button(self, key: str, words: str, place: str) -> QPushButton:
        one = _Segment(words)
        set_kind(one, "segment")
        one.setProperty("place", place)
        one.setCheckable(True)
        self._group.addButton(one)
        self._buttons[key] = one
        return one

    def _report(self) -> None:
        self.chosen.emit(self.current())


def _place(index: int, count: int) -> str:
    if index == 0:
        return "first"
    return "last" if index == count - 1 else "middle"
