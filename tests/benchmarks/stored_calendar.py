"""A calendar that is full to a given share, in a database: a clinic, chairs and their visits."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from ivig_scheduler.domain.records import Appointment
from tests.benchmarks.full_calendar import full_calendar_visits, some_chairs
from tests.clinics import SmallClinic, make_small_clinic

_VISITS_EACH = 13


def make_stored_calendar(folder: Path, chairs: int, days: int, load: float) -> SmallClinic:
    """Return a clinic with so many chairs, taken to the load given, and no shifts; close it.

    The visits are those of `a_full_calendar`. They are written with raw SQL, all with the cycle and
    the plan of one booked visit: what is measured is reading them, not what they are for.
    """
    clinic = make_small_clinic(folder)
    (model,) = clinic.visits(clinic.book_course(clinic.brandt, cycles=1))
    places = some_chairs(chairs)
    with closing(sqlite3.connect(folder / "clinic.sqlite", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        triggers = _take_triggers(connection)
        connection.execute("DELETE FROM shift")
        connection.execute("UPDATE appointment SET status = 'cancelled'")
        connection.execute("DELETE FROM chair WHERE id <> ?", (model.chair_id.hex,))
        for chair in places:
            _copy(connection, "chair", model.chair_id, id=chair.id.hex, name=chair.name + " ")
        connection.execute("DELETE FROM chair WHERE id = ?", (model.chair_id.hex,))
        _write(connection, model, full_calendar_visits(places, days, load))
        for sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return clinic


def _take_triggers(connection: sqlite3.Connection) -> list[str]:
    """Take away the triggers on visits, which would check each against all; return how to make."""
    known = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    triggers = connection.execute(known, ("appointment",)).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def _write(
    connection: sqlite3.Connection, model: Appointment, visits: tuple[Appointment, ...]
) -> None:
    patient = ""
    for number, visit in enumerate(visits):
        if number % _VISITS_EACH == 0:
            patient = uuid4().hex
            _copy(connection, "patient", model.patient_id, id=patient, number=f"P{number}")
        _copy(
            connection,
            "appointment",
            model.id,
            id=visit.id.hex,
            patient_id=patient,
            chair_id=visit.chair_id.hex,
            start=_text(visit.start),
            end=_text(visit.end),
            held_until=_text(visit.held_until),
            status="booked",
        )


def _copy(connection: sqlite3.Connection, table: str, row: UUID, **other: str) -> None:
    """Write a row once more, with other values in some columns."""
    columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(f":{name}" if name in other else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE id = :model",
        {**other, "model": row.hex},
    )


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"
