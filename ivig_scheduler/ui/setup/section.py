"""What every section of Setup is."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.widgets.kind import label

MARGIN = 24
GAP = 16
PANEL_PX = 348
HEADER_PX = 30


class Section(QWidget):
    """One section: a heading with its actions, and below it what `body` holds."""

    def __init__(self, title: str, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.look = look
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        # As high as with buttons, so that the sections begin at one height.
        self.header.addStrut(HEADER_PX)
        self.header.addWidget(label(title, "heading"), 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addLayout(self.header)
        column.addLayout(self.body, 1)

    def load(self) -> None:
        """Read what the section shows; typed text and the selection stay."""

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.look = look

    def has_unsaved(self) -> bool:
        """Return whether something was typed and not saved."""
        return False
