"""A word or two on a rounded ground: the state of something at a glance."""

from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ivig_scheduler.ui.widgets.kind import set_kind

ChipKind: TypeAlias = Literal["good", "warning", "danger", "plain"]


class Chip(QLabel):
    """A label on the ground of its kind."""

    def __init__(self, text: str, kind: ChipKind = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, kind)

    def show_state(self, text: str, kind: ChipKind) -> None:
        """Say something else, in another colour if need be."""
        self.setText(text)
        set_kind(self, f"chip-{kind}")
