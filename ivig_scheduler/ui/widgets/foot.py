"""The row of buttons that ends a panel or a sheet."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton

_GAP_PX = 8


def panel_foot(*buttons: QPushButton) -> QHBoxLayout:
    """Return the foot of a panel: its buttons from the left, what it is for first."""
    row = _row(buttons)
    row.addStretch(1)
    return row


def sheet_foot(*buttons: QPushButton) -> QHBoxLayout:
    """Return the foot of a sheet or a question: its buttons at the right, what it is for last."""
    row = _row(buttons)
    row.insertStretch(0, 1)
    return row


def _row(buttons: tuple[QPushButton, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(_GAP_PX)
    for each in buttons:
        row.addWidget(each)
    return row
