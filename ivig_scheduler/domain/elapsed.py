"""Elapsed minutes between wall-clock times: an hour in which the clocks change is still an hour."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from ivig_scheduler.domain.quantities import Exact

_SECONDS = 60
_MICROSECONDS = 1_000_000


def minutes_between(start: datetime, end: datetime, zone: str) -> Fraction:
    """Return the exact elapsed minutes from one local time to another in the IANA zone."""
    length = _in_utc(end, zone) - _in_utc(start, zone)
    seconds = length.days * 86_400 + length.seconds + Fraction(length.microseconds, _MICROSECONDS)
    return Fraction(seconds) / _SECONDS


def moment_after(start: datetime, minutes: Exact, zone: str) -> datetime:
    """Return the local time some elapsed minutes after a local `start`, to the second begun."""
    length = timedelta(seconds=int(Fraction(minutes) * _SECONDS // 1))
    return (_in_utc(start, zone) + length).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _in_utc(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
