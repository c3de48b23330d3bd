"""The days on which the site is closed, and the form that adds or changes one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import Closure
from ivig_scheduler.services.site import add_closure, edit_closure, remove_closure
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.dates import DateField
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable
from ivig_scheduler.ui.words import show_visit_day

COLUMNS = (
    Column[Closure]("First day", lambda closure: show_visit_day(closure.first_day), width=130),
    Column[Closure]("Last day", lambda closure: show_visit_day(closure.last_day), width=130),
    Column[Closure]("Reason", lambda closure: closure.reason, stretches=True),
)


class ClosuresCard(Card):
    """A list above a form: the form adds a closure, or changes the one that is selected."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Closures")
        self._desk = desk
        self._before: Closure | None = None
        self.model = RowsModel(COLUMNS, lambda closure: closure.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Closures"))
        self.empty = label(
            self.tr("No closures. Add the days on which the centre stays closed."), "quiet"
        )
        self.first_day, self.last_day = DateField(look.icons), DateField(look.icons)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Such as Staff training"))
        self.form = Form()
        self.save_button = button(self.tr("Add closure"), "primary")
        self.remove_button = button(self.tr("Remove"), "danger")
        self.new_button = button(self.tr("Cancel"))
        self._lay_out()
        self._connect()
        self.form.settle()
        self._show_buttons()

    def show_closures(self, closures: tuple[Closure, ...]) -> None:
        """Show the closures; what was typed stays."""
        self.model.show_rows(closures)
        self.table.setVisible(bool(closures))
        self.empty.setVisible(not closures)
        current = self.table.current_record()
        if isinstance(current, Closure) and current != self._before:
            self._take(current)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)
        self.first_day.set_icons(look.icons)
        self.last_day.set_icons(look.icons)

    def has_unsaved(self) -> bool:
        """Return whether the form holds something that is not saved."""
        return self.form.is_dirty

    def save(self) -> None:
        """Add the closure that was typed, or change the selected one."""
        problems = (*self.form.unreadable(), *self._missing())
        self.form.show_problems(problems)
        if problems:
            return
        before = self._before
        values = {
            "first_day": self.first_day.day(),
            "last_day": self.last_day.day() or self.first_day.day(),
            "reason": self.reason.text(),
        }
        if before is None:
            self._desk.act(
                lambda work: add_closure(work, make_record(Closure, **values)),
                then=lambda _changes: self.start_new(),
                refused=lambda error: self.form.show_problems(error.problems),
            )
            return
        after = before.model_copy(update=values)
        self._desk.act(
            lambda work: edit_closure(work, before, after),
            then=lambda _changes: self.start_new(),
            refused=lambda error: self.form.show_problems(error.problems),
        )

    def remove(self) -> None:
        """Open the site again on the days of the selected closure."""
        before = self._before
        if before is not None:
            self._desk.act(
                lambda work: remove_closure(work, before), then=lambda _changes: self.start_new()
            )

    def start_new(self) -> None:
        """Empty the form for another closure."""
        self.table.clear_choice()
        self._fill(None)

    def _missing(self) -> tuple[Problem, ...]:
        empty = not self.first_day.text().strip()
        return (Problem("first_day", "type the first day"),) if empty else ()

    def _take(self, closure: object) -> None:
        if isinstance(closure, Closure) and closure != self._before:
            self._fill(closure)

    def _fill(self, closure: Closure | None) -> None:
        self._before = closure
        self.first_day.show_day(closure.first_day if closure else None)
        self.last_day.show_day(closure.last_day if closure else None)
        self.reason.setText(closure.reason if closure else "")
        self.form.settle()
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_new = self._before is None
        self.save_button.setText(self.tr("Add closure") if is_new else self.tr("Save closure"))
        self.remove_button.setVisible(not is_new)
        self.new_button.setVisible(not is_new)
        self.save_button.setEnabled(self.form.is_dirty)

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(140)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self.empty, 1)
        self.add(self.table, 1)
        self.form.add_row(
            ("first_day", self.tr("First day"), self.first_day),
            ("last_day", self.tr("Last day (empty: the same)"), self.last_day),
            ("reason", self.tr("Reason"), self.reason),
            stretches=(2, 2, 3),
        )
        self.body.addSpacing(4)
        self.add(self.form)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.new_button)
        row.addStretch(1)
        row.addWidget(self.remove_button)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.table.chosen.connect(self._take)
        self.form.submitted.connect(self.save)
        self.form.edited.connect(self._show_buttons)
        self.save_button.clicked.connect(self.save)
        self.remove_button.clicked.connect(self.remove)
        self.new_button.clicked.connect(self.start_new)
