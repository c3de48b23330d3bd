"""The days on which the site is closed, and the form that adds or changes one."""

from PySide6.QtCore import Qt

from ivig_scheduler.domain.records import Closure
from ivig_scheduler.domain.wording import show_full_day
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.closure_panel import ClosurePanel
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable

LIST_PX = 130

COLUMNS = (
    Column[Closure]("First day", lambda closure: show_full_day(closure.first_day), width=130),
    Column[Closure]("Last day", lambda closure: show_full_day(closure.last_day), width=130),
    Column[Closure]("Reason", lambda closure: closure.reason, stretches=True),
)


class ClosuresCard(Card):
    """A list above a form: the form adds a closure, or changes the one that is selected."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__("Closures")
        self.model = RowsModel(COLUMNS, lambda closure: closure.id, self)
        self.table = HouseTable(look.theme, self.model)
        self.table.setAccessibleName(self.tr("Closures"))
        self.table.setMinimumHeight(LIST_PX)
        self.empty = label(
            self.tr("No closures. Add the days on which the centre stays closed."), "quiet"
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.panel = ClosurePanel(desk, look)
        self.add(self.empty, 1)
        self.add(self.table, 1)
        self.body.addSpacing(4)
        self.add(self.panel)
        self.table.chosen.connect(self._choose)
        self.panel.closed.connect(self.start_new)
        self.panel.saved.connect(lambda _changes: self._note_saved())

    def show_closures(self, closures: tuple[Closure, ...]) -> None:
        """Show the closures; what was typed stays."""
        self.model.show_rows(closures)
        self.table.setVisible(bool(closures))
        self.empty.setVisible(not closures)
        current = self.table.current_record()
        if isinstance(current, Closure):
            self.panel.renew(current)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self.table.set_theme(look.theme)
        self.panel.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether a closure was typed and not saved."""
        return self.panel.has_unsaved()

    def start_new(self) -> None:
        """Leave the selected closure for the form of a new one."""
        self.table.clear_choice()
        if self.panel.record is not None:
            self.panel.show_record(None)

    def _note_saved(self) -> None:
        if self.panel.record is None:
            self.panel.empty()
        else:
            self.start_new()

    def _choose(self, closure: object) -> None:
        shown = self.panel.record
        if isinstance(closure, Closure) and (shown is None or shown.id != closure.id):
            self.panel.show_record(closure)
        elif closure is None and shown is not None:
            self.panel.show_record(None)
