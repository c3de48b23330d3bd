"""When the site is open in a week."""

from PySide6.QtWidgets import QHBoxLayout

from ivig_scheduler.domain.records import OpeningHours
from ivig_scheduler.services.setup.site import save_opening_hours
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.setup.week_hours import WeekHours
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button


class HoursCard(Card):
    """The week with one button that saves it whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Hours")
        self._desk = desk
        self._is_loaded = False
        self.form = Form()
        self.week = WeekHours(self.form)
        self.save_button = button(self.tr("Save hours"), "primary")
        self.form.column.addWidget(self.week)
        self.add(self.form)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.save_button.clicked.connect(self.save)
        self.form.submitted.connect(self.save)
        self.form.edited.connect(lambda: self.save_button.setEnabled(self.form.is_dirty))

    def show_hours(self, hours: tuple[OpeningHours, ...]) -> None:
        """Show the week as it is stored, unless something was typed meanwhile."""
        if self._is_loaded and self.form.is_dirty:
            return
        self._is_loaded = True
        self.week.show_hours(hours)
        self.form.settle()

    def has_unsaved(self) -> bool:
        """Return whether the week holds something that is not saved."""
        return self._is_loaded and self.form.is_dirty

    def save(self) -> None:
        """Store the week."""
        problems = self.week.problems()
        self.form.show_problems(problems)
        if problems:
            return
        hours = self.week.hours()
        self._desk.act(
            lambda work: save_opening_hours(work, hours),
            then=lambda _changes: self.form.settle(),
            refused=lambda error: self.form.show_problems(error.problems),
        )
