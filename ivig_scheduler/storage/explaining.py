"""From the database's own errors to ours: what is wrong and what to do, without its words."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from ivig_scheduler.domain.errors import StaleRecordError
from ivig_scheduler.storage.errors import (
    AUDIT_MESSAGE,
    OVERLAP_MESSAGE,
    OverlapRefusedError,
    StorageBusyError,
    StorageError,
)

#: What a person can do about each of SQLite's troubles, by the beginning of its name.
_TROUBLES: Mapping[str, str] = {
    "SQLITE_FULL": "the disk is full: free some space and try again, nothing was changed",
    "SQLITE_READONLY": "the database cannot be written: allow writing to its file and its folder, "
    "or choose another place",
    "SQLITE_PERM": "the database may not be opened: ask for the right to its file and its folder",
    "SQLITE_CANTOPEN": "the database cannot be opened: check that its folder is there and can be "
    "written, or choose another place",
    "SQLITE_NOTADB": "the file is not a database of this program: choose another, or restore a "
    "backup",
    "SQLITE_CORRUPT": "the database is damaged: restore a backup",
    "SQLITE_IOERR": "the disk could not be read or written: check the drive and try again",
}
_UNEXPECTED = "the database refused what was asked of it: try again, nothing was changed"


@contextmanager
def explained() -> Iterator[None]:
    """Turn the database's errors inside the block into StorageError or StaleRecordError."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _explain(error.orig) from error
    except sqlite3.Error as error:
        raise _explain(error) from error


def _explain(error: BaseException | None) -> StorageError | StaleRecordError:
    name = getattr(error, "sqlite_errorname", "")
    text = str(error)
    if OVERLAP_MESSAGE in text:
        return OverlapRefusedError("the chair is taken at that time: nothing was changed")
    if AUDIT_MESSAGE in text:
        return StorageError(f"{AUDIT_MESSAGE}: nothing was changed")
    if name in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}:
        return StaleRecordError(_tell_twin(text))
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return StaleRecordError("something else needs the record meanwhile: nothing was changed")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageBusyError("another program is writing to the database: try again in a moment")
    told = (told for start, told in _TROUBLES.items() if name.startswith(start))
    return StorageError(next(told, _UNEXPECTED))


def _tell_twin(text: str) -> str:
    """Return what is there twice, from 'UNIQUE constraint failed: patient.number'."""
    _, _, columns = text.partition(": ")
    table, _, field = columns.partition(".")
    kind = table.replace("_", " ")
    if "," in columns or not field:
        return f"there is such a {kind} already: nothing was changed"
    return f"another {kind} has the same {field.replace('_', ' ')} meanwhile: nothing was changed"
