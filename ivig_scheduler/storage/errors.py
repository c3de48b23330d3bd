"""What the environment does to a database, each with what a person can do about it."""


class StorageError(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


class NewerDatabaseError(StorageError):
    """The file was written by a newer version of the program."""


class OverlapRefusedError(StorageError):
    """The database itself refused two appointments in one chair."""


class StorageBusyError(StorageError):
    """Another program held the database for too long."""
