"""How full days are, counted by the database: a month has thousands of visits.

The index over start, end, status and chair holds all that is asked for, so no visit is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.storage.reader import Reader

#: Days asked for at a time, each with four values.
_AT_ONCE = 100
_HELD = ", ".join(f"'{each.value}'" for each in sorted(CHAIR_FREE))


def _minute(moment: str) -> str:
    """Return the SQL of the minute of its day a moment lies in, kept as 2026-12-01 08:15:00."""
    return f"(substr({moment}, 12, 2) * 60 + substr({moment}, 15, 2))"


_LOAD = f"""
SELECT asked.day, count(*),
    sum(max(0, {_minute("min(held_until, asked.closes)")} - {_minute("max(start, asked.opens)")}))
FROM asked CROSS JOIN appointment INDEXED BY ix_appointment_held
    ON start >= asked.day AND start < asked.following
WHERE status NOT IN ({_HELD})
GROUP BY asked.day
"""


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day and when the site opens and closes on it, local; both midnight where it is closed."""

    day: date
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class DayLoadCount:
    """How many visits begin on a day, and the open minutes for which they hold their chairs."""

    visits: int
    minutes: int


def read_day_loads(store: Reader, days: Iterable[OpenDay]) -> dict[date, DayLoadCount]:
    """Return how full each of the days is; days without visits are left out."""
    wanted = tuple(days)
    found: dict[date, DayLoadCount] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        found.update(_read(store, wanted[first : first + _AT_ONCE]))
    return found


def _read(store: Reader, days: tuple[OpenDay, ...]) -> dict[date, DayLoadCount]:
    rows = ", ".join(["(?, ?, ?, ?)"] * len(days))
    query = f"WITH asked(day, following, opens, closes) AS (VALUES {rows}) {_LOAD}"
    cursor = store.connection.connection.cursor()
    cursor.execute(query, tuple(value for each in days for value in _values(each)))
    return {
        date.fromisoformat(day[:10]): DayLoadCount(visits, minutes)
        for day, visits, minutes in cursor.fetchall()
    }


def _values(each: OpenDay) -> tuple[str, str, str, str]:
    midnight = datetime.combine(each.day, time())
    moments = (midnight, midnight + timedelta(days=1), each.opens, each.closes)
    first, following, opens, closes = (each.isoformat(" ", "microseconds") for each in moments)
    return first, following, opens, closes
