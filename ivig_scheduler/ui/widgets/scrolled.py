"""A widget in an area that scrolls, up and down or wherever it finds no room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ivig_scheduler.ui.widgets.kind import set_kind


def scrolled(widget: QWidget) -> QScrollArea:
    """Return `widget` in an area without a frame, as wide as it and scrolling up and down.

    Only large text can make it wider than its area; then it scrolls sideways too.
    """
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    set_kind(widget, "plain")
    area.setWidget(widget)
    return area


def reachable(widget: QWidget) -> QScrollArea:
    """Return `widget` in an area that scrolls only where large text makes it larger than it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
