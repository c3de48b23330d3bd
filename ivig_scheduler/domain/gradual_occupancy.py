"""Who is in which chair when, read as it is asked for: of a long calendar, most is never asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from ivig_scheduler.domain.day_gaps import MinuteSpan
from ivig_scheduler.domain.occupancy import Occupancy, Stay, days_of

_A_DAY = timedelta(days=1)


class StayReader(Protocol):
    """Where stays are kept; only those that hold a chair are told."""

    def stays_between(self, start: datetime, end: datetime) -> Iterable[Stay]:
        """Return who holds a chair at some time in [start, end)."""

    def stays_in_chair(self, chair_id: UUID, start: datetime, end: datetime) -> Iterable[Stay]:
        """Return who holds one chair at some time in [start, end)."""

    def stays_of_patient(self, patient_id: UUID, start: datetime, end: datetime) -> Iterable[Stay]:
        """Return the stays of a patient that begin in [start, end)."""

    def minutes_taken(self, day: date) -> Mapping[UUID, Sequence[MinuteSpan]]:
        """Return the minutes of a day in which each chair is held, in order."""

    def presence(self, day: date) -> tuple[list[datetime], list[datetime]]:
        """Return, each in order, when those come and when those go who hold a chair on a day."""


class GradualOccupancy(Occupancy):
    """The stays of the days `first` to `last`, both inclusive, read when they are first asked for.

    Each is read once. Once it is frozen nothing is read any more, and what was not read is not
    there.
    """

    def __init__(self, reader: StayReader, first: date, last: date) -> None:
        self._reader: StayReader | None = reader
        self._first = first
        self._last = last
        self._read_days: set[date] = set()
        super().__init__()

    def freeze(self) -> None:
        """Read nothing any more."""
        self._reader = None

    def add(self, appointments: Iterable[Stay]) -> None:
        """Take appointments in, beside those that are read."""
        coming = tuple(appointments)
        for each in coming:
            self._of(each.patient_id)
            for day in days_of(each.start, each.held_until):
                self._read_day(day)
        super().add(coming)

    def without(self, ids: Iterable[UUID]) -> Occupancy:
        """Return the occupancy, read to its end, as if the appointments were not there."""
        for day in days_of(_midnight(self._first), _midnight(self._last)):
            self._read_day(day)
        return super().without(ids)

    def minutes_taken(self, day: date) -> Mapping[UUID, Sequence[MinuteSpan]]:
        """Return the minutes of a day in which each chair is held, in order; others are free."""
        reader = self._reader_of(day)
        if reader and day not in self._taken:
            self._taken[day] = reader.minutes_taken(day)
        return super().minutes_taken(day)

    def presence(self, day: date) -> tuple[list[datetime], list[datetime]]:
        """Return, each in order, when those come and when those go who hold a chair on a day."""
        reader = self._reader_of(day)
        return reader.presence(day) if reader else super().presence(day)

    def _on(self, day: date) -> Sequence[Stay]:
        self._read_day(day)
        return super()._on(day)

    def _in(self, day: date, chair_id: UUID) -> Sequence[Stay]:
        reader, key = self._reader_of(day), (day, chair_id)
        if reader and key not in self._by_chair:
            start = _midnight(day)
            self._by_chair[key] = list(reader.stays_in_chair(chair_id, start, start + _A_DAY))
        return super()._in(day, chair_id)

    def _of(self, patient_id: UUID) -> Sequence[Stay]:
        if self._reader and patient_id not in self._by_patient:
            start, end = _midnight(self._first), _midnight(self._last) + _A_DAY
            stays = self._reader.stays_of_patient(patient_id, start, end)
            self._by_patient[patient_id] = list(stays)
        return super()._of(patient_id)

    def _read_day(self, day: date) -> None:
        reader = self._reader_of(day)
        if reader is None:
            return
        self._read_days.add(day)
        start = _midnight(day)
        self._by_day[day] = list(reader.stays_between(start, start + _A_DAY))
        in_chairs: dict[tuple[date, UUID], list[Stay]] = defaultdict(list)
        for each in self._by_day[day]:
            in_chairs[day, each.chair_id].append(each)
        self._by_chair.update(in_chairs)

    def _reader_of(self, day: date) -> StayReader | None:
        """Return from where a day is still to be read, or None where all there is is known."""
        is_unread = self._first <= day <= self._last and day not in self._read_days
        return self._reader if is_unread else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
