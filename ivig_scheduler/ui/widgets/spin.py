"""A field for whole minutes that is stepped up and down."""

from PySide6.QtWidgets import QSpinBox

_PADDING_PX = 7


def minutes_box(unit: str) -> QSpinBox:
    """Return a field for minutes that writes `unit` after them, its text off the edge."""
    box = QSpinBox()
    box.setSuffix(unit)
    # The style sheet's padding does not reach the text of a spin box.
    box.lineEdit().setTextMargins(_PADDING_PX, 0, 0, 0)
    return box
