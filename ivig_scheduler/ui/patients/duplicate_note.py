"""Who the patient being typed may be already, with the way to that file."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.words import identify

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Patient

_MOST_SHOWN = 3


class DuplicateNote(QFrame):
    """Hidden while nobody is alike. `open_requested` carries the id of the patient to open."""

    open_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "note-warning")
        self._title = label(self.tr("Is this somebody who has a file already?"), "strong")
        self._lines = [
            (label("", wrap=True), button(self.tr("Open that file"), "link-strong"))
            for _ in range(_MOST_SHOWN)
        ]
        self._ids: list[UUID] = []
        self._lay_out()
        self.hide()

    def show_patients(self, patients: "Sequence[Patient]", today: date) -> None:
        """Point to those patients, the likeliest first; nothing for none."""
        shown = patients[:_MOST_SHOWN]
        self._ids = [patient.id for patient in shown]
        for place, (words, link) in enumerate(self._lines):
            is_used = place < len(shown)
            if is_used:
                words.setText(f"{shown[place].full_name} · {identify(shown[place], today)}")
            words.setVisible(is_used)
            link.setVisible(is_used)
        self.setVisible(bool(shown))

    def texts(self) -> list[str]:
        """Return the lines that are shown."""
        return [words.text() for words, _ in self._lines[: len(self._ids)]]

    def link(self, place: int = 0) -> QWidget:
        """Return the button of a line."""
        return self._lines[place][1]

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 8, 8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        for place, (words, link) in enumerate(self._lines):
            grid.addWidget(words, place + 1, 0)
            grid.addWidget(link, place + 1, 1)
            link.clicked.connect(lambda _=False, place=place: self._ask(place))

    def _ask(self, place: int) -> None:
        self.open_requested.emit(self._ids[place])
