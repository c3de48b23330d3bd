"""A clinic with sixty chairs, 300 visits every open day, and years of them: a million in one file.

Written with raw SQL around the demo clinic, whose patients, orders and plans the visits have.
"""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.benchmarks.big_clinic import make_big_clinic

CHAIRS = 60
A_CHAIR = 5
A_DAY = CHAIRS * A_CHAIR
#: Minutes from opening between two visits of a chair, and how long each is held.
_APART, _LONG, _TURNOVER = 105, 90, 10
_OPENS = 8 * 60
_NURSES = 30
#: Copies of the demo clinic, so that more patients than a day's visits are there.
_COPIES = 4
_DEMO_VISITS = 4000


def make_busy_clinic(path: Path, moment: datetime, zone: str, visits: int) -> int:
    """Make the clinic at `path`; its days lie around `moment`'s. Return how many visits it has."""
    make_big_clinic(path, moment, zone, _DEMO_VISITS * _COPIES)
    days = _open_days(moment.date(), -(-visits // A_DAY))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = 'appointment'"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        _add_chairs(connection)
        _add_nurses(connection)
        _add_visits(connection, days)
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(connection.execute("SELECT count(*) FROM appointment").fetchone()[0])


def _open_days(middle: date, count: int) -> list[date]:
    """Return so many weekdays, half of them before `middle`."""
    first = middle - timedelta(days=count * 7 // 10)
    found = (first + timedelta(days=each) for each in range(2 * count))
    return [day for day in found if day.weekday() < 5][:count]


def _add_chairs(connection: sqlite3.Connection) -> None:
    """Make as many chairs as are missing after the model of the first one."""
    there = connection.execute("SELECT count(*) FROM chair").fetchone()[0]
    for number in range(there + 1, CHAIRS + 1):
        _copy_row(connection, "chair", number, {"name": f"Chair {number}", "position": number})


def _add_nurses(connection: sqlite3.Connection) -> None:
    """Make more nurses after the model of the first one, with the same shifts."""
    columns = [row[1] for row in connection.execute("PRAGMA table_info(shift)")]
    for number in range(100, 100 + _NURSES):
        _copy_row(connection, "nurse", number, {"name": f"Nurse {number}"})
        values = {
            "id": "printf('%032x', rowid * 1000 + ?)",
            "nurse_id": f"'{_id('nurse', number)}'",
        }
        chosen = ", ".join(values.get(column, f'"{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        connection.execute(
            f"INSERT INTO shift ({names}) SELECT {chosen} FROM shift WHERE nurse_id = "
            "(SELECT nurse_id FROM shift ORDER BY rowid LIMIT 1)",
            (number,),
        )


def _copy_row(
    connection: sqlite3.Connection, table: str, number: int, fields: dict[str, object]
) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    row = connection.execute(f"SELECT * FROM {table} ORDER BY rowid LIMIT 1").fetchone()
    values = dict(zip(columns, row, strict=True)) | {"id": _id(table, number)} | fields
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


def _id(table: str, number: int) -> str:
    return f"{len(table):02x}{number:030x}"


def _add_visits(connection: sqlite3.Connection, days: list[date]) -> None:
    """Fill the days: each visit is one of a patient of the demo, at another place and time."""
    connection.execute("CREATE TEMP TABLE open_day (number INTEGER PRIMARY KEY, day TEXT)")
    connection.executemany(
        "INSERT INTO open_day VALUES (?, ?)", [(i, f"{day}") for i, day in enumerate(days)]
    )
    span = f"'{days[0]}' AND '{days[-1] + timedelta(days=1)}'"
    connection.execute(
        "CREATE TEMP TABLE model AS SELECT row_number() OVER (ORDER BY patient_id) - 1 AS number, "
        "* FROM (SELECT * FROM appointment WHERE status IN ('booked', 'confirmed') "
        "GROUP BY patient_id)"
    )
    models = connection.execute("SELECT count(*) FROM model").fetchone()[0]
    connection.execute("CREATE UNIQUE INDEX temp.model_number ON model (number)")
    connection.execute(f"DELETE FROM appointment WHERE start BETWEEN {span}")
    connection.execute(
        "CREATE TEMP TABLE seat AS SELECT row_number() OVER (ORDER BY position, name) - 1 "
        f"AS chair, id FROM chair LIMIT {CHAIRS}"
    )
    connection.execute("CREATE TEMP TABLE turn AS " + " UNION ALL ".join(
        f"SELECT {turn} AS turn" for turn in range(A_CHAIR)))  # fmt: skip
    columns = [row[1] for row in connection.execute("PRAGMA table_info(appointment)")]
    chosen = ", ".join(_values().get(column, f'model."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    connection.execute(
        f"INSERT INTO appointment ({names}) SELECT {chosen} FROM open_day CROSS JOIN seat "
        "CROSS JOIN turn JOIN model ON model.number = "
        f"(open_day.number * {A_DAY} + seat.chair * {A_CHAIR} + turn.turn) % {models}"
    )


def _values() -> dict[str, str]:
    number = f"(open_day.number * {A_DAY} + seat.chair * {A_CHAIR} + turn.turn)"
    return {
        "id": f"printf('%08x%024x', 3735928559, {number})",
        "chair_id": "seat.id",
        "start": _moment(0),
        "end": _moment(_LONG),
        "held_until": _moment(_LONG + _TURNOVER),
        "status": "'booked'",
        "actual_start": "NULL",
    }


def _moment(minutes: int) -> str:
    at = f"({_OPENS + minutes} + turn.turn * {_APART})"
    return f"open_day.day || printf(' %02d:%02d:00.000000', {at} / 60, {at} % 60)"
