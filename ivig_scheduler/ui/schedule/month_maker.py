"""Makes the picture of a month from what the services know about it."""

from ivig_scheduler.services.month import Month
from ivig_scheduler.ui.schedule.month_picture import MonthCell, MonthPicture


def make_month_picture(month: Month) -> MonthPicture:
    """Return what the schedule shows of a month."""
    return MonthPicture(
        month.first,
        tuple(
            MonthCell(
                each.day,
                each.closed_reason,
                each.visits,
                each.booked_minutes,
                each.open_minutes,
                each.chairs_out,
            )
            for each in month.days
        ),
    )
