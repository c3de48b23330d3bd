"""What the environment does to a database, each with what a person can do about it."""

from ivig_scheduler.domain.errors import StaleRecordError

#: What the database's own guards say, by which their refusals are known.
OVERLAP_MESSAGE = "chair overlap"
AUDIT_MESSAGE = "the audit trail is append-only"


class StorageError(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


class NewerDatabaseError(StorageError):
    """The file was written by a newer version of the program."""


class OverlapRefusedError(StaleRecordError):
    """The database itself refused two appointments in one chair: somebody took it meanwhile."""


class StorageBusyError(StorageError):
    """Another program held the database for too long."""
