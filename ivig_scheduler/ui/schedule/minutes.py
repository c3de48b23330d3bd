"""Moments as minutes of the day that is drawn."""

from datetime import date, datetime, time

from ivig_scheduler.domain.quantities import whole_minutes

DAY_MINUTES = 24 * 60


def minute_of(moment: datetime, day: date) -> int:
    """Return a local moment as minutes from the midnight that begins `day`."""
    return whole_minutes(moment - datetime.combine(day, time()))


def minute_of_clock(moment: time) -> int:
    """Return a time of day as minutes from midnight."""
    return moment.hour * 60 + moment.minute
