"""The form of a closure."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import Closure
from ivig_scheduler.domain.wording import show_days
from ivig_scheduler.services.setup.site import add_closure, edit_closure, remove_closure
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.record_panel import RecordPanel
from ivig_scheduler.ui.widgets.dates import DateField
from ivig_scheduler.ui.widgets.kind import set_kind

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work


class ClosurePanel(RecordPanel[Closure]):
    """First day, last day and reason side by side, without a frame: it stands in a card."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self.first_day, self.last_day = DateField(look.icons), DateField(look.icons)
        self.reason = QLineEdit()
        super().__init__(desk, "closure")
        set_kind(self, "plain")
        self.body.setContentsMargins(0, 0, 0, 0)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.first_day.set_icons(look.icons)
        self.last_day.set_icons(look.icons)

    def _build_form(self) -> None:
        self.reason.setPlaceholderText(self.tr("Such as Staff training"))
        self.form.add_row(
            ("first_day", self.tr("First day"), self.first_day),
            ("last_day", self.tr("Last day (empty: the same)"), self.last_day),
            ("reason", self.tr("Reason"), self.reason),
            stretches=(2, 2, 3),
        )

    def _fill(self, record: Closure | None) -> None:
        self.first_day.show_day(record.first_day if record else None)
        self.last_day.show_day(record.last_day if record else None)
        self.reason.setText(record.reason if record else "")

    def _key(self, record: Closure) -> Hashable:
        return record.id

    def _name(self, record: Closure) -> str:
        return show_days(record.first_day, record.last_day)

    def _problems(self) -> tuple[Problem, ...]:
        is_empty = not self.first_day.text().strip()
        missing = (Problem("first_day", "type the first day"),) if is_empty else ()
        return (*super()._problems(), *missing)

    def _saving(self, before: Closure | None) -> "Callable[[Work], ChangeSet]":
        values: dict[str, Any] = {
            "first_day": self.first_day.day(),
            "last_day": self.last_day.day() or self.first_day.day(),
            "reason": self.reason.text(),
        }
        if before is None:
            return lambda work: add_closure(work, make_record(Closure, **values))
        after = before.model_copy(update=values)
        return lambda work: edit_closure(work, before, after)

    def _removing(self, before: Closure) -> "Callable[[Work], ChangeSet]":
        return lambda work: remove_closure(work, before)

    def _show_buttons(self) -> None:
        super()._show_buttons()
        # An empty form is always there to add one: there is nothing to cancel in it.
        self.cancel_button.setVisible(self._before is not None or self.form.is_dirty)
        self.title.setVisible(self._before is not None)
