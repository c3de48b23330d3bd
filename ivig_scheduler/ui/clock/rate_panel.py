"""Where a new rate of the pump is entered, or a paused infusion is resumed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.quantities import read_amount
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import PauseCause
from ivig_scheduler.ui.clock.clock_panel import ClockPanel, moment_of, time_problems
from ivig_scheduler.ui.widgets.dates import TimeField
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.widgets.spin import minutes_box
from ivig_scheduler.ui.words import sentence

HOLD, TABLE = "hold", "table"
_MOST_HELD_MINUTES = 600


@dataclass(frozen=True, slots=True)
class RateEntry:
    """What was typed: no rate stands for the one before a pause, no time for now."""

    ml_per_h: Decimal | None
    at: datetime | None
    held_minutes: int | None
    cause: PauseCause | None = None


class RatePanel(ClockPanel):
    """A new rate in mL/h; with `is_resuming` it may be left empty."""

    def __init__(self, *, is_resuming: bool, parent: QWidget | None = None) -> None:
        title = "The pump runs again" if is_resuming else "The pump's new rate"
        super().__init__(title, "Resume" if is_resuming else "Record the rate", parent)
        self._is_resuming = is_resuming
        self._day = date.min
        self.rate, self.at = QLineEdit(), TimeField()
        self.then = Pick(
            [
                (HOLD, self.tr("Held until the next entry")),
                (TABLE, self.tr("Then the table goes on")),
            ]
        )
        self.minutes = minutes_box(self.tr(" min"))
        self.minutes.setRange(1, _MOST_HELD_MINUTES)
        causes = [(None, "No cause noted"), *((each, sentence(str(each))) for each in PauseCause)]
        self.cause = Pick(causes)
        self._build()
        self.then.picked.connect(lambda _key: self._note())
        self.minutes.valueChanged.connect(lambda _value: self.edited.emit())

    def open(self, day: date, running: str, settings: Settings) -> None:
        """Ask anew; `running` is the rate that runs, or ran before the pause."""
        self._day = day
        self.rate.clear()
        self.rate.setPlaceholderText(running)
        self.at.clear()
        self.at.setPlaceholderText(self.tr("now"))
        self.then.show_key(settings.text("clock.after_rate"))
        self.minutes.setValue(settings.whole("clock.hold"))
        self.cause.show_key(None)
        self.show_problems(())
        self.show_effect("")
        self.show()
        self._note()
        self.rate.setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> RateEntry | None:
        """Return what is typed, or None while it cannot be read; what is wrong stands beside it."""
        problems = time_problems("at", self.at)
        rate = None
        if self.rate.text().strip():
            try:
                rate = read_amount("rate", self.rate.text(), "mL/h")
            except RuleBrokenError as error:
                problems += [Problem("ml_per_h", each.message) for each in error.problems]
        is_missing = rate is None and not self._is_resuming
        self.show_problems(problems)
        if problems or is_missing:
            self.confirm.setEnabled(False)
            return None
        held = self.minutes.value() if rate is not None and self.then.key() == TABLE else None
        cause = self.cause.key()
        return RateEntry(
            rate,
            moment_of(self.at, self._day),
            held,
            cause if isinstance(cause, PauseCause) else None,
        )

    def _note(self) -> None:
        self._fields["minutes"].setVisible(self.then.key() == TABLE)
        self.edited.emit()

    def _build(self) -> None:
        rate = self._add("ml_per_h", self.tr("mL/h"), self.rate)
        if self._is_resuming:
            rate.set_hint(self.tr("Empty: as before the pause"))
        at = self._add("at", self.tr("From"), self.at)
        then = self._add("then", self.tr("What follows"), self.then)
        held = self._add("minutes", self.tr("Held for"), self.minutes)
        cause = self._add("cause", self.tr("Why (optional)"), self.cause)
        rows = [(rate, at), (then,), (held, cause)]
        self._lay_out(rows)
        cause.setVisible(not self._is_resuming)
