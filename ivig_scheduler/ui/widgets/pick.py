"""A choice of one among a few, from a list that drops down; it may stay open."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class Pick(QComboBox):
    """A combo box whose choices have keys. `picked` carries the key the user chose."""

    picked = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]] = (),
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`options` are (key, words); while none is chosen `placeholder` is shown."""
        super().__init__(parent)
        self._keys: list[Hashable] = []
        self.setPlaceholderText(placeholder)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)
        self.activated.connect(lambda _place: self.picked.emit(self.key()))

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other choices; what is chosen stays where it is still among them."""
        kept = self.key()
        self._keys = [key for key, _ in options]
        self.clear()
        self.addItems([words for _, words in options])
        self.show_key(kept)

    def key(self) -> Hashable:
        """Return the key of what is chosen, None where nothing is."""
        return self._keys[self.currentIndex()] if self.currentIndex() >= 0 else None

    def show_key(self, key: Hashable) -> None:
        """Show the choice of that key without announcing it, nothing for a key unknown."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel over a box on a page that scrolls would change the choice unseen.
        event.ignore()
