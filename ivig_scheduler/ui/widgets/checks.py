"""Several answers out of a few: a grid of check boxes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ivig_scheduler.ui.widgets.kind import label


class Checks(QWidget):
    """Check boxes with keys, `columns` in a row; `changed` is emitted when the user ticks one."""

    changed = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        nothing: str = "",
        *,
        columns: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        """`options` are (key, words); `nothing` is said where there are none."""
        super().__init__(parent)
        self._columns = columns
        self._boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._nothing = label(nothing, "muted", wrap=True)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other answers; those that are ticked stay ticked, and stay to be seen."""
        offered = dict(options)
        kept = self.ticked()
        offered.update({key: key for key in kept if key not in offered})
        if list(offered) != list(self._boxes):
            self._rebuild(offered)
            self.show_keys(kept)

    def ticked(self) -> tuple[str, ...]:
        """Return the keys of what is ticked, in the order offered."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def show_keys(self, keys: Sequence[str]) -> None:
        """Tick those and no others without announcing it; a key unknown is offered from now on."""
        unknown = {key: key for key in keys if key not in self._boxes}
        if unknown:
            self._rebuild({key: box.text() for key, box in self._boxes.items()} | unknown)
        for key, box in self._boxes.items():
            box.setChecked(key in keys)

    def _rebuild(self, options: dict[str, str]) -> None:
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        before: QWidget = self
        for place, (key, words) in enumerate(options.items()):
            box = self._boxes[key] = QCheckBox(words, self)
            box.clicked.connect(self.changed)
            self._grid.addWidget(box, place // self._columns, place % self._columns)
            if before is not self:
                QWidget.setTabOrder(before, box)
            before = box
        self._grid.addWidget(self._nothing, len(options), 0, 1, self._columns)
        self._nothing.setVisible(bool(self._nothing.text()) and not self._boxes)
