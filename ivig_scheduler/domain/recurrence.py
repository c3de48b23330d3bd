"""What comes again: due days of a course, times in which a chair is out of service.

The one module that knows python-dateutil. Intervals are calendar days, so a visit at 09:00 stays at
09:00 across a clock change, and so does an outage.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule

from ivig_scheduler.domain.records import ChairOutage


def next_due_day(given: date, interval_days: int) -> date:
    """Return when the cycle after one that was first given on a day is due."""
    return given + timedelta(days=interval_days)


def due_day_of(cycle_due: date, day_of_cycle: int) -> date:
    """Return when a day of a cycle is due: its first day with the cycle, each other a day later."""
    return cycle_due + timedelta(days=day_of_cycle - 1)


def end_of_visit(start: datetime, minutes: int, zone: str) -> datetime:
    """Return the local wall-clock time `minutes` elapsed minutes after the local `start`."""
    place = ZoneInfo(zone)
    utc = start.replace(tzinfo=place).astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)
    return utc.astimezone(place).replace(tzinfo=None)


@lru_cache(maxsize=4096)
def has_clock_change(day: date, zone: str) -> bool:
    """Return whether the clocks change on a day, by the IANA zone, or in the night after it."""
    place = ZoneInfo(zone)
    midnight = datetime.combine(day, time(), place)
    return midnight.utcoffset() != (midnight + timedelta(days=2)).utcoffset()


def expand_outages(
    outages: Iterable[ChairOutage], start: datetime, end: datetime
) -> tuple[ChairOutage, ...]:
    """Return every time in [start, end) in which one of the outages happens, as single outages."""
    return tuple(
        occurrence
        for outage in outages
        if outage.starts < end
        for occurrence in outage_occurrences(outage, start, end)
    )


def outage_occurrences(
    outage: ChairOutage, start: datetime, end: datetime
) -> tuple[ChairOutage, ...]:
    """Return the times an outage happens that touch [start, end), soonest first.

    Each is a single outage with the id and the reason of the one that repeats; it begins and ends
    at the same wall-clock times whatever the clocks do.
    """
    if outage.every_days is None:
        return (outage,) if outage.starts < end and outage.ends > start else ()
    length = outage.ends - outage.starts
    found = []
    for begins in _begins(outage, outage.every_days, start - length, end):
        if begins < end and begins + length > start and begins.date() not in outage.except_days:
            found.append(_single(outage, begins, begins + length))
    return tuple(found)


def _begins(
    outage: ChairOutage, every_days: int, after: datetime, before: datetime
) -> Iterable[datetime]:
    """Return when an outage begins, from the last time at or before `after` to `before`."""
    periods = max((after - outage.starts).days // every_days, 0)
    first = outage.starts + timedelta(days=periods * every_days)
    until = outage.repeats_until
    last = before if until is None else min(before, datetime.combine(until, time.max))
    return rrule(DAILY, interval=every_days, dtstart=first, until=last) if first <= last else ()


def _single(outage: ChairOutage, starts: datetime, ends: datetime) -> ChairOutage:
    once = {"every_days": None, "repeats_until": None, "except_days": ()}
    return outage.model_copy(update={"starts": starts, "ends": ends, **once})
