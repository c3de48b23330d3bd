"""The site closes early on a day: when, why, and who would still be there."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.wording import show_time
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.exception_sheet import ExceptionSheet
from ivig_scheduler.ui.exceptions.named_span_form import NOT_SAID
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.form import Form

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


class CloseEarlyForm(Form):
    """The day, the time and the reason."""

    def __init__(self, icons: IconSet, day: date) -> None:
        super().__init__()
        self.day, self.closes, self.reason = DateField(icons), TimeField(), QLineEdit()
        self.reason.setPlaceholderText(self.tr("Such as storm warning"))
        self.add_row(
            ("day", self.tr("Day"), self.day),
            ("closes", self.tr("Closes at"), self.closes),
            stretches=(2, 1),
        )
        self.add("reason", self.tr("Reason"), self.reason)
        self.day.show_day(day)
        self.settle()

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read, or is missing."""
        found = self.unreadable()
        named = {each.field for each in found}
        for field, is_missing, words in (
            ("day", self.day.day() is None, "type the day"),
            ("closes", self.closes.moment() is None, "type the time"),
            ("reason", not self.reason.text().strip(), "say why"),
        ):
            if is_missing and field not in named:
                found += (Problem(field, words),)
        return found


class CloseEarlySheet(ExceptionSheet):
    """Visits that end after the new closing are affected."""

    form: CloseEarlyForm

    def __init__(self, desk: Desk, look: Look, day: date, parent: QWidget) -> None:
        title = self.tr("Close early")
        super().__init__(desk, look, title, CloseEarlyForm(look.icons, day), parent)
        self.form.closes.setFocus()

    def act_words(self) -> str:
        """Return what the button does."""
        closes = self.form.closes.moment()
        if closes is None:
            return self.tr("Close early")
        return self.tr("Close at {0}").format(show_time(closes))

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read in the form, or is missing."""
        return self.form.problems()

    def make_service(self) -> "Callable[[Work], ChangeSet]":
        """Return what gives the day its own hours."""
        from ivig_scheduler.services.setup.day_hours import close_early

        day, closes = self.form.day.day(), self.form.closes.moment()
        reason = self.form.reason.text() or NOT_SAID
        if day is None or closes is None:
            raise ValueError("the form has problems")
        moment = datetime.combine(day, closes)
        return lambda work: close_early(work, day, moment, reason)
