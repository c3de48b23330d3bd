"""Opening a database: created, upgraded after a backup, or refused with the reason."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from ivig_scheduler.storage.engine import make_engine, reading, writing
from ivig_scheduler.storage.errors import NewerDatabaseError, StorageError
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.storage.unit_of_work import UnitOfWork

#: The schema this version reads and writes: the newest file in migrations/versions, oldest first.
SCHEMAS = ("0001",)


class Database:
    """One open database; close it when the program ends."""

    def __init__(self, engine: Engine, path: Path, *, is_new: bool) -> None:
        self._engine = engine
        self.path = path
        self.is_new = is_new

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a reader that sees one state of the database."""
        with reading(self._engine) as connection:
            yield Reader(connection)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give a unit of work that holds the write lock; it rolls back where an error leaves it."""
        with writing(self._engine) as connection:
            yield UnitOfWork(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def open_database(path: Path, now: datetime) -> Database:
    """Open the SQLite file at `path`, creating or upgrading it; `now` names a backup copy.

    Raises StorageError (or NewerDatabaseError) saying what is wrong and what to do.
    """
    _prepare_folder(path)
    engine = make_engine(path)
    try:
        with reading(engine) as connection:
            schema, is_empty = _schema_of(connection)
        if schema is not None and schema not in SCHEMAS:
            raise NewerDatabaseError(
                f"{path.name} was written by a newer version of the program "
                f"(schema {schema}): install that version, the file was not touched"
            )
        if schema is None and not is_empty:
            raise StorageError(f"{path.name} is not a database of this program: choose another")
        if schema != SCHEMAS[-1]:
            if schema is not None:
                back_up(path, path.with_name(f"{path.stem}-before-upgrade-{now:%Y%m%d-%H%M%S}.bak"))
            _upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, path, is_new=schema is None)


def _prepare_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder {path.parent} cannot be made: {error.strerror}; choose another place"
        ) from error


def _schema_of(connection: Connection) -> tuple[str | None, bool]:
    """Return the schema's name (None where there is none) and whether the file has no tables."""
    names = sa.inspect(connection).get_table_names()
    if "alembic_version" not in names:
        return None, not names
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar(), False


def _upgrade(engine: Engine) -> None:
    from ivig_scheduler.storage.migrate import upgrade  # noqa: PLC0415 - slow, and seldom needed

    with writing(engine) as connection:
        upgrade(connection)


def back_up(path: Path, copy: Path) -> None:
    """Copy the database at `path`, all that is committed in it, to `copy`."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
