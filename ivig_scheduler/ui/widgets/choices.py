"""A choice among many, found by typing any part of its words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class SearchCombo(QComboBox):
    """A combo box one types into; `key_chosen` carries the key that was picked or typed.

    A choice's key typed alone chooses it, and so does a part of its words that is in no other's,
    once the box is left. What matches no choice stays as it is, and `key` is None until it does.
    """

    key_chosen = Signal(object)

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """`options` are (key, words)."""
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        completer = self.completer() or QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(14)
        self.setCompleter(completer)
        self.set_options(options)
        self._told = self.key()
        self.activated.connect(lambda _place: self._tell())
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._finish)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the one that is chosen stays where it is still among them."""
        kept, text = self.key(), self.currentText()
        self.blockSignals(True)
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.setCurrentIndex(self.findData(kept) if kept is not None else -1)
        if self.currentIndex() < 0:
            self.setEditText(text)
        self.blockSignals(False)

    def key(self) -> str | None:
        """Return the key of what is written in the box, None where no choice reads so."""
        place = self._place_of(self.currentText().strip().casefold())
        found = None if place is None else self.itemData(place)
        return None if found is None else str(found)

    def _place_of(self, text: str) -> int | None:
        """Return the choice of these words or, failing that, of this key."""
        places = range(self.count())
        reads_so = [place for place in places if self.itemText(place).casefold() == text]
        named_so = [place for place in places if str(self.itemData(place)).casefold() == text]
        return next(iter([*reads_so, *named_so]), None) if text else None

    def _finish(self) -> None:
        """Write out the choice that was meant, where only one can be."""
        text = self.currentText().strip().casefold()
        meant = self._place_of(text)
        if meant is None and text:
            holding = [at for at in range(self.count()) if text in self.itemText(at).casefold()]
            meant = holding[0] if len(holding) == 1 else None
        if meant is not None and self.currentText() != self.itemText(meant):
            self.setCurrentIndex(meant)
            self.setEditText(self.itemText(meant))
        line = self.lineEdit()
        if line is not None:
            # A long name is read from its start.
            line.setCursorPosition(0)
        self._tell()

    def show_key(self, key: str | None) -> None:
        """Show the choice of that key without announcing it; a key unknown is shown as it is."""
        self.setCurrentIndex(self.findData(key))
        if self.currentIndex() < 0:
            self.setEditText(key or "")
        self._told = self.key()

    def _tell(self) -> None:
        key = self.key()
        if key is not None and key != self._told:
            self._told = key
            self.key_chosen.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel over a box on a page that scrolls would change the choice unseen.
        event.ignore()
