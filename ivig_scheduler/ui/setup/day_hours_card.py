"""The days with hours of their own, and the form that adds or changes one."""

from ivig_scheduler.domain.records import DayHours
from ivig_scheduler.domain.wording import show_full_day, show_time
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.setup.day_hours_panel import DayHoursPanel
from ivig_scheduler.ui.setup.records_card import RecordsCard
from ivig_scheduler.ui.widgets.rows_model import Column

COLUMNS = (
    Column[DayHours]("Day", lambda hours: show_full_day(hours.day), width=130),
    Column[DayHours](
        "Open", lambda hours: f"{show_time(hours.opens)} to {show_time(hours.closes)}", width=130
    ),
    Column[DayHours]("Reason", lambda hours: hours.reason, stretches=True),
)


class DayHoursCard(RecordsCard[DayHours]):
    """Days to come, the soonest first."""

    panel: DayHoursPanel

    def __init__(self, desk: Desk, look: Look) -> None:
        empty = "None. Add a day that closes early, or a holiday or weekend day that is open."
        super().__init__("Hours of single days", COLUMNS, DayHoursPanel(desk, look), empty, look)

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        super().set_look(look)
        self.panel.set_look(look)
