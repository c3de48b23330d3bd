"""Calendar days of a recurring course: the one module that knows python-dateutil.

Intervals are calendar days, so a visit at 09:00 stays at 09:00 across a clock change.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule


def due_days(
    first: date, every_days: int, *, count: int | None = None, last_day: date | None = None
) -> tuple[date, ...]:
    """Return the days a course is due: at most `count`, none after `last_day` (inclusive).

    Raises ValueError where neither end is given, since such a course never ends.
    """
    if count is None and last_day is None:
        raise ValueError("a course needs an end: a number of cycles or a last day")
    until = None if last_day is None else datetime(last_day.year, last_day.month, last_day.day)  # noqa: DTZ001
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001
    days: Iterator[datetime] = iter(rrule(DAILY, interval=every_days, dtstart=start, until=until))
    return tuple(day.date() for day in islice(days, count))


def due_day_of(cycle_due: date, day_of_cycle: int) -> date:
    """Return when a day of a cycle is due: its first day with the cycle, each other a day later."""
    return cycle_due + timedelta(days=day_of_cycle - 1)


def end_of_visit(start: datetime, minutes: int, zone: str) -> datetime:
    """Return the local wall-clock time `minutes` elapsed minutes after the local `start`."""
    place = ZoneInfo(zone)
    utc = start.replace(tzinfo=place).astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)
    return utc.astimezone(place).replace(tzinfo=None)
