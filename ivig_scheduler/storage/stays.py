"""Who holds a chair when, read as SQLite keeps it: a long calendar is read in no time otherwise.

Making whole records, or letting each value find its type, takes most of the time in which a course
is planned.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from ivig_scheduler.domain.day_gaps import MinuteSpan
from ivig_scheduler.domain.day_minutes import DAY_MINUTES, DayMinutes
from ivig_scheduler.domain.occupancy import ChairStay
from ivig_scheduler.domain.terms import CHAIR_FREE, Status

#: No visit is longer (the database refuses it): visits of a day start this much before it at most.
LONGEST_VISIT = timedelta(days=1)
#: Where in a moment as it is kept, 2026-12-01 08:15:00.000000, the time is, and how it ends then.
_CLOCK = slice(11, 16)
_WHOLE_MINUTE = ":00.000000"
_IS_HELD = "status NOT IN ({})".format(", ".join(f"'{each.value}'" for each in sorted(CHAIR_FREE)))
_TOUCHING = f"start >= ? AND start < ? AND held_until > ? AND {_IS_HELD}"
_STAYS = (
    'SELECT id, patient_id, chair_id, start, "end", held_until, acuity_points, status '
    "FROM appointment WHERE "
)
_STATUSES = {status.value: status for status in Status}
_MINUTES = "SELECT chair_id, start, held_until FROM appointment WHERE "


def read_stays(connection: Connection, start: datetime, end: datetime) -> tuple[ChairStay, ...]:
    """Return who holds a chair at some time in [start, end)."""
    return _as_stays(_run(connection, _STAYS + _TOUCHING, _touching(start, end)))


def read_unfinished(connection: Connection, start: datetime, end: datetime) -> tuple[UUID, ...]:
    """Return the ids of the visits that begin in [start, end) and are neither done nor off."""
    asked = f"start >= ? AND start < ? AND {_IS_HELD} AND status <> '{Status.DONE.value}'"
    rows = _run(connection, f"SELECT id FROM appointment WHERE {asked}", (_text(start), _text(end)))
    return tuple(UUID(row[0]) for row in rows)


def read_stays_of_patient(
    connection: Connection, patient_id: UUID, start: datetime, end: datetime
) -> tuple[ChairStay, ...]:
    """Return the stays of a patient that begin in [start, end) and hold their chair."""
    asked = f"patient_id = ? AND start >= ? AND start < ? AND {_IS_HELD}"
    return _as_stays(_run(connection, _STAYS + asked, (patient_id.hex, _text(start), _text(end))))


def read_stays_in_chair(
    connection: Connection, chair_id: UUID, start: datetime, end: datetime
) -> tuple[ChairStay, ...]:
    """Return who holds a chair at some time in [start, end)."""
    query = f"{_STAYS}{_TOUCHING} AND chair_id = ?"
    return _as_stays(_run(connection, query, (*_touching(start, end), chair_id.hex)))


def read_presence(connection: Connection, day: date) -> tuple[list[datetime], list[datetime]]:
    """Return, each in order, when those come and when those go who hold a chair on a day."""
    minutes = DayMinutes(day)
    asked = _touching(minutes.midnight, minutes.following)
    rows = _run(connection, f'SELECT start, "end" FROM appointment WHERE {_TOUCHING}', asked)
    come, gone = sorted(row[0] for row in rows), sorted(row[1] for row in rows)
    moment = datetime.fromisoformat
    return [moment(each) for each in come], [moment(each) for each in gone]


def read_minutes_taken(connection: Connection, day: date) -> dict[UUID, list[MinuteSpan]]:
    """Return the minutes of a day in which each chair is held, in order; others are free."""
    minutes, at = DayMinutes(day), _minutes_by_clock()
    asked = _touching(minutes.midnight, minutes.following)
    _, following, midnight = asked
    held: defaultdict[str, list[MinuteSpan]] = defaultdict(list)
    for chair, start, end in _run(connection, f"{_MINUTES}{_TOUCHING} ORDER BY start", asked):
        if start >= midnight and end < following and end.endswith(_WHOLE_MINUTE):
            held[chair].append((at[start[_CLOCK]], at[end[_CLOCK]]))
        else:
            moments = datetime.fromisoformat(start), datetime.fromisoformat(end)
            held[chair].append(minutes.span(*moments))
    return {_chair_of(chair): spans for chair, spans in held.items()}


def _run(connection: Connection, query: str, values: tuple[str, ...]) -> list[Any]:
    """Return rows as the driver gives them."""
    cursor = connection.connection.cursor()
    cursor.execute(query, values)
    return list(cursor.fetchall())


def _touching(start: datetime, end: datetime) -> tuple[str, str, str]:
    return _text(start - LONGEST_VISIT), _text(end), _text(start)


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")


def _as_stays(rows: Iterable[Any]) -> tuple[ChairStay, ...]:
    moment = datetime.fromisoformat
    return tuple(
        ChairStay(
            UUID(int=int(own, 16)),
            UUID(int=int(patient, 16)),
            _chair_of(chair),
            moment(start),
            moment(end),
            moment(held_until),
            points,
            _STATUSES[status],
        )
        for own, patient, chair, start, end, held_until, points, status in rows
    )


@cache
def _minutes_by_clock() -> dict[str, int]:
    """Return each minute of a day by its time, 08:15."""
    return {f"{at // 60:02}:{at % 60:02}": at for at in range(DAY_MINUTES)}


@lru_cache(maxsize=1024)
def _chair_of(text: str) -> UUID:
    return UUID(text)
