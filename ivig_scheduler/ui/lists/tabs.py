"""The lists to choose from, each with how many lines it has below its name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ivig_scheduler.ui.widgets.kind import set_kind


class Tabs(QWidget):
    """Buttons of which one is down. `chosen` carries the key of the one the user pressed."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = dict(tabs)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key, _ in tabs:
            one = self._make(key)
            row.addWidget(one, max(len(self._words[key]), 6))
        self.show_count(tabs[0][0], None)
        self.select(tabs[0][0])

    def current(self) -> str:
        """Return the key of the one that is down."""
        return next(key for key, one in self.buttons.items() if one.isChecked())

    def select(self, key: str) -> None:
        """Put one down without announcing it."""
        self.buttons[key].setChecked(True)

    def rename(self, key: str, words: str) -> None:
        """Call a list otherwise; its count is told anew after it."""
        self._words[key] = words

    def show_count(self, key: str, number: int | None, spoken: str = "") -> None:
        """Say how many lines a list has; None while it is not known."""
        words, one = self._words[key], self.buttons[key]
        told = "–" if number is None else str(number)
        one.setText(f"{words}\n{told}")
        one.setAccessibleName(f"{words}, {spoken or told}")

    def _make(self, key: str) -> QPushButton:
        one = QPushButton()
        set_kind(one, "tab")
        one.setCheckable(True)
        one.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        one.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(one)
        self.buttons[key] = one
        self.show_count(key, None)
        return one
