"""Reading the database as if changes had been written: what a preview looks at.

Nothing is written; the changes lie over what is stored, so that every query of the services tells
what it would tell afterwards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.day_gaps import MinuteSpan
from ivig_scheduler.domain.occupancy import ChairStay, Occupancy
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE, Status
from ivig_scheduler.storage.reader import R, Reader


class AsIf(Reader):
    """A reader over another one, with changes laid over it; later changes lie over earlier ones.

    Counts of visits, the audit trail and the search for patients are told as they are stored.
    """

    def __init__(self, store: Reader, changes: Sequence[Change]) -> None:
        super().__init__(store.connection)
        self._store = store
        self._records = [
            record for change in changes for record in (change.before, change.after) if record
        ]
        self._gone = {change.record.id for change in changes}
        there = {change.record.id: change.after for change in changes}
        self._there = {key: record for key, record in there.items() if record is not None}

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """Return the record of that id, or None."""
        if record_id in self._gone:
            found = self._there.get(record_id)
            return found if isinstance(found, kind) else None
        return self._store.get(kind, record_id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in no promised order."""
        return self._over(kind, self._store.all(kind))

    def where(self, kind: type[R], **equal_to: object) -> tuple[R, ...]:
        """Return the records of a kind whose fields equal the values given."""
        stored = self._store.where(kind, **equal_to)
        return tuple(
            record
            for record in self._over(kind, stored)
            if all(getattr(record, name) == value for name, value in equal_to.items())
        )

    def where_in(
        self, kind: type[R], field: str, values: Iterable[object], size: int = 500
    ) -> tuple[R, ...]:
        """Return the records of a kind whose field is one of `values`."""
        wanted = frozenset(values)
        stored = self._store.where_in(kind, field, wanted, size)
        return tuple(
            record for record in self._over(kind, stored) if getattr(record, field) in wanted
        )

    def has(self, kind: type[R], **equal_to: object) -> bool:
        """Return whether there is a record of a kind whose fields equal the values given."""
        return bool(self.where(kind, **equal_to))

    def appointments_between(
        self, start: datetime, end: datetime, *, chair_id: UUID | None = None
    ) -> tuple[Appointment, ...]:
        """Return the appointments that stand in some (or one) chair in [start, end), by time."""
        stored = self._store.appointments_between(start, end, chair_id=chair_id)
        found = (
            each
            for each in self._over(Appointment, stored)
            if each.start < end
            and each.held_until > start
            and (chair_id is None or each.chair_id == chair_id)
        )
        return tuple(sorted(found, key=lambda each: each.start))

    def unfinished_between(self, start: datetime, end: datetime) -> tuple[Appointment, ...]:
        """Return the visits that begin in [start, end) and are neither done nor called off."""
        over = CHAIR_FREE | {Status.DONE}
        stored = self._store.unfinished_between(start, end)
        found = (
            each
            for each in self._over(Appointment, stored)
            if start <= each.start < end and each.status not in over
        )
        return tuple(sorted(found, key=lambda each: each.start))

    def stays_between(self, start: datetime, end: datetime) -> tuple[ChairStay, ...]:
        """Return who holds a chair at some time in [start, end)."""
        stored = self._store.stays_between(start, end)
        return self._stays_over(stored, lambda each: each.start < end and each.held_until > start)

    def stays_of_patient(
        self, patient_id: UUID, start: datetime, end: datetime
    ) -> tuple[ChairStay, ...]:
        """Return the stays of a patient that begin in [start, end) and hold their chair."""
        stored = self._store.stays_of_patient(patient_id, start, end)
        return self._stays_over(
            stored, lambda each: each.patient_id == patient_id and start <= each.start < end
        )

    def stays_in_chair(
        self, chair_id: UUID, start: datetime, end: datetime
    ) -> tuple[ChairStay, ...]:
        """Return who holds one chair at some time in [start, end)."""
        return tuple(each for each in self.stays_between(start, end) if each.chair_id == chair_id)

    def presence(self, day: date) -> tuple[list[datetime], list[datetime]]:
        """Return, each in order, when those come and when those go who hold a chair on a day."""
        there = self._occupancy(day) if self._touches(day) else self._store
        return there.presence(day)

    def minutes_taken(self, day: date) -> Mapping[UUID, Sequence[MinuteSpan]]:
        """Return the minutes of a day in which each chair is held, in order; others are free."""
        there = self._occupancy(day) if self._touches(day) else self._store
        return there.minutes_taken(day)

    def _occupancy(self, day: date) -> Occupancy:
        midnight = datetime.combine(day, time())
        return Occupancy(self.stays_between(midnight, midnight + timedelta(days=1)))

    def _touches(self, day: date) -> bool:
        """Return whether an appointment of that day may be among the changes."""
        return any(
            isinstance(each, Appointment) and each.start.date() <= day <= each.held_until.date()
            for each in self._records
        )

    def _stays_over(
        self, stored: Iterable[ChairStay], is_asked: Callable[[Appointment], bool]
    ) -> tuple[ChairStay, ...]:
        fields = tuple(ChairStay.__dataclass_fields__)
        laid = (
            ChairStay(*(getattr(each, name) for name in fields))
            for each in self._there.values()
            if isinstance(each, Appointment) and each.status not in CHAIR_FREE and is_asked(each)
        )
        return (*(each for each in stored if each.id not in self._gone), *laid)

    def _over(self, kind: type[R], stored: Iterable[R]) -> tuple[R, ...]:
        kept = (record for record in stored if record.id not in self._gone)
        return (*kept, *(each for each in self._there.values() if isinstance(each, kind)))
