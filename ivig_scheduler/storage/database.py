"""Opening a database: created, upgraded after a backup, or refused with the reason."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from ivig_scheduler.storage.engine import make_engine, reading, rebuilding, writing
from ivig_scheduler.storage.errors import NewerDatabaseError, StorageError
from ivig_scheduler.storage.explaining import explained
from ivig_scheduler.storage.reader import Reader
from ivig_scheduler.storage.unit_of_work import UnitOfWork

#: The schema this version reads and writes: the newest file in migrations/versions, oldest first.
SCHEMAS = ("0001", "0002", "0003")


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
    schema = _find_schema(path)
    if schema not in {None, SCHEMAS[-1]}:
        copy = path.with_name(f"{path.stem}-before-upgrade-{now:%Y%m%d-%H%M%S}.bak")
        back_up(path, copy)
        _check_copy(copy)
    engine = make_engine(path)
    try:
        if schema != SCHEMAS[-1]:
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


def _find_schema(path: Path) -> str | None:
    """Return the schema's name, or None where there is none yet; the file is not touched.

    Raises StorageError for a file that is not ours, or newer than this program.
    """
    with explained(), closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        found = None
        if "alembic_version" in names:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None and names:
        raise StorageError(f"{path.name} is not a database of this program: choose another")
    schema = str(found[0]) if found else None
    if schema is not None and schema not in SCHEMAS:
        raise NewerDatabaseError(
            f"{path.name} was written by a newer version of the program (schema {schema}): "
            "install that version, the file was not touched"
        )
    return schema


def _upgrade(engine: Engine) -> None:
    from ivig_scheduler.storage.migrate import upgrade  # noqa: PLC0415 - slow, and seldom needed

    with rebuilding(engine) as connection:
        upgrade(connection)


def back_up(path: Path, copy: Path) -> None:
    """Copy the database at `path`, all that is committed in it, to `copy`: whole, or not at all.

    Raises StorageError where the copy cannot be written.
    """
    partial = copy.with_name(f"{copy.name}.partial")
    try:
        with (
            explained(),
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(partial)) as target,
        ):
            source.backup(target)
        _move(partial, copy)
    finally:
        partial.unlink(missing_ok=True)


def _move(partial: Path, copy: Path) -> None:
    try:
        partial.replace(copy)
    except OSError as error:
        raise StorageError(
            f"the copy {copy.name} cannot be written: {error.strerror}; choose another place"
        ) from error


def _check_copy(copy: Path) -> None:
    """Raise StorageError where a copy, and so the database it was made of, is damaged."""
    with explained(), closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StorageError("the database is damaged and was not upgraded: restore a backup")
