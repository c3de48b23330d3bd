"""A form that asks from when to when, and why."""

from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.form import Form

Span = tuple[datetime, datetime | None]


class SpanForm(Form):
    """Days and times; without a time of its own a day counts whole.

    An empty last day means the first one, or that there is no end where `may_stay_open`.
    """

    def __init__(self, icons: IconSet, *, may_stay_open: bool = False) -> None:
        super().__init__()
        self._may_stay_open = may_stay_open
        self.first_day, self.last_day = DateField(icons), DateField(icons)
        self.from_time, self.to_time = TimeField(), TimeField()
        self.reason = QLineEdit()
        to = self.tr("To (empty: for good)") if may_stay_open else self.tr("To (empty: same day)")
        self.add_row(
            ("starts", self.tr("From"), self.first_day),
            ("from_time", self.tr("Time"), self.from_time),
            stretches=(2, 1),
        )
        self.add_row(
            ("ends", to, self.last_day),
            ("to_time", self.tr("Time"), self.to_time),
            stretches=(2, 1),
        )
        self.from_time.setAccessibleName(self.tr("From, time"))
        self.to_time.setAccessibleName(self.tr("To, time"))

    def ask_reason(self) -> None:
        """Ask why, below what is asked so far."""
        field = self.add("reason", self.tr("Reason"), self.reason)
        field.set_hint(self.tr("Without times the whole day counts."))

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icons of another theme."""
        self.first_day.set_icons(icons)
        self.last_day.set_icons(icons)

    def empty(self) -> None:
        """Make the form ready for another answer."""
        for editor in (self.first_day, self.last_day, self.from_time, self.to_time, self.reason):
            editor.clear()
        self.settle()

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read."""
        found = self.unreadable()
        if not self.first_day.text().strip():
            found += (Problem("starts", "type the first day"),)
        return found

    def span(self) -> Span:
        """Return from when to when; raises ValueError where `problems` has something."""
        first = self.first_day.day()
        if first is None:
            raise ValueError("type the first day")
        starts = datetime.combine(first, self.from_time.moment() or time())
        last, until = self.last_day.day(), self.to_time.moment()
        if self._may_stay_open and last is None and until is None:
            return starts, None
        return starts, _end(last or first, until)


def _end(day: date, moment: time | None) -> datetime:
    if moment is None:
        return datetime.combine(day, time()) + timedelta(days=1)
    return datetime.combine(day, moment)
