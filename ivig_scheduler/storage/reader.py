"""Reading records: rows go in, frozen records come out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ivig_scheduler.domain.day_gaps import MinuteSpan
from ivig_scheduler.domain.occupancy import ChairStay
from ivig_scheduler.domain.records import Appointment, Patient, Record, Site
from ivig_scheduler.storage.course_counts import VisitCounts, count_visits
from ivig_scheduler.storage.patient_words import find_patient_ids, fold, split_words
from ivig_scheduler.storage.stays import (
    LONGEST_VISIT,
    read_minutes_taken,
    read_presence,
    read_stays,
    read_stays_in_chair,
    read_stays_of_patient,
    read_unfinished,
)
from ivig_scheduler.storage.table_lookup import table_of

R = TypeVar("R", bound=Record)
SEARCH_LIMIT = 30


class Reader:
    """Reads records through one connection, all from the same state of the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The connection that is read through, for readers that lie over this one."""
        return self._connection

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """Return the record of that id, or None."""
        found = self._select(kind, table_of(kind).c.id == record_id)
        return found[0] if found else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in no promised order."""
        return self._select(kind)

    def site(self) -> Site | None:
        """Return the site, or None in a database that holds no clinic yet."""
        return next(iter(self.all(Site)), None)

    def where(self, kind: type[R], **equal_to: object) -> tuple[R, ...]:
        """Return the records of a kind whose fields equal the values given."""
        columns = table_of(kind).c
        return self._select(kind, *(columns[name] == value for name, value in equal_to.items()))

    def where_in(
        self, kind: type[R], field: str, values: Iterable[object], size: int = 500
    ) -> tuple[R, ...]:
        """Return the records of a kind whose field is one of `values`, asked `size` at a time."""
        wanted = tuple(dict.fromkeys(values))
        column = table_of(kind).c[field]
        return tuple(
            record
            for first in range(0, len(wanted), size)
            for record in self._select(kind, column.in_(wanted[first : first + size]))
        )

    def has(self, kind: type[R], **equal_to: object) -> bool:
        """Return whether there is a record of a kind whose fields equal the values given."""
        table = table_of(kind)
        tests = (table.c[name] == value for name, value in equal_to.items())
        query = sa.select(sa.literal(1)).select_from(table).where(*tests).limit(1)
        return self._connection.execute(query).first() is not None

    def some(self, kind: type[R], ids: Iterable[UUID]) -> dict[UUID, R]:
        """Return the records of those ids by id; ids that do not exist are left out."""
        return {record.id: record for record in self.where_in(kind, "id", ids)}

    def appointments_between(
        self, start: datetime, end: datetime, *, chair_id: UUID | None = None
    ) -> tuple[Appointment, ...]:
        """Return the appointments that stand in some (or one) chair in [start, end), by time."""
        columns = table_of(Appointment).c
        in_chair = () if chair_id is None else (columns.chair_id == chair_id,)
        return self._select(
            Appointment,
            *in_chair,
            columns.start >= start - LONGEST_VISIT,
            columns.start < end,
            columns.held_until > start,
            order_by=(columns.start,),
        )

    def stays_between(self, start: datetime, end: datetime) -> tuple[ChairStay, ...]:
        """Return who holds a chair at some time in [start, end): a long calendar, quick to read."""
        return read_stays(self._connection, start, end)

    def stays_of_patient(
        self, patient_id: UUID, start: datetime, end: datetime
    ) -> tuple[ChairStay, ...]:
        """Return the stays of a patient that begin in [start, end) and hold their chair."""
        return read_stays_of_patient(self._connection, patient_id, start, end)

    def stays_in_chair(
        self, chair_id: UUID, start: datetime, end: datetime
    ) -> tuple[ChairStay, ...]:
        """Return who holds one chair at some time in [start, end)."""
        return read_stays_in_chair(self._connection, chair_id, start, end)

    def presence(self, day: date) -> tuple[list[datetime], list[datetime]]:
        """Return, each in order, when those come and when those go who hold a chair on a day."""
        return read_presence(self._connection, day)

    def minutes_taken(self, day: date) -> Mapping[UUID, Sequence[MinuteSpan]]:
        """Return the minutes of a day in which each chair is held, in order; others are free."""
        return read_minutes_taken(self._connection, day)

    def unfinished_between(self, start: datetime, end: datetime) -> tuple[Appointment, ...]:
        """Return the visits that begin in [start, end) and are neither done nor called off."""
        found = self.some(Appointment, read_unfinished(self._connection, start, end)).values()
        return tuple(sorted(found, key=lambda each: each.start))

    def appointments_on(self, day: date) -> tuple[Appointment, ...]:
        """Return the appointments of a day, in time order."""
        start = datetime.combine(day, time())
        return self.appointments_between(start, start + timedelta(days=1))

    def count_visits(
        self, course_ids: Iterable[UUID], from_moment: datetime
    ) -> dict[UUID, VisitCounts]:
        """Return how far courses are, without reading their visits one by one."""
        return count_visits(self._connection, course_ids, from_moment)

    def acts_on(self, record_id: UUID, *, limit: int = 50) -> tuple[tuple[datetime, str, str], ...]:
        """Return when (aware, UTC), by whom and how called acts touched a record, newest first."""
        from ivig_scheduler.storage.tables import AUDIT, AUDIT_SUBJECT  # noqa: PLC0415 - as table_of

        query = (
            sa.select(AUDIT.c.at_utc, AUDIT.c.actor, AUDIT.c.label)
            .join_from(AUDIT_SUBJECT, AUDIT, AUDIT_SUBJECT.c.number == AUDIT.c.number)
            .where(AUDIT_SUBJECT.c.record_id == record_id)
            .order_by(AUDIT.c.number.desc())
            .limit(limit)
        )
        rows = self._connection.execute(query)
        return tuple((datetime.fromisoformat(at), actor, label) for at, actor, label in rows)

    def last_acts(self, record_ids: Iterable[UUID]) -> dict[UUID, int]:
        """Return the number of the last act that touched each record; later acts have greater."""
        from ivig_scheduler.storage.tables import AUDIT_SUBJECT  # noqa: PLC0415 - as table_of

        wanted = tuple(dict.fromkeys(record_ids))
        query = (
            sa.select(AUDIT_SUBJECT.c.record_id, sa.func.max(AUDIT_SUBJECT.c.number))
            .where(AUDIT_SUBJECT.c.record_id.in_(wanted))
            .group_by(AUDIT_SUBJECT.c.record_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def search_patients(
        self, text: str, birth_dates: Sequence[date] = (), *, limit: int = SEARCH_LIMIT
    ) -> tuple[Patient, ...]:
        """Return up to `limit` patients born on one of `birth_dates`, or matching every word typed.

        A word matches where a part of a name or of the number begins with it, letters' case and
        accents aside; matches of a family name come first. Without a word the first patients by
        name are returned.
        """
        columns = table_of(Patient).c
        by_name = (columns.family_name, columns.given_name)
        if birth_dates:
            born = columns.birth_date.in_(birth_dates)
            return self._select(Patient, born, order_by=by_name, limit=limit)
        words = split_words(text)
        if not words:
            return self._select(Patient, order_by=by_name, limit=limit)
        ranks = find_patient_ids(self._connection, words, limit)
        found = self.where_in(Patient, "id", ranks)
        return tuple(
            sorted(found, key=lambda each: (ranks[each.id], fold(each.full_name), each.number))
        )

    def _select(
        self,
        kind: type[R],
        *tests: sa.ColumnElement[bool],
        order_by: Sequence[sa.ColumnElement[Any]] = (),
        limit: int | None = None,
    ) -> tuple[R, ...]:
        table = table_of(kind)
        columns = [column for column in table.columns if column.name != "version"]
        query = sa.select(*columns).where(*tests).order_by(*order_by).limit(limit)
        rows = self._connection.execute(query).mappings()
        # What is stored was validated when it was written: it is not validated again.
        return tuple(kind.model_construct(**row) for row in rows)
