"""Who is in which chair when: appointments indexed by day, for rules, planner and counts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE


class Occupancy:
    """The appointments that hold a chair. Ranges are half-open; a chair is held to its turnover."""

    def __init__(self, appointments: Iterable[Appointment] = ()) -> None:
        self._by_day: dict[date, list[Appointment]] = defaultdict(list)
        self.add(appointments)

    def add(self, appointments: Iterable[Appointment]) -> None:
        """Take appointments in; those that no longer hold a chair are left out."""
        for each in appointments:
            if each.status in CHAIR_FREE:
                continue
            day = each.start.date()
            while day <= each.held_until.date():
                self._by_day[day].append(each)
                day += timedelta(days=1)

    def without(self, ids: Iterable[UUID]) -> "Occupancy":
        """Return the occupancy as if the appointments of those ids were not there."""
        gone = frozenset(ids)
        kept = Occupancy()
        for day, appointments in self._by_day.items():
            kept._by_day[day] = [each for each in appointments if each.id not in gone]
        return kept

    def between(self, start: datetime, end: datetime) -> list[Appointment]:
        """Return the appointments that hold their chair at some time in [start, end)."""
        return [
            each
            for each in self._by_day.get(start.date(), ())
            if each.start < end and each.held_until > start
        ]

    def of_patient(
        self, patient_id: UUID, start: datetime, end: datetime, *, besides: UUID | None = None
    ) -> Appointment | None:
        """Return a visit of that patient, other than `besides`, at some time in [start, end)."""
        for each in self._by_day.get(start.date(), ()):
            is_there = each.start < end and each.end > start
            if each.patient_id == patient_id and is_there and each.id != besides:
                return each
        return None

    def present(
        self, start: datetime, end: datetime, *, besides: UUID | None = None
    ) -> list[Appointment]:
        """Return the visits, other than `besides`, whose patient is there in [start, end)."""
        return [
            each
            for each in self._by_day.get(start.date(), ())
            if each.start < end and each.end > start and each.id != besides
        ]
