"""Where a pause of the infusion is entered: why, how long it may last, since when."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ivig_scheduler.domain.limits import MOST_PAUSE_MINUTES
from ivig_scheduler.domain.terms import PauseCause
from ivig_scheduler.ui.clock.clock_panel import ClockPanel, moment_of, time_problems
from ivig_scheduler.ui.widgets.dates import TimeField
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.widgets.spin import minutes_box
from ivig_scheduler.ui.words import sentence

_STEP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class PauseEntry:
    """What was chosen: no minutes where nobody knows, no time for now."""

    cause: PauseCause
    expected_minutes: int | None
    at: datetime | None
    note: str


class PausePanel(ClockPanel):
    """Asks for the cause first; the minutes may stay unknown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The pump stands still", "Pause", parent)
        self._day = date.min
        self.cause = Pick(
            [(each, sentence(str(each))) for each in PauseCause], self.tr("Choose the cause")
        )
        self.minutes = minutes_box(self.tr(" min"))
        self.minutes.setRange(0, MOST_PAUSE_MINUTES)
        self.minutes.setSingleStep(_STEP_MINUTES)
        self.minutes.setSpecialValueText(self.tr("not known"))
        self.at, self.note = TimeField(), QLineEdit()
        self._lay_out(
            [
                (self._add("cause", self.tr("Why"), self.cause),),
                (
                    self._add("minutes", self.tr("Expected for"), self.minutes),
                    self._add("at", self.tr("Since"), self.at),
                ),
                (self._add("note", self.tr("In a word (optional)"), self.note),),
            ]
        )
        self.cause.picked.connect(lambda _key: self.edited.emit())
        self.minutes.valueChanged.connect(lambda _value: self.edited.emit())

    def open(self, day: date) -> None:
        """Ask anew, the focus on the cause."""
        self._day = day
        self.cause.show_key(None)
        self.minutes.setValue(0)
        self.at.clear()
        self.at.setPlaceholderText(self.tr("now"))
        self.note.clear()
        self.show_problems(())
        self.show_effect("")
        self.show()
        self.confirm.setEnabled(False)
        self.cause.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cause(self, cause: PauseCause) -> None:
        """Choose the cause ahead; what the pause would do is shown at once."""
        self.cause.show_key(cause)
        self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def entry(self) -> PauseEntry | None:
        """Return what is chosen, or None while the cause is not, or the time cannot be read."""
        problems = time_problems("at", self.at)
        self.show_problems(problems)
        cause = self.cause.key()
        if problems or not isinstance(cause, PauseCause):
            self.confirm.setEnabled(False)
            return None
        return PauseEntry(
            cause, self.minutes.value() or None, moment_of(self.at, self._day), self.note.text()
        )
