"""The sheet of keys (F1), printed from the same table as the menus."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.ui.actions import ActionSpec
from ivig_scheduler.ui.shortcuts import show_keys
from ivig_scheduler.ui.text_size import px
from ivig_scheduler.ui.widgets.kind import button, label, set_kind

_SIZE = (460, 560)


class KeysSheet(QDialog):
    """A list of actions with their keys, by where they work."""

    def __init__(self, actions: Iterable[ActionSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(px(_SIZE[0]), px(_SIZE[1]))
        inner = QWidget()
        set_kind(inner, "surface")
        self._fill(QGridLayout(inner), [action for action in actions if action.keys])
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        close = button(self.tr("Close"))
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _fill(self, grid: QGridLayout, actions: list[ActionSpec]) -> None:
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        row, place = 0, None
        for action in actions:
            if action.place != place:
                place = action.place
                grid.addWidget(label(place or self.tr("Everywhere"), "section"), row, 0, 1, 2)
                row += 1
            grid.addWidget(label(action.words), row, 0)
            grid.addWidget(label(show_keys(action), "muted"), row, 1)
            row += 1
        grid.setRowStretch(row, 1)
