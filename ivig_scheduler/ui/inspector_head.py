"""The top of the inspector: who the patient is, how the visit stands, where else to look."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import SCHEDULE_ACTIONS
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.widgets.chip import Chip
from ivig_scheduler.ui.widgets.flow import FlowLayout
from ivig_scheduler.ui.widgets.kind import button, label

if TYPE_CHECKING:
    from ivig_scheduler.ui.widgets.chip import ChipKind


class InspectorHead(QWidget):
    """Name, what identifies the patient, and chips; links lead to patient, course and print."""

    patient_requested = Signal()
    course_requested = Signal()
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label("", "heading", wrap=True)
        self._identity = label("", "quiet", wrap=True)
        self._section = label("", "section", wrap=True)
        self.patient_button = button(self.tr("Patient"), "link")
        self.course_button = button(self.tr("Course"), "link")
        self.print_button = button(self.tr("Print…"), "link")
        self.print_button.setToolTip(self.tr("The titration sheet for the bedside"))
        for one, name in (
            (self.patient_button, "patient"),
            (self.course_button, "course"),
            (self.print_button, "titration"),
        ):
            name_action(one, SCHEDULE_ACTIONS, name)
        self.print_button.clicked.connect(self.print_requested)
        self.patient_button.clicked.connect(self.patient_requested)
        self.course_button.clicked.connect(self.course_requested)
        self._words: tuple[str, ...] = ()
        self._lay_out()

    def show_patient(self, name: str, identity: str) -> None:
        """Show who it is."""
        self._name.setText(name)
        self._identity.setText(identity)

    def show_chips(self, chips: "Sequence[tuple[str, ChipKind]]") -> None:
        """Show other chips, where they differ."""
        words = tuple(text for text, _ in chips)
        if words == self._words:
            return
        self._words = words
        self._chips.clear()
        for text, kind in chips:
            self._chips.addWidget(Chip(text, kind, self._chips.parentWidget()))

    def show_section(self, text: str) -> None:
        """Say which visit of which course it is."""
        self._section.setText(text)

    def texts(self) -> tuple[str, ...]:
        """Return the name, what identifies, the words of the chips, and which visit it is."""
        return (self._name.text(), self._identity.text(), *self._words, self._section.text())

    def _lay_out(self) -> None:
        chips = QWidget()
        self._chips = FlowLayout(chips)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._section, 1)
        for each in (self.patient_button, self.course_button, self.print_button):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._name, self._identity, chips):
            column.addWidget(part)
        column.addLayout(row)
