"""Who is in which chair when: appointments indexed by day, for rules, planner and counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from ivig_scheduler.domain.day_gaps import DayGaps, MinuteSpan
from ivig_scheduler.domain.day_minutes import DayMinutes
from ivig_scheduler.domain.terms import CHAIR_FREE, Status


class Stay(Protocol):
    """A visit as the calendar's room sees it: an appointment, or the few fields of one."""

    @property
    def id(self) -> UUID: ...
    @property
    def patient_id(self) -> UUID: ...
    @property
    def chair_id(self) -> UUID: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def held_until(self) -> datetime: ...
    @property
    def acuity_points(self) -> int: ...
    @property
    def status(self) -> Status: ...


@dataclass(frozen=True, slots=True)
class ChairStay:
    """The fields of an appointment that tell who is in which chair when."""

    id: UUID
    patient_id: UUID
    chair_id: UUID
    start: datetime
    end: datetime
    held_until: datetime
    acuity_points: int
    status: Status


class Occupancy:
    """The appointments that hold a chair. Ranges are half-open; a chair is held to its turnover."""

    def __init__(self, appointments: Iterable[Stay] = ()) -> None:
        self._by_day: dict[date, list[Stay]] = defaultdict(list)
        self._by_chair: dict[tuple[date, UUID], list[Stay]] = defaultdict(list)
        self._by_patient: dict[UUID, list[Stay]] = defaultdict(list)
        self._taken: dict[date, Mapping[UUID, Sequence[MinuteSpan]]] = {}
        self._gaps: dict[date, tuple[object, DayGaps]] = {}
        self.add(appointments)

    def add(self, appointments: Iterable[Stay]) -> None:
        """Take appointments in; those that no longer hold a chair are left out."""
        for each in appointments:
            if each.status in CHAIR_FREE:
                continue
            for day in days_of(each.start, each.held_until):
                self._by_day[day].append(each)
                self._by_chair[day, each.chair_id].append(each)
                self._taken.pop(day, None)
                self._gaps.pop(day, None)
            self._by_patient[each.patient_id].append(each)

    def starting_on(self, day: date) -> list[Stay]:
        """Return the appointments that begin on a day."""
        return [each for each in self._on(day) if each.start.date() == day]

    def count_on(self, day: date) -> int:
        """Return how many appointments stand on a day; it grows with each that is taken in."""
        return len(self._on(day))

    def minutes_taken(self, day: date) -> Mapping[UUID, Sequence[MinuteSpan]]:
        """Return the minutes of a day in which each chair is held, in order; others are free."""
        if day not in self._taken:
            self._taken[day] = _find_minutes(day, self._on(day))
        return self._taken[day]

    def gaps(
        self, day: date, chairs: Sequence[UUID], hours: tuple[datetime, datetime] | None
    ) -> DayGaps:
        """Return when each of some chairs is free on a day that is open from and to those hours.

        Of each day, what was asked last is kept.
        """
        asked = chairs, hours
        known = self._gaps.get(day)
        if known is None or known[0] != asked:
            span = DayMinutes(day).span(*hours) if hours else None
            known = self._gaps[day] = asked, DayGaps(self.minutes_taken(day), chairs, span)
        return known[1]

    def presence(self, day: date) -> tuple[list[datetime], list[datetime]]:
        """Return, each in order, when those come and when those go who hold a chair on a day."""
        stays = self._on(day)
        return sorted(each.start for each in stays), sorted(each.end for each in stays)

    def without(self, ids: Iterable[UUID]) -> "Occupancy":
        """Return the occupancy as if the appointments of those ids were not there."""
        gone = frozenset(ids)
        standing = {each.id: each for day in self._by_day.values() for each in day}
        return Occupancy(each for each in standing.values() if each.id not in gone)

    def between(self, start: datetime, end: datetime) -> list[Stay]:
        """Return the appointments that hold their chair at some time in [start, end)."""
        return [
            each
            for each in self._standing(start, end)
            if each.start < end and each.held_until > start
        ]

    def in_chair(self, chair_id: UUID, start: datetime, end: datetime) -> list[Stay]:
        """Return the appointments that hold that chair at some time in [start, end)."""
        first, last = start.date(), end.date()
        standing: Iterable[Stay] = self._in(first, chair_id)
        if last != first:
            standing = _each_once(
                each for day in days_of(start, end) for each in self._in(day, chair_id)
            )
        return [each for each in standing if each.start < end and each.held_until > start]

    def of_patient_on(
        self, patient_id: UUID, day: date, *, besides: UUID | None = None
    ) -> Stay | None:
        """Return a visit of that patient on a day, other than `besides`."""
        for each in self._of(patient_id):
            if each.start.date() == day and each.id != besides:
                return each
        return None

    def present(self, start: datetime, end: datetime, *, besides: UUID | None = None) -> list[Stay]:
        """Return the visits, other than `besides`, whose patient is there in [start, end)."""
        return [
            each
            for each in self._standing(start, end)
            if each.start < end and each.end > start and each.id != besides
        ]

    def _standing(self, start: datetime, end: datetime) -> Iterable[Stay]:
        if start.date() == end.date():
            return self._on(start.date())
        return _each_once(each for day in days_of(start, end) for each in self._on(day))

    def _on(self, day: date) -> Sequence[Stay]:
        """Return the appointments that stand on a day."""
        return self._by_day.get(day, ())

    def _in(self, day: date, chair_id: UUID) -> Sequence[Stay]:
        """Return the appointments that stand in a chair on a day."""
        return self._by_chair.get((day, chair_id), ())

    def _of(self, patient_id: UUID) -> Sequence[Stay]:
        """Return the appointments of a patient."""
        return self._by_patient.get(patient_id, ())


def _find_minutes(day: date, stays: Iterable[Stay]) -> dict[UUID, list[MinuteSpan]]:
    """Return the minutes of a day in which stays hold each chair; minutes begun count."""
    minutes = DayMinutes(day)
    held: dict[UUID, list[MinuteSpan]] = defaultdict(list)
    for each in stays:
        held[each.chair_id].append(minutes.span(each.start, each.held_until))
    return {chair: sorted(spans) for chair, spans in held.items()}


def days_of(start: datetime, end: datetime) -> Iterator[date]:
    """Return the days that [start, end) touches."""
    day = start.date()
    yield day
    while day < end.date():
        day += timedelta(days=1)
        yield day


def _each_once(appointments: Iterable[Stay]) -> Iterable[Stay]:
    return {each.id: each for each in appointments}.values()
