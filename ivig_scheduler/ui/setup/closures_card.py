"""The days on which the site is closed, and the form that adds or changes one."""

from ivig_scheduler.domain.records import Closure
from ivig_scheduler.domain.wording import show_full_day
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.closure_panel import ClosurePanel
from ivig_scheduler.ui.setup.records_card import RecordsCard
from ivig_scheduler.ui.widgets.rows_model import Column

COLUMNS = (
    Column[Closure]("First day", lambda closure: show_full_day(closure.first_day), width=130),
    Column[Closure]("Last day", lambda closure: show_full_day(closure.last_day), width=130),
    Column[Closure]("Reason", lambda closure: closure.reason, stretches=True),
)


class ClosuresCard(RecordsCard[Closure]):
    """Closures, the soonest first."""

    panel: ClosurePanel

    def __init__(self, desk: Desk, look: Look) -> None:
        empty = "No closures. Add the days on which the centre stays closed."
        super().__init__("Closures", COLUMNS, ClosurePanel(desk, look), empty, look)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.panel.set_look(look)
