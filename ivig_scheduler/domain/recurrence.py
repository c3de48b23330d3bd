"""Calendar days of a recurring course: the one module that knows python-dateutil.

Intervals are calendar days, so a visit at 09:00 stays at 09:00 across a clock change.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


def next_due_day(given: date, interval_days: int) -> date:
    """Return when the cycle after one that was first given on a day is due."""
    return given + relativedelta(days=interval_days)


def due_day_of(cycle_due: date, day_of_cycle: int) -> date:
    """Return when a day of a cycle is due: its first day with the cycle, each other a day later."""
    return cycle_due + relativedelta(days=day_of_cycle - 1)


def end_of_visit(start: datetime, minutes: int, zone: str) -> datetime:
    """Return the local wall-clock time `minutes` elapsed minutes after the local `start`."""
    place = ZoneInfo(zone)
    utc = start.replace(tzinfo=place).astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)
    return utc.astimezone(place).replace(tzinfo=None)


def has_clock_change(day: date, zone: str) -> bool:
    """Return whether the clocks change on a day, by the IANA zone, or in the night after it."""
    place = ZoneInfo(zone)
    midnight = datetime.combine(day, time(), place)
    return midnight.utcoffset() != (midnight + timedelta(days=2)).utcoffset()
