"""The form of a day's own hours."""

from collections.abc import Callable, Hashable
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import DayHours
from ivig_scheduler.domain.wording import show_full_day
from ivig_scheduler.services.setup.day_hours import remove_day_hours, save_day_hours
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.record_panel import RecordPanel
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.kind import set_kind

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work


class DayHoursPanel(RecordPanel[DayHours]):
    """Day, hours and reason side by side, without a frame: it stands in a card."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self.day = DateField(look.icons)
        self.opens, self.closes = TimeField(), TimeField()
        self.reason = QLineEdit()
        super().__init__(desk, "day")
        set_kind(self, "plain")
        self.body.setContentsMargins(0, 0, 0, 0)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.day.set_icons(look.icons)

    def _build_form(self) -> None:
        self.reason.setPlaceholderText(self.tr("Such as Storm warning"))
        self.form.add_row(
            ("day", self.tr("Day"), self.day),
            ("opens", self.tr("Opens"), self.opens),
            ("closes", self.tr("Closes"), self.closes),
            ("reason", self.tr("Reason"), self.reason),
            stretches=(3, 2, 2, 4),
        )

    def _fill(self, record: DayHours | None) -> None:
        self.day.show_day(record.day if record else None)
        self.opens.show_time(record.opens if record else None)
        self.closes.show_time(record.closes if record else None)
        self.reason.setText(record.reason if record else "")

    def _key(self, record: DayHours) -> Hashable:
        return record.id

    def _name(self, record: DayHours) -> str:
        return show_full_day(record.day)

    def _problems(self) -> tuple[Problem, ...]:
        found = super()._problems()
        named = {each.field for each in found}
        for field, is_missing, words in (
            ("day", self.day.day() is None, "type the day"),
            ("opens", self.opens.moment() is None, "type when it opens"),
            ("closes", self.closes.moment() is None, "type when it closes"),
        ):
            if is_missing and field not in named:
                found += (Problem(field, words),)
        return found

    def _saving(self, before: DayHours | None) -> "Callable[[Work], ChangeSet]":
        values: dict[str, date | time | str | None] = {
            "day": self.day.day(),
            "opens": self.opens.moment(),
            "closes": self.closes.moment(),
            "reason": self.reason.text(),
        }
        return lambda work: save_day_hours(work, make_record(DayHours, **values), before)

    def _removing(self, before: DayHours) -> "Callable[[Work], ChangeSet]":
        return lambda work: remove_day_hours(work, before)

    def _show_buttons(self) -> None:
        super()._show_buttons()
        # An empty form is always there to add one: there is nothing to cancel in it.
        self.cancel_button.setVisible(self._before is not None or self.form.is_dirty)
        self.title.setVisible(self._before is not None)
