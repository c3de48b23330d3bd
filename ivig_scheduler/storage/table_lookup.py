"""Which table keeps a record."""

import sqlalchemy as sa

from ivig_scheduler.domain import records
from ivig_scheduler.storage.day_tables import DAY_TABLES


def table_of(kind: type[records.Record]) -> sa.Table:
    """Return the table of a record; asking for another than a day's makes all the others."""
    if kind in DAY_TABLES:
        return DAY_TABLES[kind]
    from ivig_scheduler.storage.tables import TABLES  # noqa: PLC0415 - no first day waits for it

    return TABLES[kind]
