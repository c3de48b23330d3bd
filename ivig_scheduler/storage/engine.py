"""Connections to one SQLite file: durable, checked, and with explicit transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from ivig_scheduler.storage.errors import OverlapRefusedError, StorageBusyError, StorageError
from ivig_scheduler.storage.guards import OVERLAP_MESSAGE

BUSY_TIMEOUT_MS = 5000
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)


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
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose reads all see the same state of the database."""
    with _explained(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection that holds the write lock and commits unless an error leaves the block."""
    with (
        _explained(),
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError as error:
        if OVERLAP_MESSAGE in str(error.orig):
            raise OverlapRefusedError("the chair is taken at that time") from error
        raise StorageError(f"the database refused the change: {error.orig}") from error
    except sa.exc.OperationalError as error:
        if "locked" in str(error.orig):
            raise StorageBusyError(
                "another program is writing to the database: try again in a moment"
            ) from error
        raise StorageError(f"the database cannot be used: {error.orig}") from error
    except sa.exc.DatabaseError as error:
        raise StorageError(f"the database cannot be read: {error.orig}") from error
