"""What the canvases of the day and of the week have in common."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ivig_scheduler.ui.schedule.geometry import COLUMN_PX

_LEAST_TIME_PX = 240


def set_up_canvas(area: QAbstractScrollArea, least_height: int) -> None:
    """Let an area paint all of itself, follow the pointer and take the keys."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setMinimumSize(COLUMN_PX + _LEAST_TIME_PX, least_height)
    area.viewport().setMouseTracking(True)
    area.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
