"""Connections to one SQLite file: durable, checked, and with explicit transactions."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from ivig_scheduler.storage.errors import StorageError
from ivig_scheduler.storage.explaining import explained

BUSY_TIMEOUT_MS = 5000
_PAUSE_S = 0.05
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)
_BROKEN_KEYS = "the upgrade would lose what belongs together: nothing was changed, report it"


def make_engine(path: Path) -> Engine:
    """Return an engine on the SQLite file at `path`; nothing is opened yet."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)), connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Keep changes in a log beside the file; in this one pragma SQLite waits for nobody itself."""
    for _ in range(round(BUSY_TIMEOUT_MS / 1000 / _PAUSE_S)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_PAUSE_S)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose reads all see the same state of the database."""
    with explained(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection that holds the write lock and commits unless an error leaves the block."""
    with (
        explained(),
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """Give a writing connection that may take tables apart: foreign keys are checked at its end.

    Raises StorageError, everything rolled back, where a record would be left without its own.
    """
    with explained(), engine.connect().execution_options(writing=True) as connection:
        driver = connection.connection.cursor()
        # SQLite heeds this only outside a transaction.
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise StorageError(_BROKEN_KEYS)
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
