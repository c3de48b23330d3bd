"""The demo clinic over and over, decades apart, until a database has as many visits as asked for.

Written with raw SQL: the program itself would take an hour to book a million visits.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from ivig_scheduler.services.demo.copies import make_demo_at

#: Between two copies, so that no two of their visits share a day; whole weeks.
DAYS_BETWEEN = 406
_MOMENTS = ("start", "end", "held_until", "actual_start")
#: Tables that are copied, and their columns that hold ids of copied rows.
_COPIED = {
    "patient": ("id",),
    "patient_word": ("patient_id",),
    "prescriber_order": ("id", "patient_id"),
    "course": ("id", "patient_id", "order_id"),
    "cycle": ("id", "patient_id", "course_id"),
    "appointment": ("id", "patient_id", "course_id", "cycle_id"),
}


def make_big_clinic(path: Path, moment: datetime, zone: str, visits: int) -> int:
    """Make a clinic with at least `visits` visits at `path`; return how many it has."""
    make_demo_at(path, moment, zone)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = 'appointment'"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        each = int(connection.execute("SELECT count(*) FROM appointment").fetchone()[0])
        for table in _COPIED:
            connection.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
        copies = -(-visits // each)
        for number in range(1, copies):
            _copy(connection, number if number % 2 else -number)
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return each * copies


def _copy(connection: sqlite3.Connection, number: int) -> None:
    days = f"{(number + 1) // 2 * DAYS_BETWEEN:+d} days"
    for table, ids in _COPIED.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(_value(table, column, ids, number, days) for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM first_{table}")


def _value(table: str, column: str, ids: tuple[str, ...], number: int, days: str) -> str:
    if column in ids:
        return f"printf('%06x', {number + 100_000}) || substr({column}, 7)"
    if column in _MOMENTS:
        return f"strftime('%Y-%m-%d %H:%M:%f000', \"{column}\", '{days}')"
    if table == "patient" and column == "number":
        return f"number || '/{number}'"
    if column == "due_day":
        return f"date(due_day, '{days}')"
    return "'booked'" if column == "state" else f'"{column}"'
