"""Reading records: rows go in, frozen records come out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivig_scheduler.domain.records import Appointment, Patient, Record
from ivig_scheduler.storage.tables import TABLES

R = TypeVar("R", bound=Record)
#: No visit is longer (the database refuses it): visits of a day start this much before it at most.
LONGEST_VISIT = timedelta(days=1)
SEARCH_LIMIT = 30


class Reader:
    """Reads records through one connection, all from the same state of the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """Return the record of that id, or None."""
        found = self._select(kind, TABLES[kind].c.id == record_id)
        return found[0] if found else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in no promised order."""
        return self._select(kind)

    def where(self, kind: type[R], **equal_to: object) -> tuple[R, ...]:
        """Return the records of a kind whose fields equal the values given."""
        columns = TABLES[kind].c
        return self._select(kind, *(columns[name] == value for name, value in equal_to.items()))

    def some(self, kind: type[R], ids: Iterable[UUID]) -> dict[UUID, R]:
        """Return the records of those ids by id; ids that do not exist are left out."""
        wanted = tuple(set(ids))
        if not wanted:
            return {}
        found = self._select(kind, TABLES[kind].c.id.in_(wanted))
        return {record.id: record for record in found}

    def appointments_between(self, start: datetime, end: datetime) -> tuple[Appointment, ...]:
        """Return the appointments that hold a chair at some time in [start, end), in time order."""
        columns = TABLES[Appointment].c
        return self._select(
            Appointment,
            columns.start >= start - LONGEST_VISIT,
            columns.start < end,
            columns.held_until > start,
            order_by=(columns.start,),
        )

    def appointments_on(self, day: date) -> tuple[Appointment, ...]:
        """Return the appointments of a day, in time order."""
        start = datetime.combine(day, time())
        return self.appointments_between(start, start + timedelta(days=1))

    def search_patients(self, text: str, birth_date: date | None = None) -> tuple[Patient, ...]:
        """Return patients whose names, number or birth date begin with what was typed."""
        columns = TABLES[Patient].c
        tests: list[sa.ColumnElement[bool]] = []
        for word in text.replace(",", " ").split():
            tests.append(
                sa.or_(
                    columns.family_name.istartswith(word, autoescape=True),
                    columns.given_name.istartswith(word, autoescape=True),
                    columns.number.icontains(word, autoescape=True),
                )
            )
        if birth_date is not None:
            tests = [columns.birth_date == birth_date]
        return self._select(
            Patient,
            *tests,
            order_by=(columns.family_name, columns.given_name),
            limit=SEARCH_LIMIT,
        )

    def _select(
        self,
        kind: type[R],
        *tests: sa.ColumnElement[bool],
        order_by: Sequence[sa.ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> tuple[R, ...]:
        table = TABLES[kind]
        columns = [column for column in table.columns if column.name != "version"]
        query = sa.select(*columns).where(*tests).order_by(*order_by).limit(limit)
        rows = self._connection.execute(query).mappings()
        # What is stored was validated when it was written: it is not validated again.
        return tuple(kind.model_construct(**row) for row in rows)
