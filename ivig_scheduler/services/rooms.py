"""The chairs of a day, who holds them, and a guest who is to be let in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict, blocking
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.services.clinic_facts import appointments_of_days, gather_facts
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.reader import Reader

#: The checks that another chair, or another visit's other chair, can pass.
CHAIR_RULES = frozenset({"chair_overlap", "chair_outage", "chair_feature"})


@dataclass(frozen=True)
class Guest:
    """A visit that is to be let in: when, what it needs, and in which chairs it may sit.

    `favourites` are the chairs it would rather have, the best first.
    """

    start: datetime
    held_until: datetime
    patient: Patient
    only_in: UUID | None = None
    favourites: tuple[UUID | None, ...] = ()
    appointment_id: UUID | None = None


@dataclass(frozen=True)
class Room:
    """A chair for the guest, and the visits that change chairs to make room in it."""

    chair_id: UUID
    moves: tuple[ProposedMove, ...]


@dataclass(frozen=True)
class DayOfRooms:
    """The visits that hold a chair in some days, their patients, and the clinic's facts then."""

    facts: ClinicFacts
    visits: tuple[Appointment, ...]
    patients: dict[UUID, Patient]
    starts: datetime
    ends: datetime


def load_day_of_rooms(
    store: Reader, start: datetime, end: datetime, now: datetime | None = None
) -> DayOfRooms:
    """Return the visits of the days of two moments, and all that is known about them.

    With the site's wall clock `now`, the ends expected of that day's visits are among it.
    """
    first, last = start.date(), end.date()
    visits = tuple(
        each for each in appointments_of_days(store, first, last) if each.status not in CHAIR_FREE
    )
    patients = store.some(Patient, (each.patient_id for each in visits))
    facts = gather_facts(store, first, last, visits, patients, now)
    return DayOfRooms(
        facts,
        visits,
        patients,
        datetime.combine(first, time()),
        datetime.combine(last + timedelta(days=1), time()),
    )


def stands_against(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return what forbids a visit at its time in whatever chair."""
    return tuple(each for each in blocking(conflicts) if each.rule not in CHAIR_RULES)
